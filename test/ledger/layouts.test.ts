import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LedgerPreview } from '../../api/ledger/item.ts';
import { faults, ofRows, preview, row, shortHeader, workbook } from './make-ledger.ts';

const sample = (name: string) =>
  readFileSync(new URL(`../../definitions/rectification-item/samples/${name}`, import.meta.url));

test('the 11 columns of a school ledger: 完成时间 is the due date, the unit stands in the title', () => {
  const result = preview(
    workbook([
      {
        merges: ['A1:K1'],
        rows: [
          ['校园安全隐患整改台账'],
          ['单位：青禾县实验小学（盖章）'],
          [
            '序号',
            '检查时间',
            '检查人',
            '类别',
            '问题',
            '措施',
            '完成时间',
            '责任人',
            '复查时间',
            '复查人',
            '复查结果',
          ],
          [1, '2026.9.1', '甲、乙', '消防', '灭火器过期', '更换', '9月10日', '丙', '9月12日', '丁', '合格'],
        ],
      },
    ]),
  );
  expect(result.sheets[0]).toMatchObject({ layout: 'check-ledger-11', headerRows: { from: 3, to: 3 } });
  expect(result.items).toMatchObject([
    {
      checkers: ['甲', '乙'],
      category: 'fire',
      dueDate: '2026-09-10',
      reviewDate: '2026-09-12',
      responsibleUnit: { id: 'school-experimental', name: '青禾县实验小学' },
    },
  ]);
});

test('an 11-column ledger that names no unit is refused as a sheet, and taken once a unit was chosen', () => {
  const sheet = workbook([
    {
      rows: [
        ['问题', '措施', '完成时间'],
        ['灭火器过期', '更换', '2026年9月10日'],
      ],
    },
  ]);
  const refused = preview(sheet);
  expect(refused.sheetProblems).toMatchObject([{ code: 'unit-not-in-title' }]);
  expect(refused.counts).toEqual({ found: 1, good: 0, bad: 1 });
  expect(preview(sheet, { unitId: 'school-no1' }).items[0]?.responsibleUnit.id).toBe('school-no1');
});

test('the 13 columns of a write-off request: 期限 is the due date and 完成时间 the day of completion', () => {
  const result = preview(
    workbook([
      {
        rows: [
          ['销号申请单'],
          [
            '序号',
            '被检查单位',
            '地点',
            '类别',
            '问题',
            '采取的整改措施',
            '期限',
            '责任人',
            '整改情况',
            '完成时间',
            '复查人',
            '整改前图片',
            '整改后图片',
          ],
          [
            1,
            '二中',
            '食堂',
            '食品',
            '留样不足',
            '按规定留样',
            '2026年9月20日',
            '甲',
            '已整改',
            '2026年9月18日',
            '乙',
          ],
          ['整改单位负责人（签字）：', null, null, null, null, null, '主管部门负责人（签字）：'],
        ],
      },
    ]),
  );
  expect(result.sheets[0]?.layout).toBe('write-off-13');
  expect(result.items).toMatchObject([
    {
      dueDate: '2026-09-20',
      completedDate: '2026-09-18',
      progress: '已整改',
      responsibleUnit: { id: 'school-no2' },
    },
  ]);
  expect(result.notes).toMatchObject([{ cell: 'A4', code: 'row-skipped-signature' }]);
});

test('the bureau sample: merged titles, a header of two rows, group headings; every row is good', () => {
  const result = preview(sample('bureau-ledger.xlsx'), { importDate: '2026-11-22' });
  expect(result.sheets[0]).toMatchObject({ layout: 'bureau', headerRows: { from: 3, to: 4 } });
  expect(result.counts).toEqual({ found: 32, good: 32, bad: 0 });
  expect(result.notes.filter((note) => note.code.startsWith('row-skipped')).map((note) => note.cell)).toEqual(
    ['A5', 'A11', 'A19', 'A25', 'A31', 'A40', 'A43', 'A44', 'A45'],
  );
  // 问题来源 is one merged cell over rows 6 to 8.
  expect(result.items.slice(0, 3).map((item) => item.source)).toEqual(Array(3).fill('秋季开学联合检查'));
  expect(new Set(result.items.map((item) => item.rectificationClass))).toEqual(
    new Set(['rectifyByDate', 'rectifyNow', 'ongoingRectification']),
  );
  expect(() => LedgerPreview.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
});

test('the sample of 14 columns: the preview names the four bad rows with cell and mend', () => {
  const result = preview(sample('notice-14.xlsx'), { importDate: '2026-11-22' });
  expect(result.sheets[0]?.layout).toBe('notice-14');
  expect(result.counts).toEqual({ found: 34, good: 30, bad: 4 });
  expect(faults(result)).toEqual([
    ['B29', 'unit-unknown'],
    ['H30', 'date-impossible'],
    ['E31', 'missing'],
    ['H32', 'date-vague'],
  ]);
  const messages = result.badRows.map((bad) => bad.problems[0]!.message);
  expect(messages[0]!.zh).toContain('青禾县第三中学');
  expect(messages[1]!.zh).toContain('28 日');
  expect(messages[1]!.en).toContain('ends on the 28th');
  expect(result.items.every((item) => item.checkDate === '2026-10-12')).toBe(true);
});

test.each([
  '整改时限',
  '完成时限',
  '整改期限',
  '整 改\n时 限',
  '整改时限（年月日）',
  '计划完成时间',
  '【整改时限】',
  '整改時限'.replace('時', '时'),
])('the header %j is the due date', (title) => {
  const header = shortHeader.map((one) => (one === '整改时限' ? title : one));
  expect(preview(workbook([{ rows: [header, row()] }])).items[0]?.dueDate).toBe('2026-09-30');
});

test('headers that are names of JavaScript itself are just unknown columns', () => {
  const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const result = preview(
    workbook([
      {
        rows: [
          [...shortHeader, ...odd],
          [...row(), 'a', 'b', 'c', 'd'],
        ],
      },
    ]),
  );
  expect(result.counts.good).toBe(1);
  expect(result.notes.filter((note) => note.code === 'column-ignored').map((note) => note.header)).toEqual(
    odd,
  );
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
});

test('a merged cell counts for every row that it covers', () => {
  const second = row({ 存在问题: '门卫脱岗' });
  second[6] = null;
  const result = preview(workbook([{ rows: [shortHeader, row(), second], merges: ['G2:G3'] }]));
  expect(result.items.map((item) => item.responsibleUnit.id)).toEqual(['school-no1', 'school-no1']);
});

test('a problem merged over several rows with one number is one item with several measures', () => {
  const second = shortHeader.map((one) => (one === '整改措施' ? '每周抽查' : null));
  const merges = ['A2:A3', 'B2:B3', 'C2:C3', 'D2:D3', 'E2:E3', 'G2:G3', 'H2:H3'];
  const result = preview(
    workbook([{ rows: [shortHeader, row(), second, row({ 序号: 2, 地点: '西门' })], merges }]),
  );
  expect(result.items.map((item) => [item.row.row, item.measures])).toEqual([
    [2, ['登记后放行', '每周抽查']],
    [4, ['登记后放行']],
  ]);
  expect(result.notes.map((note) => note.code)).toContain('rows-of-one-item');
});

test('同上 means the cell above', () => {
  const result = ofRows(row(), row({ 存在问题: '门卫脱岗', 责任单位: '同上', 检查时间: '〃' }));
  expect(result.items[1]).toMatchObject({ responsibleUnit: { id: 'school-no1' }, checkDate: '2026-09-01' });
});

test('rows that are no items are skipped and said so', () => {
  const result = ofRows(
    ['一、门卫'],
    row(),
    [2],
    shortHeader,
    row({ 序号: 3, 地点: '西门' }),
    ['合计', null, null, null, '2项'],
    ['备注：按月更新'],
    ['填表人：', null, null, '审核人：'],
    ['      年    月    日'],
  );
  expect(result.items.map((item) => item.seq)).toEqual([1, 3]);
  expect(result.notes.map((note) => [note.cell, note.code])).toEqual([
    ['A3', 'row-skipped-section'],
    ['A5', 'row-skipped-number-only'],
    ['A6', 'row-skipped-header'],
    ['A8', 'row-skipped-total'],
    ['A9', 'row-skipped-remark'],
    ['A10', 'row-skipped-signature'],
    ['A11', 'row-skipped-signature'],
  ]);
});

test('another table under the first is not read with the wrong columns', () => {
  const result = ofRows(
    row(),
    ['序号', '责任单位', '存在问题', '整改时限'],
    [1, '一中', '门卫脱岗', '9月30日'],
  );
  expect(result.counts).toEqual({ found: 1, good: 1, bad: 0 });
  expect(result.sheetProblems).toMatchObject([{ code: 'second-header', cell: 'A4' }]);
});

test('several sheets are read, a hidden sheet is left out and a hidden row is read, each with a note', () => {
  const result = preview(
    workbook([
      { name: '甲', rows: [shortHeader, row()], hiddenRows: [2] },
      { name: '乙', rows: [shortHeader, row({ 地点: '西门' })] },
      { name: '说明', rows: [['填表须知']] },
      { name: '旧', rows: [shortHeader, row({ 地点: '南门' })], hidden: true },
    ]),
  );
  expect(result.items.map((item) => item.row.sheet)).toEqual(['甲', '乙']);
  expect(result.notes.map((note) => [note.sheet, note.code])).toEqual([
    ['甲', 'hidden-row'],
    ['说明', 'sheet-without-ledger'],
    ['旧', 'hidden-sheet'],
  ]);
});

test('a row is bad as a whole and lists every fault it has', () => {
  const result = ofRows(row({ 存在问题: null, 责任单位: '县三中', 整改时限: '学期末' }));
  expect(faults(result)).toEqual([
    ['E3', 'missing'],
    ['G3', 'unit-unknown'],
    ['H3', 'date-vague'],
  ]);
  expect(result.items).toEqual([]);
});

test('a row that repeats another of the file is named with the other row', () => {
  const result = ofRows(
    row(),
    row({ 序号: 2, 地点: '西门' }),
    row({ 序号: 3, 存在问题: ' 访客未登记。', 整改时限: '立即' }),
  );
  expect(faults(result)).toEqual([['E5', 'repeats-row']]);
  expect(result.badRows[0]?.problems[0]?.message.zh).toContain('第 3 行');
});

test('item keys follow the meaning: not row order, alias, punctuation or due date', () => {
  const keys = (...rows: Parameters<typeof ofRows>) => ofRows(...rows).items.map((item) => item.itemKey);
  const [first, second] = keys(row(), row({ 序号: 2, 存在问题: '围墙高1.5米' }));
  expect(
    keys(row({ 存在问题: '围墙高 1.5 米。', 责任单位: '青禾县第一中学', 整改时限: '立行立改' }), row()),
  ).toEqual([second, first]);
  expect(keys(row({ 存在问题: '围墙高15米' }))).not.toEqual([second]);
  expect(first).toBe(keys(row())[0]);
});
