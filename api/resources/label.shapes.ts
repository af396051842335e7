import { z } from 'zod';

/** Words that several resources use for the same thing: names, dates, who, and the page of a list. */

/** A text that people read. The page shows `en` to readers of English where it is there, else `zh`. */
export const Label = z.strictObject({ zh: z.string(), en: z.string().optional() }).meta({ id: 'Label' });
export type Label = z.infer<typeof Label>;

/** 'YYYY-MM-DD', a day in Asia/Shanghai. */
export const DateOnly = z.iso.date();
/** ISO 8601 in UTC, with milliseconds. */
export const InstantText = z.iso.datetime();

export const CaseId = z.uuid();
/** `<caseId>:<taskId>`. */
export const TaskKey = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:t\d{1,9}$/, 'expected <caseId>:<task>, e.g. …:t12');
/** `<caseId>:<copy>`. */
export const CopyKey = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[a-z]\d{1,9}$/, 'expected <caseId>:<copy>, e.g. …:y3');
/** What the case calls a deadline, a request, a question, a copy, an incident or a scope of its own. */
export const IdInCase = z.string().regex(/^[a-z]\d{1,9}$/, 'expected a letter and a number, e.g. d3');
/** Keys of templates, posts, units, forms: letters, digits, dash, dot and underscore. */
export const Key = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u);

export const UnitName = z.strictObject({ unit: z.string(), name: Label }).meta({ id: 'UnitName' });
export type UnitName = z.infer<typeof UnitName>;

/** A post at a unit, with the names people know it by: 安全办主任 · 城关中学. */
export const PostName = z
  .strictObject({ post: z.string(), unit: z.string(), postName: Label, unitName: Label })
  .meta({ id: 'PostName' });
export type PostName = z.infer<typeof PostName>;

export const PersonName = z.strictObject({ person: z.string(), name: z.string() }).meta({ id: 'PersonName' });
export type PersonName = z.infer<typeof PersonName>;

/** Of the highest step of a ladder that was reached. */
export const Colour = z.enum(['blue', 'yellow', 'orange', 'red']);

/** Why somebody does something, in their words: it stands in the record. */
export const Reason = z.string().trim().min(1).max(2000);

/** What somebody says about a case. */
export const Words = z.string().trim().min(1).max(4000);

/** Any plain JSON. Its type is named for the API's description, which could not follow a schema that holds itself. */
export const Json = z
  .json()
  .meta({ id: 'Json', type: ['null', 'boolean', 'number', 'string', 'array', 'object'] });

/** Free plain JSON: form values, variables. */
export const Values = z.record(z.string().max(200), Json).meta({ id: 'Values' });
export type Values = z.infer<typeof Values>;

/** How every list is asked for: `cursor` is the `next` of the page before. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** One page of a list; `next` is null on the last. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** Query strings carry text: `true` and `false` alone are understood. */
export const BooleanText = z.enum(['true', 'false']).transform((text) => text === 'true');
