import type { EventBehaviour } from '../element.ts';
import { failCase, throwError, type ErrorConfig } from '../throw-error.ts';

/** Error end event: ends its path and throws; uncaught, it ends the case as failed (BPMN 2.0.2, 10.5.3 and 13.5.6). */
export const errorEventDefinition = {
  type: 'errorEventDefinition',
  end(run, token, { code = '' }) {
    if (!throwError(run, token, code)) return failCase(run, token, code);
    run.emit({ kind: 'elementCompleted', node: token.node, tokens: [token.id] });
    run.closing.push({ kind: 'close', scope: token.scope });
  },
} satisfies EventBehaviour<ErrorConfig>;
