import { person, type Scope } from '../db/connection.ts';
import { mustKeepOut, type KeepsOut } from '../db/kept-out.ts';
import { seatsOf, seenAsStandIn, standingInFor, type StandIn } from '../db/substitution-chains.ts';
import type { Actor } from '../engine/input.ts';
import type { PostAtUnit } from '../engine/model.ts';
import { isOneOf } from '../engine/work/one-of.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { Language, Permission } from './resources/session.shapes.ts';

/**
 * Who may do what: every rule by post, unit and case stands here, and nowhere else in the API. Row-level security in
 * the database is a second net under it (db/migrations/0001_security.sql), and the engine a third for tasks.
 *
 * - A tenant (county) is never left: all that a person reads or writes is in their own.
 * - A case is seen by the units that take part in it, by the units above those, and by posts with `case.seeAll`.
 *   Whoever does not see it is told that it does not exist.
 * - A strict case (`confidentiality.level` of its template) is seen by its seats alone: posts at units and persons who began it,
 *   have a task in it or acted on one, or were told, asked or copied to. No unit sees it as such, none above, and no `case.seeAll`
 *   (docs/decisions/0011-who-sees-a-strict-case.md). Rules below that go by `case.seeAll` or a unit are asked of a case, or
 *   a task of one, that was found in the person's scope; they never stand for seeing it.
 * - That a strict case has an incident, or a notice that nobody got, is shown to those who mend it (`incident.resolve`,
 *   `platform.operate`) by its number, template and step, and nothing else of it.
 * - A task is done by someone who holds one of its posts now (or is the person it names), who holds no post at a unit it
 *   excludes, and whom it does not keep out by name or by a post. A substitute may do what the principal may, within the
 *   substitution; who is excluded holds for both, and what the principal's posts permit beside their tasks stays theirs.
 * - Which verbs a task or a case offers is said by its template and decided by the engine. Verbs without a template's word
 *   hang on a permission: a task is assigned by `task.assign` (within
 *   the units that one looks after), a case moved by `case.move`, stopped by `case.suspend`,
 *   voided by `case.void`, a deadline changed by `deadline.change`.
 * - Files of a case are seen by whoever sees the case, and added by whoever takes part in it or has one of its tasks.
 * - Substitutes are named by oneself, and for others by `staff.manage`, for people of the units that one looks after.
 * - A case's data is corrected by a post that oversees (`case.correct`), with a reason, and in cases that it sees; also with the
 *   resolution of an incident.
 * - A batch is run by whoever planned it, as long as they may plan such a one, and in cases that they see when its turn comes. The work
 *   of a leaver and a new calendar reach every case.
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
  /** Those whose tasks this person may do as well today. */
  standsInFor: StandIn[];
  /** `id` is the hash of the cookie's token; the rest are ISO instants. */
  session: { id: string; createdAt: string; seenAt: string; expiresAt: string };
  /** The tenant's today ('YYYY-MM-DD'), and by how many milliseconds its clock is ahead of the host's. */
  today: string;
  clockOffset: number;
}

/** What the rules need to know of a task. */
export interface TaskTarget extends KeepsOut {
  /** Of its case: substitutions may hold for some templates alone. */
  template: string;
  candidates: Candidate[];
  claimedBy: string | null;
}

export const may = (user: { permissions: readonly string[] }, permission: Permission): boolean =>
  user.permissions.includes(permission);

/** What the database lets the person see: also what those whom they stand in for look after. */
export function scopeOf(
  user: Pick<User, 'tenant' | 'person' | 'posts' | 'units' | 'standsInFor'> & {
    permissions: readonly string[];
  },
): Scope {
  const { units, seats, limits } = seenAsStandIn(user.standsInFor);
  return person({
    tenant: user.tenant,
    person: user.person,
    units: [...new Set([...user.units, ...units])],
    seats: [...seatsOf(user), ...seats],
    limits,
    seesAll: may(user, 'case.seeAll'),
  });
}

/** As the engine is told: it decides with the same posts, and refuses what is not the actor's. `template`: of the case. */
export const actorOf = (
  user: Pick<User, 'person' | 'posts' | 'standsInFor'> & { permissions: readonly string[] },
  template: string,
): Actor & { kind: 'person' } => {
  const standsInFor = standingInFor(user.standsInFor, template);
  return {
    kind: 'person',
    person: user.person,
    posts: user.posts,
    ...(standsInFor.length > 0 && { standsInFor }),
    ...(user.permissions.length > 0 && { permissions: [...user.permissions] }),
  };
};

/** What of a person counts for tasks. */
export type Standing = Pick<User, 'person' | 'posts' | 'standsInFor'>;

/** A way in which somebody may do a task: as themselves, or for a principal. */
export interface Capacity {
  /** The principal (person); absent: oneself. */
  for?: string;
  /** Those of the task's candidates that allow it. */
  posts: PostAtUnit[];
}

/** Every way in which the person may do the task; none when they must keep out of it. Their own comes first. */
export function capacitiesFor(user: Standing, task: TaskTarget): Capacity[] {
  if (mustKeepOut(user, task)) return [];
  const own: Capacity = { posts: namedBy(task, user) };
  const forOthers = standingInFor(user.standsInFor, task.template)
    .filter((principal) => !mustKeepOut(principal, task))
    .map((principal) => ({ for: principal.person, posts: namedBy(task, principal) }));
  return [own, ...forOthers].filter(({ posts }) => posts.length > 0);
}

/** Those of the task's candidates that name these posts, or this person in a capacity that they hold. */
function namedBy(
  { candidates }: TaskTarget,
  who: { person: string; posts: readonly PostAtUnit[] },
): PostAtUnit[] {
  return candidates
    .filter(
      (wanted) =>
        (wanted.person === undefined || wanted.person === who.person) &&
        // A person whom the case names in no capacity needs none.
        ((wanted.person !== undefined && wanted.post === '') || isOneOf(who.posts, wanted)),
    )
    .map(({ post, unit }) => ({ post, unit }));
}

/** The person's posts with those of everyone whom they stand in for in all cases: what may be decided by a post. */
export const standingInPosts = (user: User): PostAtUnit[] => [
  ...user.posts,
  ...user.standsInFor.flatMap(({ posts, templates }) => (templates === null ? posts : [])),
];

/** Those of the task's posts that the person holds now; none when they must keep out of it. */
export const postsFor = (user: User, task: TaskTarget): PostAtUnit[] =>
  mustKeepOut(user, task) ? [] : namedBy(task, user);

/** Why a person may not complete (or claim) a task; undefined when they may. */
export function refusalOfTask(
  user: Standing,
  task: TaskTarget,
): 'excluded' | 'no-post' | 'claimed' | undefined {
  if (mustKeepOut(user, task)) return 'excluded';
  const ways = capacitiesFor(user, task);
  if (ways.length === 0) return 'no-post';
  // What a principal has claimed is the substitute's to do as well: both see it until one acts.
  const isTheirs = task.claimedBy === user.person || ways.some((way) => way.for === task.claimedBy);
  if (task.claimedBy !== null && !isTheirs) return 'claimed';
  return undefined;
}

/** A task is assigned by those who look after a unit whose it is, or who oversee every case. */
export const mayAssign = (user: User, task: Pick<TaskTarget, 'candidates'>): boolean =>
  may(user, 'task.assign') &&
  (may(user, 'case.seeAll') || task.candidates.some(({ unit }) => user.units.includes(unit)));

/** A deadline that concerns its handlers alone is shown to them, and to those who oversee all cases. */
export const maySeeDeadline = (
  user: User,
  { visibility }: { visibility: 'handlers' | 'case' | 'public' },
  tasks: readonly TaskTarget[],
): boolean =>
  visibility !== 'handlers' ||
  may(user, 'case.seeAll') ||
  tasks.some((task) => capacitiesFor(user, task).length > 0);

/** Only the one who claimed it gives it back. */
export const mayRelease = (user: User, task: Pick<TaskTarget, 'claimedBy'>): boolean =>
  task.claimedBy === user.person;

/** Progress is told by those who take part: holders of a post at a unit of the case, or of a post that sees all. */
export const mayRecordProgress = (user: User, units: string[]): boolean =>
  may(user, 'case.seeAll') || takesPart(user, units);

/** A case is asked for something (an extension) by those who take part in it, themselves and not from above. */
export const maySendMessage = (user: User, units: string[]): boolean =>
  takesPart(user, units) || may(user, 'case.seeAll');

/** An activity that people begin as they see fit (ad-hoc) is begun by those who take part in the case, or see all of them. */
export const mayStartActivity = (user: User, units: string[]): boolean =>
  may(user, 'case.seeAll') || takesPart(user, units);

/** What a case knows is changed by posts that oversee, also where that is how an incident is resolved. */
export const mayCorrect = (user: User): boolean => may(user, 'case.correct');

/** The raw record holds all that was ever entered: for whoever oversees all cases, or runs the platform. */
export const mayReadJournal = (user: User): boolean =>
  may(user, 'case.seeAll') || may(user, 'platform.operate');

/** Who was not reached about a case is for whoever can do something about it: those who oversee cases, or run the platform. */
export const maySeeUndelivered = (user: User): boolean =>
  may(user, 'case.seeAll') || may(user, 'platform.operate');

/** What planning a batch of each kind asks for, and beginning it, and each of its items when its turn comes. */
export const mayRunBatch = (user: { permissions: readonly string[] }, kind: string): boolean =>
  may(user, kind === 'staffMove' ? 'staff.manage' : kind === 'recount' ? 'calendar.edit' : 'batch.run');

/** Names of people at units: everybody sees posts and units, and the people of the units they look after. */
export const maySeePeopleOf = (user: User, unit: string): boolean =>
  user.units.includes(unit) || may(user, 'case.seeAll') || may(user, 'organisation.edit');

/** A case is opened by hand by posts that the template names, else by every post with `case.start`. */
export const mayStart = (user: User, settings: { startableBy?: string[] }): boolean =>
  may(user, 'case.start') &&
  (settings.startableBy === undefined || user.posts.some(({ post }) => settings.startableBy?.includes(post)));

/** The posts of whoever opens a case, one that allowed it first: the record names that one. */
export const postsToStart = (user: User, { startableBy }: { startableBy?: string[] }): User['posts'] =>
  user.posts.toSorted(
    (a, b) => Number(startableBy?.includes(b.post) ?? false) - Number(startableBy?.includes(a.post) ?? false),
  );

/** Files are added by those who take part, or who see every case. */
export const mayAttach = (user: User, units: string[]): boolean =>
  may(user, 'case.seeAll') || takesPart(user, units);

/** Substitutes of others are named by those who look after one of their units. */
export const mayManageStaff = (user: User, units: readonly string[]): boolean =>
  may(user, 'staff.manage') && units.some((unit) => user.units.includes(unit));

/** Holds a post at one of these units, or stands in for somebody who does. */
const takesPart = (user: User, units: readonly string[]): boolean =>
  [...user.posts, ...user.standsInFor.flatMap(({ posts }) => posts)].some(({ unit }) => units.includes(unit));
