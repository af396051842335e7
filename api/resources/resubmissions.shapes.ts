import { z } from 'zod';
import { Key, Values } from './label.shapes.ts';
import { Choices } from './work.shapes.ts';

/** Of a case that ended: what a new one would begin with. */
export const ResubmitForm = z
  .strictObject({ template: Key, values: Values, number: z.string(), title: z.string() })
  .meta({ id: 'ResubmitForm' });
export type ResubmitForm = z.infer<typeof ResubmitForm>;

export const Resubmit = z
  .strictObject({ values: Values, choices: Choices.optional() })
  .meta({ id: 'Resubmit' });
export type Resubmit = z.infer<typeof Resubmit>;
