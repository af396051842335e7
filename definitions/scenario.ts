import { canonicalJson } from '../engine/canonical-json.ts';
import { nextDue } from '../engine/due.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { Actor, Command, Input } from '../engine/input.ts';
import type { Json, JsonObject } from '../engine/json.ts';
import type { PostAtUnit, ProcessModel } from '../engine/model.ts';
import type { CaseState, OpenTask } from '../engine/state.ts';
import { start, step, type StepResult } from '../engine/step.ts';
import { compareInstants, fromEpochMs, type WorkingCalendar } from '../engine/time/index.ts';
import type { Act, Expectation, Scenario } from './scenario-shape.ts';

/** What came out otherwise than written: at which step (from 1), what was expected and what was found. */
export interface Mismatch {
  step: number;
  what: string;
  expected: Json;
  found: Json;
}

export interface ScenarioRun {
  mismatches: Mismatch[];
  events: EngineEvent[];
  state: CaseState;
}

/** Plays a scenario against a model with the engine itself. No mismatch means that it came out as written. */
export function runScenario(model: ProcessModel, calendar: WorkingCalendar, scenario: Scenario): ScenarioRun {
  const run = new Play(model, calendar, scenario);
  scenario.steps.forEach((act, index) => run.play(act, index + 1));
  return { mismatches: run.mismatches, events: run.events, state: run.state };
}

class Play {
  readonly mismatches: Mismatch[] = [];
  readonly events: EngineEvent[] = [];
  state: CaseState;
  private at: string;
  private messages = 0;
  private readonly model: ProcessModel;
  private readonly calendar: WorkingCalendar;

  constructor(model: ProcessModel, calendar: WorkingCalendar, { start: first }: Scenario) {
    this.model = model;
    this.calendar = calendar;
    this.at = utc(first.at);
    const result = start(model, calendar, {
      at: this.at,
      actor: personAt([]),
      case: {
        caseId: 'scenario',
        tenant: 'scenario',
        templateKey: model.process,
        templateVersion: 1,
        number: '1',
        title: model.name.zh,
        units: [],
      },
      variables: first.variables as JsonObject,
      ...(first.message === undefined ? {} : { message: first.message }),
    });
    this.state = result.state;
    this.take(result);
  }

  play(act: Act, number: number): void {
    if ('expect' in act) return this.compare(act.expect, number);
    if ('until' in act) return this.passTime(utc(act.until), number);
    if ('progress' in act) {
      return this.command(number, personAt([]), {
        kind: 'recordProgress',
        text: act.progress,
        ...(act.percent === undefined ? {} : { percent: act.percent }),
      });
    }
    if ('message' in act) {
      this.messages += 1;
      const command: Command = {
        kind: 'sendMessage',
        message: act.message,
        messageId: `message-${this.messages}`,
        variables: (act.variables ?? {}) as JsonObject,
      };
      return this.command(
        number,
        personAt(act.by === undefined ? [] : [postOf(act.by)]),
        command,
        act.refused,
      );
    }
    const task = this.state.tasks.find(({ node }) => node === act.complete);
    if (!task) return this.differ(number, 'open task', act.complete, this.openTasks());
    const command: Command = {
      kind: 'completeTask',
      task: task.id,
      variables: (act.variables ?? {}) as JsonObject,
      ...(act.outcome === undefined ? {} : { outcome: act.outcome }),
      ...(act.reason === undefined ? {} : { reason: act.reason }),
    };
    this.command(
      number,
      personAt(act.by === undefined ? firstHolder(task) : [postOf(act.by)]),
      command,
      act.refused,
    );
  }

  private command(number: number, actor: Actor, command: Command, refused?: string): void {
    const result = this.step({ kind: 'command', at: this.at, actor, command });
    const found = result.refusal?.code ?? null;
    if (found !== (refused ?? null)) this.differ(number, 'refusal', refused ?? null, found);
  }

  private passTime(until: string, number: number): void {
    if (compareInstants(until, this.at) < 0) return this.differ(number, 'time', `after ${this.at}`, until);
    for (
      let due = nextDue(this.state);
      due !== undefined && compareInstants(due, until) <= 0;
      due = nextDue(this.state)
    ) {
      // What was due before now (a date already past at the start) happens now.
      this.at = compareInstants(due, this.at) > 0 ? due : this.at;
      if (this.step({ kind: 'tick', at: this.at }).events.length === 0) break;
    }
    this.at = until;
  }

  private step(input: Input): StepResult {
    const result = step(this.model, this.calendar, this.state, input);
    this.take(result);
    return result;
  }

  private take({ state, events }: StepResult): void {
    this.state = state;
    this.events.push(...events);
  }

  private compare(expected: Expectation, number: number): void {
    const found = this.observe(expected);
    for (const [what, value] of Object.entries({ incidents: [], ...expected })) {
      const actual = found[what as keyof Expectation] as Json;
      const wanted = inOrder(what, value as Json);
      if (canonicalJson(wanted) !== canonicalJson(actual)) this.differ(number, what, wanted, actual);
    }
  }

  /** The same things as the expectation names, as they are. */
  private observe(expected: Expectation): Required<Expectation> {
    const { state, events } = this;
    const deadlines = state.deadlines;
    const root = state.scopes.find(({ parent }) => parent === undefined);
    const keyOf = new Map(
      events.flatMap((event) =>
        event.kind === 'deadlineSet' ? [[event.deadline.id, event.deadline.key] as const] : [],
      ),
    );
    const reached = events.filter((event) => event.kind === 'deadlineStepReached');
    const pick = <T>(
      names: Record<string, T> | undefined,
      find: (name: string) => Json,
    ): Record<string, never> =>
      Object.fromEntries(Object.keys(names ?? {}).map((name) => [name, find(name)])) as Record<string, never>;
    return {
      status: state.status as Required<Expectation>['status'],
      outcome: state.outcome ?? '',
      tasks: this.openTasks().toSorted(),
      candidates: pick(expected.candidates, (node) =>
        (state.tasks.find((task) => task.node === node)?.candidates ?? []).map(nameOf).toSorted(),
      ),
      timers: pick(expected.timers, (node) => state.timers.find((timer) => timer.node === node)?.due ?? null),
      dueDates: pick(
        expected.dueDates,
        (key) => deadlines.find((deadline) => deadline.key === key)?.dueDate ?? null,
      ),
      originalDueDates: pick(
        expected.originalDueDates,
        (key) => deadlines.find((deadline) => deadline.key === key)?.originalDueDate ?? null,
      ),
      ladder: pick(expected.ladder, (key) =>
        reached.filter(({ deadline }) => keyOf.get(deadline) === key).map(({ step: { key: name } }) => name),
      ),
      told: pick(expected.told, (name) => {
        const [key, stepKey] = name.split('/');
        const last = reached.findLast(
          ({ deadline, step: at }) => keyOf.get(deadline) === key && at.key === stepKey,
        );
        return (last?.tell ?? []).map(nameOf).toSorted();
      }),
      variables: pick(expected.variables, (name) => root?.variables[name] ?? null),
      incidents: state.incidents.map(({ code }) => code),
    };
  }

  private openTasks(): string[] {
    return this.state.tasks.map(({ node }) => node);
  }

  private differ(number: number, what: string, expected: Json, found: Json): void {
    this.mismatches.push({ step: number, what, expected, found });
  }
}

/** Tasks and people are sets: the order in which a scenario names them has no meaning. Steps of a ladder have one. */
function inOrder(what: string, value: Json): Json {
  if (what === 'tasks') return (value as string[]).toSorted();
  if (what === 'timers') {
    return Object.fromEntries(
      Object.entries(value as Record<string, string>).map(([node, at]) => [node, utc(at)]),
    );
  }
  if (what !== 'candidates' && what !== 'told') return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, string[]>).map(([key, list]) => [key, list.toSorted()]),
  );
}

function nameOf({ post, unit }: PostAtUnit): string {
  return `${post}@${unit}`;
}

function postOf(text: string): PostAtUnit {
  const [post = '', unit = ''] = text.split('@');
  return { post, unit };
}

function firstHolder(task: OpenTask): PostAtUnit[] {
  return task.candidates.filter(({ unit }) => !task.excludedUnits.includes(unit)).slice(0, 1);
}

function personAt(posts: PostAtUnit[]): Actor {
  return { kind: 'person', person: posts.map(nameOf).join() || 'someone', posts };
}

function utc(text: string): string {
  return fromEpochMs(Date.parse(text));
}
