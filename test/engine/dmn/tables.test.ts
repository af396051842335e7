import { describe, expect, test } from 'vitest';
import { evaluateDecision } from '../../../engine/dmn/evaluate.ts';
import type { DecisionTable } from '../../../engine/dmn/model.ts';
import type { Json, JsonObject } from '../../../engine/json.ts';
import { decision, decisions, table } from '../../support/decisions.ts';

const at = '2026-09-07T16:30:00.000Z';

/** What a table over `days` and `grade` decides; the code of its fault, where it has none. */
function decide(
  rows: string[][],
  given: JsonObject,
  options: Partial<Omit<DecisionTable, 'inputs' | 'rules'>> = {},
): Json | string {
  const model = decisions({
    inputs: { days: { name: 'days' }, grade: { name: 'grade' } },
    decisions: decision('d', table(['days', 'grade'], rows, options), { inputs: ['days', 'grade'] }),
  });
  const result = evaluateDecision(model, 'd', given, at);
  return 'fault' in result ? result.fault.message : result.value;
}

const overlapping = [
  ['> 10', '-', '"red"'],
  ['> 5', '-', '"yellow"'],
  ['> 7', '"A"', '"red"'],
];
const listed = { outputs: [{ values: '"red", "orange", "yellow"' }] };

describe('hit policies', () => {
  test('unique: the one rule that matches', () => {
    expect(decide(overlapping, { days: 6, grade: 'B' })).toBe('yellow');
  });

  test('unique: two rules that match are a fault that names them, not null', () => {
    expect(decide(overlapping, { days: 11, grade: 'B' })).toMatch(/one rule.*'rule 1', 'rule 2'/);
  });

  test('no rule that matches gives null, or the default', () => {
    expect(decide(overlapping, { days: 1, grade: 'B' })).toBeNull();
    expect(decide(overlapping, { days: 1, grade: 'B' }, { outputs: [{ default: '"green"' }] })).toBe('green');
  });

  test('any: rules that match must agree', () => {
    const rows = [
      ['> 5', '-', '"red"'],
      ['> 7', '-', '"red"'],
      ['> 9', '-', '"blue"'],
    ];
    expect(decide(rows, { days: 8, grade: '' }, { hitPolicy: 'ANY' })).toBe('red');
    expect(decide(rows, { days: 10, grade: '' }, { hitPolicy: 'ANY' })).toMatch(/to agree/);
  });

  test('first: in the order of the rules', () => {
    expect(decide(overlapping, { days: 8, grade: 'A' }, { hitPolicy: 'FIRST' })).toBe('yellow');
  });

  test('priority: in the order of the output values', () => {
    expect(decide(overlapping, { days: 8, grade: 'A' }, { hitPolicy: 'PRIORITY', ...listed })).toBe('red');
  });

  test('rule order and output order: all that match', () => {
    const given = { days: 8, grade: 'A' };
    expect(decide(overlapping, given, { hitPolicy: 'RULE ORDER' })).toEqual(['yellow', 'red']);
    expect(decide(overlapping, given, { hitPolicy: 'OUTPUT ORDER', ...listed })).toEqual(['red', 'yellow']);
  });

  test.each<[DecisionTable['aggregation'], Json]>([
    [undefined, [10, 20]],
    ['SUM', 30],
    ['COUNT', 2],
    ['MIN', 10],
    ['MAX', 20],
  ])('collect %s', (aggregation, expected) => {
    const rows = [
      ['> 5', '-', '10'],
      ['> 6', '-', '20'],
      ['> 9', '-', '40'],
    ];
    const options = { hitPolicy: 'COLLECT' as const, ...(aggregation && { aggregation }) };
    expect(decide(rows, { days: 7, grade: '' }, options)).toEqual(expected);
  });

  test('collecting nothing is an empty list', () => {
    expect(decide(overlapping, { days: 1, grade: '' }, { hitPolicy: 'COLLECT' })).toEqual([]);
  });
});

test('several outputs make a context by their names; the first column ranks before the second', () => {
  const rows = [
    ['-', '-', '"low"', '1'],
    ['-', '-', '"high"', '2'],
    ['-', '-', '"high"', '1'],
  ];
  const outputs = [
    { name: 'risk', values: '"high", "low"' },
    { name: 'step', values: '1, 2' },
  ];
  expect(decide(rows, {}, { hitPolicy: 'PRIORITY', outputs })).toEqual({ risk: 'high', step: 1 });
});

test.each<[string, Json, boolean]>([
  ['5', 5, true],
  ['5, 7', 7, true],
  ['< 5', 5, false],
  ['[5..7)', 7, false],
  ['not(5, 7)', 7, false],
  ['not(5, 7)', 6, true],
  ['-', null, true],
  ['null', null, true],
  ['< 5', null, false],
  ['? > 5 and ? < 9', 6, true],
  ['even(?)', 6, true],
  ['"a", "b"', 'b', true],
  ['list contains(?, "x")', ['x'], true],
  ['["a", "b"]', 'b', true],
  ['true', true, true],
  ['false', true, false],
  ['> date("2026-01-01")', 'text', false],
])('the cell %s and the value %j', (cell, value, isHit) => {
  expect(decide([[cell, '-', '"hit"']], { days: value, grade: null })).toBe(isHit ? 'hit' : null);
});

test('a value that its column does not list is a fault', () => {
  const logic = table(['grade'], [['"A"', '1']]);
  if (logic.kind === 'table') logic.table.inputs[0]!.values = '"A", "B"';
  const model = decisions({
    inputs: { grade: { name: 'grade' } },
    decisions: decision('d', logic, { inputs: ['grade'] }),
  });
  expect(evaluateDecision(model, 'd', { grade: 'B' }, at)).toEqual({ value: null });
  expect(evaluateDecision(model, 'd', { grade: 'C' }, at)).toHaveProperty('fault.code', 'decision-failed');
});
