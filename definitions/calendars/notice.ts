/**
 * Reads the yearly notice of the State Council's General Office (国务院办公厅关于某年部分节假日安排的通知) as it is published: days
 * off, and the weekend days worked in exchange. What is not clear is refused with its words: a day read wrongly would move
 * deadlines of every case. What the text says twice must agree: the weekday beside a date, and the number of days.
 *
 * A later notice that changes one holiday (劳动节 2019) or prolongs it (春节 2020) may follow in the same text: it wins.
 */
import type { Label } from '../../engine/json.ts';
import type { CalendarYear } from '../../engine/time/calendar.ts';
import {
  addDays,
  daysBetween,
  isCivilDate,
  weekdayOf,
  yearOf,
  type CivilDate,
} from '../../engine/time/civil-date.ts';

/** One holiday as it was read. */
export interface NoticeItem {
  name: string;
  off: CivilDate[];
  work: CivilDate[];
  /** The words it was read from. */
  text: string;
}

export interface Notice {
  year: number;
  items: NoticeItem[];
  /** As it goes into the calendar; `basis` is the notice's title and number. */
  calendar: CalendarYear;
}

export type ReadNotice = { ok: true; notice: Notice } | { ok: false; problems: Label[] };

/** The seven holidays that every notice names (国务院《全国年节及纪念日放假办法》). */
const holidays = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];

/** `text` as published, with or without its frame; `year` where its title is left out. */
export function readNotice(text: string, year?: number): ReadNotice {
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  const titled = /关于(?:做好)?(\d{4})年部分节假日安排/.exec(plain)?.[1];
  const ofYear = year ?? (titled === undefined ? undefined : Number(titled));
  if (ofYear === undefined || !(ofYear >= 2000 && ofYear <= 2199))
    return refused(
      '没有找到通知的年份：请用 --year 指明',
      'Expected the year of the notice in its title: name it with --year',
    );
  if (titled !== undefined && Number(titled) !== ofYear)
    return refused(
      `通知是${titled}年的，不是${ofYear}年的`,
      `Expected the notice of ${ofYear}, but found that of ${titled}`,
    );
  const problems: Label[] = [];
  const items = new Map<string, NoticeItem>();
  for (const part of partsOf(plain)) {
    const item = readItem(part, ofYear, problems);
    for (const name of namesOf(part.name))
      items.delete([...items.keys()].find((key) => namesOf(key).includes(name)) ?? '');
    items.set(part.name, item);
  }
  prolong(plain, { year: ofYear, items, problems });
  const named = new Set([...items.keys()].flatMap(namesOf));
  const missing = holidays.filter((name) => !named.has(name));
  if (missing.length > 0)
    problems.push({
      zh: `通知中没有${missing.join('、')}：请导入完整的通知`,
      en: `Expected the whole notice, but it says nothing of ${missing.join(', ')}`,
    });
  const all = [...items.values()];
  const off = sorted(all.flatMap((item) => item.off));
  const work = sorted(all.flatMap((item) => item.work));
  for (const date of work.filter((each) => off.includes(each)))
    problems.push({ zh: `${date}既放假又上班`, en: `${date} is both a day off and a working day` });
  if (problems.length > 0) return { ok: false, problems };
  const calendar = { published: true, off, work, basis: basisOf(plain, ofYear) };
  return { ok: true, notice: { year: ofYear, items: all, calendar } };
}

const refused = (zh: string, en: string): ReadNotice => ({ ok: false, problems: [{ zh, en }] });
const sorted = (dates: CivilDate[]): CivilDate[] => [...new Set(dates)].sort();
const namesOf = (name: string): string[] =>
  name.split(/[、和]/).map((each) => (each === '"五一"' || each === '五一' ? '劳动节' : each));

interface Part {
  name: string;
  text: string;
}

/** What stands after each 一、元旦: up to the next. */
function partsOf(plain: string): Part[] {
  const heads = [
    ...plain.matchAll(
      /(?:[一二三四五六七八九十]+、|^|。|:|通知)((?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)(?:[、和](?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节))*)[::]/g,
    ),
  ];
  return heads.map((head, index) => {
    const from = head.index + head[0].length;
    const to = heads[index + 1]?.index ?? plain.length;
    return { name: head[1]!, text: plain.slice(from, to) };
  });
}

const dateWords = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?`;

function readItem({ name, text }: Part, year: number, problems: Label[]): NoticeItem {
  const item: NoticeItem = { name, off: [], work: [], text };
  for (const sentence of text.split(/[。;]/)) {
    if (sentence === '' || !/\d日/.test(sentence)) continue;
    // Who signed it and when; advice to offices about their own staff.
    if (/^(?:国务院办公厅)?\d{4}年\d{1,2}月\d{1,2}日/.test(sentence) && !/放假|上班/.test(sentence)) continue;
    if (/^(?:鼓励|倡导)/.test(sentence) || /延长.*假期/.test(sentence)) continue;
    if (/上班$/.test(sentence)) item.work.push(...readWork(sentence, { name, year, problems }));
    else if (/放假/.test(sentence)) item.off.push(...readOff(sentence, { name, year, problems }));
    else problems.push(unclear(name, sentence));
  }
  if (item.off.length === 0)
    problems.push({
      zh: `没有读出${name}的放假日期：“${text.slice(0, 60)}”`,
      en: `Expected the days off of ${name}, but found none in '${text.slice(0, 60)}'`,
    });
  return item;
}

interface Place {
  name: string;
  year: number;
  problems: Label[];
}

const unclear = (name: string, sentence: string): Label => ({
  zh: `${name}：这句话读不明白，请核对：“${sentence.slice(0, 80)}”`,
  en: `${name}: expected days off or working days, but this is not clear: '${sentence.slice(0, 80)}'`,
});

function readOff(sentence: string, place: Place): CivilDate[] {
  const { name, problems } = place;
  const shape = new RegExp(
    `^${dateWords}(?:(?:至|到|-|—|–|~)${dateWords})?放假(?:调休)?(?:(?:,共|,)?(\\d+)天)?(?:,(?:与周末连休|不调休))*$`,
  );
  const found = shape.exec(sentence);
  if (!found) {
    problems.push(unclear(name, sentence));
    return [];
  }
  const first = dateOf(found.slice(1, 5), place);
  if (first === undefined) return [];
  const last = found[7] === undefined ? first : dateOf(found.slice(5, 9), place, first);
  if (last === undefined) return [];
  const days = daysBetween(first, last) + 1;
  if (days < 1 || days > 15) {
    problems.push({
      zh: `${name}：${first}至${last}不是一段假期`,
      en: `${name}: expected a holiday, but ${first} to ${last} is none`,
    });
    return [];
  }
  const said = found[9] === undefined ? days : Number(found[9]);
  if (said !== days)
    problems.push({
      zh: `${name}：${first}至${last}是${days}天，通知写的是${said}天`,
      en: `${name}: ${first} to ${last} is ${days} days, but the notice says ${said}`,
    });
  return Array.from({ length: days }, (_, index) => addDays(first, index));
}

function readWork(sentence: string, place: Place): CivilDate[] {
  const shape = new RegExp(`^${dateWords}(?:[、,和]${dateWords})*上班$`);
  if (!shape.test(sentence)) {
    place.problems.push(unclear(place.name, sentence));
    return [];
  }
  let before: CivilDate | undefined;
  return [...sentence.matchAll(new RegExp(dateWords, 'g'))].flatMap((found) => {
    const date = dateOf(found.slice(1, 5), place, before);
    if (date === undefined) return [];
    before = date;
    if (weekdayOf(date) < 6)
      place.problems.push({
        zh: `${place.name}：${date}不是周末，不需要调休上班`,
        en: `${place.name}: expected a weekend day worked in exchange, but ${date} is none`,
      });
    return [date];
  });
}

const weekdays: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };

/** A date whose year, or month too, may be left out: it is then that of the date before it, or of the notice. */
function dateOf(
  [year, month, day, beside]: (string | undefined)[],
  { name, year: ofNotice, problems }: Place,
  before?: CivilDate,
): CivilDate | undefined {
  const two = (number: number) => String(number).padStart(2, '0');
  const inYear = year === undefined ? (before === undefined ? ofNotice : yearOf(before)) : Number(year);
  const inMonth = month === undefined ? Number(before?.slice(5, 7) ?? NaN) : Number(month);
  const date = `${inYear}-${two(inMonth)}-${two(Number(day))}`;
  if (!isCivilDate(date) || Math.abs(inYear - ofNotice) > 1) {
    problems.push({
      zh: `${name}：没有“${month ?? '?'}月${day}日”这一天，或不在${ofNotice}年前后`,
      en: `${name}: expected a day of ${ofNotice} or beside it, but found '${date}'`,
    });
    return undefined;
  }
  const written = /(?:周|星期)([一二三四五六日天])/.exec(beside ?? '')?.[1];
  if (written !== undefined && weekdays[written] !== weekdayOf(date))
    problems.push({
      zh: `${name}：${date}不是周${written}，请核对通知原文`,
      en: `${name}: the notice calls ${date} a day of the week that it is not (周${written})`,
    });
  return date;
}

/** 延长2020年春节假期至2月2日…，2月3日（星期一）起正常上班: what was worked before then is off too. */
function prolong(
  plain: string,
  { year, items, problems }: { year: number; items: Map<string, NoticeItem>; problems: Label[] },
): void {
  for (const found of plain.matchAll(
    new RegExp(`延长(?:\\d{4}年)?(${holidays.join('|')})假期至${dateWords},?${dateWords}起正常上班`, 'g'),
  )) {
    const name = found[1]!;
    const item = [...items.values()].find((each) => namesOf(each.name).includes(name));
    const place = { name, year, problems };
    const last = dateOf(found.slice(2, 6), place);
    const resumed = dateOf(found.slice(6, 10), place, last);
    const from = item?.off.at(-1);
    if (
      !item ||
      from === undefined ||
      last === undefined ||
      resumed === undefined ||
      last <= from ||
      daysBetween(from, last) > 30
    ) {
      problems.push(unclear(name, found[0]));
      continue;
    }
    for (let date = addDays(from, 1); date <= last; date = addDays(date, 1)) item.off.push(date);
    item.work = [...item.work.filter((date) => !item.off.includes(date)), resumed];
  }
}

function basisOf(plain: string, year: number): string {
  const number = /国办发(?:明电)?[〔\[(]\d{4}[〕\])]\d+号/.exec(plain)?.[0];
  return `国务院办公厅关于${year}年部分节假日安排的通知${number === undefined ? '' : `（${number}）`}`;
}
