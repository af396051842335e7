import { z } from 'zod';
import { Reason } from '../resources/label.shapes.ts';
import { taskVerb } from '../verb-route.ts';
import { onTask } from './said.shapes.ts';

/** Sent to the task of the signer who was added. */
const RemoveSigner = z.strictObject({ ...onTask, reason: Reason }).meta({ id: 'RemoveSigner' });
export type RemoveSigner = z.infer<typeof RemoveSigner>;

export const removeSigner = taskVerb({
  path: 'remove-signer',
  summary: { zh: '减签：移除加签人员', en: 'Remove a signer who was added' },
  body: RemoveSigner,
  verb: 'removeSigner',
  // By whoever added them: the case knows.
  isForHandlers: false,
  command: ({ said, body: { reason } }) => ({ kind: 'removeSigner', ...said, reason }),
});
