import { expect, test } from 'vitest';
import { readUnitCell } from '../../api/ledger/unit-cell.ts';
import { unitDirectory } from '../../api/ledger/unit-match.ts';
import { faults, ofRows, row, units } from './make-ledger.ts';

const directory = unitDirectory(units);
const read = (text: string) => {
  const { lead, assist, faults: wrong } = readUnitCell(text, directory);
  return [lead?.id, assist.map((unit) => unit.id).join(' '), wrong.map((one) => one.fault).join(' ')];
};

test.each([
  ['青禾县第一中学', 'school-no1', ''],
  ['县一中', 'school-no1', ''],
  ['工商局', 'market', ''],
  ['青禾县　文化和旅游局', 'culture-tourism', ''],
  ['一中（牵头）、市场监管局', 'school-no1', 'market'],
  ['市场监管局、一中(牵头)', 'school-no1', 'market'],
  ['城管局、一中；交警大队', 'urban-management', 'school-no1 traffic-police'],
  ['城管局\n城关小学', 'urban-management', 'school-chengguan'],
  ['公安局/文旅局', 'police', 'culture-tourism'],
  ['公安局 文旅局', 'police', 'culture-tourism'],
  ['公安局和文化和旅游局', 'police', 'culture-tourism'],
  ['文化和旅游局、公安局', 'culture-tourism', 'police'],
  ['牵头单位：政法委；配合单位：公安局、文旅局', 'plc', 'police culture-tourism'],
  ['牵头单位：政法委配合单位：公安局、文旅局', 'plc', 'police culture-tourism'],
  ['交警大队牵头，一中、城管局配合', 'traffic-police', 'school-no1 urban-management'],
  ['由综治办牵头', 'plc', ''],
  ['一中、公安局等部门', 'school-no1', 'police'],
  ['一中、一中、公安局', 'school-no1', 'police'],
])('%j means %s with %j', (text, lead, assist) => {
  expect(read(text)).toEqual([lead, assist, '']);
});

test('names that are nobody in particular, unknown or of several units are refused with the mend', () => {
  const cell = (text: string) => ofRows(row({ 责任单位: text })).badRows[0]?.problems[0];
  expect(cell('各中小学')).toMatchObject({ cell: 'G3', code: 'unit-group' });
  expect(cell('一中、各有关部门')).toMatchObject({ cell: 'G3', code: 'unit-group' });
  expect(cell('青禾县第三中学')?.message.zh).toContain('是否为“青禾县第一中学”');
  expect(cell('青禾县第三中学')?.message.en).toContain('Did you mean');
  expect(cell('级中学')?.code ?? 'none').toBe('none'); // an ending that one unit alone has
  expect(cell('constructor')).toMatchObject({ code: 'unit-unknown', found: 'constructor' });
});

test('an alias that two units claim is refused with both names', () => {
  const twins = unitDirectory([
    ...units,
    { id: 'other', name: '青禾县第一中学分校', aliases: ['一中'], kind: 'school' },
  ]);
  expect(readUnitCell('一中', twins).faults).toEqual([
    { fault: 'unit-ambiguous', name: '一中', candidates: ['青禾县第一中学', '青禾县第一中学分校'] },
  ]);
});

test('one unknown unit among several keeps the row out', () => {
  expect(faults(ofRows(row({ 责任单位: '一中、某某局' })))).toEqual([['G3', 'unit-unknown']]);
});
