import type { Move, TokenNet } from './token-net.ts';

/** Which places of a net can hold tokens at the same time. */
export interface Together {
  canHold(place: number): boolean;
  /** Of one place: whether it can hold two. */
  canHoldBoth(one: number, other: number): boolean;
}

/**
 * The structural concurrency relation (Kovalyov and Esparza, 1996): the smallest that holds what begins together, what a
 * move makes together, and with what a move makes whatever can lie beside all that it takes. Two places that are not in it never
 * hold tokens at the same time, in no run of whatever net; in it are some that never do either.
 */
export function placesTogether({ places: { length: count }, moves, begins }: TokenNet): Together {
  const reached = new Uint8Array(count);
  const pairs = new Uint8Array(count * count);
  const ahead: number[] = [];
  const alone: Move[][] = Array.from({ length: count }, () => []);
  const joining: Joining[][] = Array.from({ length: count }, () => []);
  for (const move of moves) {
    if (move.from.length === 1) alone[move.from[0] ?? 0]?.push(move);
    else {
      const join = { move, beside: new Uint32Array(count), from: new Set(move.from), ready: 0 };
      for (const place of move.from) joining[place]?.push(join);
    }
  }
  for (const group of begins) comeTogether(group);
  for (let other = ahead.pop(), one = ahead.pop(); other !== undefined && one !== undefined;) {
    for (const { to, awaits } of alone[one] ?? [])
      if (awaits?.[other] !== 1) for (const place of to) pair(place, other);
    if (one !== other) for (const join of joining[one] ?? []) comeBeside(join, other);
    [other, one] = [ahead.pop(), ahead.pop()];
  }
  return {
    canHold: (place) => reached[place] === 1,
    canHoldBoth: (one, other) => pairs[one * count + other] === 1,
  };

  function comeTogether(group: number[]): void {
    for (const place of group) reach(place);
    group.forEach((place, index) => {
      for (const other of group.slice(index + 1)) pair(place, other);
    });
  }

  function reach(first: number): void {
    const coming = [first];
    for (let place = coming.pop(); place !== undefined; place = coming.pop()) {
      if (reached[place] === 1) continue;
      reached[place] = 1;
      for (const { to } of alone[place] ?? []) {
        coming.push(...to);
        to.forEach((end, index) => {
          for (const other of to.slice(index + 1)) pair(end, other);
        });
      }
    }
  }

  function pair(one: number, other: number): void {
    if (pairs[one * count + other] === 1) return;
    pairs[one * count + other] = 1;
    pairs[other * count + one] = 1;
    ahead.push(one, other);
    if (one !== other) ahead.push(other, one);
    else for (const join of joining[one] ?? []) goOnBeside(join, one);
  }

  /** One more of the ways into a join can have its token beside one here. */
  function comeBeside(join: Joining, other: number): void {
    const beside = (join.beside[other] ?? 0) + 1;
    join.beside[other] = beside;
    const { length: needed } = join.move.from;
    const wasReady = join.ready === needed;
    if (join.from.has(other) && beside === needed - 1) join.ready += 1;
    if (join.ready < needed) return;
    if (wasReady) return goOnBeside(join, other);
    comeTogether(join.move.to);
    for (let place = 0; place < count; place += 1) goOnBeside(join, place);
  }

  /** What a join sends on comes beside all that can lie beside every token that it takes. */
  function goOnBeside({ move, beside, from, ready }: Joining, other: number): void {
    const needed = move.from.length - (from.has(other) ? 1 : 0);
    if (ready < move.from.length || (beside[other] ?? 0) < needed) return;
    if (from.has(other) && pairs[other * count + other] !== 1) return;
    for (const place of move.to) pair(place, other);
  }
}

interface Joining {
  move: Move;
  from: ReadonlySet<number>;
  /** Of how many of its ways in the token can lie beside one on this place. */
  beside: Uint32Array;
  /** How many of its ways in can have their token beside those of all others. */
  ready: number;
}
