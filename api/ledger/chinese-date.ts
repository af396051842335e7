import {
  civilDate,
  daysBetween,
  daysInMonth,
  fromSerial,
  monthOf,
  serialsFrom1900To1904,
  yearOf,
} from './civil-date.ts';

/**
 * Reads a date as Chinese offices write it. Pure: what "this year" means comes with the context.
 * A month's part ends on its last day: 上旬 the 10th, 中旬 the 20th, 下旬 the month's end.
 */
export interface DateContext {
  /** The day of the import, the last resort for a year that is not written. */
  importDate: string;
  /** Of the same row; absent while the check date itself is read. */
  checkDate?: string;
  /** A year that the sheet's title names. */
  titleYear?: number;
  date1904: boolean;
  /** A check lies in the past, a due date follows the check. */
  direction: 'past' | 'future';
}
export type YearSource = 'checkDate' | 'title' | 'importDate';
export type DateNote =
  { code: 'year-assumed'; from: YearSource } | { code: 'month-end-assumed' } | { code: 'range-end-taken' };
export type DateFault =
  | 'date-vague'
  | 'date-relative'
  | 'date-impossible'
  | 'date-ambiguous'
  | 'date-out-of-range'
  | 'date-unreadable';
export type DateReading = { date: string; notes: DateNote[] } | { fault: DateFault; lastDay?: number };

const earliest = 2000;
const latest = 2099;
const halfYear = 183;

export function readDate(raw: string | number, context: DateContext): DateReading {
  if (typeof raw === 'number') return readNumber(raw, context);
  const text = undress(raw);
  if (text === '') return { fault: 'date-unreadable' };
  if (/^\d{5}(?:\.\d+)?$|^\d{8}$/.test(text)) return readNumber(Number(text), context);
  return readRange(text, context) ?? readOne(text, context);
}

/** A cell that Excel holds as a number: a serial day, or 20260907 typed without marks. */
function readNumber(value: number, context: DateContext): DateReading {
  if (Number.isInteger(value) && value >= 19_000_101 && value <= 29_991_231)
    return day(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100, []);
  // Typed as 9.10, Excel shows 9.1: nobody can tell the 1st from the 10th any more.
  if (value < 10_000) return { fault: value > 0 ? 'date-ambiguous' : 'date-unreadable' };
  const date = fromSerial(value + (context.date1904 ? serialsFrom1900To1904 : 0));
  return inRange(yearOf(date)) ? { date, notes: [] } : { fault: 'date-out-of-range' };
}

/** Full width, time of day, weekday, brackets and words around the date taken off; Chinese numerals made digits. */
function undress(raw: string): string {
  const text = raw.normalize('NFKC').trim();
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i.exec(text);
  if (instant && !Number.isNaN(Date.parse(text)))
    return new Date(Date.parse(text) + 8 * 3_600_000).toISOString().slice(0, 10); // the county lives at UTC+8
  return text
    .replace(
      /(?:T|上午|下午|中午|早上|晚上|\s)*(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:\s?[AP]M)?/gi,
      '',
    )
    .replace(/(?:上午|下午|中午|早上|晚上)?\d{1,2}[时点](?:\d{1,2}分?|半|整)?/g, '')
    .replace(/\s/g, '')
    .replace(/(?:星期|周|礼拜)[一二三四五六日天]/g, '')
    .replace(/[()[\]【】「」“”"'。]/g, '')
    .replace(/[〇○零一二三四五六七八九十]{1,4}(?=[年月日号])/g, numeral)
    .replace(/^[,，;；、:]+|[.,，;；、:]+$/g, '')
    .replace(/^(?:务必|力争|确保|预计|预定|计划|拟|已|须|需|应|限|于|在|截至|截止到?)+/, '')
    .replace(/(?:按时|全部|全面|整改|落实|完成|到位|完毕|结束|办结|销号|(?<![年度])以?内|[之以]?前)+$/, '');
}

const digits = '零一二三四五六七八九';
function numeral(text: string): string {
  const plain = text.replace(/[〇○]/g, '零');
  if (!plain.includes('十')) return [...plain].map((sign) => digits.indexOf(sign)).join('');
  const [tens = '', ones = ''] = plain.split('十');
  return String((tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0));
}

/** 9月7日至15日, 2026.9.7-2026.9.30: the end counts. */
function readRange(text: string, context: DateContext): DateReading | undefined {
  const parts =
    /^(.+?)(?:至|到|~|—+|–)(.+)$/.exec(text) ??
    /^([\d年月日号./]*[月./][\d日号./]*)-([\d年月日号./]+)$/.exec(text);
  const [, from, to] = parts ?? [];
  if (!from || !to || !/\d/.test(from) || !/\d/.test(to)) return undefined;
  const start = readOne(from, context);
  if ('fault' in start) return start;
  const year = yearOf(start.date);
  const sameMonth = /^(\d{1,2})[日号]?$/.exec(to);
  const monthAndDay = /^(\d{1,2})[月./-](\d{1,2})[日号]?$/.exec(to);
  let end: DateReading;
  if (sameMonth) end = day(year, monthOf(start.date), Number(sameMonth[1]), []);
  else if (monthAndDay) {
    end = day(year, Number(monthAndDay[1]), Number(monthAndDay[2]), []);
    if ('date' in end && end.date < start.date)
      end = day(year + 1, Number(monthAndDay[1]), Number(monthAndDay[2]), []);
  } else end = readOne(to, { ...context, titleYear: year });
  if ('fault' in end) return end;
  if (end.date < start.date) return { fault: 'date-ambiguous' };
  return { date: end.date, notes: [...start.notes, { code: 'range-end-taken' }] };
}

const relativeYear: Record<string, number> = { 今: 0, 本: 0, 当: 0, 明: 1, 次: 1 };

function readOne(text: string, context: DateContext): DateReading {
  const full = /^(\d{4}|\d{2}(?=[年.]))[年.\-/、](\d{1,2})[月.\-/、](\d{1,2})[日号]?$/.exec(text);
  if (full) return day(fullYear(full[1]!), Number(full[2]), Number(full[3]), []);
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(text)) return { fault: 'date-ambiguous' };

  const monthAndDay = /^(?:([今本当明次])年)?(\d{1,2})[月.\-/](\d{1,2})[日号]?$/.exec(text);
  if (monthAndDay)
    return withYear(monthAndDay[1], Number(monthAndDay[2]), Number(monthAndDay[3]), [], context);

  const part =
    /^(?:(?:(\d{4})[年.\-/])(\d{1,2})月?|(?:([今本当明次])年)?(\d{1,2})月)份?(底|末|上旬|中旬|下旬)?$/.exec(
      text,
    );
  if (part) {
    const [, year, monthOfYear, relative, monthAlone, which] = part;
    const month = Number(monthOfYear ?? monthAlone);
    const notes: DateNote[] = which ? [] : [{ code: 'month-end-assumed' }];
    if (month < 1 || month > 12) return { fault: 'date-impossible' };
    if (year) return day(Number(year), month, lastOf(which, Number(year), month), notes);
    return withYear(relative, month, (ofYear) => lastOf(which, ofYear, month), notes, context);
  }

  const thisMonth = /^([本当下次]?)个?月(?:底|末|内|(上旬|中旬|下旬))$/.exec(text);
  if (thisMonth) {
    const { date, from } = base(context);
    const later = thisMonth[1] === '下' || thisMonth[1] === '次' ? 1 : 0;
    const count = yearOf(date) * 12 + monthOf(date) - 1 + later;
    const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
    return day(year, month, lastOf(thisMonth[2], year, month), [{ code: 'year-assumed', from }]);
  }

  const yearEnd = /^(?:(\d{4})年?|([今本当明次])年)?度?年?(?:底|末|内)$/.exec(text);
  if (yearEnd && /年|^\d{4}/.test(text)) {
    if (yearEnd[1]) return day(Number(yearEnd[1]), 12, 31, []);
    return withYear(yearEnd[2] ?? '今', 12, 31, [], context);
  }

  const quarter = /^(?:(\d{4})年)?第?([一二三四1-4])季度(?:底|末|内)?$/.exec(text);
  if (quarter) {
    const month = (/\d/.test(quarter[2]!) ? Number(quarter[2]) : digits.indexOf(quarter[2]!)) * 3;
    if (quarter[1]) return day(Number(quarter[1]), month, daysInMonth(2026, month), []);
    return withYear(undefined, month, (year) => daysInMonth(year, month), [], context);
  }
  return { fault: nameFault(text) };
}

function nameFault(text: string): DateFault {
  if (
    /(?:\d|[一二两三四五六七八九十半])+个?(?:工作日|日|天|周|星期|月|小时)(?:之?[内后]|以内|以后)?$/.test(
      text,
    ) &&
    !/\d月/.test(text)
  )
    return 'date-relative';
  if ((text.match(/\d+[月./-]\d+/g) ?? []).length > 1) return 'date-ambiguous';
  if (/\d/.test(text) && !/[初]$/.test(text)) return 'date-unreadable';
  if (
    /学期|期末|开学|[寒暑]假|假期|放假|尽快|尽早|近期|适时|春节|元旦|国庆|五一|中秋|清明|端午|节前|待定|[月年]初|年中|上半年|下半年|下一步|asap|tbd/i.test(
      text,
    )
  )
    return 'date-vague';
  return 'date-unreadable';
}

function lastOf(part: string | undefined, year: number, month: number): number {
  if (part === '上旬') return 10;
  if (part === '中旬') return 20;
  return daysInMonth(year, month);
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}
function inRange(year: number): boolean {
  return year >= earliest && year <= latest;
}

function day(year: number, month: number, dayOfMonth: number, notes: DateNote[]): DateReading {
  if (!inRange(year)) return { fault: 'date-out-of-range' };
  const date = civilDate(year, month, dayOfMonth);
  if (date) return { date, notes };
  return month >= 1 && month <= 12
    ? { fault: 'date-impossible', lastDay: daysInMonth(year, month) }
    : { fault: 'date-impossible' };
}

function base(context: DateContext): { date: string; from: YearSource } {
  if (context.checkDate) return { date: context.checkDate, from: 'checkDate' };
  if (context.titleYear && context.titleYear !== yearOf(context.importDate))
    return { date: `${context.titleYear}-01-01`, from: 'title' };
  return { date: context.importDate, from: context.titleYear ? 'title' : 'importDate' };
}

/** The year that a date without one means: of the row's check, else of the title, else of the import. */
function withYear(
  relative: string | undefined,
  month: number,
  dayOfMonth: number | ((year: number) => number),
  notes: DateNote[],
  context: DateContext,
): DateReading {
  const { date: start, from } = base(context);
  const inYear = (year: number) =>
    day(year, month, typeof dayOfMonth === 'number' ? dayOfMonth : dayOfMonth(year), [
      ...notes,
      { code: 'year-assumed', from },
    ]);
  if (relative) return inYear(yearOf(start) + (relativeYear[relative] ?? 0));
  const same = inYear(yearOf(start));
  if ('fault' in same) return same;
  if (context.direction === 'past') {
    return same.date > context.importDate && from === 'importDate' ? inYear(yearOf(start) - 1) : same;
  }
  // Before its own check a due date can only be next year's; before the import it may as well be overdue.
  const limit = from === 'checkDate' ? 0 : halfYear;
  return daysBetween(same.date, start) > limit ? inYear(yearOf(start) + 1) : same;
}
