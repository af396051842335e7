import { Agenda } from './agenda.ts';
import { change, fold } from './apply.ts';
import { caseClocksMovedBy } from './clock/case-clocks.ts';
import { Draft } from './draft.ts';
import type { Effect } from './effect.ts';
import type { Behaviours } from './element.ts';
import type { EngineEvent, EventBody, Fired } from './event.ts';
import { evaluate, holds, isExpression, newAllowance } from './feel.ts';
import type { Actor } from './input.ts';
import type { Json, JsonObject } from './json.ts';
import type { Expression, Node, ProcessModel } from './model.ts';
import type { CaseState, Scope, Token } from './state.ts';
import type { WorkingCalendar } from './time/index.ts';
import { invariant } from '../errors.ts';
import { byId } from './table.ts';
import { variablesSeen } from './variables-seen.ts';
import { nodeOf } from './work/added-nodes.ts';

/** What one step was given. */
export interface Given {
  model: ProcessModel;
  calendar: WorkingCalendar;
  behaviours: Behaviours;
  state: CaseState;
  at: string;
  actor: Actor | null;
}

/**
 * One step under way: elements decide by emitting events and effects, each event is applied at once, and what is still
 * to do waits in the agenda. A run can go back to a mark, so that a fault leaves no half-done element behind.
 */
export class Run {
  readonly model: ProcessModel;
  readonly calendar: WorkingCalendar;
  readonly behaviours: Behaviours;
  readonly at: string;
  /** What the expressions of this step may cost together. */
  readonly allowance = newAllowance();
  /** Who is recorded as having done what happens now. */
  private acting: Actor | null;
  private readonly base: CaseState;
  private draft: Draft<CaseState>;
  private drawn: number;
  events: EngineEvent[] = [];
  effects: Effect[] = [];
  readonly agenda = new Agenda();
  /** Data changed since conditions were last looked at. */
  isDataNew = false;
  /** The piece of work under way, where the case keeps its trail; `fired` until its first event has said it. */
  private firing?: { at: number; fired?: Fired };
  /** The last end event that the case's own scope reached in this step. */
  reachedEnd?: string;

  constructor(given: Given) {
    this.model = given.model;
    this.calendar = given.calendar;
    this.behaviours = given.behaviours;
    this.at = given.at;
    this.acting = given.actor;
    this.base = given.state;
    this.draft = new Draft(given.state);
    this.drawn = given.state.counter;
  }

  get state(): CaseState {
    return this.draft.root;
  }

  /** `actor`: who did it, where that is not whoever gave the input. */
  emit(body: EventBody, actor: Actor | null = this.acting): void {
    const event: EngineEvent = { ...body, seq: this.state.seq + 1, at: this.at, actor };
    if (this.firing) this.markWith(event, this.firing);
    this.events.push(event);
    if (bringsData(event)) this.isDataNew = true;
    if (this.model.caseDeadlines) this.agenda.push(...caseClocksMovedBy(this, body));
    change(this.draft, event);
  }

  /** The person who acts, as recorded; undefined where the machine does. */
  get actingPerson(): string | undefined {
    return this.acting?.kind === 'person' ? this.acting.person : undefined;
  }

  /** A piece of work begins, and what it does is remembered together. Nothing where the case keeps no trail. */
  begin(fired: Fired = {}): void {
    if (!this.model.keepsTrail) return;
    this.firing = { at: this.state.seq, fired };
    this.agenda.firing = this.state.seq;
  }

  /** What follows in the same piece of work can be taken back without what came before it. */
  beginAnother(): void {
    if (this.firing) this.begin({ by: this.firing.at });
  }

  /** What is done meanwhile belongs to a piece of work of before, by its number. Nothing where the case keeps no trail. */
  amid(at: number, work: () => void): void {
    const { firing } = this;
    if (!firing) return work();
    try {
      this.firing = { at };
      this.agenda.firing = at;
      work();
    } finally {
      this.firing = firing;
      this.agenda.firing = firing.at;
    }
  }

  private markWith(event: EngineEvent, firing: { at: number; fired?: Fired }): void {
    event.firing = firing.at;
    if (firing.fired) event.fired = firing.fired;
    delete firing.fired;
  }

  /** What is done meanwhile is recorded as the machine's (`name`: by which of its rules), whoever gave the input. */
  byMachine(name: string, work: () => void): void {
    const { acting } = this;
    this.acting = { kind: 'system', name };
    try {
      work();
    } finally {
      this.acting = acting;
    }
  }

  effect(effect: Effect): void {
    this.effects.push(effect);
  }

  /** A new id: a letter for its kind and the case's counter. */
  nextId(letter: string): string {
    this.drawn += 1;
    return `${letter}${this.drawn}`;
  }

  node(id: string): Node {
    const node = nodeOf(this.model, this.state, id);
    invariant(node, `Expected node ${id} in process ${this.model.process}, but it is not there`);
    return node;
  }

  token(id: string): Token {
    const token = byId(this.state.tokens, id);
    invariant(token, `Expected token ${id} to be alive, but it is not`);
    return token;
  }

  scope(id: string): Scope {
    const scope = byId(this.state.scopes, id);
    invariant(scope, `Expected scope ${id} to be open, but it is not`);
    return scope;
  }

  rootScope(): Scope {
    let scope: Scope | undefined;
    for (const open of this.state.scopes) if (open.parent === undefined) scope = open;
    invariant(scope, 'Expected a root scope in an active case, but there is none');
    return scope;
  }

  /** All variables seen from a scope, or from an activity's token in it: the inner hide the outer. */
  variables(scopeId: string, token?: Token): JsonObject {
    return variablesSeen(this.state, scopeId, token);
  }

  evaluate(text: Expression, token: Token): Json {
    return isExpression(text) ? evaluate(text, this.variables(token.scope, token), this) : text;
  }

  holds(text: Expression, token: Token, more: JsonObject = {}): boolean {
    return holds(text, { ...this.variables(token.scope, token), ...more }, this);
  }

  /** The same as seen from a scope, with what else is known there. */
  holdsIn(text: Expression, scope: string, more: JsonObject = {}): boolean {
    return holds(text, { ...this.variables(scope), ...more }, this);
  }

  /** Whether a condition holds that may name what is not there yet: then it does not. */
  isTrue(text: Expression, scope: string, token?: Token): boolean {
    try {
      return evaluate(text, this.variables(scope, token), this) === true;
    } catch {
      return false;
    }
  }

  /** A point to go back to. Only the events since are undone: what was decided before stands. */
  mark() {
    return {
      events: this.events.length,
      effects: this.effects.length,
      agenda: this.agenda.mark(),
      firing: this.firing && { ...this.firing },
    };
  }

  backTo(mark: ReturnType<Run['mark']>): void {
    this.events.length = mark.events;
    this.effects.length = mark.effects;
    this.agenda.backTo(mark.agenda);
    if (mark.firing) {
      this.firing = { ...mark.firing };
      this.agenda.firing = mark.firing.at;
    }
    this.draft = new Draft(fold(this.events, this.base));
  }
}

function bringsData({ kind }: EngineEvent): boolean {
  return kind === 'variablesSet' || kind === 'subscriptionOpened' || kind === 'scopeOpened';
}
