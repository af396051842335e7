import { errorAt } from '../problem.ts';
import { childrenOf } from '../source-element.ts';
import type { StandardRule } from './rule.ts';

/** A compensation boundary event waits until its activity has ended: no flow leads on, and there is nothing to interrupt. */
const boundaryStandsBeside: StandardRule = {
  clause:
    '10.5.4 Intermediate Event, Compensation and Sequence Flow Connections; 10.7.1 Compensation Handler',
  check(file) {
    return file.all
      .filter(
        (event) =>
          event.type === 'boundaryEvent' &&
          childrenOf(event, 'eventDefinitions').some(({ type }) => type === 'compensateEventDefinition'),
      )
      .filter(
        (event) =>
          (file.outgoing.get(event.id) ?? []).length > 0 || event.attributes['cancelActivity'] === 'false',
      )
      .map((event) =>
        errorAt(
          event,
          'compensation-boundary',
          [
            '补偿边界事件不能有顺序流，也没有“不中断”之说',
            'A compensation boundary event has no sequence flow, and cannot be non-interrupting',
          ],
          [
            '删除顺序流，用关联指向补偿活动',
            'Remove the flows; an association leads to the activity that undoes',
          ],
        ),
      );
  },
};

export const compensationRules = [boundaryStandsBeside];
