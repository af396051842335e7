import type { CommandRule } from '../../command-rule.ts';
import { byId } from '../../table.ts';
import type { WorkCommand } from '../command.ts';
import { caseSuspended, refuseNeeds } from '../offered.ts';
import { notOpen, refusal } from '../not-allowed.ts';
import { leaveRound, memberRound, reviseRound } from '../round.ts';
import { refuseTurn } from '../turn.ts';
import { saidOf } from '../said.ts';

/** 回避: a member of a round stands aside, and is out of its denominator. The law gives it: no template need offer it. */
export const recuse: CommandRule<WorkCommand & { kind: 'recuse' }> = {
  refuse(asked) {
    const { command, state } = asked;
    const task = byId(state.tasks, command.task);
    if (!task) return notOpen(command.task);
    if (state.work?.suspended) return caseSuspended();
    const refused = refuseTurn(asked, task, { generation: command.generation, evenWaiting: true });
    if (refused) return refused;
    if (!memberRound(state, task))
      return refusal('not-allowed', {
        zh: '只有会签、票决的成员可以回避，其他任务请转办',
        en: `Expected a member of a round to stand aside, but ${task.id} is in none: transfer it`,
      });
    return refuseNeeds(['reason'], command);
  },
  obey(run, _actor, { task: id, ...said }) {
    const task = byId(run.state.tasks, id);
    const round = task && memberRound(run.state, task);
    if (!round) return;
    leaveRound(run, task, { recused: true, ...saidOf(said) });
    reviseRound(run, round.id);
  },
};
