/** Accounts: what a log-in asks, before the tenant is known. All in the scope `platform`. */
import { eq, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { account } from './schema/index.ts';

export interface Account {
  login: string;
  tenant: string;
  person: string;
  passwordHash: string;
  failedAttempts: number;
  /** Instant (ISO) until which every attempt is refused; null when open. */
  lockedUntil: string | null;
  isDisabled: boolean;
}

export async function findAccount(tx: Tx, login: string): Promise<Account | undefined> {
  const [row] = await tx.select().from(account).where(eq(account.login, login));
  return row && { ...row, tenant: row.tenantId };
}

/** Counts one more wrong password and returns how many there are in a row. Concurrent attempts are all counted. */
export async function countFailure(tx: Tx, login: string): Promise<number> {
  const [row] = await tx
    .update(account)
    .set({ failedAttempts: sql`${account.failedAttempts} + 1` })
    .where(eq(account.login, login))
    .returning({ failures: account.failedAttempts });
  return row?.failures ?? 0;
}

export async function lockAccount(tx: Tx, login: string, until: string): Promise<void> {
  await tx.update(account).set({ lockedUntil: until }).where(eq(account.login, login));
}

export async function forgetFailures(tx: Tx, login: string): Promise<void> {
  await tx.update(account).set({ failedAttempts: 0, lockedUntil: null }).where(eq(account.login, login));
}
