import type { AdHocConfig } from '../../engine/ad-hoc.ts';
import { asFeel, expressionProblems } from '../expression-reading.ts';
import type { ElementReading } from '../reading.ts';
import { childOf } from '../source-element.ts';

/** Activities in no order of flows: each begins by itself, or people begin them (`rf:isManual`). */
export const adHocSubProcess = {
  type: 'adHocSubProcess',
  kind: 'container',
  attributes: ['ordering', 'cancelRemainingInstances', 'isManual', 'triggeredByEvent'],
  children: ['completionCondition'],
  read(source, context) {
    const written = childOf(source, 'completionCondition')?.text;
    const completionCondition = written === undefined || written === '' ? undefined : asFeel(written);
    const config: AdHocConfig = {
      ordering: source.attributes['ordering'] === 'Sequential' ? 'Sequential' : 'Parallel',
      cancelRemaining: source.attributes['cancelRemainingInstances'] !== 'false',
      isManual: source.attributes['isManual'] === 'true',
      ...(completionCondition === undefined ? {} : { completionCondition }),
    };
    const problems = expressionProblems(
      source,
      completionCondition,
      ['完成条件', 'completion condition'],
      context,
    );
    return { config: { isEventSubProcess: false, ...config }, problems };
  },
} satisfies ElementReading;
