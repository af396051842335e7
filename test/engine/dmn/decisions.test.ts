import { describe, expect, test } from 'vitest';
import { decisionModelOf, evaluateDecision } from '../../../engine/dmn/evaluate.ts';
import type { Boxed, DecisionModel } from '../../../engine/dmn/model.ts';
import type { Json, JsonObject } from '../../../engine/json.ts';
import { decision, decisions, literal } from '../../support/decisions.ts';

const at = '2026-09-07T16:30:00.000Z';

function valueOf(model: DecisionModel, id: string, inputs: JsonObject = {}): Json | string {
  const result = evaluateDecision(model, id, inputs, at);
  return 'fault' in result ? `${result.fault.code}: ${result.fault.message}` : result.value;
}

const boxed = (logic: Boxed) => valueOf(decisions({ decisions: decision('d', logic) }), 'd');

describe('boxed expressions', () => {
  test('a context sees its earlier entries; a last entry without a name is its value', () => {
    const entries = [
      { name: 'a', value: literal('2') },
      { name: 'b', value: literal('a * 3') },
    ];
    expect(boxed({ kind: 'context', entries })).toEqual({ a: 2, b: 6 });
    expect(boxed({ kind: 'context', entries: [...entries, { value: literal('a + b') }] })).toBe(8);
  });

  test('a relation is a list of contexts', () => {
    const columns = [{ name: 'name' }, { name: 'age' }];
    const rows = [
      [literal('"小明"'), literal('9')],
      [literal('"小红"'), literal('10')],
    ];
    expect(boxed({ kind: 'relation', columns, rows })).toEqual([
      { name: '小明', age: 9 },
      { name: '小红', age: 10 },
    ]);
  });

  test('a conditional takes the second way for all but true', () => {
    const way = (text: string): Boxed => ({
      kind: 'conditional',
      if: literal(text),
      then: literal('"yes"'),
      else: literal('"no"'),
    });
    expect(boxed(way('1 < 2'))).toBe('yes');
    expect(boxed(way('null'))).toBe('no');
  });

  test('filters and iterators', () => {
    const list = literal('[1, 2, 3]');
    expect(boxed({ kind: 'filter', in: list, match: literal('item > 1') })).toEqual([2, 3]);
    expect(boxed({ kind: 'for', variable: 'x', in: list, return: literal('x * 2') })).toEqual([2, 4, 6]);
    expect(boxed({ kind: 'some', variable: 'x', in: list, satisfies: literal('x > 2') })).toBe(true);
    expect(boxed({ kind: 'every', variable: 'x', in: list, satisfies: literal('x > 2') })).toBe(false);
  });

  test('an invocation gives its arguments by name', () => {
    const logic: Boxed = {
      kind: 'invocation',
      called: { kind: 'function', parameters: [{ name: 'a' }, { name: 'b' }], body: literal('a - b') },
      bindings: [
        { name: 'b', value: literal('1') },
        { name: 'a', value: literal('5') },
      ],
    };
    expect(boxed(logic)).toBe(4);
  });

  test('a value is brought to the type of its box', () => {
    expect(boxed({ kind: 'literal', text: '[1]', type: 'number' })).toBe(1);
    expect(boxed({ kind: 'literal', text: '"1"', type: 'number' })).toBeNull();
  });
});

describe('requirements', () => {
  test('a decision sees what it requires and nothing else', () => {
    const model = decisions({
      inputs: { a: { name: 'a' }, b: { name: 'b' } },
      decisions: {
        ...decision('base', 'a * 2', { inputs: ['a'] }),
        ...decision('sum', '{base: base, b: b}', { decisions: ['base'] }),
      },
    });
    expect(valueOf(model, 'sum', { a: 2, b: 3 })).toEqual({ base: 4, b: null });
  });

  test('names may hold blanks and signs', () => {
    const model = decisions({
      inputs: { i: { name: 'School-year (start)' }, j: { name: 'Monthly Salary' } },
      decisions: decision('d', 'Monthly Salary * 12', { inputs: ['i', 'j'] }),
    });
    expect(valueOf(model, 'd', { 'Monthly Salary': 100 })).toBe(1200);
  });

  test('a knowledge model is a function of those that require it, and may call itself', () => {
    const model = decisions({
      knowledge: {
        f: {
          name: 'factorial',
          knowledge: [],
          logic: {
            kind: 'function',
            parameters: [{ name: 'n', type: 'number' }],
            body: literal('if n < 2 then 1 else n * factorial(n - 1)'),
          },
        },
      },
      decisions: {
        ...decision('ten', 'factorial(10)', { knowledge: ['f'] }),
        ...decision('endless', 'factorial(0.5 - 10**30) + factorial(10**9)', { knowledge: ['f'] }),
      },
    });
    expect(valueOf(model, 'ten')).toBe(3628800);
    expect(valueOf(model, 'endless')).toMatch(/^expression-too-deep/);
  });

  test('a decision that needs itself is a fault', () => {
    const model = decisions({
      decisions: { ...decision('a', 'b', { decisions: ['b'] }), ...decision('b', 'a', { decisions: ['a'] }) },
    });
    expect(valueOf(model, 'a')).toMatch(/^decision-failed.*needs itself/);
  });

  test('what is imported stands under the name of the import', () => {
    const model = decisions({
      inputs: { 'urn:other#i': { name: 'rate' } },
      decisions: {
        'urn:other#d': {
          name: 'Net Rate',
          inputs: [{ of: 'urn:other#i' }],
          decisions: [],
          knowledge: [],
          logic: literal('rate / 2'),
        },
        own: {
          name: 'own',
          inputs: [],
          decisions: [{ of: 'urn:other#d', importedAs: 'rates' }],
          knowledge: [],
          logic: literal('rates.Net Rate + 1'),
        },
      },
    });
    expect(valueOf(model, 'own', { rate: 4 })).toBe(3);
  });
});

describe('decision services', () => {
  const model = decisions({
    inputs: { i: { name: 'i' } },
    decisions: {
      ...decision('given', '"made"'),
      ...decision('out', '{i: i, given: given}', { inputs: ['i'], decisions: ['given'] }),
      ...decision('other', '1'),
      ...decision('caller', 'service("x", "y")', { knowledge: ['s'] }),
    },
    services: {
      s: { name: 'service', outputs: ['out'], encapsulated: [], inputs: ['i'], inputDecisions: ['given'] },
      two: { name: 'two', outputs: ['out', 'other'], encapsulated: [], inputs: ['i'], inputDecisions: [] },
    },
  });

  test('input decisions are given and not made', () => {
    expect(valueOf(model, 's', { i: 1, given: 2 })).toEqual({ i: 1, given: 2 });
  });

  test('several outputs come by name', () => {
    expect(valueOf(model, 'two', { i: 1 })).toEqual({ out: { i: 1, given: 'made' }, other: 1 });
  });

  test('called as a function it takes its inputs first, then its decisions', () => {
    expect(valueOf(model, 'caller')).toEqual({ i: 'x', given: 'y' });
  });

  test('the model of a package is found by the id of what it decides', () => {
    expect(decisionModelOf({ file: model }, 's')).toBe(model);
    expect(decisionModelOf({ file: model }, 'caller')).toBe(model);
    expect(decisionModelOf({ file: model }, 'constructor')).toBeUndefined();
    expect(decisionModelOf(undefined, 's')).toBeUndefined();
  });
});

describe('types at the border', () => {
  const model = decisions({
    inputs: {
      due: { name: 'due', type: 'date' },
      persons: { name: 'persons', type: 'tPersons' },
      grade: { name: 'grade', type: 'tGrade' },
    },
    types: {
      tGrade: { type: 'string', allowed: '"A", "B"' },
      tPerson: {
        components: [
          { name: 'born', type: { type: 'date' } },
          { name: 'name', type: { type: 'string' } },
        ],
      },
      tPersons: { type: 'tPerson', isCollection: true },
    },
    decisions: {
      ...decision('next day', 'due + duration("P1D")', { inputs: ['due'] }),
      ...decision('years', 'persons.born.year', { inputs: ['persons'] }),
      ...decision('grade now', 'grade', { inputs: ['grade'] }),
      ...decision('stamp', 'now()'),
    },
  });

  test('a text is read as the date that its input declares, also inside of lists and contexts', () => {
    expect(valueOf(model, 'next day', { due: '2026-09-30' })).toBe('2026-10-01');
    const persons = [
      { name: '甲', born: '2010-01-02' },
      { name: '乙', born: '2011-03-04' },
    ];
    expect(valueOf(model, 'years', { persons })).toEqual([2010, 2011]);
  });

  test('an input that is not of its type is a fault that names it, and not null', () => {
    expect(valueOf(model, 'next day', { due: 'soon' })).toMatch(/^decision-failed.*'due'/);
    expect(valueOf(model, 'grade now', { grade: 'C' })).toMatch(/^decision-failed.*'grade'/);
    expect(valueOf(model, 'grade now', { grade: 'B' })).toBe('B');
    expect(valueOf(model, 'grade now', {})).toBeNull();
  });

  test('now is the instant of the input', () => {
    expect(valueOf(model, 'stamp')).toBe('2026-09-08T00:30:00+08:00');
  });

  test('a decision that is not there is a fault', () => {
    expect(valueOf(model, 'constructor')).toMatch(/^decision-failed/);
  });
});

test('a poisonous decision is a fault on that case alone', () => {
  const model = decisions({ decisions: decision('d', 'for i in 1..1000000000 return i') });
  expect(valueOf(model, 'd')).toMatch(/^expression-too-costly/);
});

test('a model survives being written as JSON', () => {
  const model = decisions({ decisions: decision('d', '1 + 1') });
  expect(valueOf(JSON.parse(JSON.stringify(model)) as DecisionModel, 'd')).toBe(2);
});
