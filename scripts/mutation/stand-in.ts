/**
 * A stand-in for vitest that lives in one process: tests are gathered when their files are loaded and run one after the
 * other, so that a mutant costs milliseconds. It knows what the engine's tests use; that it judges as vitest does shows
 * in the first run, in which all of them must pass, and in its own test.
 */
import { isDeepStrictEqual } from 'node:util';

interface Gathered {
  name: string;
  run: () => unknown;
}

let gathered: Gathered[] = [];

/** The tests that were gathered since the last time. */
export function takeTests(): Gathered[] {
  const taken = gathered;
  gathered = [];
  return taken;
}

type Case = readonly unknown[] | unknown;

/** A time limit may stand before or after what is run. */
type Written = (number | object | (() => unknown))[];

function gather(name: string, ...written: Written): void {
  const run = written.find((each): each is () => unknown => typeof each === 'function');
  if (!run) throw new Error(`Expected the test '${name}' to have something to run`);
  gathered.push({ name, run });
}

export const test = Object.assign(gather, {
  each: (cases: readonly Case[]) => (name: string, run: (...args: never[]) => unknown) => {
    cases.forEach((each, index) => {
      const args = (Array.isArray(each) ? each : [each]) as never[];
      gathered.push({ name: `${name} (${index + 1})`, run: () => run(...args) });
    });
  },
});

export function describe(_name: string, gatherWithin: () => void): void {
  gatherWithin();
}

class Containing {
  readonly part: string;
  constructor(part: string) {
    this.part = part;
  }
}

/** Deep equality in which a property that is undefined is as good as absent; a subset where only those asked for count. */
function equals(actual: unknown, expected: unknown, isSubset: boolean): boolean {
  if (expected instanceof Containing) return String(actual).includes(expected.part);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((each, index) => equals(actual[index], each, isSubset))
    );
  }
  if (!isPlain(expected) || !isPlain(actual)) return isDeepStrictEqual(actual, expected);
  const names = isSubset ? Object.keys(expected) : [...Object.keys(expected), ...Object.keys(actual)];
  return names.every((name) => equals(actual[name], expected[name], isSubset));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof Set || value instanceof Map || value instanceof Date || value instanceof RegExp);
}

function throws(run: () => unknown, wanted: unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (wanted === undefined) return true;
    const message = error instanceof Error ? error.message : String(error);
    if (wanted instanceof RegExp) return wanted.test(message);
    return typeof wanted === 'string' ? message.includes(wanted) : error instanceof (wanted as typeof Error);
  }
}

function hasProperty(actual: unknown, [name = '', ...rest]: string[], wanted: unknown[]): boolean {
  if (typeof actual !== 'object' || actual === null || !(name in actual)) return false;
  const value = (actual as Record<string, unknown>)[name];
  if (rest.length > 0) return hasProperty(value, rest, wanted);
  return wanted.length === 0 || equals(value, wanted[0], false);
}

const judgements: Record<string, (actual: never, ...wanted: never[]) => boolean> = {
  toBe: (actual, wanted) => Object.is(actual, wanted),
  toEqual: (actual, wanted) => equals(actual, wanted, false),
  toMatchObject: (actual, wanted) => equals(actual, wanted, true),
  toBeUndefined: (actual) => actual === undefined,
  toBeNull: (actual) => actual === null,
  toBeTruthy: (actual) => Boolean(actual),
  toBeDefined: (actual) => actual !== undefined,
  toBeGreaterThan: (actual, wanted) => actual > wanted,
  toBeLessThan: (actual, wanted) => actual < wanted,
  toBeGreaterThanOrEqual: (actual, wanted) => actual >= wanted,
  toBeLessThanOrEqual: (actual, wanted) => actual <= wanted,
  toHaveLength: (actual: { length: number }, wanted) => actual.length === wanted,
  toContain: (actual: string | unknown[], wanted) => actual.includes(wanted),
  toContainEqual: (actual: unknown[], wanted) => actual.some((each) => equals(each, wanted, false)),
  toHaveProperty: (actual, path: string, ...wanted) => hasProperty(actual, path.split('.'), wanted),
  toMatch: (actual: string, wanted: RegExp | string) =>
    typeof wanted === 'string' ? actual.includes(wanted) : wanted.test(actual),
  toThrow: (actual: () => unknown, wanted) => throws(actual, wanted),
};

function judging(actual: unknown, isNegated: boolean): Record<string, unknown> {
  const all = Object.entries(judgements).map(([name, holds]) => [
    name,
    (...wanted: unknown[]) => {
      if (holds(actual as never, ...(wanted as never[])) === isNegated)
        throw new Error(`${isNegated ? 'not ' : ''}${name} does not hold`);
    },
  ]);
  return Object.fromEntries(all) as Record<string, unknown>;
}

export const expect = Object.assign(
  (actual: unknown) => ({ ...judging(actual, false), not: judging(actual, true) }),
  {
    stringContaining: (part: string) => new Containing(part),
    fail(message: string): never {
      throw new Error(message);
    },
  },
);
