/** Whose session a cookie is, with the posts of that person: one statement for every request (migrations/0004_callers.sql). */
import { callAlone, type Db } from './connection.ts';
import type { PersonWithPosts } from './holders.ts';
import { statement } from './statement.ts';

export interface Caller {
  tenant: string;
  login: string;
  createdAt: string;
  expiresAt: string;
  /** Milliseconds by which the tenant's clock is ahead; null where there is no such clock. */
  clockOffset: number | null;
  /** Null where the person is no longer in the books. */
  person: PersonWithPosts | null;
}

/**
 * A session that is neither expired nor idle since before `idleSince`, of an account that is not disabled. One that was not
 * seen since `unseenSince` is noted as seen now. All are instants.
 */
export async function findCaller(
  db: Db,
  idHash: string,
  { now, idleSince, unseenSince }: { now: string; idleSince: string; unseenSince: string },
): Promise<Caller | undefined> {
  const [row] = await callAlone<{ caller: Caller | null }>(
    db,
    statement`select find_caller(${idHash}, ${now}, ${idleSince}, ${unseenSince}) as caller`,
  );
  return row?.caller ?? undefined;
}
