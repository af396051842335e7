import type { Element } from '../element.ts';
import { openScope, type SubProcessConfig } from '../scope.ts';

/**
 * Transaction: a sub-process that a cancel end event undoes and leaves by its cancel boundary event
 * (BPMN 2.0.2, 10.3.5 and 10.7; see `compensation.ts`).
 */
export const transaction = {
  type: 'transaction',
  start(run, token, node) {
    openScope(run, node, { owner: token });
  },
} satisfies Element<SubProcessConfig>;
