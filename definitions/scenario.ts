import { canonicalJson } from '../engine/canonical-json.ts';
import { nextDue } from '../engine/due.ts';
import type { Effect } from '../engine/effect.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { Actor, Command, Input } from '../engine/input.ts';
import type { Json, JsonObject } from '../engine/json.ts';
import { agencyActor } from '../engine/link/serving.ts';
import type { ProcessModel } from '../engine/model.ts';
import type { CaseState } from '../engine/state.ts';
import { start, step, type StepResult } from '../engine/step.ts';
import { compareInstants, fromEpochMs, type WorkingCalendar } from '../engine/time/index.ts';
import type { Candidate } from '../engine/work/state.ts';
import { commandOf } from './scenario-acts.ts';
import { isNotThere, taskAt } from './scenario-finding.ts';
import {
  callTells,
  completionOf,
  jobEnd,
  messageOf,
  progressOf,
  type Completion,
  type JobEnd,
} from './scenario-inputs.ts';
import {
  actorOf,
  answerTo,
  candidateOf,
  directoryOn,
  writtenAs,
  type Directory,
} from './scenario-directory.ts';
import { inOrder, observe } from './scenario-observation.ts';
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

interface World {
  calendar: WorkingCalendar;
  /** Models of templates whose called cases run for real, by key. Those of others wait for the scenario to end them. */
  called?: Record<string, ProcessModel>;
}

/**
 * Plays a scenario against a model with the engine itself. No mismatch means that it came out as written. `watch` sees the
 * case as it stands at the beginning (0) and after each step.
 */
export function runScenario(
  model: ProcessModel,
  calendar: WorkingCalendar,
  scenario: Scenario,
  { called, watch }: Pick<World, 'called'> & { watch?: (seen: ScenarioRun, step: number) => void } = {},
): ScenarioRun {
  const { at, message, variables, by, choices } = scenario.start;
  const directory = (day: string) => directoryOn(day, scenario.directory);
  const play = new Play(model, { calendar, called }, directory);
  play.begin({ at: utc(at), by, message, choices, variables: variables as JsonObject });
  watch?.(play, 0);
  scenario.steps.forEach((act, index) => {
    play.do(act, index + 1);
    watch?.(play, index + 1);
  });
  return { mismatches: play.mismatches, events: play.events, state: play.state };
}

interface Beginning {
  at: string;
  variables: JsonObject;
  by?: string | undefined;
  message?: string | undefined;
  choices?: Record<string, string[]> | undefined;
  parent?: { caseId: string; call: string };
}

/** One case of a scenario, with the cases that it calls. */
class Play {
  mismatches: Mismatch[] = [];
  readonly events: EngineEvent[] = [];
  state!: CaseState;
  private at = '';
  private messages = 0;
  private readonly opened: string[] = [];
  /** By the id of the call. */
  private readonly children = new Map<string, Play>();
  /** How this case ended, for the one that called it. */
  private report?: (Effect & { kind: 'reportToParent' })['result'];
  private readonly escalations: string[] = [];
  private readonly model: ProcessModel;
  private readonly world: World;
  private readonly directory: (day: string) => Directory;

  constructor(model: ProcessModel, world: World, directory: (day: string) => Directory) {
    this.model = model;
    this.world = world;
    this.directory = directory;
  }

  begin({ at, by, message, choices, variables, parent }: Beginning): void {
    this.at = at;
    const result = start(this.model, this.world.calendar, {
      at,
      actor: this.actor(by),
      case: {
        caseId: parent ? `${parent.caseId}-${parent.call}` : 'scenario',
        tenant: 'scenario',
        templateKey: this.model.process,
        templateVersion: 1,
        number: '1',
        title: this.model.name.zh,
        units: [],
        ...(parent && { parent }),
      },
      variables,
      ...(choices && { choices: this.chosen(choices) }),
      ...(message !== undefined && { trigger: { kind: 'message', message } }),
    });
    this.take(result);
  }

  do(act: Act, number: number): void {
    if ('expect' in act) return this.compare(act.expect, number);
    if ('until' in act) return this.passTime(utc(act.until), number);
    if ('call' in act) return this.tellCall(act, number);
    if ('job' in act) return this.endJob(act, number);
    if ('act' in act) {
      const actor = this.actor(act.by, act.for);
      const { state, events } = this;
      const found = commandOf(act, { state, events, actor, directory: this.people() });
      if (isNotThere(found)) return this.differ(number, found.what, found.named, found.there);
      return this.command(number, act.act === 'useLink' ? agencyActor : actor, found, act.refused);
    }
    if ('progress' in act) return this.command(number, this.actor(), progressOf(act));
    if ('message' in act) {
      this.messages += 1;
      return this.command(number, this.actor(act.by), messageOf(act, this.messages), act.refused);
    }
    return this.complete(act, number);
  }

  private complete(act: Completion, number: number): void {
    const { state } = this;
    const named = act.by === undefined ? undefined : this.actor(act.by, act.for);
    const task = taskAt(act.complete, { state, actor: named ?? this.actor() });
    if (!task) {
      const there = state.tasks.map(({ node }) => node);
      return this.differ(number, 'open task', act.complete, there);
    }
    const [first] = task.candidates.filter(({ unit }) => !task.excludedUnits.includes(unit));
    const usual = () => this.actor(first && (task.claimedBy ?? writtenAs(first)));
    const command = completionOf(act, task.id, act.choices && this.chosen(act.choices));
    this.command(number, named ?? usual(), command, act.refused);
  }

  private command(number: number, actor: Actor, command: Command, refused?: string): void {
    const result = this.step({ kind: 'command', at: this.at, actor, command });
    const found = result.refusal?.code ?? null;
    if (found !== (refused ?? null)) {
      const said = result.refusal ? `${result.refusal.code}: ${result.refusal.message}` : null;
      this.differ(number, 'refusal', refused ?? null, refused === undefined ? said : found);
    }
  }

  private passTime(until: string, number: number): void {
    if (compareInstants(until, this.at) < 0) return this.differ(number, 'time', `after ${this.at}`, until);
    for (let due = this.next(); due !== undefined && compareInstants(due, until) <= 0; due = this.next()) {
      if (this.tick(due) === 0) break;
    }
    this.setTime(until);
  }

  /** The next instant at which something falls due, here or in a called case. */
  private next(): string | undefined {
    const own = this.state.status === 'active' ? nextDue(this.state) : undefined;
    const all = [own, ...[...this.children.values()].map((child) => child.next())];
    return all.filter((at) => at !== undefined).toSorted(compareInstants)[0];
  }

  /** Fires what is due by then; how much happened. What was due before now (a date already past) happens now. */
  private tick(due: string): number {
    this.setTime(compareInstants(due, this.at) > 0 ? due : this.at);
    let happened = 0;
    for (const child of this.children.values()) happened += child.tick(this.at);
    this.hearChildren();
    return happened + this.step({ kind: 'tick', at: this.at }).events.length;
  }

  private setTime(at: string): void {
    this.at = at;
    for (const child of this.children.values()) child.setTime(at);
  }

  private tellCall(act: Extract<Act, { call: string }>, number: number): void {
    const calls = this.state.calls;
    const call = calls.find(({ node }) => node === act.call);
    if (!call) {
      const there = calls.map(({ node }) => node);
      return this.differ(number, 'running call', act.call, there);
    }
    const child = this.children.get(call.id);
    if ('steps' in act) {
      if (!child)
        return this.differ(number, 'called template', act.call, Object.keys(this.world.called ?? {}));
      child.mismatches = [];
      act.steps.forEach((each) => child.do(each, number));
      this.mismatches.push(...child.mismatches);
      return this.hearChildren();
    }
    if (!('escalation' in act)) this.children.delete(call.id);
    this.step(callTells(act, { call: call.id, at: this.at }));
  }

  private endJob(act: JobEnd, number: number): void {
    const { jobs } = this.state;
    const job = jobs.find(({ node }) => node === act.job);
    if (job) return void this.step(jobEnd(act, { job: job.id, at: this.at }));
    const there = jobs.map(({ node }) => node);
    this.differ(number, 'running job', act.job, there);
  }

  private step(input: Input): StepResult {
    const result = step(this.model, this.world.calendar, this.state, input);
    this.take(result);
    return result;
  }

  private take({ state, events, effects }: StepResult): void {
    this.state = state;
    this.events.push(...events);
    for (const effect of effects) this.perform(effect);
    this.hearChildren();
  }

  /** The world of a scenario: the directory answers at once, the lot falls on the first, called cases begin. */
  private perform(effect: Effect): void {
    if (effect.kind === 'findPeople') {
      const answers = effect.asks.map((ask) => answerTo(this.people(), ask));
      const drawn = effect.pick ? answers.map((people) => people.slice(0, 1)) : answers;
      this.step({ kind: 'peopleFound', at: this.at, lookup: effect.lookup, answers: drawn });
    }
    if (effect.kind === 'openCase') this.opened.push(effect.template);
    if (effect.kind === 'reportToParent') this.report = effect.result;
    if (effect.kind === 'escalateToParent') this.escalations.push(effect.code);
    if (effect.kind === 'cancelCall') this.children.delete(effect.call);
    if (effect.kind === 'startCall') {
      const model = this.world.called?.[effect.calledElement];
      if (!model) return;
      const child = new Play(model, this.world, this.directory);
      this.children.set(effect.call, child);
      const { variables, message, call } = effect;
      child.begin({ at: this.at, variables, message, parent: { caseId: this.state.caseId, call } });
    }
  }

  /** Called cases tell how they stand and how they ended. */
  private hearChildren(): void {
    for (const [call, child] of this.children) {
      for (const code of child.escalations.splice(0))
        this.step({ kind: 'callEscalated', at: this.at, call, code });
      if (!child.report || !this.children.delete(call)) continue;
      this.step({ kind: 'callEnded', at: this.at, call, result: child.report });
    }
  }

  private compare(expected: Expectation, number: number): void {
    const found = { ...observe(expected, this), opened: this.opened };
    for (const [what, value] of Object.entries({ incidents: [], ...expected })) {
      const actual = found[what as keyof Expectation];
      const wanted = inOrder(what, value as Json);
      if (canonicalJson(wanted) !== canonicalJson(actual)) this.differ(number, what, wanted, actual);
    }
  }

  private people(): Directory {
    // The day in Asia/Shanghai, which has no summer time.
    return this.directory(fromEpochMs(Date.parse(this.at) + 8 * 3_600_000).slice(0, 10));
  }

  private actor(by?: string, standsInFor?: string): Actor & { kind: 'person' } {
    return actorOf(this.people(), by, standsInFor);
  }

  private chosen(choices: Record<string, string[]>): Record<string, Candidate[]> {
    const people = this.people();
    return Object.fromEntries(
      Object.entries(choices).map(([node, names]) => [node, names.map((name) => candidateOf(people, name))]),
    );
  }

  private differ(number: number, what: string, expected: Json, found: Json): void {
    this.mismatches.push({ step: number, what, expected, found });
  }
}

function utc(text: string): string {
  return fromEpochMs(Date.parse(text));
}
