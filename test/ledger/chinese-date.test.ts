import { expect, test } from 'vitest';
import { readDate, type DateContext } from '../../api/ledger/chinese-date.ts';
import { readDue } from '../../api/ledger/due-date.ts';
import { LedgerColumns } from '../../api/ledger/columns.ts';
import { columns, faults, ofRows, preview, row, shortHeader, workbook } from './make-ledger.ts';

const context: DateContext = {
  importDate: '2026-09-20',
  checkDate: '2026-09-01',
  date1904: false,
  direction: 'future',
};
const { classes } = LedgerColumns.parse(columns);

test.each([
  ['2026年9月7日', '2026-09-07'],
  ['2026.9.7', '2026-09-07'],
  ['2026-9-7', '2026-09-07'],
  ['2026/9/7', '2026-09-07'],
  ['２０２６年９月７日', '2026-09-07'],
  [' 2026 年 9 月 7 日 ', '2026-09-07'],
  ['二〇二六年九月七日', '2026-09-07'],
  ['2026年9月7日（周一）', '2026-09-07'],
  ['2026-09-07 10:30', '2026-09-07'],
  ['2026/9/7 下午3:20:00', '2026-09-07'],
  ['2026年9月7日17时30分', '2026-09-07'],
  ['2026-09-06T16:30:00Z', '2026-09-07'],
  ['已于2026年9月7日完成', '2026-09-07'],
  ['26年9月7日', '2026-09-07'],
  ['20260907', '2026-09-07'],
  ['46272', '2026-09-07'],
  ['４６２７２', '2026-09-07'],
  ['9月7日', '2026-09-07'],
  ['9月7日前', '2026-09-07'],
  ['9.7', '2026-09-07'],
  ['九月三十日前', '2026-09-30'],
  ['9月底', '2026-09-30'],
  ['9月底前', '2026-09-30'],
  ['9月上旬', '2026-09-10'],
  ['9月中旬前', '2026-09-20'],
  ['9月下旬', '2026-09-30'],
  ['2月底', '2027-02-28'],
  ['2028年2月底', '2028-02-29'],
  ['2026年9月', '2026-09-30'],
  ['本月底前', '2026-09-30'],
  ['下月底前', '2026-10-31'],
  ['年底前', '2026-12-31'],
  ['2026年底前', '2026-12-31'],
  ['年内', '2026-12-31'],
  ['明年3月底', '2027-03-31'],
  ['四季度末', '2026-12-31'],
  ['1月10日', '2027-01-10'],
  ['9月7日至15日', '2026-09-15'],
  ['2026.9.7-9.30', '2026-09-30'],
  ['2026年12月20日至1月10日', '2027-01-10'],
])('%s is %s', (written, date) => {
  expect(readDate(written, context)).toMatchObject({ date });
});

test.each([
  ['2026年2月30日', 'date-impossible'],
  ['9月31日', 'date-impossible'],
  ['2027年2月29日', 'date-impossible'],
  ['13月1日', 'date-impossible'],
  ['学期末', 'date-vague'],
  ['国庆前', 'date-vague'],
  ['尽快', 'date-vague'],
  ['9月初', 'date-vague'],
  ['限期整改', 'date-vague'],
  ['15个工作日内', 'date-relative'],
  ['收到通知后十日内', 'date-relative'],
  ['9/7/2026', 'date-ambiguous'],
  ['9月7日、9月20日', 'date-ambiguous'],
  ['2199年1月1日', 'date-out-of-range'],
  ['按要求', 'date-unreadable'],
])('%s is no date: %s', (written, fault) => {
  expect(readDue(written, context, classes)).toMatchObject({ fault });
});

test.each([
  ['立即', 'rectifyNow', undefined],
  ['立行立改', 'rectifyNow', undefined],
  ['立即整改到位', 'rectifyNow', undefined],
  ['立行立改（2026年9月10日前完成）', 'rectifyNow', '2026-09-10'],
  ['限期整改，9月30日前', 'rectifyByDate', '2026-09-30'],
  ['长期坚持', 'ongoingRectification', undefined],
  ['长期坚持，每月检查一次', 'ongoingRectification', undefined],
])('%s is of the class %s', (written, rectificationClass, date) => {
  const reading = readDue(written, context, classes);
  expect(reading).toMatchObject({ class: rectificationClass });
  expect('date' in reading ? reading.date : undefined).toBe(date);
});

test('a year that is not written comes from the check, then the title, then the import, and the preview says which', () => {
  const due = { 整改时限: '9月底前' };
  const from = (result: ReturnType<typeof preview>) => [
    result.items[0]?.dueDate,
    result.notes.find((note) => note.code === 'year-assumed' && note.header === '整改时限')?.message.zh,
  ];
  expect(from(ofRows(row(due)))).toEqual(['2026-09-30', '“9月底前”没有年份，按检查时间读作 2026-09-30。']);

  const unchecked = row({ ...due, 检查时间: null });
  const titled = workbook([{ rows: [['2025年秋季整改台账'], shortHeader, unchecked] }]);
  expect(from(preview(titled))).toEqual(['2025-09-30', '“9月底前”没有年份，按标题读作 2025-09-30。']);
  expect(from(ofRows(unchecked))).toEqual(['2026-09-30', '“9月底前”没有年份，按导入日期读作 2026-09-30。']);
});

test('a check without a year is never in the future', () => {
  const result = preview(
    workbook([{ rows: [shortHeader, row({ 检查时间: '12月20日', 整改时限: '1月10日' })] }]),
    {
      importDate: '2027-01-05',
    },
  );
  expect(result.items[0]).toMatchObject({ checkDate: '2026-12-20', dueDate: '2027-01-10' });
});

test('date cells of Excel are read in both of its day counts', () => {
  const dateCell = (serial: number) => ({ t: 'n' as const, v: serial, z: 'yyyy-mm-dd' });
  const sheet = (serial: number) => [{ rows: [shortHeader, row({ 整改时限: dateCell(serial) })] }];
  expect(preview(workbook(sheet(46272.75))).items[0]?.dueDate).toBe('2026-09-07');
  expect(preview(workbook(sheet(46272 - 1462), { date1904: true })).items[0]?.dueDate).toBe('2026-09-07');
});

test('a number such as 9.1 may have been typed as 9.10, so it is refused with the mend', () => {
  const result = ofRows(row({ 整改时限: 9.1 }));
  expect(faults(result)).toEqual([['H3', 'date-ambiguous']]);
  expect(result.badRows[0]?.problems[0]?.message.zh).toContain('2026年9月10日');
});

test('a due date before its check is refused', () => {
  expect(faults(ofRows(row({ 整改时限: '2026年8月30日' })))).toEqual([['H3', 'due-before-check']]);
});
