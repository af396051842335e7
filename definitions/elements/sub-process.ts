import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading, Reading } from '../reading.ts';
import { attributeOf, type SourceElement } from '../source-element.ts';

/** A scope within the process; as an event sub-process it waits beside the flow for its start event. */
export const subProcess = {
  type: 'subProcess',
  kind: 'container',
  attributes: ['triggeredByEvent', 'maxInstances', 'about'],
  read(source): Reading {
    const isEventSubProcess = source.attributes['triggeredByEvent'] === 'true';
    const most = attributeOf(source, 'maxInstances');
    const about = (attributeOf(source, 'about') ?? '').split(/[\s,]+/).filter((key) => key !== '');
    const isCount = isEventSubProcess && /^[1-9]\d{0,3}$/.test(most ?? '');
    return {
      config: {
        isEventSubProcess,
        ...(isCount && { maxInstances: Number(most) }),
        ...(isEventSubProcess && about.length > 0 && { about }),
      },
      problems: [
        ...(most === undefined || isCount ? [] : [badCount(source, most)]),
        ...(about.length > 0 && !isEventSubProcess ? [noRequest(source)] : []),
      ],
    };
  },
} satisfies ElementReading;

function badCount(source: SourceElement, found: string): Problem {
  return errorAt(
    source,
    'max-instances',
    [
      `同时进行的次数应为 1 至 9999 的整数且只用于事件子流程，实际为“${found}”`,
      `Expected maxInstances from 1 to 9999 on an event sub-process, but found '${found}'`,
    ],
    ['改为整数，或删除该设置', 'Write a whole number, or remove the setting'],
  );
}

function noRequest(source: SourceElement): Problem {
  return errorAt(
    source,
    'about',
    [
      '只有事件子流程可以是关于某时限的申请（about）',
      'Expected about on an event sub-process, which is the request about the deadline',
    ],
    ['删除该设置', 'Remove the setting'],
  );
}
