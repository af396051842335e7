import { apply, fold } from '../../engine/apply.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Actor, Input } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { newState, type CaseState } from '../../engine/state.ts';
import { start, step, type StepResult } from '../../engine/step.ts';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { orphans } from '../support/orphans.ts';
import type { Action } from './interpreter.ts';
import { seenInEngine, type Observation } from './observation.ts';

/** What a random user does next: `pick` of what is possible, giving these values to the data that conditions read. */
export interface Choice {
  pick: number;
  a: number;
  b: number;
}

export interface Stage {
  /** What led here; nothing for the start of the case. */
  action?: Action;
  seen: Observation;
}

export interface EngineRun {
  stages: Stage[];
  /** Rules of the engine's own that were broken: fold, round trip, owners, a throw. */
  broken: string[];
  events: EngineEvent[];
  /** The state as its events make it. */
  folded: CaseState;
}

const monday = '2026-09-07T01:00:00.000Z';
const officer: Actor = { kind: 'person', person: 'p1', posts: [{ post: 'officer', unit: 'school' }] };
export const begunAt = Date.parse(monday);
export const firstData: JsonObject = { a: 0, b: 0 };

const facts = {
  ...{ caseId: 'c', tenant: 't', templateKey: 'random', templateVersion: 1 },
  ...{ number: '1', title: 'random', units: [] },
};

/** Runs a model in the engine under random choices, and notes what is seen after each input. */
export function runEngine(model: ProcessModel, choices: Choice[]): EngineRun {
  const run: EngineRun = { stages: [], broken: [], events: [], folded: newState };
  try {
    let state = keep(
      run,
      model,
      start(model, nationalCalendar, { at: monday, actor: officer, case: facts, variables: firstData }),
    );
    for (const choice of choices) {
      const possible = goesOn(state) ? possibleInputs(state, choice) : [];
      const next = possible[choice.pick % Math.max(possible.length, 1)];
      if (!next) break;
      const [action, input] = next;
      const stored = JSON.parse(JSON.stringify(state)) as CaseState;
      const result = step(model, nationalCalendar, state, input);
      const again = step(model, nationalCalendar, stored, input);
      if (!isSame(again.state, result.state)) run.broken.push('a stored state goes on differently');
      if (result.refusal) run.broken.push(`refused ${JSON.stringify(action)}: ${result.refusal.message}`);
      state = keep(run, model, result, action);
    }
    if (!isSame(fold(run.events), state)) run.broken.push('the state is not the fold of all events');
  } catch (error) {
    run.broken.push(`threw ${String(error)}`);
  }
  return run;
}

function keep(run: EngineRun, model: ProcessModel, result: StepResult, action?: Action): CaseState {
  const { state, events } = result;
  run.events.push(...events);
  run.folded = events.reduce(apply, run.folded);
  if (!isSame(run.folded, state)) run.broken.push('the state is not what its events make of the one before');
  run.broken.push(...orphans(state));
  run.stages.push({ seen: seenInEngine(model, state, events), ...(action && { action }) });
  return state;
}

/** A case whose loop was halted says nothing more: thousands of tokens lie about. */
function goesOn({ status, incidents }: CaseState): boolean {
  return status === 'active' && incidents.every(({ code }) => code !== 'too-many-moves');
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What can be done to the case now, and how the engine and the reference are told. Ids are in the order of their numbers. */
function possibleInputs(state: CaseState, { a, b }: Choice): [Action, Input][] {
  const variables = { a, b };
  const { at } = state;
  const command = (given: (Input & { kind: 'command' })['command']): Input => {
    return { kind: 'command', at, actor: officer, command: given };
  };
  const tasks = byNumber(state.tasks);
  const nth = (all: { node: string; id: string }[], one: { node: string; id: string }) =>
    all.filter(({ node }) => node === one.node).indexOf(one);
  const incidents = byNumber(state.incidents.filter(({ code }) => code === 'no-flow-possible'));
  const messages = state.subscriptions.flatMap(({ awaits }) =>
    awaits.kind === 'message' ? [awaits.message] : [],
  );
  const signals = state.subscriptions.flatMap(({ awaits }) =>
    awaits.kind === 'signal' ? [awaits.signal] : [],
  );
  const [due] = state.timers.map((timer) => timer.due).sort();
  return [
    ...tasks.map((task): [Action, Input] => [
      { do: 'complete', node: task.node, nth: nth(tasks, task), variables },
      command({ kind: 'completeTask', task: task.id, variables }),
    ]),
    // Which of several receivers gets a message is not said where no correlation tells (8.4.2), so only one may wait.
    ...messages
      .filter((message) => messages.indexOf(message) === messages.lastIndexOf(message))
      .map((message): [Action, Input] => [
        { do: 'message', message },
        command({ kind: 'sendMessage', message, messageId: `m${state.seq}`, variables: {} }),
      ]),
    ...[...new Set(signals)].map((signal): [Action, Input] => [
      { do: 'signal', signal },
      command({ kind: 'sendSignal', signal, signalId: `s${state.seq}`, variables: {} }),
    ]),
    ...incidents.map((incident): [Action, Input] => [
      { do: 'mend', node: incident.node, nth: nth(incidents, incident), variables },
      command({ kind: 'resolveIncident', incident: incident.id, how: 'retry', variables }),
    ]),
    ...(due === undefined
      ? []
      : [
          [
            { do: 'tick', at: Date.parse(due) },
            { kind: 'tick', at: due },
          ] satisfies [Action, Input],
        ]),
  ];
}

function byNumber<T extends { id: string }>(things: T[]): T[] {
  const numberOf = ({ id }: T) => Number(id.replace(/\D/g, ''));
  return [...things].sort((one, other) => numberOf(one) - numberOf(other));
}
