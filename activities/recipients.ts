import { runningSubstitutions } from '../db/substitutions.ts';
import { substitutesOf, type SubstitutionLink } from '../db/substitution-chains.ts';
import { holdersOn, type TaskToTell, type ToldPerson, type WaitingNotification } from '../db/outbox.ts';
import type { Told } from '../db/schema/index.ts';
import { seatOf, type Tx } from '../db/connection.ts';
import type { PostAtUnit } from '../engine/model.ts';

export type Recipients = { people: ToldPerson[] } | { nobody: string };

type Handled = Pick<TaskToTell, 'candidates' | 'excludedUnits' | 'claimedBy'>;

/** Who holds a post, and who stands in for somebody, on one day. */
export interface Directory {
  holdersOf(post: PostAtUnit): readonly string[];
  /** `unit`: of the capacity in which the principal is meant; absent: whatever it is. */
  substitutesOf(principal: string, at: { template: string; unit?: string }): readonly string[];
}

/**
 * Who is to be told, found when it is sent: whoever has claimed the task, else all who hold one of its posts on the day or are
 * named in one they hold, but never a unit that must keep out of it; those whom the step of a ladder or a person names; and for
 * each of them whoever stands in for them. Whom the matter of a strict case names is told nothing of it, in whatever capacity, and
 * nobody is in their place. What is over by then is told to nobody.
 */
export function recipientsOf(row: WaitingNotification, directory: Directory): Recipients {
  if (!row.hasCase) return { nobody: 'the case is not in the read model' };
  if (row.isDeadlineOver) return { nobody: 'the deadline is closed' };
  if (row.isOfTask && row.tellsHandlers && row.tasks.length === 0) return { nobody: 'the task is closed' };
  const named = namedBy(row, directory);
  const isNamed = ({ person }: { person: string }) => named.has(person);
  const told = [
    ...row.recipients.flatMap((each) => meantBy(each, directory)),
    ...(row.tellsHandlers ? row.tasks.flatMap((task) => handlersAmong(task, directory)) : []),
  ].filter((each) => !isNamed(each));
  const people = withSubstitutes(told, row.template, directory).filter((each) => !isNamed(each));
  return people.length === 0 ? { nobody: 'nobody holds the posts' } : { people };
}

/** The people whom the matter names, by themselves or by a post that they hold today. */
const namedBy = ({ barred }: WaitingNotification, { holdersOf }: Directory): Set<string> =>
  new Set(
    barred.map(seatOf).flatMap(({ post, unit, person }) => (person ? [person] : holdersOf({ post, unit }))),
  );

/** Somebody, and the unit of the capacity in which they are meant. */
interface Meant {
  person: string;
  unit?: string;
}

/** Each person once: as themselves where they are meant themselves, else for the first they stand in for. */
function withSubstitutes(told: readonly Meant[], template: string, directory: Directory): ToldPerson[] {
  const people = new Map<string, ToldPerson>();
  for (const { person } of told) people.set(person, { person, actsFor: null });
  for (const { person: principal, unit } of told) {
    const at = { template, ...(unit !== undefined && { unit }) };
    for (const person of directory.substitutesOf(principal, at))
      if (!people.has(person)) people.set(person, { person, actsFor: principal });
  }
  return [...people.values()].sort((a, b) => (a.person < b.person ? -1 : 1));
}

/** The posts of which `recipientsOf` may ask who holds them. */
export const postsOf = ({ recipients, tasks, barred }: WaitingNotification): PostAtUnit[] =>
  [...recipients, ...tasks.flatMap(allowedFor), ...barred.map(seatOf)].filter(isPost);

/** Asks once for all these posts. */
export async function directoryOf(tx: Tx, posts: readonly PostAtUnit[], today: string): Promise<Directory> {
  const holders = Map.groupBy(await holdersOn(tx, posts, today), nameOf);
  const links: SubstitutionLink[] = await runningSubstitutions(tx, today);
  return {
    holdersOf: (post) => (holders.get(nameOf(post)) ?? []).map(({ person }) => person),
    substitutesOf: (principal, at) => substitutesOf(links, principal, { ...at, date: today }),
  };
}

/** Those who could do the task now, as themselves. */
export async function handlersOf(tx: Tx, task: Handled, today: string): Promise<string[]> {
  const directory = await directoryOf(tx, allowedFor(task).filter(isPost), today);
  return handlersAmong(task, directory).map(({ person }) => person);
}

const handlersAmong = (task: Handled, directory: Directory): Meant[] =>
  task.claimedBy === null
    ? allowedFor(task).flatMap((each) => meantBy(each, directory))
    : [{ person: task.claimedBy }];

/** Who is named in a post must still hold it; who is named in none is meant whatever they hold. */
function meantBy(told: Told, { holdersOf }: Directory): Meant[] {
  if (!isPost(told)) return told.person === undefined ? [] : [{ person: told.person }];
  const { unit, person: named } = told;
  return holdersOf(told)
    .filter((person) => named === undefined || person === named)
    .map((person) => ({ person, unit }));
}

const isPost = (told: Told): told is Told & PostAtUnit =>
  told.post !== undefined && told.post !== '' && told.unit !== undefined;

const allowedFor = ({ candidates, excludedUnits }: Handled) =>
  candidates.filter(({ unit }) => !excludedUnits.includes(unit));

const nameOf = ({ post, unit }: PostAtUnit): string => JSON.stringify([post, unit]);
