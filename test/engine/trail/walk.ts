import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { fold } from '../../../engine/apply.ts';
import type { Effect } from '../../../engine/effect.ts';
import type { EngineEvent } from '../../../engine/event.ts';
import type { Command, Input } from '../../../engine/input.ts';
import type { ProcessModel } from '../../../engine/model.ts';
import { newState, type CaseState } from '../../../engine/state.ts';
import { start, step, type StepResult } from '../../../engine/step.ts';
import { withdrawable } from '../../../engine/trail/withdraw.ts';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { checkStep } from '../../support/checked-step.ts';
import { monday } from '../../support/given.ts';
import { orphans } from '../../support/orphans.ts';
import type { Shape } from '../../reference/batch.ts';
import { checkWork } from './checked-work.ts';
import {
  actor,
  choose,
  commandAt,
  goOn,
  longestAgo,
  mends,
  nameOf,
  outside,
  type Choice,
} from './possible-inputs.ts';
import { substance } from './returning.ts';
import { trials, type Trial } from './trial.ts';

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
