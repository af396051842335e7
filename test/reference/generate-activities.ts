import type { Node } from '../../engine/model.ts';
import { events, type Drawing, type Parts } from './drawing.ts';

/** Where something is drawn. */
export interface Around {
  kind: 'process' | 'sub' | 'transaction';
  /** Whether activities here can be undone: not in loops and multi-instances, see `compensation.ts`. */
  canUndo: boolean;
}

/** Loops and quantities. An activity that can be undone has none: see `compensation.ts`. */
export function marker({ marker: number, detail }: { marker: number; detail: number }): Parts {
  const completionCondition = '= numberOfCompletedInstances >= 1';
  switch (number) {
    case 1:
      return { loop: { isSequential: false, cardinality: `= ${detail % 4}` } };
    case 2:
      return { loop: { isSequential: true, cardinality: `= ${detail % 4}` } };
    case 3:
      return { loop: { isSequential: detail % 2 === 0, cardinality: '= 3', completionCondition } };
    case 4:
      return {
        standardLoop: { testBefore: detail % 2 === 0, condition: `= a < ${1 + (detail % 3)}`, maximum: 3 },
      };
    case 5:
      return { startQuantity: 2 };
    case 6:
      return { completionQuantity: 2 };
    default:
      return {};
  }
}

/** An ad-hoc sub-process of a few user tasks. */
export function drawAdHoc(drawing: Drawing, detail: number): string {
  const config = {
    ordering: detail % 2 === 0 ? 'Parallel' : 'Sequential',
    cancelRemaining: detail % 3 !== 0,
    isManual: false,
    ...(detail % 5 < 3 && { completionCondition: `= a = ${detail % 3}` }),
  };
  return drawing.container({ type: 'adHocSubProcess', config }, (within) => {
    within.add('userTask');
    within.add('userTask');
    if (detail % 4 === 0) within.add('userTask');
  });
}

/** What can happen to an activity: to any that waits something from outside, to a sub-process also what is thrown in it. */
export function boundaryTrigger(
  drawing: Drawing,
  type: string,
  trigger: number,
  isInterrupting: boolean,
): Node['events'] | undefined {
  if (trigger < 0) return events.cancel();
  if (!['userTask', 'receiveTask', 'subProcess', 'transaction', 'adHocSubProcess'].includes(type))
    return undefined;
  const outside = [
    events.message(drawing.id('told')),
    events.signal(`S${1 + (trigger % 2)}`),
    events.timer(1 + (trigger % 5)),
    isInterrupting ? events.timer(2) : events.cycle(2, 3),
  ];
  const inside = [events.error('E1'), events.error(), events.escalation('E1'), events.escalation()];
  if (type === 'userTask' || type === 'receiveTask')
    return trigger % 2 === 0 ? outside[(trigger / 2) % 4] : undefined;
  return [...inside, ...outside][trigger % 8];
}
