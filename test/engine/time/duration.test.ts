import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDuration, parseDuration } from '../../../engine/time/duration.ts';

const start = '2026-01-30T01:00:00.000Z'; // 09:00 in Shanghai

function after(text: string): string {
  const parsed = parseDuration(text);
  return parsed.ok ? addDuration(start, parsed.duration) : parsed.problem;
}

test.each([
  ['PT72H', '2026-02-02T01:00:00.000Z'],
  ['P3D', '2026-02-02T01:00:00.000Z'],
  ['P2W', '2026-02-13T01:00:00.000Z'],
  ['P1M', '2026-02-28T01:00:00.000Z'],
  ['P1Y', '2027-01-30T01:00:00.000Z'],
  ['P1M1D', '2026-03-01T01:00:00.000Z'],
  ['P1DT12H', '2026-01-31T13:00:00.000Z'],
  ['PT0.5S', '2026-01-30T01:00:00.500Z'],
  ['PT1,5H', '2026-01-30T02:30:00.000Z'],
  ['PT1H30M15S', '2026-01-30T02:30:15.000Z'],
  ['PT0S', start],
])('%s after 30 January, 09:00 is %s', (text, expected) => expect(after(text)).toBe(expected));

test('months and days keep the date in Shanghai, though it is still the day before in UTC', () => {
  const month = parseDuration('P1M');
  // 00:30 on 31 January in Shanghai, so that the month ends on 28 February there.
  expect(month.ok && addDuration('2026-01-30T16:30:00.000Z', month.duration)).toBe(
    '2026-02-27T16:30:00.000Z',
  );
});

test.each([
  ['', 'write P, then years'],
  ['P', 'give at least one number with its unit'],
  ['PT', 'give at least one number with its unit'],
  ['P1DT', 'give at least one number with its unit'],
  ['72', 'write P72D for days or PT72H for hours'],
  ['pt72h', 'write the letters as capitals'],
  ['P72H', 'write T before hours'],
  ['-P3D', 'leave out the sign'],
  ['R3/PT10M', 'write what stands after its slash'],
  ['P1.5D', 'write P, then years'],
  ['PT1.5H30M', 'only the smallest unit may have decimals'],
  ['P1001Y', 'may last 1,000 years at most'],
  ['PT99999999999999999H', 'may last 1,000 years at most'],
  ['三天', 'write P, then years'],
])('%j is refused with the mend: %s', (text, mend) => {
  expect(parseDuration(text)).toEqual({ ok: false, problem: expect.stringContaining(mend) });
});

test('no text makes the parser throw, and a refusal is short enough to show', () => {
  const nearly = fc.stringMatching(/^P?[0-9.,YMWDTHS/R-]{0,200}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 500 }), nearly), (text) => {
      const parsed = parseDuration(text);
      if (parsed.ok) expect(addDuration(start, parsed.duration) >= start).toBe(true);
      else expect(parsed.problem.length).toBeLessThan(300);
    }),
    { numRuns: 1000 },
  );
});
