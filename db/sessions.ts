/** Sessions, by the hash of the cookie's random id. In the scope `platform`: they come before the tenant is known. */
import { and, eq, gt, lt, or } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { account, session } from './schema/index.ts';

export interface SessionRow {
  idHash: string;
  tenant: string;
  person: string;
  login: string;
  createdAt: string;
  seenAt: string;
  expiresAt: string;
}

export async function addSession(tx: Tx, row: Omit<SessionRow, 'login'>): Promise<void> {
  await tx.insert(session).values({ ...row, tenantId: row.tenant });
}

/** A session that is neither expired nor idle since before `idleSince`, of an account that is not disabled. */
export async function findSession(
  tx: Tx,
  idHash: string,
  alive: { now: string; idleSince: string },
): Promise<SessionRow | undefined> {
  const [row] = await tx
    .select({ session, login: account.login })
    .from(session)
    .innerJoin(account, and(eq(account.tenantId, session.tenantId), eq(account.person, session.person)))
    .where(
      and(
        eq(session.idHash, idHash),
        gt(session.expiresAt, alive.now),
        gt(session.seenAt, alive.idleSince),
        eq(account.isDisabled, false),
      ),
    );
  return row && { ...row.session, tenant: row.session.tenantId, login: row.login };
}

export async function touchSession(tx: Tx, idHash: string, now: string): Promise<void> {
  await tx.update(session).set({ seenAt: now }).where(eq(session.idHash, idHash));
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
