import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { readNotice } from '../../../definitions/calendars/notice.ts';
import { notices } from './notices.ts';

const read = (text: string, year?: number) => {
  const found = readNotice(text, year);
  if (!found.ok) throw new Error(found.problems.map(({ zh }) => zh).join('\n'));
  return found.notice;
};
const refusals = (text: string, year?: number): string => {
  const found = readNotice(text, year);
  if (found.ok) throw new Error('Expected the notice to be refused, but it was read');
  expect(found.problems.every(({ zh, en }) => zh && en)).toBe(true);
  return found.problems.map(({ zh }) => zh).join('\n');
};
const with2026 = (from: string, to: string) => {
  expect(notices[2026]).toContain(from);
  return notices[2026]!.replace(from, to);
};

describe('the notice as published', () => {
  test.each(Object.keys(notices).map(Number))('%i: its days off and make-up days', (year) => {
    const { calendar } = read(notices[year]!);
    const { off, work } = nationalCalendar.years[String(year)]!;
    expect({ off: calendar.off, work: calendar.work }).toEqual({ off, work });
  });

  test('what was read is shown holiday by holiday, with the words it was read from', () => {
    const { items, calendar } = read(notices[2025]!);
    expect(items.map(({ name }) => name)).toEqual([
      '元旦',
      '春节',
      '清明节',
      '劳动节',
      '端午节',
      '国庆节、中秋节',
    ]);
    expect(items[0]).toMatchObject({ off: ['2025-01-01'], work: [], text: '1月1日(周三)放假1天,不调休。' });
    expect(calendar.basis).toBe('国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）');
  });

  test('the paragraphs alone will do, where the year is named; lines may break anywhere', () => {
    const items = notices[2026]!.slice(notices[2026]!.indexOf('一、'), notices[2026]!.indexOf('节假日期间'));
    expect(refusals(items)).toContain('--year');
    expect(read(items, 2026).calendar.off).toEqual(nationalCalendar.years['2026']!.off);
    expect(read(items.replaceAll('日', '\n日 '), 2026).calendar.work).toEqual(
      nationalCalendar.years['2026']!.work,
    );
  });

  test('full-width digits and halved brackets say the same', () => {
    const wide = notices[2026]!.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect(read(wide.replaceAll('（', '(').replaceAll('）', ')')).calendar.off).toHaveLength(33);
  });

  test('advice to offices is no day off', () => {
    expect(read(notices[2024]!).calendar.off).not.toContain('2024-02-09');
  });
});

describe('what is not clear is refused, with its words', () => {
  test('a day of the week that does not fit its date', () => {
    expect(refusals(with2026('1月4日（周日）', '1月5日（周日）'))).toContain('2026-01-05不是周日');
  });

  test('a number of days that does not fit', () => {
    expect(refusals(with2026('共9天', '共8天'))).toContain('是9天，通知写的是8天');
  });

  test('a holiday that is not named: the notice is not whole', () => {
    expect(refusals(with2026('五、端午节：', '五、端阳：'))).toContain('端午节');
  });

  test('a sentence that it has never seen', () => {
    expect(refusals(with2026('1月4日（周日）上班', '1月4日（周日）视情况上半天班'))).toContain('读不明白');
    expect(refusals(with2026('5月9日（周六）上班', '5月9日（周六）错峰上班'))).toContain('读不明白');
  });

  test('a make-up day on a plain weekday, and a date that there is not', () => {
    expect(refusals(with2026('5月9日（周六）上班', '5月8日上班'))).toContain('不是周末');
    expect(refusals(with2026('2月28日（周六）上班', '2月30日上班'))).toContain('没有');
  });

  test('a day that is off and worked', () => {
    expect(refusals(with2026('5月9日（周六）上班', '5月3日（周日）上班'))).toContain('既放假又上班');
  });

  test('the notice of another year than was meant, and no notice at all', () => {
    expect(refusals(notices[2025]!, 2026)).toContain('2025年');
    expect(refusals('关于2027年部分节假日安排的通知')).toContain('元旦');
    expect(refusals('天气预报')).toContain('年份');
  });
});
