import { expect, test } from 'vitest';
import { cycleOf } from '../../api/clock-view.ts';
import { shippedPackages } from '../../definitions/index.ts';

const { model } = (await shippedPackages()).find(({ settings }) => settings.key === 'hand-off')!;

test('a step that comes again runs a second time; the second of several units beside each other does not', () => {
  expect(cycleOf({ node: 'sign', cycle: 2 }, model)).toBe(2);
  expect(cycleOf({ node: 'coSign', cycle: 2 }, model)).toBe(1);
  // Inside a sub-process of several instances.
  expect(cycleOf({ node: 'giveOpinion', cycle: 3 }, model)).toBe(1);
});
