import type { EventBehaviour } from '../element.ts';
import { terminateScope } from '../throw-error.ts';

/** Terminate end event: ends all other paths of its process or sub-process at once (BPMN 2.0.2, 13.5.6). */
export const terminateEventDefinition = {
  type: 'terminateEventDefinition',
  end(run, token) {
    terminateScope(run, token);
  },
} satisfies EventBehaviour;
