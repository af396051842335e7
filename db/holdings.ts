/** What somebody holds, past and coming posts too, and what of it counts on a day. */
import type { PostAtUnit } from '../engine/model.ts';

export interface Holding {
  post: string;
  unit: string;
  from: string;
  to: string | null;
  permissions: string[];
}

/** What somebody holds, past and coming posts too. */
export interface Holdings {
  holdings: Holding[];
  /** Each unit of a holding with itself and every unit below it, in the order of the units' ids. */
  below: { held: string; unit: string }[];
}

/** A holding is in force from its first day until before its last. */
export const heldOn = (holdings: readonly Holding[], date: string): Holding[] =>
  holdings.filter(({ from, to }) => from <= date && (to === null || to > date));

/** The units of these posts, and every unit below them. */
export function unitsBelow(held: readonly PostAtUnit[], below: Holdings['below']): string[] {
  const own = new Set(held.map(({ unit }) => unit));
  return [...new Set(below.filter((row) => own.has(row.held)).map(({ unit }) => unit))];
}
