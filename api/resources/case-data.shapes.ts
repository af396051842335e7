import { z } from 'zod';
import { IdInCase, Reason, Values } from './label.shapes.ts';

/** New values of what the case knows already; everything else stays as it is. The reason stands in the timeline. */
export const CorrectData = z
  .strictObject({
    values: Values.refine((values) => Object.keys(values).length > 0, {
      message: '至少填写一项 / give at least one value',
    }),
    reason: Reason,
  })
  .meta({ id: 'CorrectData' });
export type CorrectData = z.infer<typeof CorrectData>;

/** One of the activities that the case offers (`waiting` with `for: choice`). */
export const StartActivity = z
  .strictObject({
    node: z.string().min(1).max(200),
    /** Which instance of the sub-process, where there are several. */
    scope: IdInCase.optional(),
  })
  .meta({ id: 'StartActivity' });
export type StartActivity = z.infer<typeof StartActivity>;
