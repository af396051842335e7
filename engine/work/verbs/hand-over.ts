import type { CommandRule } from '../../command-rule.ts';
import type { OpenTask } from '../../state.ts';
import type { CaseState } from '../../state.ts';
import { byId } from '../../table.ts';
import { distinctCandidates, keyOf, standingOn, type Person } from '../candidate.ts';
import { refusePeople } from '../chosen-people.ts';
import type { WorkCommand } from '../command.ts';
import { isGranted, isRefusal, refuseNeeds, refuseOnTask } from '../offered.ts';
import { notOpen, refusal } from '../not-allowed.ts';
import { seatedWith } from '../round.ts';
import type { Candidate } from '../state.ts';
import { saidOf } from '../said.ts';
import { stays } from '../stays.ts';
import { changeTask } from '../task-change.ts';
import { refuseTurn } from '../turn.ts';
import type { Refusal } from '../../input.ts';
import type { Run } from '../../run.ts';

type Command<K extends WorkCommand['kind']> = WorkCommand & { kind: K };

/** 转办: another handles it from now on, for good. To whom it was given first stays known over any number of transfers. */
export const transferTask: CommandRule<Command<'transferTask'>> = {
  refuse(asked) {
    const { command, state } = asked;
    const task = refuseOnTask(asked, 'transfer');
    if (isRefusal(task)) return task;
    return (
      refusePeople(asked, { verb: 'transfer', task, people: [command.to] }) ??
      refuseSigning(state, task, [command.to])
    );
  },
  obey(run, _actor, { task: id, to, ...said }) {
    const task = byId(run.state.tasks, id);
    if (task) giveTask(run, task, [to], { verb: 'transfer', ...saidOf(said) });
  },
};

/** 委派: another gives an opinion, and may ask a further one; the task then comes back, and its handler decides. */
export const delegateTask: CommandRule<Command<'delegateTask'>> = {
  refuse(asked) {
    const { command, state } = asked;
    const task = refuseOnTask(asked, 'delegate');
    if (isRefusal(task)) return task;
    const asked0 = (task.delegatedBy ?? []).flatMap(({ from }) => from);
    if (asked0.some((each) => keyOf(each) === keyOf(command.to)))
      return refusal('bad-input', {
        zh: '不能再委派给委派链上的人员',
        en: 'Expected somebody who has not delegated this task, but found one who has',
      });
    return (
      refusePeople(asked, { verb: 'delegate', task, people: [command.to] }) ??
      refuseSigning(state, task, [command.to])
    );
  },
  obey(run, actor, { task: id, to, ...said }) {
    const task = byId(run.state.tasks, id);
    if (!task || actor.kind !== 'person') return;
    const { reason } = said;
    const entry = { from: task.candidates, by: asWhom(task, actor), ...(reason !== undefined && { reason }) };
    changeTask(
      run,
      task,
      {
        candidates: [to],
        claimedBy: undefined,
        owner: task.owner ?? task.candidates,
        delegatedBy: [...(task.delegatedBy ?? []), entry],
      },
      { verb: 'delegate', to: [to], ...saidOf(said) },
    );
  },
};

/** 归还: the opinion is given, and the task is back with whoever delegated it last. */
export const answerDelegation: CommandRule<Command<'answerDelegation'>> = {
  refuse(asked) {
    const { command, state } = asked;
    const task = byId(state.tasks, command.task);
    if (!task) return notOpen(command.task);
    const refused = refuseTurn(asked, task, { generation: command.generation, evenDelegated: true });
    if (refused) return refused;
    if (!task.delegatedBy)
      return refusal('not-allowed', {
        zh: '该任务不是受托办理',
        en: `Expected a delegated task, but ${task.id} is not`,
      });
    return refuseNeeds(['opinion'], command);
  },
  obey(run, _actor, { task: id, ...said }) {
    const task = byId(run.state.tasks, id);
    const last = task?.delegatedBy?.at(-1);
    if (!task || !last) return;
    const rest = task.delegatedBy?.slice(0, -1) ?? [];
    changeTask(
      run,
      task,
      { candidates: last.from, claimedBy: last.by, delegatedBy: rest.length > 0 ? rest : undefined },
      { verb: 'answerDelegation', to: last.from, ...saidOf(said) },
    );
  },
};

/** By a permission: an orphan, a leaver's task, a wrong choice. Whatever it was delegated for is over. */
export const assignTask: CommandRule<Command<'assignTask'>> = {
  refuse(asked) {
    const { actor, command, state } = asked;
    const task = byId(state.tasks, command.task);
    if (!task) return notOpen(command.task);
    if (!isGranted(actor, 'task.assign'))
      return refusal('not-allowed', {
        zh: '您没有指派任务的权限',
        en: 'Expected the permission task.assign to give a task to others',
      });
    if (command.generation !== undefined && command.generation !== task.generation)
      return refusal('task-changed', {
        zh: '任务已有变动，请刷新后再办',
        en: `Expected task ${task.id} in version ${command.generation}, but it is in ${task.generation}: load it again`,
      });
    return (
      refuseNeeds(['reason'], command) ??
      refusePeople(asked, { task, people: command.to }) ??
      refuseSigning(state, task, command.to)
    );
  },
  obey(run, _actor, { task: id, to, cause, ...said }) {
    const task = byId(run.state.tasks, id);
    if (task) giveTask(run, task, to, { verb: 'assign', cause, ...saidOf(said) });
  },
};

/** Gives a task to others for good: by a person, or by what a template lets the machine do. Where it stays with those who have it, to others too. */
export function giveTask(
  run: Run,
  task: OpenTask,
  to: Candidate[],
  why: { verb: 'transfer' | 'assign'; reason?: string; cause?: 'orphan' | 'leaver' | 'supervisor' },
): void {
  const given = stays(run.model, run.state, task)
    ? { candidates: distinctCandidates([...task.candidates, ...to]) }
    : { candidates: to, owner: task.owner ?? task.candidates };
  changeTask(run, task, { ...given, claimedBy: undefined, delegatedBy: undefined }, { to, ...why });
}

/** One who signs beside this task already would sign twice. */
export function refuseSigning(state: CaseState, task: OpenTask, people: Candidate[]): Refusal | undefined {
  const beside = state.tasks.filter(
    ({ id, round, addedTo }) =>
      id !== task.id &&
      ((round !== undefined && round === task.round) ||
        (addedTo !== undefined && (addedTo === task.id || addedTo === task.addedTo)) ||
        id === task.addedTo),
  );
  // Given to the same again, one that somebody has claimed is free for all of them.
  const own = task.candidates.length === 1 && task.claimedBy === undefined ? [task] : [];
  const there = new Set(
    [...[...own, ...beside].flatMap(({ candidates }) => candidates), ...seatedWith(state, task)].map(keyOf),
  );
  return people.some((person) => there.has(keyOf(person)))
    ? refusal('bad-input', {
        zh: '所选人员已在办理人中',
        en: 'Expected people who do not sign already, but found one who does',
      })
    : undefined;
}

/** Whose it is again afterwards: the principal's, where a substitute acts. */
function asWhom(task: OpenTask, actor: Person): string {
  const standing = standingOn(task, actor);
  return (typeof standing === 'object' && standing.for) || actor.person;
}
