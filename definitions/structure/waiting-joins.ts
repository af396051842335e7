import type { Together } from './together.ts';
import { movesInto, placesAfter, placesBefore, type TokenNet, type Way } from './token-net.ts';

/** Why a parallel join waits in vain. Ways in and ways on are ids of flows. */
export type VainWait =
  /** No run passes it: these two never come in the same one; after which choice, where there is one. */
  | { kind: 'alternatives'; ways: [string, string]; after?: string }
  /** No run passes it: this way in comes only after it. */
  | { kind: 'itself'; way: string }
  /** When this way is taken after a choice, this way in never comes. */
  | { kind: 'missing'; way: string; after: string; taken: string };

export interface Scope {
  net: TokenNet;
  together: Together;
}

/** Whether a parallel join waits for a token that cannot come any more: always, or in some run. */
export function vainWait(scope: Scope, join: string): VainWait | undefined {
  const into = scope.net.places.flatMap(({ node }, place) => (node === join ? [place] : []));
  const coming = into.filter((place) => scope.together.canHold(place));
  if (coming.length === 0) return undefined;
  return (
    apart(scope, join, coming) ?? behindItself(scope, join, into) ?? inPart(scope, join, { into, coming })
  );
}

function apart({ net, together }: Scope, join: string, coming: number[]): VainWait | undefined {
  for (const [index, one] of coming.entries()) {
    const other = coming.slice(index + 1).find((each) => !together.canHoldBoth(one, each));
    if (other === undefined) continue;
    const after = choiceBetween(net, join, [one, other]);
    const ways: [string, string] = [flowAt(net, one), flowAt(net, other)];
    return { kind: 'alternatives', ways, ...(after !== undefined && { after }) };
  }
  return undefined;
}

/** The nearest choice after which one way leads to the one place, and another to the other. */
function choiceBetween(net: TokenNet, join: string, [one, other]: [number, number]): string | undefined {
  const before = [placesBefore(net, one, join), placesBefore(net, other, join)] as const;
  for (const place of before[0].order) {
    const ends = [...new Set(waysFrom(net, place).flatMap(({ to }) => to ?? []))];
    const isBetween = ends.some(
      (end) => before[0].isIn[end] === 1 && ends.some((next) => next !== end && before[1].isIn[next] === 1),
    );
    if (isBetween) return net.places[place]?.node;
  }
  return undefined;
}

function behindItself({ net, together }: Scope, join: string, into: number[]): VainWait | undefined {
  const after = net.moves.flatMap(({ node, to }) => (node === join ? to : []));
  const way = into.find((place) => {
    if (together.canHold(place)) return false;
    const before = placesBefore(net, place, join);
    return after.some((end) => before.isIn[end] === 1);
  });
  return way === undefined ? undefined : { kind: 'itself', way: flowAt(net, way) };
}

/**
 * A choice whose way surely leads to one way in, while at the choice nothing can be under way that could come to another way
 * in: who takes it leaves the join waiting. Where data are asked again in between the two may go together, and nothing is said.
 */
function inPart(
  { net, together }: Scope,
  join: string,
  { into, coming }: { into: number[]; coming: number[] },
): VainWait | undefined {
  const waysIn = new Set(into);
  for (const here of coming) {
    for (const { place, way } of choicesFor(net, here)) {
      if (!together.canHold(place)) continue;
      const others = waysFrom(net, place).flatMap(({ to }) =>
        to === undefined || to === way.to ? [] : [to],
      );
      const missing = placesAfter(net, others, join).order.find(
        (end) => waysIn.has(end) && end !== here && isAlone({ net, together }, join, { place, end }),
      );
      if (missing === undefined) continue;
      const after = net.places[place]?.node ?? '';
      return { kind: 'missing', way: flowAt(net, missing), after, taken: way.flow };
    }
  }
  return undefined;
}

/** Whether no token from which one can come to the end lies anywhere while one lies at this place. */
function isAlone(
  { net, together }: Scope,
  join: string,
  { place, end }: { place: number; end: number },
): boolean {
  return placesBefore(net, end, join).order.every((other) => !together.canHoldBoth(place, other));
}

/** Choices with a way on which a token surely comes to a place: whatever it takes after that, and alone. */
function choicesFor(net: TokenNet, here: number): { place: number; way: Way }[] {
  const sure = new Set([here]);
  for (const at of sure) {
    for (const { from } of movesInto(net, at))
      for (const place of from) if (net.places[place]?.isChoice) sure.add(place);
  }
  const leaves = (place: number) =>
    place !== here && net.places[place]?.ways.some(({ to }) => to === undefined || !sure.has(to));
  const candidates = [...sure];
  for (let left = candidates.filter(leaves); left.length > 0; left = [...sure].filter(leaves))
    for (const place of left) sure.delete(place);
  return candidates.flatMap((place) =>
    place === here
      ? []
      : waysFrom(net, place).flatMap((way) => (sure.has(way.to ?? -1) ? [{ place, way }] : [])),
  );
}

function waysFrom({ places }: TokenNet, place: number): Way[] {
  const { isChoice = false, ways = [], interrupted = [] } = places[place] ?? {};
  return isChoice ? [...ways, ...interrupted] : [];
}

function flowAt({ places }: TokenNet, place: number): string {
  return places[place]?.flow ?? '';
}
