import type { Element } from '../element.ts';
import { openScope, type SubProcessConfig } from '../scope.ts';

/** Embedded sub-process: a scope of its own; complete when no token is left in it (BPMN 2.0.2, 13.3.4). */
export const subProcess = {
  type: 'subProcess',
  start(run, token, node) {
    openScope(run, node, { owner: token });
  },
} satisfies Element<SubProcessConfig>;
