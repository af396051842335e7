import { terminateScope } from '../climb.ts';
import type { EventBehaviour } from '../element.ts';

/** Terminate end event: ends all other paths of its process or sub-process at once (BPMN 2.0.2, 13.5.6). */
export const terminateEventDefinition = {
  type: 'terminateEventDefinition',
  throw(run, token) {
    terminateScope(run, token);
    return true;
  },
} satisfies EventBehaviour;
