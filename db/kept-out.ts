import type { PostAtUnit } from '../engine/model.ts';
import { seatName } from './connection.ts';
import { seatsOf } from './substitution-chains.ts';

/** Whom a task keeps out. */
export interface KeepsOut {
  /** Everybody who holds a post there, whatever other posts they hold. */
  excludedUnits: readonly string[];
  /** Persons, or all holders of posts, as `seatName` writes them; absent where the case itself is asked next. */
  keptOut?: readonly string[];
}

/** Whether somebody, with the posts they hold now, must keep out of a task: as the engine decides it (`standingOn`). */
export const mustKeepOut = (
  who: { person: string; posts: readonly PostAtUnit[] },
  { excludedUnits, keptOut = [] }: KeepsOut,
): boolean =>
  who.posts.some(({ unit }) => excludedUnits.includes(unit)) ||
  seatsOf(who).some((seat) => keptOut.includes(seatName(seat)));
