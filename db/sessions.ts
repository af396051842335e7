/** Sessions, by the hash of the cookie's random id. In the scope `platform`: they come before the tenant is known. */
import { eq, lt, or } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { session } from './schema/index.ts';

export interface SessionRow {
  idHash: string;
  tenant: string;
  person: string;
  createdAt: string;
  seenAt: string;
  expiresAt: string;
}

export async function addSession(tx: Tx, row: SessionRow): Promise<void> {
  await tx.insert(session).values({ ...row, tenantId: row.tenant });
}

export async function endSession(tx: Tx, idHash: string): Promise<void> {
  await tx.delete(session).where(eq(session.idHash, idHash));
}

/** Drops what nobody can use any more. Returns how many there were. */
export async function dropDeadSessions(tx: Tx, alive: { now: string; idleSince: string }): Promise<number> {
  const dropped = await tx
    .delete(session)
    .where(or(lt(session.expiresAt, alive.now), lt(session.seenAt, alive.idleSince)))
    .returning({ idHash: session.idHash });
  return dropped.length;
}
