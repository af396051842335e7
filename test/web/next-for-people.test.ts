import { expect, test } from 'vitest';
import type { Step } from '../../api/resources/diagram.shapes.ts';
import { nextForPeople } from '../../web/pages/task/next-for-people.ts';

const step = (node: string, type: string, ...next: [node: string, when?: string][]) =>
  ({
    ...{ node, type },
    next: next.map(([to, when]) => ({
      ...{ node: to, name: { zh: to } },
      when: when === undefined ? null : { zh: when, en: when },
    })),
  }) as unknown as Step;

test('what the machine works out on the way is no step for people: what follows on it is', () => {
  const steps = [
    step('determine', 'userTask', ['table', 'bullying'], ['dates', 'not bullying']),
    step('table', 'businessRuleTask', ['grade']),
    step('dates', 'scriptTask', ['tell', 'today'], ['dates']),
    step('grade', 'userTask'),
    step('tell', 'userTask'),
  ];
  expect(nextForPeople(steps, 'determine').map(({ node, when }) => [node, when?.en])).toEqual([
    ['grade', 'bullying'],
    ['tell', 'not bullying, today'],
  ]);
});

test('a step of which nothing is known is shown as it is', () => {
  expect(nextForPeople([step('a', 'userTask', ['b'])], 'a')).toEqual([
    { node: 'b', name: { zh: 'b' }, when: null },
  ]);
  expect(nextForPeople([], 'a')).toEqual([]);
});
