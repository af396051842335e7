import { expect, test } from 'vitest';
import { calledCaseId } from '../../engine/called-case-id.ts';

test('a called case has an id of its own for each caller and call, the same each time', () => {
  const ids = new Set<string>();
  for (let caller = 0; caller < 50; caller += 1) {
    for (let call = 0; call < 50; call += 1)
      ids.add(calledCaseId(`0190aaaa-0000-7000-8000-0000000000${caller}`, `c${call}`));
  }
  expect(ids.size).toBe(2500);
  expect(calledCaseId('a', 'c7')).toBe(calledCaseId('a', 'c7'));
  expect(calledCaseId('a', 'c71')).not.toBe(calledCaseId('a', 'c7'));
});
