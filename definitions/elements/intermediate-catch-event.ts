import type { CatchEventConfig } from '../../engine/model.ts';
import type { ElementReading } from '../reading.ts';
import { attributeOf, extensionOf } from '../source-element.ts';

/** Waits on the way, for a time, a message, a signal or a condition, or is the target of a link; may name the stage in which the case is meanwhile. */
export const intermediateCatchEvent = {
  type: 'intermediateCatchEvent',
  kind: 'event',
  attributes: ['parallelMultiple'],
  events: [
    'timerEventDefinition',
    'messageEventDefinition',
    'signalEventDefinition',
    'conditionalEventDefinition',
    'linkEventDefinition',
  ],
  extensions: ['rf:stage'],
  read(source) {
    const part = extensionOf(source, 'rf:stage');
    const stage = part && attributeOf(part, 'key');
    const config: CatchEventConfig = stage === undefined ? {} : { stage };
    return { config: { ...config }, problems: [] };
  },
} satisfies ElementReading;
