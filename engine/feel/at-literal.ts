import { parseDate, parseDateTime, parseTime } from './date-time.ts';
import { parseDuration } from './duration.ts';
import type { Value } from './value.ts';

/** What `@"…"` stands for: a date, a time, both, or a duration. */
export function readAtLiteral(text: string): Value {
  if (/^-?P/.test(text)) return parseDuration(text);
  if (/^-?\d+-\d\d-\d\dT/.test(text)) return parseDateTime(text);
  return parseDate(text) ?? parseTime(text);
}
