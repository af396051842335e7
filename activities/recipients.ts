import { runningSubstitutions } from '../db/substitutions.ts';
import { substitutesOf, type SubstitutionLink } from '../db/substitution-chains.ts';
import {
  holdersOn,
  holdingsOn,
  type TaskToTell,
  type ToldPerson,
  type WaitingNotification,
} from '../db/outbox.ts';
import type { Told } from '../db/schema/index.ts';
import { seatName, type Tx } from '../db/connection.ts';
import type { PostAtUnit } from '../engine/model.ts';

export type Recipients = { people: ToldPerson[] } | { nobody: string };

type Handled = Pick<TaskToTell, 'candidates' | 'excludedUnits' | 'keptOut' | 'claimedBy'>;

/** Who holds what, and who stands in for somebody, on one day. */
export interface Directory {
  holdersOf(post: PostAtUnit): readonly string[];
  /** All that these people hold, of those who may be told or stand in for one of them. */
  postsHeldBy(person: string): readonly PostAtUnit[];
  /** `unit`: of the capacity in which the principal is meant; absent: whatever it is. */
  substitutesOf(principal: string, at: { template: string; unit?: string }): readonly string[];
}

/**
 * Who is to be told, found when it is sent: whoever has claimed the task, else all who hold one of its posts on the day or are
 * named in one they hold; those whom the step of a ladder or a person names; and for each of them whoever stands in for them.
 * A task is told to nobody whom its page would refuse: who belongs to a unit that must keep out of it or is kept out by name, as
 * themselves or for another. Whom the matter names is told nothing of the case, in whatever capacity, and nobody is in their
 * place; whom a single step keeps out, nothing of that step. What is over by then is told to nobody.
 */
export function recipientsOf(row: WaitingNotification, directory: Directory): Recipients {
  if (!row.hasCase) return { nobody: 'the case is not in the read model' };
  if (row.isDeadlineOver) return { nobody: 'the deadline is closed' };
  if (row.isOfTask && row.tellsHandlers && row.tasks.length === 0) return { nobody: 'the task is closed' };
  const isOut = (person: string) => isKeptFrom(row, person, directory);
  const told = row.recipients
    .flatMap((each) => meantBy(each, directory))
    .filter(({ person }) => !isOut(person));
  const handlers = row.tellsHandlers
    ? row.tasks.flatMap((task) => {
        const mayNot = (person: string) => isOut(person) || mayNotDo(task, person, directory);
        return withSubstitutes(handlersAmong(task, directory), row.template, directory, mayNot);
      })
    : [];
  const people = once([...withSubstitutes(told, row.template, directory, isOut), ...handlers]);
  return people.length === 0 ? { nobody: 'nobody holds the posts' } : { people };
}

/** Whom the matter names, and whom every step that this is about keeps out, but for having taken part in what it reviews. */
function isKeptFrom(row: WaitingNotification, person: string, directory: Directory): boolean {
  if (isAmong(row.barred, person, directory)) return true;
  const steps = row.isOfTask || row.isOfDeadline ? row.tasks : [];
  return (
    steps.length > 0 &&
    !row.tookPart.includes(person) &&
    steps.every(({ keptOut }) => isAmong(keptOut, person, directory))
  );
}

/** As the engine decides it (`standingOn`). */
const mayNotDo = ({ excludedUnits, keptOut }: Handled, person: string, directory: Directory): boolean =>
  isAmong(keptOut, person, directory) ||
  directory.postsHeldBy(person).some(({ unit }) => excludedUnits.includes(unit));

/** Whether one of these seats is the person's, by themselves or by a post that they hold today. */
const isAmong = (seats: readonly string[], person: string, directory: Directory): boolean =>
  seats.length > 0 &&
  (seats.includes(seatName({ post: '', unit: '', person })) ||
    directory.postsHeldBy(person).some(({ post, unit }) => seats.includes(seatName({ post, unit }))));

/** Somebody, and the unit of the capacity in which they are meant. */
interface Meant {
  person: string;
  unit?: string;
}

/** Nobody stands in for whom it is kept from. */
function withSubstitutes(
  meant: readonly Meant[],
  template: string,
  directory: Directory,
  isOut: (person: string) => boolean,
): ToldPerson[] {
  return meant
    .filter(({ person }) => !isOut(person))
    .flatMap(({ person: principal, unit }) => {
      const at = { template, ...(unit !== undefined && { unit }) };
      const substitutes = directory.substitutesOf(principal, at).filter((person) => !isOut(person));
      return [
        { person: principal, actsFor: null },
        ...substitutes.map((person) => ({ person, actsFor: principal })),
      ];
    });
}

/** Each person once: as themselves where they are meant themselves, else for the first they stand in for. */
function once(told: readonly ToldPerson[]): ToldPerson[] {
  const people = new Map<string, ToldPerson>();
  for (const each of told)
    if (!people.has(each.person) || each.actsFor === null) people.set(each.person, each);
  return [...people.values()].sort((a, b) => (a.person < b.person ? -1 : 1));
}

/** The posts of which `recipientsOf` may ask who holds them. */
export const postsOf = ({
  recipients,
  tasks,
}: Pick<WaitingNotification, 'recipients' | 'tasks'>): PostAtUnit[] =>
  [...recipients, ...tasks.flatMap(allowedFor)].filter(isPost);

/** Asks once for all that these notifications may need. */
export async function directoryOf(
  tx: Tx,
  rows: readonly Pick<WaitingNotification, 'recipients' | 'tasks'>[],
  today: string,
): Promise<Directory> {
  const held = await holdersOn(tx, rows.flatMap(postsOf), today);
  const holders = Map.groupBy(held, nameOf);
  const links: SubstitutionLink[] = await runningSubstitutions(tx, today);
  const people = new Set([
    ...held.map(({ person }) => person),
    ...links.map(({ substitute }) => substitute),
    ...rows.flatMap(({ recipients, tasks }) => [
      ...recipients.map(({ person }) => person),
      ...tasks.flatMap(({ candidates, claimedBy }) => [claimedBy, ...candidates.map(({ person }) => person)]),
    ]),
  ]);
  const known = [...people].filter((person) => typeof person === 'string');
  const holdings = Map.groupBy(await holdingsOn(tx, known, today), ({ person }) => person);
  return {
    holdersOf: (post) => (holders.get(nameOf(post)) ?? []).map(({ person }) => person),
    postsHeldBy: (person) => holdings.get(person) ?? [],
    substitutesOf: (principal, at) => substitutesOf(links, principal, { ...at, date: today }),
  };
}

/** Those who could do the task now, as themselves. */
export async function handlersOf(tx: Tx, task: Handled, today: string): Promise<string[]> {
  const directory = await directoryOf(tx, [{ recipients: [], tasks: [task] }], today);
  return handlersAmong(task, directory)
    .map(({ person }) => person)
    .filter((person) => !mayNotDo(task, person, directory));
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

const allowedFor = ({ candidates, excludedUnits }: Pick<Handled, 'candidates' | 'excludedUnits'>) =>
  candidates.filter(({ unit }) => !excludedUnits.includes(unit));

const nameOf = ({ post, unit }: PostAtUnit): string => JSON.stringify([post, unit]);
