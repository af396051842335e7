import { person, type Scope } from '../db/connection.ts';
import type { Actor } from '../engine/input.ts';
import type { PostAtUnit } from '../engine/model.ts';
import type { Language, Permission } from './resources/session.shapes.ts';

/**
 * Who may do what: every rule by post, unit and case stands here, and nowhere else in the API. Row-level security in
 * the database is a second net under it (db/migrations/0001_security.sql), and the engine a third for tasks.
 *
 * - A tenant (county) is never left: all that a person reads or writes is in their own.
 * - A case is seen by the units that take part in it, by the units above those, and by posts with `case.seeAll`.
 *   Whoever does not see it is told that it does not exist.
 * - A task is done by someone who holds one of its posts now, and who holds no post at a unit it excludes.
 * - A case's data is corrected by a post that oversees (`case.correct`), with a reason, and in cases that it sees.
 * - Messages and signals from outside are sent by posts with `message.send`, which integrations of other systems hold too;
 *   they reach the cases of their own county alone, also those that the sender does not see, and show nothing of them.
 * - Everything else hangs on a permission of a post, named in the route's declaration.
 */

/** Who asks, with the posts held at this moment: read anew for every request, so that a change of staff acts at once. */
export interface User {
  tenant: string;
  person: string;
  name: string;
  login: string;
  language: Language;
  posts: PostAtUnit[];
  /** Units of those posts and every unit below them. */
  units: string[];
  permissions: Permission[];
  /** `id` is the hash of the cookie's token; the rest are ISO instants. */
  session: { id: string; createdAt: string; seenAt: string; expiresAt: string };
  /** The tenant's today ('YYYY-MM-DD'), and by how many milliseconds its clock is ahead of the host's. */
  today: string;
  clockOffset: number;
}

/** What the rules need to know of a task. */
export interface TaskTarget {
  candidates: PostAtUnit[];
  excludedUnits: string[];
  claimedBy: string | null;
}

export const may = (user: User, permission: Permission): boolean => user.permissions.includes(permission);

/** What the database lets the person see. */
export const scopeOf = (user: User): Scope =>
  person({ tenant: user.tenant, person: user.person, units: user.units, seesAll: may(user, 'case.seeAll') });

/** As the engine is told: it decides with the same posts, and refuses what is not the actor's. */
export const actorOf = (user: User): Actor => ({ kind: 'person', person: user.person, posts: user.posts });

/** Those of the task's posts that the person holds now; none when a unit of theirs is excluded. */
export function postsFor(user: User, task: TaskTarget): PostAtUnit[] {
  if (isExcluded(user, task)) return [];
  return task.candidates.filter((wanted) =>
    user.posts.some((held) => held.post === wanted.post && held.unit === wanted.unit),
  );
}

/** The unit whose own matter it is must not decide it, whatever other posts the person holds. */
export const isExcluded = (user: User, task: TaskTarget): boolean =>
  user.posts.some((held) => task.excludedUnits.includes(held.unit));

/** Why a person may not complete (or claim) a task; undefined when they may. */
export function refusalOfTask(user: User, task: TaskTarget): 'excluded' | 'no-post' | 'claimed' | undefined {
  if (isExcluded(user, task)) return 'excluded';
  if (postsFor(user, task).length === 0) return 'no-post';
  if (task.claimedBy !== null && task.claimedBy !== user.person) return 'claimed';
  return undefined;
}

/** Only the one who claimed it gives it back. */
export const mayRelease = (user: User, task: TaskTarget): boolean => task.claimedBy === user.person;

/** Progress is told by those who take part: holders of a post at a unit of the case, or of a post that sees all. */
export const mayRecordProgress = (user: User, units: string[]): boolean =>
  may(user, 'case.seeAll') || user.posts.some((held) => units.includes(held.unit));

/** A case is asked for something (an extension) by those who take part in it, themselves and not from above. */
export const maySendMessage = (user: User, units: string[]): boolean =>
  user.posts.some((held) => units.includes(held.unit)) || may(user, 'case.seeAll');

/** An activity that people begin as they see fit (ad-hoc) is begun by those who take part in the case, or see all of them. */
export const mayStartActivity = (user: User, units: string[]): boolean =>
  may(user, 'case.seeAll') || user.posts.some((held) => units.includes(held.unit));

/** The raw record holds all that was ever entered: for whoever oversees all cases, or runs the platform. */
export const mayReadJournal = (user: User): boolean =>
  may(user, 'case.seeAll') || may(user, 'platform.operate');

/** Who was not reached about a case is for whoever can do something about it: those who oversee cases, or run the platform. */
export const maySeeUndelivered = (user: User): boolean =>
  may(user, 'case.seeAll') || may(user, 'platform.operate');

/** Names of people at units: everybody sees posts and units, and the people of the units they look after. */
export const maySeePeopleOf = (user: User, unit: string): boolean =>
  user.units.includes(unit) || may(user, 'case.seeAll') || may(user, 'organisation.edit');

/** A case is opened by hand by posts that the template names, else by every post with `case.start`. */
export const mayStart = (user: User, settings: { startableBy?: string[] }): boolean =>
  may(user, 'case.start') &&
  (settings.startableBy === undefined || user.posts.some(({ post }) => settings.startableBy?.includes(post)));
