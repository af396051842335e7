import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { mayAssign } from '../policy.ts';
import { Reason, Words } from '../resources/label.shapes.ts';
import { CandidateChoice } from '../resources/work.shapes.ts';
import { taskVerb } from '../verb-route.ts';
import { onTask } from './said.shapes.ts';

/** A task goes to others: for good, for an opinion, or because somebody who looks after it says so. */

const GiveTask = z.strictObject({ ...onTask, to: CandidateChoice }).meta({ id: 'GiveTask' });
export type GiveTask = z.infer<typeof GiveTask>;

const toOne = ({ to }: GiveTask) => ({ people: [to], at: '/to', isList: false });

export const transfer = taskVerb({
  path: 'transfer',
  summary: { zh: '转办', en: 'Transfer for good' },
  body: GiveTask,
  verb: 'transfer',
  choosing: toOne,
  command: ({ said, people: [to] }) => ({ kind: 'transferTask', ...said, to: to! }),
});

export const delegate = taskVerb({
  path: 'delegate',
  summary: { zh: '委派：征求意见后由本人决定', en: 'Delegate: get an opinion, and decide then' },
  body: GiveTask,
  verb: 'delegate',
  choosing: toOne,
  command: ({ said, people: [to] }) => ({ kind: 'delegateTask', ...said, to: to! }),
});

const AnswerDelegation = z
  .strictObject({
    ...onTask,
    opinion: Words,
  })
  .meta({ id: 'AnswerDelegation' });
export type AnswerDelegation = z.infer<typeof AnswerDelegation>;

export const answerDelegation = taskVerb({
  path: 'answer-delegation',
  summary: { zh: '归还委派的任务并附意见', en: 'Give a delegated task back with an opinion' },
  body: AnswerDelegation,
  command: ({ said, body: { opinion } }) => ({ kind: 'answerDelegation', ...said, opinion }),
});

const AssignTask = z
  .strictObject({
    ...onTask,
    to: z.array(CandidateChoice).min(1).max(50),
    reason: Reason,
  })
  .meta({ id: 'AssignTask' });
export type AssignTask = z.infer<typeof AssignTask>;

export const assign = taskVerb({
  path: 'assign',
  permission: 'task.assign',
  summary: { zh: '指派办理人', en: 'Assign a task' },
  body: AssignTask,
  isForHandlers: false,
  refuse({ user }, task) {
    if (mayAssign(user, task)) return;
    throw new AppError('not-allowed', `Expected ${user.person} to look after a unit of the task`, {
      texts: {
        zh: '只能指派所管单位的任务。',
        en: 'You can assign the tasks of units that you look after.',
      },
    });
  },
  choosing: ({ to }) => ({ people: to, at: '/to', isList: true }),
  command: ({ said, people, body: { reason } }) => ({
    ...{ kind: 'assignTask', ...said, to: people, reason, cause: 'supervisor' },
  }),
});
