/** Accounts: what a log-in asks, before the tenant is known. All in the scope `platform`. */
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { keyedHash, type MasterKey } from './crypto.ts';
import { account, unknownLogin } from './schema/index.ts';

export interface Account {
  login: string;
  tenant: string;
  person: string;
  passwordHash: string;
  isDisabled: boolean;
}

/** What a log-in finds: the account where there is one, and until when (ISO) the login is locked, whether it is there or not. */
export interface LogInAttempt {
  account: Account | undefined;
  /** Of a login that is not there. */
  stranger: Stranger;
  lockedUntil: string | null;
}

/** Where a login that is not there is counted. */
interface Stranger {
  place: number;
  loginHash: string;
}

/** Places for logins that are not there. Of two names on one place the newer stays: with so many it takes many tries to push one out. */
const places = 2 ** 17;

function strangerOf(master: MasterKey, login: string): Stranger {
  const hash = keyedHash(master, 'unknown_login', login);
  return { place: hash.readUInt32BE() % places, loginHash: hash.toString('hex') };
}

/** Asks for both, whichever there is: an answer for a login that is not there takes as long. */
export async function findAttempt(tx: Tx, master: MasterKey, login: string): Promise<LogInAttempt> {
  const stranger = strangerOf(master, login);
  const [row] = await tx.select().from(account).where(eq(account.login, login));
  const [tried] = await tx.select().from(unknownLogin).where(isStranger(stranger));
  return {
    account: row && { ...row, tenant: row.tenantId },
    stranger,
    lockedUntil: (row ?? tried)?.lockedUntil ?? null,
  };
}

const isStranger = ({ place, loginHash }: Stranger) =>
  and(eq(unknownLogin.place, place), eq(unknownLogin.loginHash, loginHash));

/** Counts one more wrong password and returns how many there are in a row. Concurrent attempts are all counted. */
export async function countFailure(tx: Tx, { account: found, stranger }: LogInAttempt): Promise<number> {
  const [row] = found
    ? await tx
        .update(account)
        .set({ failedAttempts: sql`${account.failedAttempts} + 1` })
        .where(eq(account.login, found.login))
        .returning({ failures: account.failedAttempts })
    : await countStranger(tx, stranger);
  return row?.failures ?? 0;
}

function countStranger(tx: Tx, stranger: Stranger): Promise<{ failures: number }[]> {
  const isSame = sql`${unknownLogin.loginHash} = excluded.login_hash`;
  return tx
    .insert(unknownLogin)
    .values({ ...stranger, failedAttempts: 1 })
    .onConflictDoUpdate({
      target: unknownLogin.place,
      set: {
        loginHash: stranger.loginHash,
        failedAttempts: sql`case when ${isSame} then ${unknownLogin.failedAttempts} + 1 else 1 end`,
        lockedUntil: sql`case when ${isSame} then ${unknownLogin.lockedUntil} end`,
      },
    })
    .returning({ failures: unknownLogin.failedAttempts });
}

export async function lockLogin(
  tx: Tx,
  { account: found, stranger }: LogInAttempt,
  until: string,
): Promise<void> {
  if (found) await tx.update(account).set({ lockedUntil: until }).where(eq(account.login, found.login));
  else await tx.update(unknownLogin).set({ lockedUntil: until }).where(isStranger(stranger));
}

export async function forgetFailures(tx: Tx, login: string): Promise<void> {
  await tx.update(account).set({ failedAttempts: 0, lockedUntil: null }).where(eq(account.login, login));
}
