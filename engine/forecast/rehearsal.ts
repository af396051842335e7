import type { EngineEvent } from '../event.ts';
import type { Actor, Command, Input } from '../input.ts';
import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { step, type StepResult } from '../step.ts';
import { byId } from '../table.ts';
import { compareInstants, type WorkingCalendar } from '../time/index.ts';
import { nodeOf } from '../work/added-nodes.ts';
import type { Person } from '../work/candidate.ts';
import { outcomeFor, verdictOf } from '../work/outcomes.ts';
import type { Lookup, PeopleAnswer, PeopleAsk } from '../work/state.ts';
import { lenient, somebody, type Assumed } from './assumptions.ts';
import type { Move } from './frontier.ts';
import type { Dependence } from './way.ts';

export interface World {
  model: ProcessModel;
  calendar: WorkingCalendar;
  at: string;
  directory?(ask: PeopleAsk): PeopleAnswer;
}

/** A piece of the engine's work done in thought. */
export interface Thought {
  state: CaseState;
  events: EngineEvent[];
}

export interface Imagined {
  /** Absent: the way is not known. */
  thought?: Thought;
  on: Dependence[];
  /** The engine would not let anybody do it now. */
  isRefused?: true;
}

/** Steps of the engine for one forecast, and for one task with all who sign. */
export const mostSteps = 300;
const mostSigners = 60;

/** The engine at work on copies: people agree, the directory answers, and what nobody can know yet is assumed. */
export class Rehearsal {
  /** The model as it is walked through, and as it is. */
  readonly model: ProcessModel;
  private readonly original: ProcessModel;
  private readonly world: World;
  readonly assumed: Assumed = new Map();
  /** What a directory that did not answer was asked, by lookup. */
  readonly asked = new Map<string, PeopleAsk[]>();
  steps = 0;

  constructor(world: World, state: CaseState) {
    this.world = world;
    this.original = world.model;
    this.model = lenient(world.model, state);
  }

  /** Exactly what this actor does, by the rules as they are. */
  exactly(state: CaseState, actor: Actor, command: Command): StepResult {
    const { calendar, at } = this.world;
    return step(this.original, calendar, state, { kind: 'command', at, actor, command });
  }

  /** What comes of a move of this state, and on what that hangs. Without a thought the way is not known. */
  think(state: CaseState, move: Move): Imagined {
    const { node, at } = move;
    const one = (input: Input) => this.settled(this.step(state, input));
    switch (move.kind) {
      case 'tasks':
        return this.decide(state, move);
      case 'time':
        return { thought: one({ kind: 'tick', at }), on: [{ kind: 'time', node, at }] };
      case 'job':
        this.assumeOutputs(node);
        return { thought: one({ kind: 'jobCompleted', at, job: move.id, variables: {} }), on: [] };
      case 'call':
        this.assumeOutputs(node);
        return {
          thought: one({ kind: 'callEnded', at, call: move.id, result: { ok: true, variables: {} } }),
          on: [{ kind: 'call', node }],
        };
      case 'message': {
        this.assumeOutputs(node);
        const { name: message, correlation } = move;
        const command: Command = {
          kind: 'sendMessage',
          message,
          messageId: `forecast-${this.steps}`,
          variables: {},
          ...(correlation !== undefined && { correlation }),
        };
        return { thought: one(this.asMachine(command, at)), on: [{ kind: 'message', node, message }] };
      }
      case 'signal': {
        const { name: signal } = move;
        const command: Command = {
          kind: 'sendSignal',
          signal,
          signalId: `forecast-${this.steps}`,
          variables: {},
        };
        return { thought: one(this.asMachine(command, at)), on: [{ kind: 'signal', node, signal }] };
      }
    }
  }

  /** All who have tasks of a step agree, until it is decided. */
  private decide(state: CaseState, { token, node, at }: Move): Imagined {
    const config = (nodeOf(this.original, state, node)?.config ?? {}) as Partial<UserTaskConfig>;
    const outcome = outcomeFor(config, 'pass')?.key ?? config.outcomes?.[0]?.key;
    let thought: Thought = { state: state, events: [] };
    for (let signed = 0; signed < mostSigners; signed += 1) {
      const open = thought.state.tasks.find((task) => task.token === token && task.waits === undefined);
      if (!open) break;
      const result = this.actOn(thought.state, open, { at, outcome });
      if (result.refusal) {
        return { on: [], isRefused: true };
      }
      const next = this.settled(result);
      thought = { state: next.state, events: [...thought.events, ...next.events] };
      if (!byId(thought.state.tokens, token)?.active) break;
    }
    if (thought.events.length === 0) return { on: [] };
    const decided: Dependence = { kind: 'outcome', node, outcome: outcome ?? '' };
    if (outcome !== undefined) this.assumed.set(config.outcomeVariable ?? 'outcome', decided);
    const result = config.signing?.resultVariable;
    if (result !== undefined) this.assumed.set(result, decided);
    for (const name of config.writes ?? []) this.assumed.set(name, { kind: 'data', node, names: [name] });
    // A reject that ends the case or goes back needs no gateway to be a fork in the way.
    const leadsAway = config.outcomes?.some(
      ({ key, onReject = config.onReject ?? 'flow' }) =>
        verdictOf(config, key) === 'reject' && onReject !== 'flow',
    );
    return { thought, on: leadsAway ? [decided] : [] };
  }

  private actOn(
    state: CaseState,
    task: OpenTask,
    { at, outcome }: { at: string; outcome: string | undefined },
  ): StepResult {
    const actor = whoever(task);
    if (task.delegatedBy && task.delegatedBy.length > 0) {
      const command: Command = { kind: 'answerDelegation', task: task.id, opinion: '—' };
      return this.step(state, { kind: 'command', at, actor, command });
    }
    const isOffered = outcome !== undefined && task.outcomes.includes(outcome);
    const command: Command = {
      kind: 'completeTask',
      task: task.id,
      variables: {},
      ...(isOffered && { outcome }),
    };
    return this.step(state, { kind: 'command', at, actor, command });
  }

  private asMachine(command: Command, at: string): Input {
    return { kind: 'command', at, actor: { kind: 'system', name: 'forecast' }, command };
  }

  /** What an activity brings from outside is known to nobody yet. */
  private assumeOutputs(node: string): void {
    for (const { target } of this.model.nodes[node]?.outputs ?? [])
      this.assumed.set(target, { kind: 'data', node, names: [target] });
  }

  private step(state: CaseState, input: Input): StepResult {
    this.steps += 1;
    const at = compareInstants(input.at, state.at) < 0 ? state.at : input.at;
    return step(this.model, this.world.calendar, state, { ...input, at });
  }

  /** Answers what the engine asked the directory, so that steps begin. */
  settled(result: StepResult): Thought {
    let thought: Thought = { state: result.state, events: [...result.events] };
    for (let round = 0; round < mostSigners; round += 1) {
      const lookup = thought.state.work?.lookups.find(({ id }) => !this.asked.has(id));
      if (!lookup) break;
      const { directory } = this.world;
      this.asked.set(lookup.id, directory ? [] : soughtBy(lookup));
      const answers = lookup.asks.map((ask, index) => {
        const isOpen = ask.kind === 'persons' && ask.persons.includes(somebody);
        return directory && !isOpen ? directory(ask) : someone(ask, `${somebody}${lookup.id}-${index}`);
      });
      const at = thought.state.at;
      const next = this.step(thought.state, { kind: 'peopleFound', at, lookup: lookup.id, answers });
      thought = { state: next.state, events: [...thought.events, ...next.events] };
    }
    return thought;
  }
}

/** Somebody who may do a task: it is done in thought. */
function whoever({ candidates, excludedUnits, claimedBy }: OpenTask): Person {
  const held = candidates.filter(({ unit }) => !excludedUnits.includes(unit));
  const wanted = held.find(({ person }) => person === claimedBy) ?? held[0] ?? candidates[0];
  const posts = wanted ? [{ post: wanted.post, unit: wanted.unit }] : [];
  return { kind: 'person', person: claimedBy ?? wanted?.person ?? somebody, posts };
}

/** What is asked for the step itself, without what policies need to know. */
function soughtBy({ asks, plan }: Lookup): PeopleAsk[] {
  return plan
    ? plan.sources.flatMap((source) => (typeof source === 'number' ? (asks[source] ?? []) : []))
    : asks;
}

/** Whom the directory would name, without a name: in the post that was asked for. */
function someone(ask: PeopleAsk, person: string): PeopleAnswer {
  if (ask.kind === 'holders') {
    return ask.posts.map((post, index) => ({ ...post, person: `${person}-${index}` }));
  }
  return [{ person, post: ask.kind === 'role' ? ask.post : '', unit: '' }];
}
