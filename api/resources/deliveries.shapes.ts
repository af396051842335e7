import { z } from 'zod';
import { CaseId, InstantText, Label, PersonName, pageOf, pageQuery } from './label.shapes.ts';

export const UndeliveredQuery = z.strictObject(pageQuery);

/** A notification that did not reach one person, after every attempt. */
export const UndeliveredRow = z
  .strictObject({
    delivery: z.uuid(),
    /** When there was something to tell. */
    at: InstantText,
    /** What it was about. */
    what: Label,
    caseId: CaseId,
    /** Null where the reader does not see the case; of a strict one they know the number, and no title. */
    case: z.strictObject({ number: z.string(), title: z.string().nullable() }).nullable(),
    recipient: PersonName,
    /** Where it was sent to, as it stands in the books now; null where there is none. */
    address: z.string().nullable(),
    /** Why, and what to mend. */
    reason: Label,
    /** As the sender noted it, for whoever runs the mail server. */
    note: z.string().nullable(),
    attempts: z.number().int(),
  })
  .meta({ id: 'UndeliveredRow' });
export type UndeliveredRow = z.infer<typeof UndeliveredRow>;

export const UndeliveredList = pageOf(UndeliveredRow)
  .extend({ total: z.number().int() })
  .meta({ id: 'UndeliveredList' });
export type UndeliveredList = z.infer<typeof UndeliveredList>;

export const RetryDeliveries = z
  .strictObject({ deliveries: z.array(z.uuid()).min(1).max(200) })
  .meta({ id: 'RetryDeliveries' });
export type RetryDeliveries = z.infer<typeof RetryDeliveries>;

/** How many of them are on their way again; the others already were. */
export const DeliveriesRetried = z
  .strictObject({ queued: z.number().int() })
  .meta({ id: 'DeliveriesRetried' });
export type DeliveriesRetried = z.infer<typeof DeliveriesRetried>;
