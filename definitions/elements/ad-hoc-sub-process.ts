import type { AdHocConfig } from '../../engine/ad-hoc.ts';
import { asFeel, expressionProblems } from '../expression-reading.ts';
import { warningAt, type Problem } from '../problem.ts';
import type { ElementReading } from '../reading.ts';
import { childOf, type SourceElement } from '../source-element.ts';

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
    if (config.isManual && completionCondition === undefined) problems.push(endless(source));
    return { config: { isEventSubProcess: false, ...config }, problems };
  },
} satisfies ElementReading;

/** Where people begin the activities, only a condition can say that it is enough. */
function endless(source: SourceElement): Problem {
  return warningAt(
    source,
    'ad-hoc-endless',
    [
      '由人启动的自由子流程没有完成条件：它不会结束',
      'People begin its activities and it has no completion condition: it never completes',
    ],
    ['填写完成条件', 'Give it a completion condition'],
  );
}
