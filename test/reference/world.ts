import { evaluate, holds } from '../../engine/feel.ts';
import type { Json, JsonObject } from '../../engine/json.ts';
import type { EventDefinition, Node, ProcessModel } from '../../engine/model.ts';

/**
 * The reference: a second interpreter of process models for tests, written from BPMN 2.0.2, chapter 13 (execution semantics), and
 * from nothing of `engine/` but the shape of a model and the expression language. It is slow and plain on purpose: tokens lie on
 * sequence flows, what runs lies in its scope, scopes lie in what runs, and a step looks at the whole world for anything that can move.
 *
 * Where the standard leaves open which of two enabled things happens first, `choose` decides. A trace of the engine is right when
 * some choice gives the same trace.
 */
export interface World {
  /** Milliseconds since 1970. */
  now: number;
  status: 'active' | 'completed' | 'failed';
  outcome: string;
  /** One place for all data: where a variable lives is no matter of chapter 13. */
  data: JsonObject;
  root: Scope;
  /** Timers that came due at the same instant and have not been handled yet. */
  due: { owner: number; event: string }[];
  lastId: number;
  /** What a user could notice since the last input, as `completed x`, `created x`, `cancelled x`. */
  happened: string[];
  moves: number;
}

/** A token on its way to a node; without a flow it was born there (13.3.1: activities without incoming flow). */
export interface Token {
  id: number;
  node: string;
  flow?: string;
  /** What its node waits for has come: it only has to leave. */
  isDone?: true;
  fault?: string;
}

/** An instance of a process or sub-process: what is in it. */
export interface Scope {
  id: number;
  node: string;
  tokens: Token[];
  running: Instance[];
  /** When something last ended in it: what became empty first also completes first, where nothing else decides. */
  touched: number;
  /** Start events of its event sub-processes that wait for something outside. */
  catches: Catch[];
  /** An interrupting event sub-process, a termination or a cancellation has replaced its normal flow. */
  interrupted: boolean;
  /** Completed activities that can be compensated, oldest first. */
  done: Done[];
  /** Complex gateways in their second phase, with the flows they took tokens from in the first. */
  resetting: Record<string, string[]>;
  /** Ad-hoc: what has not begun yet, and whether its completion condition has held. */
  untouched: string[];
  isSatisfied: boolean;
}

/** A node being executed. */
export interface Instance {
  id: number;
  node: string;
  kind: 'task' | 'body' | 'rounds' | 'catch' | 'race' | 'undo';
  /** A round that has not begun yet. */
  isReady: boolean;
  catches: Catch[];
  /** kind body. */
  body?: Scope;
  /** kind rounds (loop or multi-instance): the instances running now; kind undo: the handler running now. */
  parts: Instance[];
  started: number;
  completed: number;
  total: number;
  /** kind undo: what is still to be compensated (last first), and what comes after. */
  queue: Done[];
  then: 'leave' | 'end' | 'cancelTransaction';
}

export interface Catch {
  event: string;
  kind: 'message' | 'signal' | 'timer';
  name: string;
  due?: number;
  /** A cycle: how often it fires after this time, and the distance. */
  cycle?: { left: number; hours: number };
}

export interface Done {
  node: string;
  within: Done[];
}

export interface Machine {
  model: ProcessModel;
  world: World;
  choose: Choose;
}

/** Picks one of several possibilities, all of which the standard allows, by its place. There is at least one. */
export type Choose = (among: Possible[]) => number;

/** `rank`: 0 tokens that move, 1 joins that look around, 2 what ends, 3 timers. `age`: the younger, the higher. */
export interface Possible {
  rank: 0 | 1 | 2 | 3;
  age: number;
  /** Joins: of the youngest token that takes part, where `age` is of the oldest. */
  lateAge?: number;
}

export class TooManyMoves extends Error {}

export function newScope(m: Machine, node: string): Scope {
  return {
    id: nextId(m),
    node,
    tokens: [],
    running: [],
    touched: m.world.lastId,
    catches: [],
    interrupted: false,
    done: [],
    resetting: {},
    untouched: [],
    isSatisfied: false,
  };
}

export function newInstance(m: Machine, node: string, kind: Instance['kind']): Instance {
  return {
    id: nextId(m),
    node,
    kind,
    isReady: false,
    catches: [],
    parts: [],
    started: 0,
    completed: 0,
    total: 0,
    queue: [],
    then: 'leave',
  };
}

export function nextId(m: Machine): number {
  m.world.lastId += 1;
  return m.world.lastId;
}

export function nodeOf(m: Machine, id: string): Node {
  const node = m.model.nodes[id];
  if (!node) throw new Error(`Expected a node ${id}`);
  return node;
}

export function configOf<T>(thing: { config: Json }): T {
  return thing.config as unknown as T;
}

export function definition(node: Node): EventDefinition | undefined {
  return node.events[0];
}

/** What its event is: `error`, `timer` …; `none` without a definition. */
export function triggerOf(node: Node): string {
  return definition(node)?.type.replace('EventDefinition', '') ?? 'none';
}

export function isEventSubProcess(node: Node): boolean {
  return (
    node.type === 'subProcess' && configOf<{ isEventSubProcess?: boolean }>(node).isEventSubProcess === true
  );
}

export const activityTypes = [
  ...['task', 'manualTask', 'userTask', 'scriptTask', 'receiveTask'],
  ...['subProcess', 'transaction', 'adHocSubProcess'],
];

export function isTrue(m: Machine, condition: string, local: JsonObject = {}): boolean {
  return holds(condition, { ...m.world.data, ...local }, new Date(m.world.now).toISOString());
}

export function numberOf(m: Machine, expression: string): number {
  return Number(evaluate(expression, m.world.data, new Date(m.world.now).toISOString()));
}

/** Every scope with the instance that it is the body of, and that instance's own scope and place at the top of it. */
export interface Place {
  scope: Scope;
  /** What stands in `outer.running` and holds this scope; undefined for the root. */
  holder?: Instance;
  outer?: Scope;
}

export function everyScope(root: Scope): Place[] {
  const places: Place[] = [{ scope: root }];
  for (const place of places) {
    for (const holder of place.scope.running) {
      for (const inside of everyInstanceIn(holder)) {
        if (inside.body) places.push({ scope: inside.body, holder, outer: place.scope });
      }
    }
  }
  return places;
}

/** An instance and its rounds, but not what is in their bodies. */
export function everyInstanceIn(instance: Instance): Instance[] {
  return [instance, ...instance.parts.flatMap(everyInstanceIn)];
}

export function placeOf(m: Machine, scope: Scope): Place {
  const found = everyScope(m.world.root).find((place) => place.scope.id === scope.id);
  if (!found) throw new Error(`Expected scope ${scope.id} of ${scope.node} to be open`);
  return found;
}
