import { z } from 'zod';
import { DateOnly, Key, Label, PersonName, UnitName } from './label.shapes.ts';

/** 代理: from a day to a day (both included), `substitute` stands in for `principal`. */
export const Substitution = z
  .strictObject({
    substitution: z.string(),
    principal: PersonName,
    substitute: PersonName,
    from: DateOnly,
    to: DateOnly.nullable(),
    /** Only for cases of these templates, or that rest on these units; empty: all. */
    templates: z.array(z.strictObject({ template: z.string(), name: Label })),
    units: z.array(UnitName),
    reason: z.string(),
    /** Today is within it. */
    isCurrent: z.boolean(),
    /** The reader may end it. */
    mayEnd: z.boolean(),
  })
  .meta({ id: 'Substitution' });
export type Substitution = z.infer<typeof Substitution>;

export const SubstitutionList = z
  .strictObject({ items: z.array(Substitution), mayManage: z.boolean() })
  .meta({ id: 'SubstitutionList' });
export type SubstitutionList = z.infer<typeof SubstitutionList>;

export const SubstitutionQuery = z.strictObject({
  /** Of others too, within the units that one looks after (permission `staff.manage`). */
  all: z.enum(['true', 'false']).default('false'),
});

export const AddSubstitution = z
  .strictObject({
    /** Absent: oneself. */
    principal: z.string().min(1).max(100).optional(),
    substitute: z.string().min(1).max(100),
    from: DateOnly,
    to: DateOnly.nullable().default(null),
    templates: z.array(Key).max(100).default([]),
    units: z.array(Key).max(100).default([]),
    /** Why, e.g. 休假. */
    reason: z.string().trim().min(1).max(500),
  })
  .meta({ id: 'AddSubstitution' });
export type AddSubstitution = z.infer<typeof AddSubstitution>;
