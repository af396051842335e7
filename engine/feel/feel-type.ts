import { FeelDate, FeelDateTime, FeelTime } from './date-time.ts';
import type { Run } from './run.ts';
import { entryOf, FeelFunction, FeelRange, kindOf, type Context, type Kind, type Value } from './value.ts';

/** A FEEL type as an expression or a decision model writes it. */
export type FeelType =
  | { kind: 'any' }
  | { kind: 'null' }
  | { kind: 'basic'; name: Kind }
  | { kind: 'list'; item: FeelType }
  | { kind: 'range'; item: FeelType }
  | { kind: 'context'; members: [name: string, type: FeelType][] }
  | { kind: 'function'; parameters: FeelType[]; result: FeelType }
  /** Of the decision model that the run belongs to. */
  | { kind: 'named'; name: string }
  /** A type whose values pass a check besides. */
  | { kind: 'checked'; of: FeelType; check: (value: Value, run: Run) => boolean };

export const anyType: FeelType = { kind: 'any' };

/** Names of the basic types, and how else they are written. */
const basicTypes: Record<string, Kind> = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
};

/** The type that a bare name means. */
export function typeNamed(name: string): FeelType {
  if (Object.hasOwn(basicTypes, name)) return { kind: 'basic', name: basicTypes[name]! };
  switch (name) {
    case 'Any':
      return anyType;
    case 'Null':
      return { kind: 'null' };
    case 'list':
      return { kind: 'list', item: anyType };
    case 'range':
      return { kind: 'range', item: anyType };
    case 'context':
      return { kind: 'context', members: [] };
    case 'function':
      return { kind: 'basic', name: 'function' };
    default:
      return { kind: 'named', name };
  }
}

function resolved(type: FeelType, run: Run): FeelType | undefined {
  return type.kind === 'named' ? run.types?.(type.name) : type;
}

/** `value instance of type`. Null is an instance of nothing but the null type; inside a value it fits everywhere. */
export function isInstance(value: Value, type: FeelType, run: Run): boolean {
  const meant = resolved(type, run);
  if (meant === undefined) return false;
  if (value === null) return meant.kind === 'null';
  return conforms(value, unchecked(meant, run), run);
}

/** A value is an instance of a type whether or not it is one of those that are allowed. */
function unchecked(type: FeelType, run: Run): FeelType {
  const meant = resolved(type, run) ?? type;
  return meant.kind === 'checked' ? unchecked(meant.of, run) : meant;
}

export function conforms(value: Value, type: FeelType, run: Run): boolean {
  const meant = resolved(type, run);
  if (meant === undefined) return false;
  if (value === null) return true;
  run.spend(1);
  return run.within(1, () => conformsTo(value, meant, run));
}

function conformsTo(value: Exclude<Value, null>, type: FeelType, run: Run): boolean {
  switch (type.kind) {
    case 'any':
      return true;
    case 'null':
      return false;
    case 'named':
      return conforms(value, type, run);
    case 'basic':
      return kindOf(value) === type.name;
    case 'list':
      return Array.isArray(value) && value.every((item) => conforms(item, type.item, run));
    case 'range':
      return (
        value instanceof FeelRange &&
        conforms(value.start, type.item, run) &&
        conforms(value.end, type.item, run)
      );
    case 'context':
      return (
        kindOf(value) === 'context' &&
        type.members.every(([name, member]) => {
          const entry = entryOf(value as Context, name);
          return entry !== undefined && conforms(entry, member, run);
        })
      );
    case 'function':
      return (
        value instanceof FeelFunction &&
        value.takes(type.parameters.length) &&
        // A function may be given where each argument it will get is one that it takes.
        type.parameters.every((parameter, index) =>
          isSubtype(parameter, value.parameters[index]?.type ?? anyType, run),
        ) &&
        (value.result === undefined || isSubtype(value.result, type.result, run))
      );
    case 'checked':
      return conforms(value, type.of, run) && type.check(value, run);
  }
}

function isSubtype(a: FeelType, b: FeelType, run: Run): boolean {
  const [left, right] = [resolved(a, run), resolved(b, run)];
  if (right?.kind === 'any' || left?.kind === 'null') return true;
  if (left?.kind === 'checked') return isSubtype(left.of, b, run);
  if (left?.kind === 'list' && right?.kind === 'list') return isSubtype(left.item, right.item, run);
  if (left?.kind === 'range' && right?.kind === 'range') return isSubtype(left.item, right.item, run);
  return JSON.stringify(left) === JSON.stringify(right);
}

/**
 * The value as a value of the type, by the implicit conversions (DMN 1.5, 10.3.2.9.4): a list of one and its item, a date
 * and its midnight. Null when there is none.
 */
export function coerce(value: Value, type: FeelType, run: Run): Value {
  const meant = resolved(type, run);
  if (meant === undefined || value === null) return value;
  if (conforms(value, meant, run)) return value;
  const bare = meant.kind === 'checked' ? meant.of : meant;
  if (bare.kind === 'list') {
    if (!Array.isArray(value)) {
      const item = coerce(value, bare.item, run);
      if (item !== null && conforms([item], meant, run)) return [item];
    }
  } else if (Array.isArray(value) && value.length === 1) {
    const [item = null] = value;
    if (item !== null && conforms(item, meant, run)) return item;
  } else if (value instanceof FeelDate && bare.kind === 'basic' && bare.name === 'date and time') {
    return new FeelDateTime(value, new FeelTime(0, 0));
  }
  return run.warn(`A ${kindOf(value)} does not fit the type that is asked for`);
}
