import { errorAt } from '../problem.ts';
import type { ElementReading } from '../reading.ts';

/** Where a token ends; its id is the outcome of the case when it was the last. */
export const endEvent = {
  type: 'endEvent',
  kind: 'event',
  events: [
    'none',
    'terminateEventDefinition',
    'errorEventDefinition',
    'escalationEventDefinition',
    'messageEventDefinition',
    'signalEventDefinition',
    'compensateEventDefinition',
    'cancelEventDefinition',
  ],
  extensions: ['rf:input'],
  mapsPayload: true,
  check({ source, node }) {
    const throwsUnnamed = node.events.some(
      ({ type, config }) => type === 'errorEventDefinition' && !hasCode(config),
    );
    if (!throwsUnnamed) return [];
    return [
      errorAt(
        source,
        'error-end-without-code',
        ['错误结束事件没有错误代码', 'The error end event has no error code'],
        ['选择一个带代码的错误', 'Choose an error that has a code'],
      ),
    ];
  },
} satisfies ElementReading;

function hasCode(config: unknown): boolean {
  return typeof config === 'object' && config !== null && 'code' in config;
}
