import { cancelScope } from '../../cancel.ts';
import { reportFailure } from '../../climb.ts';
import type { CommandRule } from '../../command-rule.ts';
import type { WorkCommand } from '../command.ts';
import { refuseUnsaid, refuseVerb } from '../offered.ts';
import { saidOf } from '../said.ts';

type Rule<K extends WorkCommand['kind']> = CommandRule<WorkCommand & { kind: K }>;

/** 撤销: whoever began the case takes it back, where the template allows it. Cases that it called end with it. */
export const recallCase: Rule<'recallCase'> = {
  refuse: (asked) =>
    refuseVerb(asked, { verb: 'recall' }) ?? refuseUnsaid(asked, 'recall', { always: ['reason'] }),
  obey(run, _actor, said) {
    cancelScope(run, run.rootScope().id);
    run.emit({ kind: 'caseRecalled', ...saidOf(said) });
    reportFailure(run, 'cancelled');
  },
};

/** 作废: by a permission, for a reason; the history stays. */
export const voidCase: Rule<'voidCase'> = {
  refuse: (asked) =>
    refuseVerb(asked, { verb: 'void' }) ?? refuseUnsaid(asked, 'void', { always: ['reason'] }),
  obey(run, _actor, said) {
    cancelScope(run, run.rootScope().id);
    run.emit({ kind: 'caseVoided', ...saidOf(said) });
    reportFailure(run, 'cancelled');
  },
};
