import { z } from 'zod';
import { InstantText, Label, Values } from './label.shapes.ts';
import { Handler } from './work.shapes.ts';

/** What the form holds now, so that conditions on it can be decided. */
export const AskPathAhead = z
  .strictObject({ outcome: z.string().max(100).optional(), values: Values.default({}) })
  .meta({ id: 'AskPathAhead' });
export type AskPathAhead = z.infer<typeof AskPathAhead>;

/** One step to come. `possible`: another way may be taken before it; `unknown`: what it depends on is not known yet. */
export const StepAhead = z
  .strictObject({
    node: z.string(),
    name: Label,
    kind: z.enum(['task', 'wait', 'case', 'automatic', 'end']),
    certainty: z.enum(['certain', 'possible', 'unknown']),
    /** Who, as far as it is known now. */
    who: z.array(Handler),
    /** In words, where the people can not be listed: chosen later, by lot, nobody holds it … */
    whoText: Label.nullable(),
    /** Several decide: how. */
    signing: Label.nullable(),
    dueDate: z.iso.date().nullable(),
    due: InstantText.nullable(),
    provisional: z.boolean(),
    /** Why it is not certain. */
    because: Label.nullable(),
    /** Steps that run side by side have the same number; it grows along the way. */
    row: z.number().int(),
  })
  .meta({ id: 'StepAhead' });
export type StepAhead = z.infer<typeof StepAhead>;

export const PathAhead = z
  .strictObject({
    steps: z.array(StepAhead),
    /** Where it can not be known any further; null: it is known to the end. */
    endsWith: Label.nullable(),
  })
  .meta({ id: 'PathAhead' });
export type PathAhead = z.infer<typeof PathAhead>;
