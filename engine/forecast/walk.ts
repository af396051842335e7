import type { Actor, Command, Refusal } from '../input.ts';
import type { Label } from '../json.ts';
import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { byId } from '../table.ts';
import { nodeOf } from '../work/added-nodes.ts';
import { mostAhead, type Ahead, type Forecast, type Stop } from './ahead.ts';
import { choicesIn, hasValue, mentioned } from './assumptions.ts';
import { aheadOf, waitsAhead } from './entries.ts';
import { movesOf, type Move } from './frontier.ts';
import { mostSteps, Rehearsal, type Thought, type World } from './rehearsal.ts';
import { certain, joined, onwards, type Way } from './way.ts';

/** How far something is known: its way, and whether its beginning has a date. */
export interface Place {
  way: Way;
  isDated: boolean;
}

/** One walk along what is yet to come, on a copy of the case. */
export class Walk {
  private state: CaseState;
  private rehearsal: Rehearsal;
  private readonly world: World;
  private readonly original: ProcessModel;
  private readonly entries: Ahead[] = [];
  private readonly stops: Stop[] = [];
  private readonly places = new Map<string, Place>();
  /** Tokens whose way on is not known. */
  private readonly blocked = new Set<string>();
  private readonly seen = new Set<string>();
  /** Tokens on which something is open in the case itself. */
  private readonly initial: ReadonlySet<string | undefined>;
  private end: Place = { way: certain, isDated: true };

  constructor(world: World, state: CaseState) {
    this.original = world.model;
    this.world = world;
    this.rehearsal = new Rehearsal(world, state);
    this.state = state;
    for (const { id } of state.tokens) this.places.set(id, { way: certain, isDated: true });
    this.initial = new Set(
      [...state.tasks, ...state.calls, ...state.subscriptions, ...state.timers].map(tokenOf),
    );
  }

  /** Does what the person is about to do, exactly. Answers why not. */
  complete(actor: Actor, command: Command): Refusal | undefined {
    const result = this.rehearsal.exactly(this.state, actor, command);
    if (result.refusal) return result.refusal;
    const before = this.state;
    // Whom the person chose for steps to come is known from now on.
    this.rehearsal = new Rehearsal(this.world, result.state);
    const thought = this.rehearsal.settled(result);
    const base = { way: certain, isDated: true };
    this.adopt(before, thought, base);
    return undefined;
  }

  toTheEnd(): Forecast {
    this.discover();
    if (this.state.work?.suspended) this.stop(this.state.scopes[0]?.node ?? '', 'suspended');
    else while (this.goOn());
    const { status, outcome = '' } = this.state;
    const stops = this.stops.filter(
      (each, index) => this.stops.findIndex((one) => isSame(one, each)) === index,
    );
    return {
      entries: this.entries,
      ...(status !== 'active' && {
        end: { ...this.end.way, status, outcome, name: this.nameOf(outcome) },
      }),
      stops,
    };
  }

  private goOn(): boolean {
    if (this.state.status !== 'active') return false;
    const [next] = movesOf(this.state, (token) => !this.blocked.has(token));
    if (!next) {
      this.explainRest();
      return false;
    }
    if (this.entries.length >= mostAhead || this.rehearsal.steps >= mostSteps) {
      this.stop(next.node, 'limit');
      return false;
    }
    this.take(next);
    return true;
  }

  private take(move: Move): void {
    const place = this.placeOf(move.token);
    const before = this.state;
    const { thought, on, isRefused } = this.rehearsal.think(this.state, move);
    if (!thought) {
      if (isRefused) this.stop(move.node, 'suspended');
      this.blocked.add(move.token);
      return;
    }
    const choices = choicesIn(this.rehearsal.model, this.rehearsal.assumed, thought.events);
    const unknown = choices.find(({ names }) => names.some((name) => this.isOpen(name, thought.state)));
    const fault = thought.state.incidents.find(({ id }) => !byId(before.incidents, id));
    if (unknown || fault) {
      this.blocked.add(move.token);
      if (!unknown) return this.stop(fault?.node ?? move.node, 'incident');
      const names = unknown.names.filter((name) => this.isOpen(name, thought.state));
      const ways = unknown.flows.map(({ target }) => ({ node: target, name: this.nameOf(target) }));
      return this.stop(unknown.node, 'data', { names, ways });
    }
    const chosen = choices.flatMap(({ names }) =>
      names.flatMap((name) => this.rehearsal.assumed.get(name) ?? []),
    );
    const isDated = place.isDated && move.isDated;
    this.adopt(before, thought, { way: onwards(place.way, [...on, ...chosen]), isDated });
    this.discover();
  }

  /** Nobody has entered it, neither in truth nor in thought. */
  private isOpen(name: string, state: CaseState): boolean {
    return this.rehearsal.assumed.get(name)?.kind === 'data' && !hasValue(state, name);
  }

  /** The copy goes on; what is new lies on the way of all that it came of. */
  private adopt(before: CaseState, { state, events }: Thought, base: Place): void {
    const ended = events.flatMap((event) =>
      event.kind === 'elementCompleted' || event.kind === 'tokensConsumed' ? event.tokens : [],
    );
    const places = [base, ...ended.flatMap((id) => (byId(before.tokens, id) ? this.placeOf(id) : []))];
    const place = {
      way: joined(places.map(({ way }) => way)),
      isDated: places.every(({ isDated }) => isDated),
    };
    for (const { id } of state.tokens) if (!this.places.has(id)) this.places.set(id, place);
    this.state = state;
    this.end = place;
  }

  private placeOf(token: string): Place {
    return this.places.get(token) ?? { way: certain, isDated: false };
  }

  /** Entries for all that newly waits. */
  private discover(): void {
    const found = [...this.newTasks(), ...waitsAhead(this.state, (id) => !this.seen.has(id))];
    for (const { id, entry, token } of found) {
      this.seen.add(id);
      if (this.entries.length >= mostAhead) return this.stop(entry.node, 'limit');
      const place = this.placeOf(token);
      const begins = place.isDated ? { begins: this.state.at } : {};
      this.entries.push({
        ...entry,
        ...place.way,
        name: this.nameOf(entry.node),
        ...(entry.kind === 'task' ? {} : begins),
        ...(this.initial.has(token) && { open: true }),
      });
    }
  }

  private newTasks() {
    const tokens = new Map<string, OpenTask[]>();
    for (const task of this.state.tasks) {
      if (!this.seen.has(task.token)) tokens.set(task.token, [...(tokens.get(task.token) ?? []), task]);
    }
    const fresh = new Map<string, Ahead>();
    return [...tokens].flatMap(([token, tasks]) => {
      const node = tasks[0]?.node ?? '';
      const isBody = byId(this.state.tokens, token)?.index !== undefined;
      const known =
        fresh.get(node) ?? (isBody ? this.entries.find((entry) => entry.node === node) : undefined);
      if (known) {
        this.seen.add(token);
        known.count = (known.count ?? 1) + 1;
        return [];
      }
      if (this.entries.some((entry) => entry.node === node && entry.kind === 'task')) {
        this.seen.add(token);
        this.blocked.add(token);
        this.stop(node, 'loop');
        return [];
      }
      const { isDated, way } = this.placeOf(token);
      const model = this.original;
      const entry = aheadOf(
        { model, state: this.state, asked: this.rehearsal.asked },
        { token, tasks, isDated },
      );
      const { candidates, people } = (model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>;
      const data = mentioned(
        this.rehearsal.assumed,
        JSON.stringify([candidates, people])
          .split('"')
          .filter((text) => text.startsWith('=')),
      ).flatMap((name) => this.rehearsal.assumed.get(name) ?? []);
      if (data.length > 0) this.places.set(token, { isDated, way: onwards(way, data) });
      fresh.set(node, entry);
      return [{ id: token, token, entry }];
    });
  }

  /** Why nothing more can be thought: what still waits hangs on something that nobody knows. */
  private explainRest(): void {
    for (const { id, node } of this.state.tokens) {
      if (this.blocked.has(id)) continue;
      if (this.state.tasks.some((task) => task.token === id)) this.stop(node, 'suspended');
      else if (this.rehearsal.model.nodes[node]?.type === 'eventBasedGateway') this.stop(node, 'choice');
      else if (this.state.incidents.some(({ token }) => token === id)) this.stop(node, 'incident');
      else if (this.state.subscriptions.some((open) => open.token === id && open.node === node))
        this.stop(node, 'condition');
    }
    for (const { node, adHoc } of this.state.scopes) if (adHoc?.isManual) this.stop(node, 'choice');
  }

  private stop(node: string, why: Stop['why'], more: Pick<Stop, 'names' | 'ways'> = {}): void {
    this.stops.push({ node, name: this.nameOf(node), why, ...more });
  }

  private nameOf(node: string): Label {
    return nodeOf(this.original, this.state, node)?.name ?? { zh: node };
  }
}

function isSame(one: Stop, other: Stop): boolean {
  return one.node === other.node && one.why === other.why;
}

const tokenOf = ({ token }: { token?: string }) => token;
