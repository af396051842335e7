import { z } from 'zod';
import { Reason } from '../resources/label.shapes.ts';
import { caseVerb } from '../verb-route.ts';
import { WithReason } from './said.shapes.ts';

/** A case ends before its process does: by a permission, unless its template names who may. */

export const recallCase = caseVerb({
  path: 'recall',
  summary: { zh: '撤销：由发起人收回', en: 'Recall: by whoever began it' },
  body: WithReason,
  verb: 'recall',
  command: ({ said, body: { reason } }) => ({ kind: 'recallCase', ...said, reason }),
});

export const voidCase = caseVerb({
  path: 'void',
  summary: { zh: '作废，记录保留', en: 'Void a case; its history stays' },
  body: WithReason,
  verb: 'void',
  command: ({ said, body: { reason } }) => ({ kind: 'voidCase', ...said, reason }),
});

const CancelCase = z.strictObject({ reason: Reason }).meta({ id: 'CancelCase' });
export type CancelCase = z.infer<typeof CancelCase>;

export const cancelCase = caseVerb({
  path: 'cancel',
  summary: { zh: '取消事项', en: 'Cancel a case' },
  body: CancelCase,
  verb: 'cancel',
  command: ({ body: { reason } }) => ({ kind: 'cancelCase', reason }),
});
