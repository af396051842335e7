import type { CommandRule } from '../../command-rule.ts';
import type { OpenTask } from '../../state.ts';
import { byId } from '../../table.ts';
import { keyOf } from '../candidate.ts';
import { refusePeople } from '../chosen-people.ts';
import type { WorkCommand } from '../command.ts';
import { isRefusal, refuseOnTask } from '../offered.ts';
import { refusal } from '../not-allowed.ts';
import { joinRound, memberRound, seatedWith } from '../round.ts';
import type { Candidate } from '../state.ts';
import { changeTask, signersOf, waitsOf } from '../task-change.ts';

type AddSigners = WorkCommand & { kind: 'addSigners' };

/**
 * 加签: those who are added act before the handler, whose task waits meanwhile, or after the handler's own decision. Both
 * may be mixed on one task, and whoever is added may add others in turn. Nobody is asked twice at the same time.
 */
export const addSigners: CommandRule<AddSigners> = {
  refuse(asked) {
    const { state, command } = asked;
    const verb = command.sign === 'before' ? 'addSignersBefore' : 'addSignersAfter';
    const task = refuseOnTask(asked, verb);
    if (isRefusal(task)) return task;
    const refused = refusePeople(asked, { verb, task, people: command.people });
    if (refused) return refused;
    const beside = [task, ...signersOf(state, task.id), ...roundTasks(state.tasks, task)];
    const there = new Set(
      [...beside.flatMap(({ candidates }) => candidates), ...seatedWith(state, task)].map(keyOf),
    );
    return command.people.some((person) => there.has(keyOf(person)))
      ? refusal('bad-input', {
          zh: '所选人员已在办理人中',
          en: 'Expected people who do not sign already, but found one who does',
        })
      : undefined;
  },

  obey(run, actor, { task: id, sign, people, reason, opinion, attachments }) {
    const task = byId(run.state.tasks, id);
    if (!task || actor.kind !== 'person') return;
    const round = memberRound(run.state, task);
    const owner = task.owner ?? task.candidates;
    const waits =
      task.suspendedFor === undefined && sign === 'before' ? 'signersBefore' : waitsOf(run.state, task);
    changeTask(
      run,
      task,
      { owner, waits },
      {
        verb: 'addSigners',
        to: people,
        ...(reason !== undefined && { reason }),
        ...(opinion !== undefined && { opinion }),
        ...(attachments && { attachments }),
      },
    );
    for (const person of people) {
      const added = { id: run.nextId('t'), createdAt: run.at, sign, addedBy: actor.person, person };
      const signer = signerOf(task, added);
      const waiting = waitsOf(run.state, signer);
      run.emit({ kind: 'taskCreated', task: { ...signer, ...(waiting && { waits: waiting }) } });
      if (round) joinRound(run, round, signer);
    }
  },
};

function roundTasks(tasks: OpenTask[], { round }: OpenTask): OpenTask[] {
  return round === undefined ? [] : tasks.filter((task) => task.round === round);
}

/** A task like the one to which it is added, for one more signer. */
function signerOf(
  {
    id: addedTo,
    token,
    node,
    excludedUnits,
    excludedPeople,
    excludedPosts,
    form,
    stage,
    outcomes,
    round,
  }: OpenTask,
  { id, person, ...added }: Pick<OpenTask, 'id' | 'createdAt' | 'sign' | 'addedBy'> & { person: Candidate },
): OpenTask {
  return {
    id,
    token,
    node,
    candidates: [person],
    excludedUnits,
    ...(excludedPeople && { excludedPeople }),
    ...(excludedPosts && { excludedPosts }),
    ...(form !== undefined && { form }),
    ...(stage !== undefined && { stage }),
    outcomes,
    generation: 1,
    ...(round !== undefined && { round }),
    addedTo,
    ...added,
  };
}
