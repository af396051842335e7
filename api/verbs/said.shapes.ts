import { z } from 'zod';
import { Reason } from '../resources/label.shapes.ts';

/** What can come with a verb whose own words are its reason: a comment, a question, a note. */
export const beside = {
  opinion: z.string().trim().max(4000).optional(),
  /** Ids of attachments of this case. */
  attachments: z.array(z.uuid()).max(50).optional(),
};

/** What can come with every other verb. The template says what of it must. */
export const said = { reason: z.string().trim().max(2000).optional(), ...beside };

/** What every verb on a task can carry. `generation` as the page last saw the task. */
export const onTask = { generation: z.number().int().min(0).optional(), ...said };

/** With a reason that stands in the record. */
export const WithReason = z.strictObject({ ...onTask, reason: Reason }).meta({ id: 'WithReason' });
export type WithReason = z.infer<typeof WithReason>;

export const MayHaveReason = z.strictObject(onTask).meta({ id: 'MayHaveReason' });
export type MayHaveReason = z.infer<typeof MayHaveReason>;
