/** The key of each case: made when the case is opened, kept wrapped, unwrapped where it is needed. */
import { eq, sql } from 'drizzle-orm';
import { AppError } from '../errors.ts';
import { callAlone, type Db, type Tx } from './connection.ts';
import { newCaseKey, unwrapCaseKey, wrapCaseKey, type CaseKey, type MasterKey } from './crypto.ts';
import { keepNewest } from './keep-newest.ts';
import { caseKey } from './schema/index.ts';
import { statement } from './statement.ts';

/** The master key with the case keys that this process used last. */
export interface Keys {
  readonly master: MasterKey;
  readonly kept: Map<string, CaseKey>;
}

/** Of some two hundred bytes each. */
const maxKept = 50_000;

export const openKeys = (master: MasterKey): Keys => ({ master, kept: new Map() });

/**
 * Makes the case's key, or returns the one it has: of two who open the same case, both get the first one's. It is not kept in
 * memory: the transaction may still be undone.
 */
export async function makeCaseKey(
  tx: Tx,
  keys: Keys,
  { tenant, caseId, at }: { tenant: string; caseId: string; at: string },
): Promise<CaseKey> {
  const wrapped = wrapCaseKey(keys.master, caseId, newCaseKey());
  await tx.insert(caseKey).values({ caseId, tenantId: tenant, wrapped, createdAt: at }).onConflictDoNothing();
  return unwrapped(keys, caseId, await wrappedKeyIn(tx, caseId));
}

/** For the payload codec, which knows the case alone. */
export async function caseKeyOf(db: Db, keys: Keys, caseId: string): Promise<CaseKey> {
  const known = keys.kept.get(caseId);
  if (known) return known;
  const rows = await callAlone<{ wrapped: Uint8Array | null }>(
    db,
    statement`select wrapped from case_key_of(${caseId}::uuid) as wrapped`,
  );
  return kept(keys, caseId, unwrapped(keys, caseId, rows));
}

/** What is in memory already. */
export const keptCaseKey = (keys: Keys, caseId: string): CaseKey | undefined => keys.kept.get(caseId);

export async function caseKeyIn(tx: Tx, keys: Keys, caseId: string): Promise<CaseKey> {
  const known = keys.kept.get(caseId);
  if (known) return known;
  return kept(keys, caseId, unwrapped(keys, caseId, await wrappedKeyIn(tx, caseId)));
}

/** Reads the keys of these cases into memory, those that are not there, in one statement: what is opened next asks for none of them. */
export async function keepCaseKeys(tx: Tx, keys: Keys, ids: readonly string[]): Promise<void> {
  const wanted = ids.filter((id) => !keys.kept.has(id));
  if (wanted.length === 0) return;
  const rows = await tx
    .select({ caseId: caseKey.caseId, wrapped: caseKey.wrapped })
    .from(caseKey)
    .where(sql`${caseKey.caseId} = any (${sql.param(wanted)}::uuid[])`);
  for (const { caseId, wrapped } of rows) kept(keys, caseId, unwrapped(keys, caseId, [{ wrapped }]));
}

const wrappedKeyIn = (tx: Tx, caseId: string): Promise<{ wrapped: Uint8Array | null }[]> =>
  tx.select({ wrapped: caseKey.wrapped }).from(caseKey).where(eq(caseKey.caseId, caseId));

function unwrapped(keys: Keys, caseId: string, [row]: { wrapped: Uint8Array | null }[]): CaseKey {
  if (!row) throw new AppError('not-found', `Expected a key for case ${caseId}, but there is none`);
  if (!row.wrapped)
    throw new AppError('not-found', `The content of case ${caseId} was erased: its key is destroyed`);
  return unwrapCaseKey(keys.master, caseId, row.wrapped);
}

/** Only a key that is stored and committed: another would seal what nobody can open. */
function kept(keys: Keys, caseId: string, key: CaseKey): CaseKey {
  keepNewest(keys.kept, [caseId, key], maxKept);
  return key;
}

/** A key that was made and stored elsewhere, its transaction ended. */
export const keepCaseKey = (keys: Keys, caseId: string, key: CaseKey): void => void kept(keys, caseId, key);
