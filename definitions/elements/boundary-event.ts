import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading } from '../reading.ts';

/** Catches while its activity runs. An error always ends the activity (BPMN 2.0.2, table 10.92). */
export const boundaryEvent = {
  type: 'boundaryEvent',
  kind: 'event',
  attributes: ['attachedToRef', 'cancelActivity', 'parallelMultiple'],
  events: [
    'timerEventDefinition',
    'messageEventDefinition',
    'signalEventDefinition',
    'conditionalEventDefinition',
    'errorEventDefinition',
    'escalationEventDefinition',
    'compensateEventDefinition',
    'cancelEventDefinition',
  ],
  check({ source, node, outgoing }) {
    const problems: Problem[] = [];
    if (node.isInterrupting === false && node.events.some(({ type }) => type === 'errorEventDefinition')) {
      problems.push(
        errorAt(
          source,
          'error-must-interrupt',
          ['错误边界事件必须中断活动', 'Expected the error boundary event to interrupt its activity'],
          ['改为中断型边界事件', 'Make the boundary event interrupting'],
        ),
      );
    }
    // A compensation event is tied to its handler by an association, see `compensation-reading.ts`.
    const isCompensation = node.events.some(({ type }) => type === 'compensateEventDefinition');
    if (outgoing.length === 0 && !isCompensation) {
      problems.push(
        errorAt(
          source,
          'boundary-leads-nowhere',
          ['边界事件没有后续步骤', 'The boundary event leads nowhere'],
          ['从边界事件连线到后续步骤', 'Draw a flow from it to what happens then'],
        ),
      );
    }
    return problems;
  },
} satisfies ElementReading;
