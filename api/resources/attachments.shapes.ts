import { z } from 'zod';
import { CaseId, pageOf } from './label.shapes.ts';
import { Attachment } from './work.shapes.ts';

/** Media types that are taken, each known by its first bytes; the name and what the browser says count for nothing. */
export const attachmentTypes = [
  'image/jpeg',
  'image/png',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'video/mp4',
] as const;

/** Bytes of one file at most. */
export const attachmentLimit = 10 * 1024 * 1024;

export const AttachmentQuery = z.strictObject({
  /** The file's name, as people know it. */
  name: z.string().min(1).max(200),
});

export const AttachmentList = pageOf(Attachment).meta({ id: 'AttachmentList' });
export type AttachmentList = z.infer<typeof AttachmentList>;

export const attachmentParams = z.strictObject({ caseId: CaseId, attachment: z.uuid() });
