import { z } from 'zod';
import { Reason } from '../resources/label.shapes.ts';
import { taskVerb } from '../verb-route.ts';
import { onTask } from './said.shapes.ts';

const MoveTask = z
  .strictObject({
    ...onTask,
    to: z.string().min(1).max(100),
    reason: Reason,
  })
  .meta({ id: 'MoveTask' });
export type MoveTask = z.infer<typeof MoveTask>;

export const moveTask = taskVerb({
  path: 'move',
  permission: 'case.move',
  summary: { zh: '跳转到其他步骤', en: 'Move on to another step' },
  body: MoveTask,
  verb: 'move',
  isForHandlers: false,
  command: ({ said, body: { to, reason } }) => ({ kind: 'moveTask', ...said, to, reason }),
});
