import { isEventSubProcess } from '../../engine/scope.ts';
import type { Node, ProcessModel } from '../../engine/model.ts';
import { linkTargetOf } from '../link-reading.ts';

/**
 * Where the tokens of one scope can lie while something is open, and how they go on from there. Steps that only pass a
 * token on are left out: a place is a node that splits, or a flow into a gateway that joins.
 */
export interface TokenNet {
  places: Place[];
  moves: Move[];
  /** What begins together; several, where the scope can begin in several ways. All numbers are those of places. */
  begins: number[][];
}

export interface Place {
  node: string;
  /** The flow into a join that it is. */
  flow?: string;
  /** A token takes one of the ways; elsewhere it takes several, or waits for others. */
  isChoice: boolean;
  ways: Way[];
  /** Ways on when an event on its border interrupts it. */
  interrupted: Way[];
}

export interface Way {
  flow: string;
  /** Absent: the token ends before it comes anywhere. */
  to?: number;
}

/** One token from each place of `from` becomes one on each of `to`; on a place that stands there twice come several. */
export interface Move {
  node: string;
  from: number[];
  to: number[];
  /** An inclusive join does not go on from here while tokens lie on these (1 for each that it waits for). */
  awaits?: Uint8Array;
}

const joins = new Set(['parallelGateway', 'inclusiveGateway', 'complexGateway']);
const choices = new Set(['exclusiveGateway', 'eventBasedGateway']);

/** A scope with more places is not looked at: it would take too long. */
const mostPlaces = 2000;

/**
 * The net of a process or sub-process; undefined for one that is too large. What the diagram leaves open, conditions and
 * events, may always happen in it.
 */
export function tokenNet(
  scope: Node,
  { nodes, flows }: Pick<ProcessModel, 'nodes' | 'flows'>,
): TokenNet | undefined {
  const children = scope.children.flatMap((id) => nodes[id] ?? []);
  const places: Place[] = [];
  const numbers = new Map<string, number>();
  const add = (key: string, place: Pick<Place, 'node' | 'flow'>) => {
    numbers.set(key, places.length);
    places.push({ ...place, isChoice: false, ways: [], interrupted: [] });
  };
  for (const node of children) {
    if (isJoin(node)) for (const flow of node.incoming) add(flow, { node: node.id, flow });
    else if (splits(node)) add(node.id, { node: node.id });
  }
  if (places.length > mostPlaces) return undefined;
  const moves = children.flatMap((node) => (isJoin(node) ? joined(node) : splits(node) ? split(node) : []));
  const net = { places, moves, begins: beginnings().map((ids) => ids.flatMap((id) => restsAt(id) ?? [])) };
  for (const [id, own] of Map.groupBy(moves, ({ node }) => node)) {
    const node = nodes[id];
    if (node?.type === 'inclusiveGateway' && isJoin(node)) awaitAll(net, own);
  }
  return net;

  function joined({ id, type, incoming, outgoing }: Node): Move[] {
    const from = incoming.flatMap((flow) => numbers.get(flow) ?? []);
    const to = endsOf(waysAlong(outgoing));
    return type === 'parallelGateway'
      ? [{ node: id, from, to }]
      : from.map((place) => ({ node: id, from: [place], to }));
  }

  function split({ id, type, outgoing, boundary, completionQuantity = 1 }: Node): Move[] {
    const number = numbers.get(id) ?? 0;
    const place = places[number] as Place;
    const from = [number];
    place.isChoice = choices.has(type) || (outgoing.length <= 1 && completionQuantity === 1);
    place.ways = waysAlong(outgoing);
    const to = endsOf(place.ways);
    const moved = place.isChoice ? to.map((end) => [end]) : [completionQuantity > 1 ? [...to, ...to] : to];
    for (const event of boundary.flatMap((each) => nodes[each] ?? [])) {
      const ways = waysAlong(event.outgoing);
      if (event.isInterrupting !== false) place.interrupted.push(...ways);
      moved.push(event.isInterrupting === false ? [number, ...endsOf(ways), ...endsOf(ways)] : endsOf(ways));
    }
    return moved.map((ends) => ({ node: id, from, to: ends }));
  }

  function waysAlong(outgoing: string[]): Way[] {
    return outgoing.map((flow) => {
      const to = restsAt(flows[flow]?.target ?? '', flow);
      return to === undefined ? { flow } : { flow, to };
    });
  }

  /** The place that a token comes to by itself from a node on which it came by this flow. */
  function restsAt(node: string, flow?: string): number | undefined {
    const seen = new Set<string>();
    let [at, by] = [nodes[node], flow];
    while (at && !seen.has(at.id)) {
      if (isJoin(at)) return numbers.get(by ?? '');
      if (splits(at)) return numbers.get(at.id);
      seen.add(at.id);
      [by] = at.outgoing;
      at = nodes[flows[by ?? '']?.target ?? linkTargetOf(at) ?? ''];
    }
    return undefined;
  }

  /** Each start event begins alone; without any, all begins that no flow leads to. */
  function beginnings(): string[][] {
    const starts = children.filter(({ type }) => type === 'startEvent').map(({ id }) => id);
    const others = children.filter(beginsByItself).map(({ id }) => id);
    const begins = children.some(({ instantiate }) => instantiate) || starts.length === 0;
    return begins ? [[...starts, ...others]] : starts.map((id) => [id]);
  }
}

function isJoin({ type, incoming }: Node): boolean {
  return joins.has(type) && incoming.length > 1;
}

function splits({ outgoing, boundary, completionQuantity = 1 }: Node): boolean {
  return outgoing.length > 1 || boundary.length > 0 || completionQuantity > 1;
}

/** A link's target is begun too, where it need not: what may happen is only more by it. */
function beginsByItself(node: Node): boolean {
  const isDriven =
    node.attachedTo !== undefined || node.isForCompensation === true || isEventSubProcess(node);
  return node.incoming.length === 0 && node.type !== 'startEvent' && !isDriven;
}

function endsOf(ways: Way[]): number[] {
  return ways.flatMap(({ to }) => to ?? []);
}

/** What an inclusive join that has a token awaits: those that can come by another way in, and not by its own. */
function awaitAll(net: TokenNet, moves: Move[]): void {
  const before = moves.map(({ node, from: [place = 0] }) => placesBefore(net, place, node));
  const coming = new Uint8Array(net.places.length);
  for (const { order } of before) for (const place of order) coming[place] = 1;
  for (const [index, move] of moves.entries())
    move.awaits = coming.map((can, place) => (can === 1 && before[index]?.isIn[place] === 0 ? 1 : 0));
}

/** Some places of a net, in an order, and for each of all whether it is one of them (1). */
export interface Places {
  order: number[];
  isIn: Uint8Array;
}

/** The places from which a token can come to a place, itself among them, without passing a node; the nearest first. */
export function placesBefore(net: TokenNet, place: number, without: string): Places {
  return walk([place], { along: grouped(net).into, to: 'from', without });
}

/** The places to which a token can come from some, themselves among them, without passing a node. */
export function placesAfter(net: TokenNet, places: number[], without: string): Places {
  return walk(places, { along: grouped(net).from, to: 'to', without });
}

function walk(
  first: number[],
  { along, to, without }: { along: Move[][]; to: 'from' | 'to'; without: string },
): Places {
  const isIn = new Uint8Array(along.length);
  const order: number[] = [];
  const add = (places: number[]) => {
    for (const place of places) {
      if (isIn[place] === 1) continue;
      isIn[place] = 1;
      order.push(place);
    }
  };
  add(first);
  for (const place of order) for (const move of along[place] ?? []) if (move.node !== without) add(move[to]);
  return { order, isIn };
}

/** The moves that bring a token to a place. */
export function movesInto(net: TokenNet, place: number): Move[] {
  return grouped(net).into[place] ?? [];
}

interface Grouped {
  from: Move[][];
  into: Move[][];
}

const known = new WeakMap<TokenNet, Grouped>();

function grouped(net: TokenNet): Grouped {
  const found: Grouped = known.get(net) ?? { from: net.places.map(() => []), into: net.places.map(() => []) };
  if (known.has(net)) return found;
  known.set(net, found);
  for (const move of net.moves) {
    for (const place of new Set(move.from)) found.from[place]?.push(move);
    for (const place of new Set(move.to)) found.into[place]?.push(move);
  }
  return found;
}
