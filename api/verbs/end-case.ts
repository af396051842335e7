import { caseVerb } from '../verb-route.ts';
import { WithReason } from './said.shapes.ts';

/** A case ends before its process does. */

export const recallCase = caseVerb({
  path: 'recall',
  summary: { zh: '撤销：由发起人收回', en: 'Recall: by whoever began it' },
  body: WithReason,
  verb: 'recall',
  command: ({ said, body: { reason } }) => ({ kind: 'recallCase', ...said, reason }),
});

export const voidCase = caseVerb({
  path: 'void',
  permission: 'case.void',
  summary: { zh: '作废，记录保留', en: 'Void a case; its history stays' },
  body: WithReason,
  verb: 'void',
  command: ({ said, body: { reason } }) => ({ kind: 'voidCase', ...said, reason }),
});
