import { errorAt } from '../problem.ts';
import type { ElementReading, Reading } from '../reading.ts';
import { attributeOf } from '../source-element.ts';

/** A scope within the process; as an event sub-process it waits beside the flow for its start event. */
export const subProcess = {
  type: 'subProcess',
  kind: 'container',
  attributes: ['triggeredByEvent', 'maxInstances'],
  read(source): Reading {
    const isEventSubProcess = source.attributes['triggeredByEvent'] === 'true';
    const written = attributeOf(source, 'maxInstances');
    if (written === undefined) return { config: { isEventSubProcess }, problems: [] };
    if (isEventSubProcess && /^[1-9]\d{0,3}$/.test(written)) {
      return { config: { isEventSubProcess, maxInstances: Number(written) }, problems: [] };
    }
    return {
      config: { isEventSubProcess },
      problems: [
        errorAt(
          source,
          'max-instances',
          [
            `同时进行的次数应为 1 至 9999 的整数且只用于事件子流程，实际为“${written}”`,
            `Expected maxInstances from 1 to 9999 on an event sub-process, but found '${written}'`,
          ],
          ['改为整数，或删除该设置', 'Write a whole number, or remove the setting'],
        ),
      ],
    };
  },
} satisfies ElementReading;
