import { z } from 'zod';
import { actOnCase } from '../case-command.ts';
import { route } from '../route.ts';
import {
  ChangeDeadline,
  DecideRequest,
  RequestExtension,
  ResumeClock,
  SuspendClock,
} from './deadlines.shapes.ts';
import { CaseId, IdInCase } from './label.shapes.ts';
import { Acted } from './tasks.shapes.ts';

const params = z.strictObject({ caseId: CaseId, deadline: IdInCase });
const onClock = { method: 'post', access: 'loggedIn', write: 'command', params, reply: Acted } as const;

/**
 * Deadlines in the hands of people: what a template allows of each clock, and to whom, is the case's to say; and what a
 * permission allows of any.
 */
export const clocks = [
  route({
    ...onClock,
    path: '/cases/:caseId/deadlines/:deadline/extension',
    summary: { zh: '申请延期（须在到期前）', en: 'Ask for more time, before it expires' },
    body: RequestExtension,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => {
        return { kind: 'requestExtension', deadline: request.params.deadline, ...request.body };
      }),
  }),
  route({
    ...onClock,
    path: '/cases/:caseId/deadlines/:deadline/suspension',
    summary: { zh: '中止计时', en: 'Let a clock stand still' },
    body: SuspendClock,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => {
        return { kind: 'suspendClock', deadline: request.params.deadline, ...request.body };
      }),
  }),
  route({
    ...onClock,
    path: '/cases/:caseId/deadlines/:deadline/resume',
    summary: { zh: '恢复计时', en: 'Let a clock run on' },
    body: ResumeClock,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => {
        return {
          kind: 'resumeClock',
          deadline: request.params.deadline,
          reason: request.body.reason,
        };
      }),
  }),
  route({
    ...onClock,
    path: '/cases/:caseId/deadlines/:deadline/change',
    access: { permission: 'deadline.change' },
    summary: { zh: '调整期限（须说明理由）', en: 'Change a deadline, with a reason' },
    body: ChangeDeadline,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => ({
        kind: 'changeDeadline',
        deadline: request.params.deadline,
        ...request.body,
      })),
  }),
  route({
    ...onClock,
    path: '/cases/:caseId/deadlines/:deadline/acknowledge/:step',
    params: params.extend({ step: z.string().min(1).max(100) }),
    summary: { zh: '确认已知悉督办', en: 'Acknowledge an escalation' },
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => {
        const { deadline, step } = request.params;
        return { kind: 'acknowledgeStep', deadline, step };
      }),
  }),
  route({
    ...onClock,
    path: '/cases/:caseId/clock-requests/:request/decide',
    params: z.strictObject({ caseId: CaseId, request: IdInCase }),
    summary: { zh: '审批延期或中止申请', en: 'Decide on a request for more time or a stopped clock' },
    body: DecideRequest,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, () => ({
        kind: 'decideClockRequest',
        request: request.params.request,
        approve: request.body.approve,
        reason: request.body.reason,
      })),
  }),
];
