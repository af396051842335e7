import { caseVerb, taskVerb } from '../verb-route.ts';
import { MayHaveReason, WithReason } from './said.shapes.ts';

/** A task, or its whole case, stands still and goes on: the case by a permission, unless its template names who may. */

export const suspendTask = taskVerb({
  path: 'suspend',
  summary: { zh: '挂起任务', en: 'Suspend a task' },
  body: WithReason,
  verb: 'suspend',
  command: ({ said, body: { reason } }) => ({ kind: 'suspendTask', ...said, reason }),
});

export const resumeTask = taskVerb({
  path: 'resume',
  summary: { zh: '恢复任务', en: 'Resume a task' },
  body: MayHaveReason,
  command: ({ said }) => ({ kind: 'resumeTask', ...said }),
});

export const suspendCase = caseVerb({
  path: 'suspend',
  summary: { zh: '挂起事项', en: 'Let a case stand still' },
  body: WithReason,
  verb: 'suspend',
  command: ({ said, body: { reason } }) => ({ kind: 'suspendCase', ...said, reason }),
});

export const resumeCase = caseVerb({
  path: 'resume',
  summary: { zh: '恢复事项', en: 'Let a case go on' },
  body: MayHaveReason,
  command: ({ said }) => ({ kind: 'resumeCase', ...said }),
});
