import type { Effect } from '../../engine/effect.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Actor, Command, Input, Refusal, StartInput } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { CaseState, OpenTask, Trigger } from '../../engine/state.ts';
import type { Candidate, PeopleAsk } from '../../engine/work/state.ts';
import { start, step } from '../../engine/step.ts';
import { nextDue } from '../../engine/due.ts';
import { addDuration, parseDuration, type WorkingCalendar } from '../../engine/time/index.ts';
import { newState } from '../../engine/state.ts';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { checkStep } from './checked-step.ts';

/** Monday in Shanghai, an ordinary working day. */
export const monday = '2026-09-07T01:00:00.000Z';

export const officer: Actor = { kind: 'person', person: 'p1', posts: [{ post: 'officer', unit: 'school' }] };

export type Person = Actor & { kind: 'person' };

/** The same with the leave to cancel cases. */
export const office: Actor = { ...officer, permissions: ['case.cancel'] };

/** Somebody who holds these posts, each written `post@unit`. */
export function person(id: string, ...held: string[]): Person {
  return { kind: 'person', person: id, posts: held.map(postAt) };
}

/** `post@unit`, or `post@unit:person` for one person in that capacity. */
export function candidate(text: string): Candidate {
  const [place = '', name] = text.split(':');
  return { ...postAt(place), ...(name !== undefined && { person: name }) };
}

function postAt(text: string): { post: string; unit: string } {
  const [post = '', unit = ''] = text.split('@');
  return { post, unit };
}

interface GivenOptions {
  at?: string;
  /** What begins the case; absent: its none start event. */
  trigger?: Trigger;
  /** Who begins it; absent: `officer`. */
  actor?: Actor;
  /** People whom the initiator chose for steps to come. */
  choices?: StartInput['choices'];
  /** The case that called this one. */
  parent?: { caseId: string; call: string };
}

/** A case under test: inputs go in, and what a user would notice comes out. Time moves only when a test says so. */
export class CaseUnderTest {
  state: CaseState;
  events: EngineEvent[] = [];
  effects: Effect[] = [];
  now: string;
  private readonly model: ProcessModel;
  private readonly calendar: WorkingCalendar;

  constructor(model: ProcessModel, variables: JsonObject, options: GivenOptions = {}) {
    this.model = model;
    this.calendar = nationalCalendar;
    this.now = options.at ?? monday;
    const begun = start(model, this.calendar, {
      at: this.now,
      actor: options.actor ?? officer,
      case: {
        caseId: '0190aaaa-0000-7000-8000-000000000001',
        tenant: 'qinghe',
        templateKey: model.process,
        templateVersion: 1,
        number: '测试〔2026〕1号',
        title: model.process,
        units: [],
        ...(options.parent && { parent: options.parent }),
      },
      variables,
      ...(options.trigger && { trigger: options.trigger }),
      ...(options.choices && { choices: options.choices }),
    });
    this.state = newState;
    this.take(begun);
  }

  /** Names of the nodes whose tasks are open, in the order in which they were created. */
  openTasks(): string[] {
    return this.state.tasks.map((task) => task.node);
  }

  task(node: string): OpenTask {
    const found = this.state.tasks.find((task) => task.node === node);
    if (!found)
      throw new Error(`Expected an open task ${node}, but found ${this.openTasks().join(', ') || 'none'}`);
    return found;
  }

  complete(
    node: string,
    variables: JsonObject = {},
    more: { outcome?: string; reason?: string; actor?: Actor } = {},
  ): void {
    const { actor = officer, ...rest } = more;
    this.expectAllowed(
      this.command({ kind: 'completeTask', task: this.task(node).id, variables, ...rest }, actor),
    );
  }

  command(command: Command, actor: Actor = officer): Refusal | undefined {
    return this.input({ kind: 'command', at: this.now, actor, command });
  }

  /** A command that must be allowed. */
  does(actor: Actor, command: Command): void {
    this.expectAllowed(this.command(command, actor));
  }

  /** The open task that this candidate (`post@unit`, `post@unit:person`) has; of several the first. */
  taskOf(text: string): OpenTask {
    const wanted = candidate(text);
    const found = this.state.tasks.find(({ candidates }) =>
      candidates.some(
        ({ post, unit, person: name }) =>
          post === wanted.post && unit === wanted.unit && name === wanted.person,
      ),
    );
    if (!found) throw new Error(`Expected an open task of ${text}, but found ${this.openTasks().join(', ')}`);
    return found;
  }

  /** What the directory was asked last. */
  asked(): PeopleAsk[] {
    return this.lookups().at(-1)?.asks ?? [];
  }

  /** The directory answers what it was asked last, ask by ask: people as `post@unit:person`. */
  answer(...answers: string[][]): void {
    const lookup = this.lookups().at(-1)?.lookup ?? '';
    const people = answers.map((answer) => answer.map((text) => ({ person: '', ...candidate(text) })));
    this.input({ kind: 'peopleFound', at: this.now, lookup, answers: people });
  }

  private lookups(): (Effect & { kind: 'findPeople' })[] {
    return this.effects.filter((effect) => effect.kind === 'findPeople');
  }

  message(
    name: string,
    variables: JsonObject = {},
    messageId = `${name}-${this.state.seq}`,
  ): Refusal | undefined {
    return this.command({ kind: 'sendMessage', message: name, messageId, variables });
  }

  signal(name: string, variables: JsonObject = {}, signalId = `${name}-${this.state.seq}`): void {
    this.expectAllowed(this.command({ kind: 'sendSignal', signal: name, signalId, variables }));
  }

  set(variables: JsonObject): void {
    this.expectAllowed(this.command({ kind: 'setVariables', variables }));
  }

  /** The variables of the case as a whole. */
  variables(): JsonObject {
    return this.state.scopes.find((scope) => scope.parent === undefined)?.variables ?? {};
  }

  /** Lets time pass, firing each thing at its own instant as the armed timer would. */
  after(duration: string): void {
    const parsed = parseDuration(duration);
    if (!parsed.ok) throw new Error(parsed.problem);
    const until = addDuration(this.now, parsed.duration);
    for (let due = nextDue(this.state); due !== undefined && due <= until; due = nextDue(this.state)) {
      this.now = due > this.now ? due : this.now;
      this.input({ kind: 'tick', at: this.now });
    }
    this.now = until;
  }

  input(input: Input): Refusal | undefined {
    const result = step(this.model, this.calendar, this.state, input);
    this.take(result);
    return result.refusal;
  }

  /** What completed, in order: elements and the case. */
  completed(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'elementCompleted' ? [event.node] : event.kind === 'caseCompleted' ? ['case'] : [],
    );
  }

  /** How often a node completed. */
  times(node: string): number {
    return this.completed().filter((id) => id === node).length;
  }

  count(kind: EngineEvent['kind']): number {
    return this.events.filter((event) => event.kind === kind).length;
  }

  last<K extends EngineEvent['kind']>(kind: K): EngineEvent & { kind: K } {
    const found = this.events
      .filter((event): event is EngineEvent & { kind: K } => event.kind === kind)
      .at(-1);
    if (!found) throw new Error(`Expected an event ${kind}, but there is none`);
    return found;
  }

  incidents(): string[] {
    return this.state.incidents.map((incident) => incident.code);
  }

  /** The variables that the first open task of a node sees: its own, its scopes' and the case's. */
  seenBy(node: string): JsonObject {
    const { token } = this.task(node);
    const tokens = Object.values(this.state.tokens);
    const scopes = Object.values(this.state.scopes);
    const layers: JsonObject[] = [];
    for (let at = tokens.find(({ id }) => id === token); at;) {
      const scope = scopes.find(({ id }) => id === at?.scope);
      layers.unshift(scope?.variables ?? {}, at.variables ?? {});
      at = tokens.find(({ id }) => id === scope?.token);
    }
    return Object.assign({}, ...layers) as JsonObject;
  }

  /** Does again what left the one open incident. */
  retry(variables: JsonObject = {}): void {
    const [incident] = Object.values(this.state.incidents);
    if (!incident) throw new Error('Expected an open incident, but there is none');
    this.expectAllowed(
      this.command({ kind: 'resolveIncident', incident: incident.id, how: 'retry', variables }),
    );
  }

  /** What the called case of the one open call tells. */
  fromCall(
    said:
      | { kind: 'callEscalated'; code: string }
      | { kind: 'callEnded'; result: (Input & { kind: 'callEnded' })['result'] },
  ): void {
    const [open] = this.events
      .flatMap((event) => (event.kind === 'callStarted' ? [event.call.id] : []))
      .slice(-1);
    this.input({ at: this.now, call: open ?? '', ...said });
  }

  private take(result: { state: CaseState; events: EngineEvent[]; effects: Effect[] }): void {
    const before = this.state;
    this.state = result.state;
    this.events.push(...result.events);
    checkStep(this.model, before, result.state, { events: result.events, all: this.events });
    this.effects.push(...result.effects);
  }

  private expectAllowed(refusal: Refusal | undefined): void {
    if (refusal) throw new Error(`Expected the command to be allowed, but: ${refusal.message}`);
  }
}

export function given(
  model: ProcessModel,
  variables: JsonObject = {},
  options: GivenOptions = {},
): CaseUnderTest {
  return new CaseUnderTest(model, variables, options);
}
