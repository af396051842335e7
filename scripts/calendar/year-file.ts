import { readNotice } from '../../definitions/calendars/notice.ts';
import type { Label } from '../../engine/json.ts';
import type { CalendarYear, WorkingCalendar } from '../../engine/time/calendar.ts';
import { calendarProblems } from '../../engine/time/calendar-check.ts';

/** What a file says of one year, holiday by holiday where it is the notice itself. */
export interface YearFile {
  year: number;
  calendar: CalendarYear;
  items: { name: string; off: string[]; work: string[] }[];
}

export type ReadYearFile = { ok: true; file: YearFile } | { ok: false; problems: Label[] };

/**
 * Reads the yearly notice from a file's text: as the State Council published it, or as JSON: `{ "year", "off", "work",
 * "basis" }`, or the same without its year under the year's name (`{ "2027": { … } }`, also within `years`).
 */
export function readYearFile(text: string, year?: number): ReadYearFile {
  if (!/^\s*\{/.test(text)) {
    const read = readNotice(text, year);
    if (!read.ok) return read;
    const { calendar, items } = read.notice;
    return checked({ year: read.notice.year, calendar, items });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('文件不是正确的 JSON', 'Expected JSON, but the file is none');
  }
  return readJson(json, year);
}

function readJson(json: unknown, year: number | undefined): ReadYearFile {
  const whole = isObject(json) && isObject(json['years']) ? json['years'] : json;
  if (!isObject(whole)) return wrongShape();
  const years = Object.keys(whole).filter((key) => /^\d{4}$/.test(key));
  const written = typeof whole['year'] === 'number' ? whole['year'] : undefined;
  const ofYear = written ?? year ?? (years.length === 1 ? Number(years[0]) : undefined);
  if (ofYear === undefined)
    return refused(
      '文件中有多个年份或没有年份：请用 --year 指明',
      'Expected one year in the file: name it with --year',
    );
  if (year !== undefined && written !== undefined && written !== year)
    return refused(
      `文件是${written}年的，不是${year}年的`,
      `Expected the year ${year}, but the file is of ${written}`,
    );
  const entry = years.length > 0 ? whole[String(ofYear)] : whole;
  if (!isObject(entry) || !isDates(entry['off']) || !isDates(entry['work'])) return wrongShape();
  const { off, work, basis } = entry;
  const calendar: CalendarYear = {
    published: true,
    off: sorted(off),
    work: sorted(work),
    ...(typeof basis === 'string' && basis !== '' && { basis }),
  };
  return checked({ year: ofYear, calendar, items: [] });
}

/** A year that breaks the arithmetic is refused here already, whatever the server says of it. */
function checked(file: YearFile): ReadYearFile {
  const alone: WorkingCalendar = {
    version: '',
    officeHours: { open: '08:30', close: '17:30' },
    years: { [String(file.year)]: file.calendar },
  };
  const problems = calendarProblems(alone).map(({ at, message, zh }) => ({
    zh: `日历数据有误（${at}）：${zh}`,
    en: `${at}: ${message}`,
  }));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file };
}

const refused = (zh: string, en: string): ReadYearFile => ({ ok: false, problems: [{ zh, en }] });
const wrongShape = (): ReadYearFile =>
  refused(
    'JSON 应为 { "year": 2027, "off": ["2027-01-01", …], "work": [ … ], "basis": "…" }',
    'Expected JSON as { "year": 2027, "off": ["2027-01-01", …], "work": [ … ], "basis": "…" }',
  );
const sorted = (dates: string[]): string[] => [...new Set(dates)].sort();
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDates = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
