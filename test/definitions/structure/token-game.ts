import type { ProcessModel } from '../../../engine/model.ts';

/** Tokens on flows: how many of each, those that there are. */
type Marking = Record<string, number>;

/** How the tokens of one scope can lie, and what follows on what. */
export interface Game {
  markings: Marking[];
  next: number[][];
}

/**
 * Plays a scope of exclusive and parallel gateways and plain steps in all possible ways, whatever its conditions say;
 * undefined where that does not end within `most` markings. It knows nothing of the check that it is there to prove.
 */
export function playAll({ nodes, flows, process }: ProcessModel, most = 3000): Game | undefined {
  const inside = Object.values(nodes).filter(({ parent }) => parent === process);
  const starts = inside.filter(({ type }) => type === 'startEvent').flatMap(({ outgoing }) => outgoing);
  const markings: Marking[] = [];
  const numbers = new Map<string, number>();
  const next: number[][] = [];
  const add = (marking: Marking): number => {
    const key = JSON.stringify(Object.entries(marking).toSorted());
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, markings.length);
    return markings.push(marking) - 1;
  };
  add(Object.fromEntries(starts.map((flow) => [flow, 1])));
  for (let at = 0; at < markings.length; at += 1) {
    const marking = markings[at] ?? {};
    if (markings.length > most || Object.values(marking).some((count) => count > 3)) return undefined;
    next.push(movesIn(marking).map(add));
  }
  return { markings, next };

  function movesIn(marking: Marking): Marking[] {
    return inside.flatMap(({ type, incoming, outgoing }) => {
      const come = incoming.filter((flow) => (marking[flow] ?? 0) > 0);
      if (type === 'parallelGateway')
        return come.length < incoming.length || come.length === 0 ? [] : [moved(marking, incoming, outgoing)];
      const ways = type === 'exclusiveGateway' ? outgoing.map((flow) => [flow]) : [outgoing];
      return come.flatMap((flow) => ways.map((way) => moved(marking, [flow], way)));
    });
  }

  function moved(marking: Marking, from: string[], to: string[]): Marking {
    const after = { ...marking };
    for (const flow of from) after[flow] = (after[flow] ?? 0) - 1;
    for (const flow of to) if (flows[flow]) after[flow] = (after[flow] ?? 0) + 1;
    return Object.fromEntries(Object.entries(after).filter(([, count]) => count > 0));
  }
}

/** Whether from some marking with a token before the join none can be reached in which all its ways in have one. */
export function canWaitForEver({ markings, next }: Game, incoming: string[]): boolean {
  const before: number[][] = markings.map(() => []);
  next.forEach((ends, from) => ends.forEach((to) => before[to]?.push(from)));
  const hasAll = (marking: Marking) => incoming.every((flow) => (marking[flow] ?? 0) > 0);
  const passes = new Set(markings.flatMap((marking, number) => (hasAll(marking) ? [number] : [])));
  for (const number of passes) for (const from of before[number] ?? []) passes.add(from);
  return markings.some(
    (marking, number) => !passes.has(number) && incoming.some((flow) => (marking[flow] ?? 0) > 0),
  );
}

/** Whether in some marking all ways into the join have a token. */
export function canPass({ markings }: Game, incoming: string[]): boolean {
  return markings.some((marking) => incoming.every((flow) => (marking[flow] ?? 0) > 0));
}
