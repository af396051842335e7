/** Files of a case, sealed under its key: when the key is destroyed nobody can open them. */
import { createHash, randomUUID } from 'node:crypto';
import { asc, and, eq, sql } from 'drizzle-orm';
import { AppError } from '../errors.ts';
import type { Tx } from './connection.ts';
import { open, seal } from './crypto.ts';
import { caseKeyIn, type Keys } from './keys.ts';
import { attachment } from './schema/index.ts';

/** Bytes of one file at most. */
export const largestAttachment = 10 * 1024 * 1024;

export interface AttachmentRecord {
  id: string;
  caseId: string;
  name: string;
  mediaType: string;
  /** In bytes. */
  size: number;
  /** SHA-256 (hex) of the content. */
  sha256: string;
  task: string | null;
  uploadedBy: string;
  uploadedAt: string;
}

export interface NewAttachment {
  tenant: string;
  caseId: string;
  name: string;
  mediaType: string;
  content: Uint8Array;
  task: string | null;
  by: string;
  /** Instant (ISO). */
  at: string;
}

/** Throws `too-large` beyond `largestAttachment`. Whether the person sees the case is the caller's to ask. */
export async function addAttachment(tx: Tx, keys: Keys, given: NewAttachment): Promise<AttachmentRecord> {
  const { content, caseId, name } = given;
  if (content.length > largestAttachment) {
    throw new AppError(
      'too-large',
      `Expected a file of at most ${largestAttachment} bytes, but found ${content.length}`,
    );
  }
  const key = await caseKeyIn(tx, keys, caseId);
  const id = randomUUID();
  const kept = {
    id,
    caseId,
    mediaType: given.mediaType,
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    task: given.task,
    uploadedBy: given.by,
    uploadedAt: given.at,
  };
  await tx.insert(attachment).values({
    ...kept,
    tenantId: given.tenant,
    name: seal(key, Buffer.from(name), placeOf(id, 'name')),
    content: seal(key, content, placeOf(id, 'content')),
  });
  return { ...kept, name };
}

/** Undefined where there is none in this case, or it is not seen. */
export async function readAttachment(
  tx: Tx,
  keys: Keys,
  { caseId, id }: { caseId: string; id: string },
): Promise<(AttachmentRecord & { content: Uint8Array }) | undefined> {
  const [row] = await tx
    .select({ ...columns, content: attachment.content })
    .from(attachment)
    .where(and(eq(attachment.caseId, caseId), eq(attachment.id, id)));
  if (!row) return undefined;
  const key = await caseKeyIn(tx, keys, caseId);
  return { ...row, name: nameIn(key, row), content: open(key, row.content, placeOf(id, 'content')) };
}

/** Of a case, oldest first, without what is in them. */
export async function listAttachments(tx: Tx, keys: Keys, caseId: string): Promise<AttachmentRecord[]> {
  const rows = await tx
    .select(columns)
    .from(attachment)
    .where(eq(attachment.caseId, caseId))
    .orderBy(asc(attachment.uploadedAt), asc(attachment.id));
  if (rows.length === 0) return [];
  const key = await caseKeyIn(tx, keys, caseId);
  return rows.map((row) => ({ ...row, name: nameIn(key, row) }));
}

const nameIn = (key: Parameters<typeof open>[0], { id, name }: { id: string; name: Uint8Array }): string =>
  Buffer.from(open(key, name, placeOf(id, 'name'))).toString();

const placeOf = (id: string, part: 'name' | 'content') => `attachment|${id}|${part}`;

const columns = {
  id: attachment.id,
  caseId: attachment.caseId,
  name: attachment.name,
  mediaType: attachment.mediaType,
  size: attachment.size,
  sha256: attachment.sha256,
  task: attachment.task,
  uploadedBy: attachment.uploadedBy,
  uploadedAt: attachment.uploadedAt,
};

/** How many files each of these cases has; a case without any is not among them. By index `attachment_by_case`. */
export async function countAttachments(tx: Tx, caseIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ caseId: attachment.caseId, count: sql<number>`count(*)::int` })
    .from(attachment)
    .where(sql`${attachment.caseId} = any (${sql.param([...caseIds])}::uuid[])`)
    .groupBy(attachment.caseId);
  return new Map(rows.map(({ caseId, count }) => [caseId, count]));
}
