import { z } from 'zod';
import { Json } from './label.shapes.ts';

/** RFC 9457 problem details: the answer to every request that is refused. */
export const Problem = z
  .strictObject({
    /** `https://rectiflow.org/problems/<code>`. */
    type: z.string(),
    /** In the reader's language. */
    title: z.string(),
    status: z.number().int(),
    /** What was expected and what was found, and the mend; in the reader's language where it is known. */
    detail: z.string(),
    /** One of the codes of errors.ts. */
    code: z.string(),
    /** Names the request in the server's log. */
    instance: z.string(),
    /** Places in the input that are wrong: JSON pointers (`/values/dueDate`), cells or element ids. */
    errors: z.array(z.strictObject({ at: z.string(), message: z.string() })).optional(),
    /** What the page can say more: `completedBy`, `completedAt`, `retryAfterSeconds`, `version` … */
    data: z.record(z.string(), Json).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
