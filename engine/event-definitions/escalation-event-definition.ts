import { throwEscalation, type CodeConfig } from '../climb.ts';
import type { EventBehaviour } from '../element.ts';

/** Escalation: tells whoever is further out, and goes on unless that interrupts it (BPMN 2.0.2, 10.5.7 and 13.5.3). */
export const escalationEventDefinition = {
  type: 'escalationEventDefinition',
  throw(run, token, { code = '' }) {
    throwEscalation(run, token, code);
    return false;
  },
} satisfies EventBehaviour<CodeConfig>;
