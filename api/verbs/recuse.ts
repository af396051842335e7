import { taskVerb } from '../verb-route.ts';
import { WithReason } from './said.shapes.ts';

export const recuse = taskVerb({
  path: 'recuse',
  summary: { zh: '回避：退出共同办理', en: 'Recuse oneself from deciding together' },
  body: WithReason,
  command: ({ said, body: { reason } }) => ({ kind: 'recuse', ...said, reason }),
});
