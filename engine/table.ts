/**
 * Things of one kind in the order in which they came to be, each with an id of a letter and the case's counter. An array,
 * because every step copies what it changes: an array of a thousand is copied in the time in which an object of ten
 * keys is, and is looked up by halving.
 */
export type Table<T extends { id: string }> = T[];

/** The thing of this id; undefined when it is not there (any more). */
export function byId<T extends { id: string }>(table: Table<T>, id: string): T | undefined {
  return table[indexOf(table, id)];
}

/** Its place, or -1. */
export function indexOf(table: readonly { id: string }[], id: string): number {
  const index = placeOf(table, id);
  return table[index]?.id === id ? index : -1;
}

/** The first place whose thing came to be with this one or after it. */
export function placeOf(table: readonly { id: string }[], id: string): number {
  let [low, high] = [0, table.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(table[middle]!.id, id)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts a thing where it belongs by its id. */
export function insert<T extends { id: string }>(table: Table<T>, thing: T): void {
  const last = table.at(-1);
  if (!last || isBefore(last.id, thing.id)) table.push(thing);
  else table.splice(placeOf(table, thing.id), 0, thing);
}

/** Takes the thing of this id out; nothing where it is not there. */
export function drop(table: { id: string }[], id: string): void {
  const index = indexOf(table, id);
  if (index >= 0) table.splice(index, 1);
}

/** Whether an id was given before another of the same letter: numbers without leading zeros, compared as texts. */
export function isBefore(one: string, other: string): boolean {
  return one.length === other.length ? one < other : one.length < other.length;
}

/** What the counter was when this id was given. */
export function numberOf(id: string): number {
  return Number(id.slice(1));
}
