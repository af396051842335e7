import { listAttachments, type AttachmentRecord } from '../db/attachments.ts';
import type { Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { AppError } from '../errors.ts';
import { personName, type People } from './names.ts';
import type { Attachment } from './resources/work.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

/** Refuses files that are not the case's: what comes with a command was uploaded to it before. */
export async function checkAttachments(
  tx: Tx,
  keys: Keys,
  ask: { caseId: string; given: readonly string[] | undefined; language: Language },
): Promise<void> {
  const { caseId, given = [], language } = ask;
  if (given.length === 0) return;
  const known = new Set((await listAttachments(tx, keys, caseId)).map(({ id }) => id));
  const details = given.flatMap((id, index) =>
    known.has(id)
      ? []
      : [
          {
            at: `/attachments/${index}`,
            message: {
              zh: '附件不属于该事项，请重新上传',
              en: 'not a file of this case: upload it again',
            }[language],
          },
        ],
  );
  if (details.length > 0)
    throw new AppError('bad-input', `Expected files of case ${caseId}, but ${details.length} are not`, {
      details,
    });
}

export const attachmentOf = (row: AttachmentRecord, people: People): Attachment => ({
  attachment: row.id,
  name: row.name,
  type: row.mediaType,
  bytes: row.size,
  by: personName(people, row.uploadedBy),
  at: row.uploadedAt,
});
