/**
 * ISO 8601 durations, as BPMN timers write them: PT72H, P3D, P1M, P2W, P1DT12H, PT0.5S.
 * Plain spans only: a duration never skips days off (that is a `DeadlineRule`) and is never negative.
 */
import { addDays, addMonths } from './civil-date.ts';
import { addMilliseconds, dateOf, onDate, type Instant } from './instant.ts';

/** Months and days depend on where they start, so they are kept apart from the exact part. */
export interface Duration {
  months: number;
  days: number;
  milliseconds: number;
}

export type ParsedDuration = { ok: true; duration: Duration } | { ok: false; problem: string };

const pattern =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;
const longest = { months: 12_000, days: 366_000, milliseconds: 366_000 * 86_400_000 };

export function parseDuration(text: string): ParsedDuration {
  const wanted = `Expected an ISO 8601 duration such as PT72H, P3D or P1M, but found '${text.slice(0, 60)}'`;
  if (text.startsWith('-') || text.startsWith('+')) {
    return { ok: false, problem: `${wanted}: leave out the sign; a duration runs forward only` };
  }
  const parts = text.length > 60 ? null : pattern.exec(text);
  if (!parts) return { ok: false, problem: `${wanted}: ${hintFor(text)}` };
  const [years, months, weeks, days, hours, minutes, seconds] = parts.slice(1);
  if (parts.slice(1).every((part) => part === undefined) || text.endsWith('T')) {
    return {
      ok: false,
      problem: `${wanted}: give at least one number with its unit, after T for hours and less`,
    };
  }
  const smallest = [seconds, minutes, hours].findIndex((part) => part !== undefined);
  if ([seconds, minutes, hours].some((part, index) => index !== smallest && part && /[.,]/.test(part))) {
    return { ok: false, problem: `${wanted}: only the smallest unit may have decimals` };
  }
  const duration = {
    months: whole(years) * 12 + whole(months),
    days: whole(weeks) * 7 + whole(days),
    milliseconds: Math.round(
      decimal(hours) * 3_600_000 + decimal(minutes) * 60_000 + decimal(seconds) * 1000,
    ),
  };
  const isTooLong =
    duration.months > longest.months ||
    duration.days > longest.days ||
    duration.milliseconds > longest.milliseconds;
  if (isTooLong) return { ok: false, problem: `${wanted}: a duration may last 1,000 years at most` };
  return { ok: true, duration };
}

/**
 * Months first, then days, both at the same time of day in China; then the exact part. This is the order of ISO 8601
 * and XML Schema, and it matters: one month and a day from 30 January is 1 March, not 28 February.
 */
export function addDuration(instant: Instant, duration: Duration): Instant {
  const date = addDays(addMonths(dateOf(instant), duration.months), duration.days);
  return addMilliseconds(onDate(instant, date), duration.milliseconds);
}

function hintFor(text: string): string {
  if (/^\d+$/.test(text)) return `write P${text.slice(0, 6)}D for days or PT${text.slice(0, 6)}H for hours`;
  if (text !== text.toUpperCase()) return 'write the letters as capitals';
  if (/^P\d+[HS]/.test(text)) return 'write T before hours, minutes and seconds';
  if (text.startsWith('R')) return 'a repeating interval is no duration; write what stands after its slash';
  return 'write P, then years Y, months M, weeks W, days D, then T and hours H, minutes M, seconds S';
}

function whole(part: string | undefined): number {
  return part === undefined ? 0 : Number(part);
}

function decimal(part: string | undefined): number {
  return part === undefined ? 0 : Number(part.replace(',', '.'));
}
