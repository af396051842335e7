import type { CommandRule } from '../../command-rule.ts';
import type { OpenTask } from '../../state.ts';
import { byId } from '../../table.ts';
import { refusePeople } from '../chosen-people.ts';
import type { WorkCommand } from '../command.ts';
import { withInstead } from '../named-ahead.ts';
import { notOpen, refusal } from '../not-allowed.ts';
import { isGranted, refuseNeeds } from '../offered.ts';
import { saidOf } from '../said.ts';
import type { Candidate } from '../state.ts';
import { changeTask } from '../task-change.ts';
import { refuseSigning } from './hand-over.ts';

/**
 * 离职转办 of a task: the heir is wherever the leaver was, and who else may do it still may. A delegation goes on: the heir gives
 * the opinion that the leaver was asked for, or has the task back in their place. By a permission, as a task is assigned.
 */
export const takeOverTask: CommandRule<WorkCommand & { kind: 'takeOverTask' }> = {
  refuse(asked) {
    const { actor, command, state } = asked;
    const task = byId(state.tasks, command.task);
    if (!task) return notOpen(command.task);
    if (!isGranted(actor, 'task.assign'))
      return refusal('not-allowed', {
        zh: '您没有指派任务的权限',
        en: 'Expected the permission task.assign to hand a task of somebody to another',
      });
    const { from, to, generation = task.generation } = command;
    if (from === to.person)
      return refusal('bad-input', { zh: '请另选接收人', en: 'Expected another person than the leaver' });
    if (generation !== task.generation || !hasPart(task, from))
      return refusal('task-changed', {
        zh: '任务已有变动，请刷新后再办',
        en: `Expected task ${task.id} in version ${generation} and the leaver's, but it has changed: load it again`,
      });
    return (
      refuseNeeds(['reason'], command) ??
      refusePeople(asked, { task, people: [to] }) ??
      (task.candidates.some(({ person }) => person === to.person)
        ? undefined
        : refuseSigning(state, task, [to]))
    );
  },
  obey(run, _actor, { task: id, from, to, ...said }) {
    const task = byId(run.state.tasks, id);
    if (!task) return;
    changeTask(run, task, takenOver(task, from, to), {
      ...{ verb: 'assign', cause: 'leaver', to: [to] },
      ...saidOf(said),
    });
  },
};

const hasPart = ({ claimedBy, candidates, delegatedBy = [] }: OpenTask, person: string): boolean =>
  claimedBy === person || isIn(candidates, person) || delegatedBy.some(({ by }) => by === person);

const isIn = (people: readonly Candidate[], person: string): boolean =>
  people.some((each) => each.person === person);

function takenOver(task: OpenTask, from: string, to: Required<Candidate>) {
  const { claimedBy, owner = task.candidates } = task;
  const inPlace = (people: Candidate[], isTheirs: boolean) =>
    isIn(people, from) ? withInstead(people, from, to) : isTheirs ? [to] : people;
  const candidates = inPlace(task.candidates, claimedBy === from);
  const chain = (task.delegatedBy ?? []).map((each) => ({
    ...each,
    from: inPlace(each.from, each.by === from),
    by: each.by === from ? to.person : each.by,
  }));
  const own = chain.findIndex(({ by }) => by === to.person);
  const first = chain[own];
  // Nobody gives an opinion to themselves: it is back with whoever asked for it.
  const isOwnAgain = isIn(candidates, to.person) || chain.findLastIndex(({ by }) => by === to.person) > own;
  if (first && isOwnAgain)
    return { candidates: first.from, claimedBy: first.by, delegatedBy: upTo(chain, own), owner };
  const still = claimedBy === from ? undefined : claimedBy;
  return { candidates, claimedBy: still, delegatedBy: upTo(chain, chain.length), owner };
}

const upTo = <T>(chain: T[], end: number): T[] | undefined => (end > 0 ? chain.slice(0, end) : undefined);
