import { errorAt } from '../problem.ts';
import { childrenOf } from '../source-element.ts';
import { isEventSubProcess } from './kinds.ts';
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

/** What is undone by name stands on the same level as whoever throws, or around the event sub-process that throws. */
const namesWhatItSees: StandardRule = {
  clause: '10.7.2 Compensation Triggering; 10.5.5 Event Definitions, Compensation, activityRef',
  check(file) {
    return file.all
      .filter((event) =>
        childrenOf(event, 'eventDefinitions').some(({ type, attributes }) => {
          const activity = file.byId.get(attributes['activityRef'] ?? '');
          if (type !== 'compensateEventDefinition' || !activity) return false;
          const scope = file.parentOf.get(event);
          const around = scope && isEventSubProcess(scope) ? file.parentOf.get(scope) : undefined;
          const home = file.parentOf.get(activity);
          return home !== scope && home !== around;
        }),
      )
      .map((event) =>
        errorAt(
          event,
          'compensation-out-of-sight',
          ['要补偿的活动不在同一层', 'The activity that it names is not on the same level'],
          ['选择同一层的活动，或不指明活动', 'Choose an activity of the same level, or name none'],
        ),
      );
  },
};

export const compensationRules = [boundaryStandsBeside, namesWhatItSees];
