import { daysBetween } from '../../i18n/dates.ts';

/** Days in order, neighbours joined into runs. */
export function runsOf(days: string[]): { from: string; to: string }[] {
  const runs: { from: string; to: string }[] = [];
  for (const day of [...days].sort()) {
    const last = runs.at(-1);
    if (last && daysBetween(last.to, day) === 1) last.to = day;
    else runs.push({ from: day, to: day });
  }
  return runs;
}

/** Days as they are typed: a run or a day on each line. */
export const daysAsText = (days: string[]): string =>
  runsOf(days)
    .map((run) => (run.from === run.to ? run.from : `${run.from}~${run.to}`))
    .join('\n');

/** A line that is no day, or a day that cannot be of the year's notice, with its number from 1. */
export interface DayFault {
  line: number;
  text: string;
}

/**
 * Reads days as people keep them: one or several a line, as `2027-01-01`, `1月1日`, `1.1`, and runs with `至`, `~` or any
 * dash, e.g. `2月6日至2月12日`, `2.6-2.12`. Impossible days are named, never guessed.
 */
export function readDays(text: string, year: number): { days: string[]; faults: DayFault[] } {
  const days = new Set<string>();
  const faults: DayFault[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    for (const part of line.split(/[,，、;；]/)) {
      const words = part.trim();
      if (!words) continue;
      const ends = endsOf(words);
      const from = readDay(ends[0] ?? '', year);
      const to = ends.length > 1 ? readDay(ends[1] ?? '', year, from) : from;
      if (!from || !to || ends.length > 2 || to < from) faults.push({ line: index + 1, text: words });
      else for (let day = from; day <= to; day = nextDay(day)) days.add(day);
    }
  });
  return { days: [...days].sort(), faults };
}

/** The first and last day of a run, or the one day. A hyphen also stands within a date: only one after a whole date parts. */
function endsOf(words: string): string[] {
  const run = /^((?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?)\s*[-－]\s*(\d.*)$/.exec(words);
  return run ? [run[1]!, run[2]!] : words.split(/\s*(?:至|到|~|～|—+|–)\s*/);
}

function readDay(text: string, year: number, after?: string): string | undefined {
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  const bare = after ? /^(\d{1,2})日?$/.exec(text) : null;
  const [inYear, month, day] = full
    ? [Number(full[1]), Number(full[2]), Number(full[3])]
    : short
      ? [year, Number(short[1]), Number(short[2])]
      : bare && after
        ? [year, Number(after.slice(5, 7)), Number(bare[1])]
        : [0, 0, 0];
  // A notice may begin in the last days of the year before: New Year's holiday of 2023 began on 31 December 2022.
  const isEveOfYear = inYear === year - 1 && month === 12;
  if (inYear !== year && !isEveOfYear) return undefined;
  const date = new Date(Date.UTC(inYear, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
