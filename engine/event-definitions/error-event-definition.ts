import { failCase, throwError, type CodeConfig } from '../climb.ts';
import type { EventBehaviour } from '../element.ts';

/** Error end event: ends its path and throws; uncaught, it ends the case as failed (BPMN 2.0.2, 10.5.3 and 13.5.6). */
export const errorEventDefinition = {
  type: 'errorEventDefinition',
  throw(run, token, { code = '' }) {
    if (!throwError(run, token, code)) {
      failCase(run, token, code);
      return true;
    }
    run.emit({ kind: 'elementCompleted', node: token.node, tokens: [token.id] });
    run.agenda.close(token.scope);
    return true;
  },
} satisfies EventBehaviour<CodeConfig>;
