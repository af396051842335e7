import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { fold } from '../../../engine/apply.ts';
import type { Effect } from '../../../engine/effect.ts';
import type { EngineEvent } from '../../../engine/event.ts';
import type { Actor, Command, Input } from '../../../engine/input.ts';
import type { ProcessModel, UserTaskConfig } from '../../../engine/model.ts';
import { newState, type CaseState, type OpenTask } from '../../../engine/state.ts';
import { start, step, type StepResult } from '../../../engine/step.ts';
import { moveTargets } from '../../../engine/trail/move.ts';
import { openVotes, pastVisits, visitsBefore } from '../../../engine/trail/visits.ts';
import { withdrawable } from '../../../engine/trail/withdraw.ts';
import { substance } from './returning.ts';
import type { Signing, Verb, VerbConfig } from '../../../engine/work/model.ts';
import type { Candidate } from '../../../engine/work/state.ts';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { checkStep } from '../../support/checked-step.ts';
import { monday } from '../../support/given.ts';
import { orphans } from '../../support/orphans.ts';
import { shapes, type Shape } from '../../reference/batch.ts';

/** What a random person does next: `pick` of what is possible, with these values for the data that conditions read. */
export interface Choice {
  pick: number;
  what: number;
  a: number;
  b: number;
}

const posts = ['officer', 'head', 'clerk'].map((post) => ({ post, unit: 'school' }));
const actor: Actor = {
  kind: 'person',
  person: 'p1',
  posts: [...posts, ...['x', 'y', 'z'].map((post) => ({ post, unit: 'school' }))],
  permissions: ['case.move', 'case.suspend', 'task.assign'],
};
const offered: Verb[] = [
  ...(['return', 'withdraw', 'move', 'transfer', 'delegate', 'suspend'] as const),
  ...(['addSignersBefore', 'addSignersAfter', 'removeSigner'] as const),
];
const verbs: VerbConfig[] = offered.map((verb) => ({ verb, needs: [] }));

const signings: (Signing | undefined)[] = [
  ...[undefined, undefined, undefined],
  ...(['any', 'all', 'sequential'] as const).map((mode) => ({ mode })),
  { mode: 'vote', vote: { ratio: 50 } },
];

/** A random model whose steps offer every verb; several of its steps are signed by several, and some have a deadline. */
export function peopled(model: ProcessModel, salt: number): ProcessModel {
  const nodes = Object.values(model.nodes).map((node, index) => {
    if (node.type !== 'userTask') return node;
    const signing = signings[(index * 7 + salt) % signings.length];
    const config: UserTaskConfig = {
      ...(node.config as unknown as UserTaskConfig),
      candidates: signing ? posts : posts.slice(0, 1),
      ...(signing && { signing }),
    };
    const deadlines = (index + salt) % 3 === 0 ? [{ key: `d${node.id}`, name: { zh: '期限' }, rule }] : [];
    return { ...node, config, deadlines } as unknown as typeof node;
  });
  return {
    ...model,
    keepsTrail: true,
    work: { verbs },
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
  };
}

const rule = { amount: 2, unit: 'calendarDay', rollForward: true, endOfDay: 'midnight', basis: '' };

export interface Trial {
  model: ProcessModel;
  choices: Choice[];
}

export function trials(shape: Shape): fc.Arbitrary<Trial> {
  const choice = fc.record({ pick: fc.nat(99), what: fc.nat(11), a: fc.nat(3), b: fc.nat(3) });
  const choices = fc.array(choice, { minLength: 1, maxLength: 30, size: 'max' });
  return fc
    .record({ model: shapes[shape], salt: fc.nat(20), choices })
    .map(({ model, salt, choices: made }) => ({ model: peopled(model, salt), choices: made }));
}

/** What a batch of trials went through: how often each command was obeyed, and how the cases ended. */
export type Tally = Record<string, number>;

interface Walk {
  model: ProcessModel;
  state: CaseState;
  events: EngineEvent[];
  effects: Effect[];
  tally: Tally;
  sinceChecked: number;
  isFinishing: boolean;
}

/** Runs a trial and checks the case after every step; in structured models the case must then be able to end. */
export function run({ model, choices }: Trial, tally: Tally, mustEnd: boolean): void {
  const canEnd = mustEnd && !hasDeadEnd(model) && endsByItself(model);
  const walk = begin(model, tally);
  for (const choice of choices) {
    if (!isOpen(walk.state)) break;
    const possible = choose(walk, choice);
    const input = possible[choice.pick % Math.max(possible.length, 1)];
    if (!input) break;
    if (input.kind === 'command' && input.command.kind === 'completeTask')
      completeAndMaybeUndo(walk, input, choice);
    else take(walk, input);
  }
  count(tally, `left ${walk.state.status}`);
  if (!canEnd) return;
  finish(walk);
  if (walk.state.status === 'active') {
    const { tasks, incidents } = walk.state;
    const waits = [
      ...tasks.map(({ node, waits: why }) => `${node} ${why ?? ''}`),
      ...incidents.map(({ code }) => code),
    ];
    throw new Error(`Expected the case to end, but it waits: ${waits.join(', ')}`);
  }
  count(tally, `ended ${walk.state.status}`);
}

/**
 * Where a model itself has a dead end, a case may stop there wherever it has been: a complex gateway that waits for more
 * tokens than can ever come, an ad-hoc sub-process whose condition need not hold when all of it is done.
 */
function hasDeadEnd({ nodes }: ProcessModel): boolean {
  return Object.values(nodes).some(({ type, incoming, config }) => {
    const { activationCondition = '', completionCondition } = (config ?? {}) as Record<
      string,
      string | undefined
    >;
    if (type === 'adHocSubProcess' && completionCondition !== undefined) return true;
    const [, asked = '0'] = /activationCount >= (\d+)/.exec(activationCondition) ?? [];
    return type === 'complexGateway' && Number(asked) > incoming.length;
  });
}

/** Whether the case ends when nobody does anything but complete tasks. */
function endsByItself(model: ProcessModel): boolean {
  const walk = begin(model, {});
  finish(walk);
  return walk.state.status !== 'active';
}

function begin(model: ProcessModel, tally: Tally): Walk {
  const walk: Walk = {
    model,
    state: newState,
    events: [],
    effects: [],
    tally,
    sinceChecked: 0,
    isFinishing: false,
  };
  accept(walk, start(model, nationalCalendar, { at: monday, actor, case: facts, variables: { a: 0, b: 0 } }));
  return walk;
}

const facts = {
  ...{ caseId: 'c', tenant: 't', templateKey: 'random', templateVersion: 1 },
  ...{ number: '1', title: 'random', units: [] },
};

/** A case whose loop was halted says nothing more: thousands of tokens lie about. */
function isOpen({ status, incidents }: CaseState): boolean {
  return status === 'active' && incidents.every(({ code }) => code !== 'too-many-moves');
}

function take(walk: Walk, input: Input): void {
  const result = step(walk.model, nationalCalendar, walk.state, input);
  if (result.refusal) {
    if (result.state !== walk.state || result.events.length > 0)
      throw new Error('Expected a refusal to change nothing');
    count(walk.tally, 'refused');
    return;
  }
  count(walk.tally, input.kind === 'command' ? input.command.kind : input.kind);
  accept(walk, result);
}

function accept(walk: Walk, { state, events, effects }: StepResult): void {
  const before = walk.state;
  walk.events.push(...events);
  walk.effects.push(...effects);
  for (const { kind } of events)
    if (kind === 'stepResumed' || kind === 'detourEnded') count(walk.tally, kind);
  walk.state = state;
  const isHalted = state.incidents.some(({ code }) => code === 'too-many-moves');
  if (isHalted) return;
  const sinceChecked = (walk.sinceChecked += 1);
  if (walk.isFinishing && sinceChecked % 12 !== 0 && state.status === 'active') return;
  // The whole of it costs much: between, it is enough that the fold gives the same, and that all is owned.
  if (sinceChecked % 12 === 0 || state.status !== 'active')
    checkStep(walk.model, before, state, { events, all: walk.events });
  else if (JSON.stringify(fold(events, before)) !== JSON.stringify(state) || orphans(state).length > 0)
    throw new Error(`Expected the fold, with everything owned, but found ${orphans(state).join(', ')}`);
  if (state.status === 'active') checkWork(walk);
}

/** What holds of the open work of a case: each active step has its task, once, and each deadline its open step. */
function checkWork({ model, state }: Walk): void {
  const { tokens, tasks, scopes, deadlines, incidents, work, trail } = state;
  const fail = (text: string) => {
    throw new Error(`Expected ${text}`);
  };
  for (const token of tokens) {
    if (!token.active || model.nodes[token.node]?.type !== 'userTask') continue;
    if (scopes.some((scope) => scope.token === token.id)) continue;
    const own = tasks.filter((task) => task.token === token.id);
    const isWaiting =
      work?.lookups.some((lookup) => lookup.token === token.id) ||
      incidents.some((each) => each.token === token.id);
    if (own.length === 0 && !isWaiting) fail(`the step ${token.node} of ${token.id} to have a task`);
    const rounds = work?.rounds.filter((round) => round.token === token.id) ?? [];
    if (rounds.length > 1) fail(`one round at ${token.id}, but found ${rounds.length}`);
    const plain = own.filter(({ round, addedTo }) => round === undefined && addedTo === undefined);
    if (plain.length > 1) fail(`one task at ${token.id}, but found ${plain.length}`);
    if (rounds.length > 0 && plain.length > 0) fail(`a round or a task at ${token.id}, but found both`);
  }
  for (const task of tasks) {
    const token = tokens.find(({ id }) => id === task.token);
    if (!token || token.node !== task.node) fail(`the task ${task.id} to lie where its token is`);
    const isRevision = tasks.some(({ token: on, added }) => on === task.token && added?.kind === 'revision');
    if (!token?.active && !isRevision) fail(`the step of task ${task.id} to be active`);
  }
  for (const { id, token } of deadlines)
    if (token !== undefined && !tokens.some((each) => each.id === token && each.active))
      fail(`the deadline ${id} to belong to an open step`);
  for (const { id } of work?.rounds ?? [])
    if (!tasks.some(({ round }) => round === id)) fail(`the round ${id} to wait for somebody`);
  const numbers = (trail?.firings ?? []).map(({ at }) => at);
  if (numbers.some((at, index) => index > 0 && at <= (numbers[index - 1] ?? 0)))
    fail('firings in their order');
  const alive = new Set(tokens.map(({ id }) => id));
  for (const { ended } of trail?.firings ?? [])
    for (const { id } of ended)
      if (alive.has(id)) fail(`the living token ${id} not to be remembered as ended`);
}

/** Whoever completes a step may take it back at once: everything must then be as it was. */
function completeAndMaybeUndo(walk: Walk, input: Input & { kind: 'command' }, { what, b }: Choice): void {
  const before = structuredClone(walk.state);
  const { command } = input;
  const token =
    command.kind === 'completeTask' ? walk.state.tasks.find(({ id }) => id === command.task)?.token : '';
  take(walk, input);
  const isRefused = walk.state.seq === before.seq;
  if (what % 3 !== 0 || isRefused || !isOpen(walk.state)) return;
  const last = withdrawable(walk.model, walk.state, actor).find(({ visit }) => visit === token);
  if (!last) return;
  const trimmed = (before.trail?.firings.length ?? 0) > 150;
  take(walk, commandAt(walk.state, { kind: 'withdrawTask', visit: last.visit, untouched: last.calls }));
  const [was, is] = [withoutTimes(before), withoutTimes(walk.state)];
  if (!trimmed && !isDeepStrictEqual(was, is))
    throw new Error(`Expected a withdrawal to restore exactly, but ${difference(was, is)}`);
  count(
    walk.tally,
    before.work?.rounds.some((round) => round.token === token) ? 'vote restored exactly' : 'restored exactly',
  );
  if (b > 1) take(walk, { ...input, command: { ...command } });
}

function withoutTimes(state: CaseState): unknown {
  return JSON.parse(JSON.stringify(substance(state)));
}

function difference(one: unknown, other: unknown, path = ''): string {
  if (isDeepStrictEqual(one, other)) return '';
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other)
    return `${path}: ${JSON.stringify(one)} became ${JSON.stringify(other)}; `;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys
    .map((key) => difference((one as never)[key], (other as never)[key], `${path}/${key}`))
    .join('')
    .slice(0, 1500);
}

function commandAt({ at }: CaseState, command: Command): Input & { kind: 'command' } {
  return { kind: 'command', at, actor, command };
}

function choose(walk: Walk, choice: Choice): Input[] {
  const { state } = walk;
  const events = outside(state);
  const working = [...completions(state, choice), ...mends(state, choice)];
  if (choice.what <= 4) return [...working, ...events];
  const acts = verbInputs(walk, choice);
  return acts.length > 0 ? acts : [...working, ...events];
}

function completions(state: CaseState, { a, b }: Pick<Choice, 'a' | 'b'>): Input[] {
  return state.tasks.map((task) =>
    commandAt(state, { kind: 'completeTask', task: task.id, variables: { a, b } }),
  );
}

function mends(state: CaseState, { a, b }: Pick<Choice, 'a' | 'b'>): Input[] {
  const mendable = state.incidents.filter(({ retry }) => retry.length > 0);
  return mendable.map(({ id }) =>
    commandAt(state, { kind: 'resolveIncident', incident: id, how: 'retry', variables: { a, b } }),
  );
}

function outside(state: CaseState): Input[] {
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
function verbInputs({ model, state }: Walk, { what, pick, a }: Choice): Input[] {
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

/** Completes everything until the case ends, or does not. */
function finish(walk: Walk): void {
  walk.isFinishing = true;
  const sent: string[] = [];
  for (let round = 0; round < 500 && isOpen(walk.state); round += 1) {
    const { state } = walk;
    const values = { a: 3, b: round % 7 === 6 ? round % 3 : 3 };
    const [next] = [
      ...(state.work?.suspended ? [commandAt(state, { kind: 'resumeCase' } as Command)] : []),
      ...state.tasks.flatMap((task) => goOn(state, task, values)),
      ...mends(state, values),
      ...longestAgo(outside(state), sent),
    ];
    if (!next) return;
    sent.push(nameOf(next));
    const { seq } = state;
    take(walk, next);
    if (walk.state.seq === seq)
      throw new Error(`Expected ${JSON.stringify(next)} to be allowed, but it is refused`);
  }
}

/** The one that came longest ago, or never, first: an event that can come again and again must not keep another one away. */
function longestAgo(events: Input[], sent: string[]): Input[] {
  const last = (event: Input) => sent.lastIndexOf(nameOf(event));
  return events.toSorted((one, other) => last(one) - last(other));
}

/** Which event comes, whenever it does. */
function nameOf(input: Input): string {
  if (input.kind !== 'command') return input.kind;
  const { command } = input;
  if (command.kind === 'sendMessage') return `message ${command.message}`;
  return command.kind === 'sendSignal' ? `signal ${command.signal}` : command.kind;
}

function goOn(state: CaseState, task: OpenTask, variables: { a: number; b: number }): Input[] {
  if (task.suspendedFor !== undefined) return [commandAt(state, { kind: 'resumeTask', task: task.id })];
  if (task.waits !== undefined) return [];
  if (task.delegatedBy)
    return [commandAt(state, { kind: 'answerDelegation', task: task.id, opinion: 'fine' })];
  return [commandAt(state, { kind: 'completeTask', task: task.id, variables })];
}

function count(tally: Tally, what: string): void {
  tally[what] = (tally[what] ?? 0) + 1;
}

/** Runs so many trials of one shape; gives what went wrong first, shrunk, with what the trial was. */
export function runTrials(
  { shape, runs, seed }: { shape: Shape; runs: number; seed: number },
  patience = 60_000,
): { tally: Tally; failure?: { trial: Trial; problem: string } } {
  const tally: Tally = {};
  const drawn = trials(shape);
  const property = fc.property(seed % 2 === 0 ? drawn : fc.noBias(drawn), (trial) =>
    run(trial, tally, shape === 'structured'),
  );
  const result = fc.check(property, { numRuns: runs, seed, interruptAfterTimeLimit: patience });
  const [found] = result.counterexample ?? [];
  if (!result.failed || !found) return { tally };
  const problem =
    result.errorInstance instanceof Error ? (result.errorInstance.stack ?? '') : String(result.errorInstance);
  return { tally, failure: { trial: found, problem } };
}
