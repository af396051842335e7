import { expect, test } from 'vitest';
import { stepsOf } from '../../api/step-table.ts';
import type { CaseFile } from '../../api/case-file.ts';
import { model, node, user } from '../support/model.ts';

/** What follows a step: the answers on which it does are told with the questions to which they are answers. */
const gateway = (id: string, zh?: string, en?: string) =>
  node(id, 'exclusiveGateway', zh === undefined ? {} : { name: { zh, ...(en && { en }) } });
const process = model(
  'p',
  [
    node('start', 'startEvent'),
    user('check'),
    gateway('public', '是否公示', 'Publish'),
    gateway('g2', '合格？', 'Good?'),
    gateway('join'),
    user('notice'),
    user('accept'),
    node('end', 'endEvent'),
  ],
  [
    'start -> check',
    'check -> public',
    'public -> notice',
    'public -> g2 : default',
    'g2 -> accept',
    'g2 -> join',
    'join -> end',
  ],
);
const named = {
  ...process,
  flows: Object.fromEntries(
    Object.entries(process.flows).map(([id, flow]) => [
      id,
      {
        ...flow,
        ...(flow.target === 'notice' && { name: { zh: '是', en: 'Yes' } }),
        ...(flow.target === 'accept' && { name: { zh: '是', en: 'yes' } }),
      },
    ]),
  ),
};
const file = {
  ...{ row: {}, model: named, events: [] },
  state: { tokens: [], incidents: [], tasks: [], calls: [] },
} as unknown as CaseFile;

test('an answer is told with the question of its gateway, and one gateway after another with both', () => {
  const names = { units: new Map(), posts: new Map() };
  const steps = stepsOf(file, {
    ...{ names, people: new Map(), settings: { stages: [] } as never, deadlines: [] },
    ...{ moment: { now: '2026-09-16T01:00:00.000Z', today: '2026-09-16' }, seen: new Set() },
  });
  expect(steps.find((step) => step.node === 'check')!.next).toEqual([
    { node: 'notice', name: { zh: 'notice' }, when: { zh: '是否公示：是', en: 'Publish: Yes' } },
    {
      node: 'accept',
      name: { zh: 'accept' },
      when: { zh: '是否公示：其他情况，合格？是', en: 'Publish: Otherwise, Good? yes' },
    },
    { node: 'end', name: { zh: 'end' }, when: { zh: '是否公示：其他情况', en: 'Publish: Otherwise' } },
  ]);
});
