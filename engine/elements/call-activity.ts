import { calledCaseId } from '../called-case-id.ts';
import type { Element } from '../element.ts';
import type { CallActivityConfig } from '../model.ts';
import { mapped } from '../variables.ts';

/**
 * Call activity: another case runs, and this one waits for its end (BPMN 2.0.2, 10.3.6 and 13.3.5).
 * The called case's id comes from this case's id and the counter, so that a repeat never starts a second one.
 */
export const callActivity = {
  type: 'callActivity',
  start(run, token, { config }) {
    const id = run.nextId('c');
    const call = { id, token: token.id, node: token.node, caseId: calledCaseId(run.state.caseId, id) };
    run.emit({ kind: 'callStarted', call, calledElement: config.calledElement });
    run.effect({
      kind: 'startCall',
      call: id,
      caseId: call.caseId,
      calledElement: config.calledElement,
      binding: config.binding,
      ...(config.message !== undefined && { message: config.message }),
      ...(config.title !== undefined && { title: config.title }),
      variables: mapped(run, config.inputs, token),
    });
  },
} satisfies Element<CallActivityConfig>;
