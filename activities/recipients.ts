import { holdersOn, type TaskToTell, type WaitingNotification } from '../db/outbox.ts';
import type { Tx } from '../db/connection.ts';
import type { PostAtUnit } from '../engine/model.ts';

export type Recipients = { people: string[] } | { nobody: string };

type Handled = Pick<TaskToTell, 'candidates' | 'excludedUnits' | 'claimedBy'>;
/** Who holds a post on the day. */
type HoldersOf = (post: PostAtUnit) => readonly string[];

/**
 * Who is to be told, found when it is sent: whoever has claimed the task, else all who hold one of its posts on the day,
 * but never a unit that must keep out of it; and those whom the step of a ladder names. What is over by then is told to nobody.
 */
export function recipientsOf(row: WaitingNotification, holdersOf: HoldersOf): Recipients {
  if (!row.hasCase) return { nobody: 'the case is not in the read model' };
  if (row.isDeadlineOver) return { nobody: 'the deadline is closed' };
  if (row.isOfTask && row.tellsHandlers && row.tasks.length === 0) return { nobody: 'the task is closed' };
  const people = new Set([
    ...row.recipients.flatMap(holdersOf),
    ...(row.tellsHandlers ? row.tasks.flatMap((task) => handlersAmong(task, holdersOf)) : []),
  ]);
  return people.size === 0 ? { nobody: 'nobody holds the posts' } : { people: [...people].sort() };
}

/** The posts of which `recipientsOf` may ask who holds them. */
export const postsOf = ({ recipients, tasks }: WaitingNotification): PostAtUnit[] => [
  ...recipients,
  ...tasks.flatMap(allowedFor),
];

/** Asks once for all these posts. */
export async function holdersOfAll(tx: Tx, posts: readonly PostAtUnit[], today: string): Promise<HoldersOf> {
  const holders = Map.groupBy(await holdersOn(tx, posts, today), nameOf);
  return (post) => (holders.get(nameOf(post)) ?? []).map(({ person }) => person);
}

/** Those who could do the task now. */
export async function handlersOf(tx: Tx, task: Handled, today: string): Promise<string[]> {
  return handlersAmong(task, await holdersOfAll(tx, allowedFor(task), today));
}

const handlersAmong = (task: Handled, holdersOf: HoldersOf): string[] =>
  task.claimedBy === null ? allowedFor(task).flatMap(holdersOf) : [task.claimedBy];

const allowedFor = ({ candidates, excludedUnits }: Handled): PostAtUnit[] =>
  candidates.filter(({ unit }) => !excludedUnits.includes(unit));

const nameOf = ({ post, unit }: PostAtUnit): string => JSON.stringify([post, unit]);
