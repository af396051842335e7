import type { Actor, Command, Input } from '../../../engine/input.ts';
import type { ProcessModel } from '../../../engine/model.ts';
import type { CaseState, OpenTask } from '../../../engine/state.ts';
import { moveTargets } from '../../../engine/trail/move.ts';
import { openVotes, pastVisits, visitsBefore } from '../../../engine/trail/visits.ts';
import type { Candidate } from '../../../engine/work/state.ts';
import { posts } from './trial.ts';

/** What a random person does next: `pick` of what is possible, with these values for the data that conditions read. */
export interface Choice {
  pick: number;
  what: number;
  a: number;
  b: number;
}

/** A case as it stands. */
interface At {
  model: ProcessModel;
  state: CaseState;
}

/** Who does everything: they hold every post and permission. */
export const actor: Actor = {
  kind: 'person',
  person: 'p1',
  posts: [...posts, ...['x', 'y', 'z'].map((post) => ({ post, unit: 'school' }))],
  permissions: ['case.move', 'case.suspend', 'task.assign'],
};

export function commandAt({ at }: CaseState, command: Command): Input & { kind: 'command' } {
  return { kind: 'command', at, actor, command };
}

/** What may come next: the choice says which kind of it. */
export function choose(at: At, choice: Choice): Input[] {
  const { state } = at;
  const events = outside(state);
  const working = [...completions(state, choice), ...mends(state, choice)];
  if (choice.what <= 4) return [...working, ...events];
  const acts = verbInputs(at, choice);
  return acts.length > 0 ? acts : [...working, ...events];
}

function completions(state: CaseState, { a, b }: Pick<Choice, 'a' | 'b'>): Input[] {
  return state.tasks.map((task) =>
    commandAt(state, { kind: 'completeTask', task: task.id, variables: { a, b } }),
  );
}

export function mends(state: CaseState, { a, b }: Pick<Choice, 'a' | 'b'>): Input[] {
  const mendable = state.incidents.filter(({ retry }) => retry.length > 0);
  return mendable.map(({ id }) =>
    commandAt(state, { kind: 'resolveIncident', incident: id, how: 'retry', variables: { a, b } }),
  );
}

export function outside(state: CaseState): Input[] {
  const { subscriptions, timers, seq } = state;
  const messages = subscriptions.flatMap(({ awaits }) => (awaits.kind === 'message' ? [awaits.message] : []));
  const signals = subscriptions.flatMap(({ awaits }) => (awaits.kind === 'signal' ? [awaits.signal] : []));
  const [due] = timers.map((timer) => timer.due).sort();
  return [
    ...[...new Set(messages)].map((message) =>
      commandAt(state, { kind: 'sendMessage', message, messageId: `m${seq}`, variables: {} }),
    ),
    ...[...new Set(signals)].map((signal) =>
      commandAt(state, { kind: 'sendSignal', signal, signalId: `s${seq}`, variables: {} }),
    ),
    ...(due === undefined ? [] : [{ kind: 'tick' as const, at: due > state.at ? due : state.at }]),
  ];
}

const people: Candidate[] = ['x', 'y', 'z'].map((post) => ({ post, unit: 'school' }));

/** All that people can do beside completing: to every open task, and to what is done. */
function verbInputs({ model, state }: At, { what, pick, a }: Choice): Input[] {
  const to = people[a % people.length] ?? { post: 'x', unit: 'school' };
  const each = (make: (task: OpenTask) => Command[]): Input[] =>
    state.tasks.flatMap((task) => make(task).map((command) => commandAt(state, command)));
  switch (what) {
    case 5:
    case 6:
    case 7: {
      const resume = what === 5 ? 'back' : 'forward';
      return each(({ id, token }) =>
        [...visitsBefore(model, state, { token }).map(({ visit }) => visit), 'previous', 'initiator'].map(
          (target) => ({ kind: 'returnTask', task: id, to: target, resume, reason: 'mend it' }),
        ),
      );
    }
    case 8:
      return [...openVotes(state), ...pastVisits(state)].map(({ visit }) =>
        commandAt(state, { kind: 'withdrawTask', visit }),
      );
    case 9:
      return each((task) =>
        moveTargets(model, state, task).map(({ node }) => ({
          kind: 'moveTask',
          task: task.id,
          to: node,
          reason: 'urgent',
        })),
      );
    case 10:
      return each(({ id }) => [
        { kind: 'addSigners', sign: pick % 2 === 0 ? 'before' : 'after', people: [to], task: id },
        { kind: 'transferTask', task: id, to },
        { kind: 'delegateTask', task: id, to },
        { kind: 'answerDelegation', task: id, opinion: 'fine' },
        { kind: 'removeSigner', task: id, reason: 'not needed' },
        { kind: 'assignTask', task: id, to: [to], reason: 'wrong one', cause: 'supervisor' },
      ]);
    default:
      return [
        ...each(({ id }) => [
          { kind: 'claimTask', task: id },
          { kind: 'releaseTask', task: id },
          { kind: 'suspendTask', task: id, reason: 'waiting' },
          { kind: 'resumeTask', task: id },
        ]),
        commandAt(
          state,
          state.work?.suspended ? { kind: 'resumeCase' } : { kind: 'suspendCase', reason: 'waiting' },
        ),
      ];
  }
}

/** The one that came longest ago, or never, first: an event that can come again and again must not keep another one away. */
export function longestAgo(events: Input[], sent: string[]): Input[] {
  const last = (event: Input) => sent.lastIndexOf(nameOf(event));
  return events.toSorted((one, other) => last(one) - last(other));
}

/** Which event comes, whenever it does. */
export function nameOf(input: Input): string {
  if (input.kind !== 'command') return input.kind;
  const { command } = input;
  if (command.kind === 'sendMessage') return `message ${command.message}`;
  return command.kind === 'sendSignal' ? `signal ${command.signal}` : command.kind;
}

export function goOn(state: CaseState, task: OpenTask, variables: { a: number; b: number }): Input[] {
  if (task.suspendedFor !== undefined) return [commandAt(state, { kind: 'resumeTask', task: task.id })];
  if (task.waits !== undefined) return [];
  if (task.delegatedBy)
    return [commandAt(state, { kind: 'answerDelegation', task: task.id, opinion: 'fine' })];
  return [commandAt(state, { kind: 'completeTask', task: task.id, variables })];
}
