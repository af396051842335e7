import { z } from 'zod';
import { CaseId, InstantText, pageOf, pageQuery } from './label.shapes.ts';

export const MailQuery = z.strictObject({ ...pageQuery, q: z.string().trim().max(100).optional() });
export type MailQuery = z.infer<typeof MailQuery>;

export const MailRow = z
  .strictObject({
    mail: z.string(),
    receivedAt: InstantText,
    from: z.string(),
    to: z.array(z.string()),
    subject: z.string(),
    caseId: CaseId.nullable(),
  })
  .meta({ id: 'MailRow' });
export type MailRow = z.infer<typeof MailRow>;

export const MailList = pageOf(MailRow).meta({ id: 'MailList' });
export type MailList = z.infer<typeof MailList>;

/** `html` is shown in a sandboxed frame without scripts. */
export const Mail = MailRow.extend({ text: z.string(), html: z.string().nullable() }).meta({ id: 'Mail' });
export type Mail = z.infer<typeof Mail>;
