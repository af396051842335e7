import { z } from 'zod';
import { Reason } from '../resources/label.shapes.ts';
import { ResumePolicy } from '../resources/work.shapes.ts';
import { taskVerb } from '../verb-route.ts';
import { onTask } from './said.shapes.ts';

const ReturnTask = z
  .strictObject({
    ...onTask,
    /** A visit of `choices.visits`, or `initiator`, or `previous`. */
    to: z.string().min(1).max(100),
    resume: ResumePolicy.default('forward'),
    reason: Reason,
  })
  .meta({ id: 'ReturnTask' });
export type ReturnTask = z.infer<typeof ReturnTask>;

export const returnTask = taskVerb({
  path: 'return',
  summary: { zh: '退回到已办步骤', en: 'Return to a step that was done before' },
  body: ReturnTask,
  verb: 'return',
  command: ({ said, body: { to, resume, reason } }) => ({ kind: 'returnTask', ...said, to, resume, reason }),
});
