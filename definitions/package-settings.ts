import { z } from 'zod';
import { calendarFunctionIn } from './calendar-use.ts';

const Names = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/);
const fileName = z.string().regex(/^[\w-]+\.\w+$/);

/** `template.json`: what a template is, apart from its diagram. Numbers that people may change stand in the diagram. */
export const PackageSettings = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  names: Names,
  description: Names,
  process: fileName,
  /** Form with which a person opens a case; absent: cases come from elsewhere (a ledger, another case). */
  startForm: key.optional(),
  /** Posts that may open a case. */
  startableBy: z.array(key),
  /** Number of a case. `{seq}` counts within tenant, template and `{year}`; also `{tenantShort}`. */
  number: z.string().includes('{seq}').includes('{year}'),
  /** Title of a case, shown in lists: names of variables in braces. */
  title: z.string().includes('{'),
  confidentiality: z.strictObject({
    /** `county`: units that take part and those above them. `strict`: the seats of the case alone (docs/decisions/0011). */
    level: z.enum(['county', 'strict']),
    basis: z.string().min(1),
    /**
     * Who began a case is known to themselves and to holders of these posts alone, and so is what these fields hold. Others
     * read that the reporter did it.
     */
    reporter: z
      .strictObject({
        fields: z.array(key),
        knownTo: z.array(z.strictObject({ post: key, unit: key })).min(1),
      })
      .optional(),
  }),
  /** Units that take part from the start: FEEL giving a unit's id or a list of them. */
  units: z.array(
    z.strictObject({
      role: key,
      unit: z
        .string()
        .startsWith('=')
        .refine(
          (text) => calendarFunctionIn(text) === undefined,
          'no calendar is known before a case is open',
        ),
    }),
  ),
  /** Key of the deadline that lists show as the case's own; of several the first that runs, beside the original date of the first. */
  mainDeadline: z.union([key, z.array(key).min(1)]).optional(),
  /** Variable that tells apart what may be opened once only, such as a row of a ledger. */
  itemKey: key.optional(),
  /** Variables that lists and exports may show. */
  facts: z.array(key),
  /** Groups of steps as people name them, in their order. */
  stages: z.array(z.strictObject({ key, name: Names })).min(1),
  /** Messages that people may send to a running case, each with its form. */
  messages: z.array(z.strictObject({ name: key, names: Names, form: key })),
  /** What a case that begins with another's message is to that one: both pages show it. */
  links: z.array(z.strictObject({ message: key, kind: z.enum(['recurrenceOf', 'lessonsOf']) })).optional(),
  /**
   * A case that was rejected, recalled or cancelled may be begun anew by whoever began it: the start form is filled in
   * with what it held, and the two cases know of each other.
   */
  resubmittable: z.boolean().default(false),
  ledger: fileName.optional(),
});
export type PackageSettings = z.infer<typeof PackageSettings>;
