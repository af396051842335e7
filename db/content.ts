/** Content under its hash: compiled models and working calendars. What was read once is kept: it can never change. */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { canonicalJson } from '../engine/canonical-json.ts';
import { AppError } from '../errors.ts';
import { inScope, platform, type Db, type Tx } from './connection.ts';
import { keepNewest } from './keep-newest.ts';
import { content } from './schema/index.ts';

export type ContentKind = 'model' | 'calendar';

/** SHA-256 (hex) of the canonical JSON. */
export const contentHash = (value: unknown): string => hashOf(Buffer.from(canonicalJson(value)));

/** Contents kept in memory, oldest use first: a model has some 50 KB. */
const maxKept = 500;
const kept = new Map<string, unknown>();

/** The same object for every reader: do not change it. */
export async function readContent<T>(db: Db, hash: string): Promise<T> {
  return (keptContent(hash) ?? (await inScope(db, platform, (tx) => readContentIn<T>(tx, hash)))) as T;
}

/** The same inside a transaction. */
export async function readContentIn<T>(tx: Tx, hash: string): Promise<T> {
  const known = keptContent(hash);
  if (known !== undefined) return known as T;
  const [row] = await tx.select({ body: content.body }).from(content).where(eq(content.hash, hash));
  if (!row) throw new AppError('not-found', `Expected content ${hash}, but it is not there`);
  const found = hashOf(row.body);
  if (found !== hash) {
    throw new Error(
      `Expected content ${hash}, but what is stored under it hashes to ${found}: restore it from a backup`,
    );
  }
  const value = JSON.parse(Buffer.from(row.body).toString()) as T;
  keepNewest(kept, [hash, value], maxKept);
  return value;
}

export const writeContent = (db: Db, kind: ContentKind, value: unknown): Promise<string> =>
  inScope(db, platform, (tx) => writeContentIn(tx, kind, value));

/** Safe to repeat. Returns the hash. */
export async function writeContentIn(tx: Tx, kind: ContentKind, value: unknown): Promise<string> {
  const body = Buffer.from(canonicalJson(value));
  const hash = hashOf(body);
  await tx.insert(content).values({ hash, kind, body }).onConflictDoNothing();
  return hash;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What is in memory already, for callers that must not wait. */
export function keptContent(hash: string): unknown {
  const value = kept.get(hash);
  if (value !== undefined) keepNewest(kept, [hash, value], maxKept);
  return value;
}
