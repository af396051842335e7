import type { CommandRule } from '../../command-rule.ts';
import { byId } from '../../table.ts';
import type { WorkCommand } from '../command.ts';
import { reviseSigned } from '../decide.ts';
import { isGranted, isRefusal, refuseNeeds, refuseOnTask, refuseUnsaid, refuseVerb } from '../offered.ts';
import { notOpen, refusal } from '../not-allowed.ts';
import { changeTask, waitsOf } from '../task-change.ts';
import { refuseTurn } from '../turn.ts';
import { saidOf } from '../said.ts';

type Rule<K extends WorkCommand['kind']> = CommandRule<WorkCommand & { kind: K }>;

/** Nobody acts on the task until it is resumed. Its deadlines go on: the law does not wait for an office. */
export const suspendTask: Rule<'suspendTask'> = {
  refuse(asked) {
    const task = refuseOnTask(asked, 'suspend');
    if (isRefusal(task)) return task;
    if (task.suspendedFor !== undefined)
      return refusal('not-allowed', {
        zh: '任务已挂起',
        en: `Expected a running task, but ${task.id} is suspended already`,
      });
    return refuseNeeds(['reason'], asked.command);
  },
  obey(run, _actor, { task: id, ...said }) {
    const task = byId(run.state.tasks, id);
    const why = { verb: 'suspend', ...saidOf(said) } as const;
    if (task) changeTask(run, task, { waits: 'suspended', suspendedFor: said.reason }, why);
  },
};

/** By whoever may act on the task, or may suspend cases. */
export const resumeTask: Rule<'resumeTask'> = {
  refuse(asked) {
    const { state, actor, command } = asked;
    const task = byId(state.tasks, command.task);
    if (!task) return notOpen(command.task);
    if (task.suspendedFor === undefined)
      return refusal('not-allowed', {
        zh: '任务没有挂起',
        en: `Expected a suspended task, but ${task.id} is not`,
      });
    if (isGranted(actor, 'case.suspend')) return undefined;
    const { generation } = command;
    return refuseTurn(asked, task, { generation, evenWaiting: true, evenDelegated: true });
  },
  obey(run, _actor, { task: id, ...said }) {
    const task = byId(run.state.tasks, id);
    if (!task) return;
    const { suspendedFor: _, ...running } = task;
    const waits = waitsOf(run.state, running);
    changeTask(run, task, { suspendedFor: undefined, waits }, { verb: 'resume', ...saidOf(said) });
    reviseSigned(run, id);
  },
};

/**
 * The whole case stands still, by a permission and for a reason, one of the template's where it names any: nobody acts,
 * and what the diagram's timers would do waits until it is resumed. Deadlines go on, unless their own clock is stopped.
 */
export const suspendCase: Rule<'suspendCase'> = {
  refuse(asked) {
    const { model, state, command } = asked;
    const refused =
      refuseVerb(asked, { verb: 'suspend' }) ?? refuseUnsaid(asked, 'suspend', { always: ['reason'] });
    if (refused) return refused;
    if (state.work?.suspended)
      return refusal('not-allowed', {
        zh: '事项已挂起',
        en: 'Expected a running case, but it is suspended already',
      });
    const keys = (model.work?.suspensions ?? []).map(({ key }) => key);
    if (keys.length === 0 || keys.includes(command.reason)) return undefined;
    return refusal('bad-input', {
      zh: '请选择模板规定的挂起原因',
      en: `Expected one of the reasons ${keys.join(', ')}, but found another`,
    });
  },
  obey(run, _actor, said) {
    run.emit({ kind: 'caseSuspended', ...saidOf(said) });
  },
};

/** What became due meanwhile comes now. */
export const resumeCase: Rule<'resumeCase'> = {
  refuse(asked) {
    return (
      refuseVerb(asked, { verb: 'suspend' }) ??
      (asked.state.work?.suspended
        ? undefined
        : refusal('not-allowed', { zh: '事项没有挂起', en: 'Expected a suspended case, but it is running' }))
    );
  },
  obey(run, _actor, said) {
    run.emit({ kind: 'caseResumed', ...saidOf(said) });
  },
};
