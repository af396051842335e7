import type { Element } from '../element.ts';
import { wait } from '../waiting.ts';

/** Receive task: completes when its message comes (BPMN 2.0.2, 13.3.3). */
export const receiveTask = {
  type: 'receiveTask',
  start(run, token, node) {
    wait(run, { token, scope: token.scope, node });
  },
} satisfies Element;
