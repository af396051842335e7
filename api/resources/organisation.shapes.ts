import { z } from 'zod';
import { DateOnly, Key, Label, PersonName } from './label.shapes.ts';
import { Permission } from './session.shapes.ts';

export const Unit = z
  .strictObject({
    unit: z.string(),
    name: Label,
    kind: z.string(),
    kindName: Label,
    parent: z.string().nullable(),
    aliases: z.array(z.string()),
    validFrom: DateOnly.nullable(),
    validTo: DateOnly.nullable(),
  })
  .meta({ id: 'Unit' });
export type Unit = z.infer<typeof Unit>;

export const Post = z
  .strictObject({ post: z.string(), name: Label, permissions: z.array(Permission) })
  .meta({ id: 'Post' });
export type Post = z.infer<typeof Post>;

/** A person in a post at a unit, from a day to a day (both included; null: open). */
export const Holding = z
  .strictObject({
    holding: z.string(),
    person: PersonName,
    post: z.string(),
    unit: z.string(),
    from: DateOnly,
    to: DateOnly.nullable(),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'Holding' });
export type Holding = z.infer<typeof Holding>;

/** As far as the reader may see: a school sees itself and the names of units and posts, a bureau all. */
export const Organisation = z
  .strictObject({
    units: z.array(Unit),
    posts: z.array(Post),
    people: z.array(PersonName),
    holdings: z.array(Holding),
  })
  .meta({ id: 'Organisation' });
export type Organisation = z.infer<typeof Organisation>;

/** Puts a person in a post. `endOthers` ends whoever holds it then on the day before. */
export const AddHolding = z
  .strictObject({
    person: z.string().min(1).max(100),
    post: Key,
    unit: Key,
    from: DateOnly,
    to: DateOnly.nullable().default(null),
    endOthers: z.boolean().default(false),
  })
  .meta({ id: 'AddHolding' });
export type AddHolding = z.infer<typeof AddHolding>;

export const EndHolding = z.strictObject({ to: DateOnly }).meta({ id: 'EndHolding' });
export type EndHolding = z.infer<typeof EndHolding>;
