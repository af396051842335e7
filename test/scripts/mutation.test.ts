import { expect as judge, describe, test } from 'vitest';
import { mutantsOf } from '../../scripts/mutation/mutants.ts';
import { expect as standIn } from '../../scripts/mutation/stand-in.ts';

/** What a source becomes, one small change at a time. */
const changed = (source: string) =>
  mutantsOf('x.ts', source).map(({ start, end, text }) => source.slice(0, start) + text + source.slice(end));

test.each([
  ['const a = b === c;', ['const a = ((b) !== (c));']],
  ['const a = b < c;', ['const a = ((b) <= (c));', 'const a = ((b) >= (c));']],
  ['const a = !b;', ['const a = (b);']],
  ['const a = true;', ['const a = false;']],
  ["const a = 'word';", ["const a = '';"]],
  ["const a = 'a text for people';", []],
  ['const a = b ? 1 : 2;', ['const a = true ? 1 : 2;', 'const a = false ? 1 : 2;']],
  ['const a = b?.c;', ['const a = b.c;']],
  ['const a = b.filter(c);', ['const a = b;']],
  ['const a = b.some(c);', ['const a = b.every(c);']],
  ['const a = [1];', ['const a = [];']],
  ['const a = () => b;', ['const a = () => undefined;']],
  ['run();', [';']],
  ['invariant(a === b);', []],
  ["type A = 'word' | true;", []],
  ["import a from 'word';", []],
])('%s is changed in small ways', (source, expected) => {
  judge(changed(source)).toEqual(expected);
});

test('where a change can be watched is a whole expression, never a part of an optional chain', () => {
  const source = 'const a = b?.filter(c).length;';
  const watched = mutantsOf('x.ts', source).map(({ watch }) => source.slice(watch.start, watch.end));
  judge(new Set(watched)).toEqual(new Set(['b?.filter(c).length']));
});

/** The stand-in must judge as vitest does, or a mutant would seem to be noticed, or not, when it is the other way round. */
describe('the stand-in judges as vitest does', () => {
  type Judge = typeof judge;
  const holds = (check: (expect: Judge) => void, by: unknown) => {
    try {
      check(by as Judge);
      return true;
    } catch {
      return false;
    }
  };
  const checks: ((expect: Judge) => void)[] = [
    (expect) => expect({ a: 1, b: undefined }).toEqual({ a: 1 }),
    (expect) => expect({ a: 1, b: 2 }).toEqual({ a: 1 }),
    (expect) => expect([1, 2]).toEqual([1, 2]),
    (expect) => expect([1, 2]).toEqual([2, 1]),
    (expect) => expect({ a: { b: 1, c: 2 } }).toMatchObject({ a: { b: 1 } }),
    (expect) => expect({ a: { b: 1 } }).toMatchObject({ a: { b: 2 } }),
    (expect) => expect([{ a: 1, b: 2 }]).toMatchObject([{ a: 1 }]),
    (expect) => expect([{ a: 1 }, { a: 2 }]).toMatchObject([{ a: 1 }]),
    (expect) => expect(new Set([1])).toEqual(new Set([1])),
    (expect) => expect(new Set([1])).toEqual(new Set([2])),
    (expect) => expect({ a: null }).toEqual({ a: undefined }),
    (expect) => expect(0).toBe(-0),
    (expect) => expect(NaN).toBe(NaN),
    (expect) => expect({ a: { b: 1 } }).toHaveProperty('a.b', 1),
    (expect) => expect({ a: 1 }).not.toHaveProperty('b'),
    (expect) => expect({ a: 'some text' }).toEqual({ a: expect.stringContaining('text') as string }),
    (expect) => expect([{ a: 1 }]).toContainEqual({ a: 1 }),
    (expect) => expect('abc').toContain('d'),
    (expect) => expect('abc').toMatch(/b/),
    (expect) => expect([]).toHaveLength(1),
    (expect) =>
      expect(() => {
        throw new Error('what went wrong');
      }).toThrow(/wrong/),
    (expect) => expect(() => undefined).toThrow(),
  ];
  test.each(checks.map((check) => [String(check).replace(/\s+/g, ' '), check] as const))('%s', (_, check) => {
    judge(holds(check, standIn)).toBe(holds(check, judge));
  });
});
