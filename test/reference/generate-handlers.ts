import fc from 'fast-check';
import { events, type Drawing } from './drawing.ts';
import type { Around } from './generate-activities.ts';

/** An event sub-process: what starts it, whether it interrupts, and how it ends after one user task. */
export interface HandlerPlan {
  trigger: number;
  isInterrupting: boolean;
  waits: boolean;
  end: number;
}

export const handlerPlan: fc.Arbitrary<HandlerPlan> = fc.record({
  trigger: fc.nat(7),
  isInterrupting: fc.boolean(),
  waits: fc.boolean(),
  end: fc.nat(9),
});

export function drawHandlers(drawing: Drawing, plans: HandlerPlan[], around: Around): void {
  const used: string[] = [];
  for (const plan of plans) {
    const start = drawing.id('begin');
    const triggers = [
      events.message(start),
      events.signal('S1'),
      events.timer(1 + (plan.end % 5)),
      events.error('E1'),
      events.error(),
      events.escalation('E1'),
      events.escalation(),
      // Undoes the sub-process around it once that has completed (13.5.5); a process is never compensated.
      around.kind === 'sub' && around.canUndo ? events.compensate() : events.signal('S2'),
    ];
    const definition = triggers[plan.trigger] ?? [];
    const type = definition[0]?.type ?? '';
    if (used.includes(type)) continue;
    used.push(type);
    const isInterrupting =
      plan.isInterrupting || type === 'errorEventDefinition' || type === 'compensateEventDefinition';
    drawing.container({ config: { isEventSubProcess: true } }, (inner) => {
      const ends = [
        [],
        [],
        [],
        [],
        events.terminate(),
        events.error('E2'),
        events.error('E1'),
        events.escalation('E2'),
      ];
      const isUndo = type === 'compensateEventDefinition';
      inner.add('startEvent', { isInterrupting, events: definition }, start);
      const end = inner.add('endEvent', { events: (isUndo ? [] : ends[plan.end]) ?? [] });
      const work = plan.waits || isUndo ? inner.add('userTask') : inner.add('manualTask');
      inner.flow(start, work);
      inner.flow(work, end);
    });
  }
}
