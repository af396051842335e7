import type { Asked, CommandRule } from '../../command-rule.ts';
import type { Refusal } from '../../input.ts';
import { postsNamed } from '../../posts-at.ts';
import { variablesSeenBy } from '../../variables-seen.ts';
import { choiceOf } from '../choices.ts';
import { areAmong, refusePeople } from '../chosen-people.ts';
import type { WorkCommand } from '../command.ts';
import { chosenFor, isToBeAsked, namedAhead, roundsOf } from '../named-ahead.ts';
import { refusal } from '../not-allowed.ts';
import { isGranted, refuseNeeds } from '../offered.ts';

type Command = WorkCommand & { kind: 'replaceChosen' };

/**
 * 离职转办 of what is still to come: whom somebody chose by name for a step, or who is to be asked later among those who sign one
 * after the other, gives way to another. By a permission, as a task is assigned.
 */
export const replaceChosen: CommandRule<Command> = {
  refuse(asked) {
    const { actor, command, state } = asked;
    if (!isGranted(actor, 'task.assign'))
      return refusal('not-allowed', {
        zh: '您没有指派任务的权限',
        en: 'Expected the permission task.assign to put another in the place of whoever was chosen',
      });
    if (!namedAhead(state, command.from).includes(command.node))
      return refusal('not-found', {
        zh: '该步骤的后续办理人已有变动，请刷新后再办',
        en: `Expected the person to be chosen for ${command.node}, but they are not any more: load it again`,
      });
    return refuseNeeds(['reason'], command) ?? refuseChoice(asked) ?? refuseSeat(asked);
  },
  obey(run, _actor, { node, from, to, reason }) {
    run.emit({ kind: 'chosenReplaced', node, from, to, reason });
  },
};

/** Another is chosen among the same as the first. */
function refuseChoice({ model, state, command, at }: Asked<Command>): Refusal | undefined {
  const { node, from, to } = command;
  const { among } = choiceOf(model, node) ?? {};
  const isChosen = chosenFor(state, node).some(({ person }) => person === from);
  if (!isChosen || !among || areAmong([to], postsNamed(among, variablesSeenBy(state, undefined), at)))
    return undefined;
  const name = model.nodes[node]?.name.zh ?? node;
  return refusal('not-allowed', {
    zh: `接收人不在“${name}”的可选范围内`,
    en: `Expected somebody among those whom the template allows for ${node}`,
  });
}

/** Nobody signs twice, and nobody signs whom the step keeps out. */
function refuseSeat(asked: Asked<Command>): Refusal | undefined {
  const { state, command } = asked;
  const { node, from, to } = command;
  for (const { id, members } of roundsOf(state.work, node)) {
    if (!members.some((member) => isToBeAsked(member) && member.candidate.person === from)) continue;
    if (members.some(({ removed, candidate }) => !removed && candidate.person === to.person))
      return refusal('bad-input', {
        zh: '所选人员已在办理人中',
        en: 'Expected people who do not sign already, but found one who does',
      });
    const task = state.tasks.find(({ round }) => round === id);
    const refused = refusePeople(asked, { task, people: [to] });
    if (refused) return refused;
  }
  return undefined;
}
