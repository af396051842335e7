import { FeelDate, FeelDateTime, FeelTime } from './date-time.ts';
import { DaysTime, YearsMonths } from './duration.ts';
import type { FeelType } from './feel-type.ts';
import { Decimal, type FeelNumber } from './number.ts';
import type { Run } from './run.ts';

/**
 * What a FEEL expression works with. JSON stands for itself (objects are contexts); dates, times, durations, ranges and
 * functions are objects of the classes here, which only the border (`border.ts`) turns to and from JSON.
 */
export type Value =
  | null
  | boolean
  | string
  | FeelNumber
  | Value[]
  | FeelDate
  | FeelTime
  | FeelDateTime
  | YearsMonths
  | DaysTime
  | FeelRange
  | FeelFunction
  | Context;

export type Context = { [name: string]: Value };

export type RangeOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** An interval, or what a unary test such as `(> 5)` stands for: its open end is null. */
export class FeelRange {
  readonly start: Value;
  readonly end: Value;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
  /** Written with an operator; `!=` holds where the interval of its ends does not. */
  readonly operator: RangeOperator | undefined;

  constructor(
    [start, end]: [Value, Value],
    [startIncluded, endIncluded]: [boolean, boolean],
    operator?: RangeOperator,
  ) {
    this.start = start;
    this.end = end;
    this.startIncluded = startIncluded;
    this.endIncluded = endIncluded;
    this.operator = operator;
  }
}

/** How a function was called. */
export type Arguments = { positional: Value[] } | { named: Map<string, Value> };

export interface Parameter {
  name: string;
  type?: FeelType;
}

export class FeelFunction {
  readonly parameters: readonly Parameter[];
  /** Undefined: it may be anything. */
  readonly result: FeelType | undefined;
  readonly invoke: (given: Arguments, run: Run) => Value;

  constructor(
    parameters: readonly Parameter[],
    invoke: (given: Arguments, run: Run) => Value,
    result?: FeelType,
  ) {
    this.parameters = parameters;
    this.invoke = invoke;
    this.result = result;
  }

  /** Whether it can be called with so many arguments. */
  takes(count: number): boolean {
    return count === this.parameters.length;
  }
}

export type Kind =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'list'
  | 'date'
  | 'time'
  | 'date and time'
  | 'years and months duration'
  | 'days and time duration'
  | 'range'
  | 'function'
  | 'context';

export function kindOf(value: Value): Kind {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Decimal) return 'number';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof YearsMonths) return 'years and months duration';
  if (value instanceof DaysTime) return 'days and time duration';
  if (value instanceof FeelRange) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return 'context';
}

export function isContext(value: Value): value is Context {
  return typeof value === 'object' && kindOf(value) === 'context';
}

/** An entry of a context; undefined when it has none of that name (its prototype's do not count). */
export function entryOf(context: Context, name: string): Value | undefined {
  return Object.hasOwn(context, name) ? (context[name] ?? null) : undefined;
}

/** A context that may hold any name, `__proto__` too. */
export function emptyContext(): Context {
  return Object.create(null) as Context;
}
