import { FeelDate } from './date-time.ts';
import { propertyOf } from './properties.ts';
import { isNumber, wholeNumber } from './number.ts';
import type { Run } from './run.ts';
import type { Code, Scope } from './scope.ts';
import type { Syntax } from './syntax.ts';
import { emptyContext, entryOf, FeelRange, isContext, kindOf, type Value } from './value.ts';

/** `value.name`: an entry of a context, a property of a date and the like; of a list, that of each of its items. */
export function readPath(value: Value, name: string, run: Run): Value {
  if (Array.isArray(value)) {
    run.spend(value.length);
    return run.within(1, () => value.map((item) => readPath(item, name, run)));
  }
  if (isContext(value)) return entryOf(value, name) ?? run.warn(`A context has no '${name}'`);
  return propertyOf(value, name) ?? run.warn(`A ${kindOf(value)} has no '${name}'`);
}

/** `list[condition]` or `list[position]`; what is no list is a list of one. */
export function compileFilter(of: Code, by: Code, syntax?: Syntax): Code {
  const position = syntax && constantPosition(syntax);
  return (scope) => {
    const value = of(scope);
    const list = Array.isArray(value) ? value : value === null ? [] : [value];
    if (position !== undefined) return itemAt(list, position);
    // A position may be computed: then it is the same for every item, and is asked for outside of them.
    const outside = list.length === 0 ? null : probe(list[0]!, by, scope);
    if (isNumber(outside)) return itemAt(list, wholeNumber(outside) ?? 0);
    if (list.length === 0 && value === null) return null;
    scope.run.spend(2 * list.length);
    const kept: Value[] = [];
    for (const item of list) {
      const holds = by(itemScope(item, scope));
      if (holds === true) kept.push(item);
      else if (holds !== false && holds !== null) return scope.run.warn(`A ${kindOf(holds)} filters no list`);
    }
    return kept;
  };
}

function constantPosition(syntax: Syntax): number | undefined {
  if (syntax.kind === 'literal' && isNumber(syntax.value)) return wholeNumber(syntax.value) ?? 0;
  if (syntax.kind !== 'negation') return undefined;
  const position = constantPosition(syntax.of);
  return position === undefined ? undefined : 0 - position;
}

function probe(first: Value, by: Code, scope: Scope): Value {
  return by(itemScope(first, scope));
}

/** A condition sees `item`, and the entries of an item that is a context before all else. */
function itemScope(item: Value, scope: Scope): Scope {
  const inner = scope.inner({ item });
  return isContext(item) ? inner.inner(item) : inner;
}

function itemAt(list: Value[], position: number): Value {
  if (position === 0) return null;
  return list[position > 0 ? position - 1 : list.length + position] ?? null;
}

interface CompiledIteration {
  variable: string;
  over: Code;
  to?: Code;
}

/**
 * How the results so far (`partial`) are seen: not at all; only to take items from, so that the growing list itself may be
 * looked at; or in ways that may keep it, which needs a copy.
 */
export type PartialUse = 'none' | 'items' | 'whole';

/** `for … return`: one result for each combination. */
export function compileFor(iterations: CompiledIteration[], result: Code, partialUse: PartialUse): Code {
  return (scope) => {
    const results: Value[] = [];
    const names = emptyContext();
    if (partialUse !== 'none') names.partial = results;
    const ended = iterate(iterations, scope.inner(names), (inner) => {
      if (partialUse === 'whole') {
        scope.run.spend(results.length >> 2);
        names.partial = results.slice();
      }
      results.push(result(inner));
      return false;
    });
    return ended === null ? null : results;
  };
}

/** `some` and `every … satisfies`; what is neither true nor false leaves the answer open. */
export function compileQuantified(
  kind: 'some' | 'every',
  iterations: CompiledIteration[],
  satisfies: Code,
): Code {
  const decides = kind === 'some';
  return (scope) => {
    let isOpen = false;
    const decided = iterate(iterations, scope, (inner) => {
      const found = satisfies(inner);
      if (typeof found !== 'boolean') isOpen = true;
      return found === decides;
    });
    if (decided === null) return null;
    return decided ? decides : isOpen ? null : !decides;
  };
}

/** Goes through all combinations until `visit` says to stop: then true; null when there is nothing to go through. */
function iterate(
  iterations: CompiledIteration[],
  scope: Scope,
  visit: (scope: Scope) => boolean,
): boolean | null {
  const [first, ...rest] = iterations;
  if (!first) return visit(scope);
  const values = valuesOf(first, scope);
  if (values === null) return null;
  for (const value of values) {
    scope.run.spend(2);
    const names = emptyContext();
    names[first.variable] = value;
    const ended = iterate(rest, scope.inner(names), visit);
    if (ended !== false) return ended;
  }
  return false;
}

function valuesOf({ over, to }: CompiledIteration, scope: Scope): Iterable<Value> | null {
  const from = over(scope);
  if (to) return stepsBetween(from, to(scope), scope.run);
  if (from instanceof FeelRange) {
    if (from.start === null || from.end === null)
      return scope.run.warn('A range without an end has no items');
    const [low, high] = [from.startIncluded ? 0 : 1, from.endIncluded ? 0 : 1];
    const steps = stepsBetween(from.start, from.end, scope.run);
    return steps && [...steps].slice(low, high === 0 ? undefined : -high);
  }
  if (Array.isArray(from)) return from;
  return from === null ? scope.run.warn('There is nothing to go through') : [from];
}

/** Whole numbers or days from one to the other, upwards or downwards. */
function stepsBetween(from: Value, to: Value, run: Run): Iterable<Value> | null {
  if (isNumber(from) && isNumber(to)) {
    const [start, end] = [wholeNumber(from), wholeNumber(to)];
    if (start !== null && end !== null) return steps(start, end, run, (each) => each);
  }
  if (from instanceof FeelDate && to instanceof FeelDate) {
    return steps(0, to.dayNumber - from.dayNumber, run, (each) => from.later(each));
  }
  return run.warn(`There are no steps from a ${kindOf(from)} to a ${kindOf(to)}`);
}

function steps(start: number, end: number, run: Run, make: (step: number) => Value): Iterable<Value> {
  const count = Math.abs(end - start) + 1;
  run.spend(count);
  const direction = end < start ? -1 : 1;
  return Array.from({ length: count }, (_, index) => make(start + direction * index));
}
