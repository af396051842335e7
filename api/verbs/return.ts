import { z } from 'zod';
import { Reason } from '../resources/label.shapes.ts';
import { ResumePolicy } from '../resources/work.shapes.ts';
import { AppError } from '../../errors.ts';
import { callerPrefix } from '../../engine/trail/return.ts';
import { callerVisits } from '../caller-visits.ts';
import { readCaseFile } from '../case-file.ts';
import { taskVerb } from '../verb-route.ts';
import { onTask } from './said.shapes.ts';

const ReturnTask = z
  .strictObject({
    ...onTask,
    /** A visit of `choices.visits` (those of the calling case included), or `initiator`, or `previous`. */
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
  async command({ said, body: { to, resume, reason }, task, scoped, dependencies: { keys } }) {
    if (to.startsWith(callerPrefix)) {
      // The called case cannot know its caller's steps, and ends before that is asked.
      const known = await scoped(async (tx) =>
        callerVisits(tx, keys, await readCaseFile(tx, keys, task.caseId), task.node),
      );
      if (!known.some(({ visit }) => visit === to)) throw noTarget(to);
    }
    return { kind: 'returnTask', ...said, to, resume, reason };
  },
});

const noTarget = (to: string) =>
  new AppError(
    'bad-input',
    `Expected a step of the calling case that was done before the call, but found ${to}`,
    {
      details: [
        {
          at: '/to',
          message:
            '上级事项的该环节不能退回，请重新选择 / no step of the calling case to return to: choose again',
        },
      ],
    },
  );
