import { z } from 'zod';
import { CaseId, InstantText, Label, Values } from './label.shapes.ts';

/** An open incident, with as much of its case as the reader may know. */
export const OpenIncident = z
  .strictObject({
    caseId: CaseId,
    incident: z.string(),
    number: z.string(),
    /** Null where the reader has no seat in a strict case: they may mend it, and see nothing else of it. */
    title: z.string().nullable(),
    templateName: Label,
    node: z.string(),
    nodeName: Label,
    code: z.string(),
    raisedAt: InstantText,
    canRetry: z.boolean(),
  })
  .meta({ id: 'OpenIncident' });
export type OpenIncident = z.infer<typeof OpenIncident>;

/** The oldest first, and at most 500: more than that nobody mends one by one. */
export const OpenIncidents = z.strictObject({ items: z.array(OpenIncident) }).meta({ id: 'OpenIncidents' });
export type OpenIncidents = z.infer<typeof OpenIncidents>;

export const ResolveIncident = z
  .strictObject({ how: z.enum(['retry', 'dismissed']), variables: Values.optional() })
  .meta({ id: 'ResolveIncident' });
export type ResolveIncident = z.infer<typeof ResolveIncident>;
