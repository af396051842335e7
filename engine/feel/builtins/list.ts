import { call } from '../call.ts';
import { equal, order } from '../compare.ts';
import * as number from '../number.ts';
import { isNumber, wholeNumber, type FeelNumber } from '../number.ts';
import type { Run } from '../run.ts';
import type { FeelFunction, Value } from '../value.ts';
import { define } from './signature.ts';
import { sortBy } from '../sort.ts';

/** Functions that take one list or its items one by one. */
function ofItems(name: string, body: (list: Value[], run: Run) => Value) {
  return define({
    [`${name}(list: list)`]: ([list]: [Value[]], run: Run) => body(list, run),
    [`${name}(...items: any)`]: (items: Value[], run: Run) =>
      items.length === 0 ? run.warn(`'${name}' takes a list`) : body(items, run),
  });
}

function contains(list: Value[], element: Value, run: Run): boolean {
  run.spend(list.length);
  return list.some((item) => equal(item, element, run) === true);
}

/** The item that comes first; null when there is none, or when items have no order. */
function extreme(list: Value[], run: Run, isBetter: (order: number) => boolean): Value {
  let best = list[0] ?? null;
  if (best === null || order(best, best) === null)
    return list.length === 0 ? null : run.warn('Items have no order');
  for (const item of list) {
    const found = order(item, best);
    if (found === null) return run.warn('Items have no order');
    if (isBetter(found)) best = item;
  }
  return best;
}

function numbers(list: Value[], run: Run): FeelNumber[] | null {
  if (list.length === 0) return null;
  if (!list.every(isNumber)) return run.warn('Expected a list of numbers');
  // Decimals cost more to add and to order than whole numbers.
  if (!list.every(Number.isInteger)) run.spend(4 * list.length);
  return list;
}

function fold(
  list: FeelNumber[],
  start: FeelNumber,
  join: (a: FeelNumber, b: FeelNumber) => FeelNumber | null,
): FeelNumber | null {
  return list.reduce<FeelNumber | null>((total, item) => total && join(total, item), start) ?? null;
}

function sum(list: FeelNumber[]): FeelNumber | null {
  let total: FeelNumber | null = 0;
  for (const item of list) {
    if (total === null) return null;
    total = number.add(total, item);
  }
  return total;
}

function mean(list: FeelNumber[]): FeelNumber | null {
  const total = sum(list);
  return total === null ? null : number.divide(total, list.length);
}

function deviation(list: FeelNumber[]): Value {
  const middle = mean(list);
  if (middle === null || list.length < 2) return null;
  const squares = list.map((item) => (number.toDouble(item) - number.toDouble(middle)) ** 2);
  return number.fromDouble(Math.sqrt(squares.reduce((total, item) => total + item, 0) / (list.length - 1)));
}

function sorted(list: FeelNumber[]): FeelNumber[] {
  return list.toSorted(number.compareNumbers);
}

function median(list: FeelNumber[]): Value {
  const ordered = sorted(list);
  const middle = ordered.length / 2;
  if (!Number.isInteger(middle)) return ordered[Math.floor(middle)]!;
  return mean([ordered[middle - 1]!, ordered[middle]!]);
}

function mode(list: FeelNumber[]): Value {
  const runs: { value: FeelNumber; count: number }[] = [];
  for (const value of sorted(list)) {
    const last = runs.at(-1);
    if (last && number.compareNumbers(last.value, value) === 0) last.count += 1;
    else runs.push({ value, count: 1 });
  }
  const most = runs.reduce((found, { count }) => Math.max(found, count), 0);
  return runs.filter(({ count }) => count === most).map(({ value }) => value);
}

const onNumbers = (body: (list: FeelNumber[]) => Value) => (list: Value[], run: Run) => {
  const found = numbers(list, run);
  return found === null ? null : body(found);
};

/** All true, or any true, by three-valued logic; null when an item is neither true, false nor null. */
function decide(list: Value[], decides: boolean, run: Run): Value {
  if (list.some((item) => item !== null && typeof item !== 'boolean')) return run.warn('Expected booleans');
  if (list.includes(decides)) return decides;
  return list.includes(null) ? null : !decides;
}

/** Index of a position that counts from 1, or from the end when negative; undefined when there is none. */
function indexOf(position: FeelNumber, length: number): number | undefined {
  const whole = wholeNumber(number.round(position, 0, 'down') ?? 0);
  if (whole === null || whole === 0 || Math.abs(whole) > length) return undefined;
  return whole > 0 ? whole - 1 : length + whole;
}

function sublist([list, start, length]: [Value[], FeelNumber, FeelNumber | undefined], run: Run): Value {
  const from = indexOf(start, list.length);
  if (from === undefined) return run.warn('The list has no such position');
  if (length === undefined) return list.slice(from);
  const count = wholeNumber(number.round(length, 0, 'down') ?? 0);
  if (count === null || count < 1 || from + count > list.length) return run.warn('The list is not that long');
  return list.slice(from, from + count);
}

function flatten(list: Value[], run: Run): Value[] {
  const flat: Value[] = [];
  const visit = (items: Value[]): void => {
    run.spend(items.length);
    for (const item of items) {
      if (Array.isArray(item)) run.within(1, () => visit(item));
      else flat.push(item);
    }
  };
  visit(list);
  return flat;
}

function distinct(list: Value[], run: Run): Value[] {
  const kept: Value[] = [];
  for (const item of list) if (!contains(kept, item, run)) kept.push(item);
  return kept;
}

function join(lists: Value[], run: Run): Value[] {
  const joined = lists.flatMap((list) => (Array.isArray(list) ? list : [list]));
  run.spend(joined.length);
  return joined;
}

function replaceAt(list: Value[], position: FeelNumber, item: Value, run: Run): Value {
  const index = indexOf(position, list.length);
  return index === undefined ? run.warn('The list has no such position') : list.with(index, item);
}

function replaceWhere(list: Value[], match: FeelFunction, item: Value, run: Run): Value {
  const replaced: Value[] = [];
  for (const old of list) {
    const found = call(match, { positional: [old, item] }, run);
    if (typeof found !== 'boolean') return run.warn('The match of a replacement says true or false');
    replaced.push(found ? item : old);
  }
  return replaced;
}

function sort([list, precedes]: [Value[], FeelFunction | undefined], run: Run): Value {
  return sortBy(list, run, (a, b) =>
    precedes ? call(precedes, { positional: [a, b] }, run) === true : (order(a, b) ?? 0) < 0,
  );
}

export const listFunctions = {
  'list contains': define({
    'list contains(list: list, element: any)': ([list, element]: [Value[], Value], run: Run) =>
      contains(list, element, run),
  }),
  count: define({ 'count(list: list)': ([list]: [Value[]]) => list.length }),
  min: ofItems('min', (list, run) => extreme(list, run, (found) => found < 0)),
  max: ofItems('max', (list, run) => extreme(list, run, (found) => found > 0)),
  sum: ofItems('sum', onNumbers(sum)),
  product: ofItems(
    'product',
    onNumbers((list) => fold(list, 1, number.multiply)),
  ),
  mean: ofItems('mean', onNumbers(mean)),
  median: ofItems('median', onNumbers(median)),
  stddev: ofItems('stddev', onNumbers(deviation)),
  mode: ofItems('mode', (list, run) => (list.length === 0 ? [] : onNumbers(mode)(list, run))),
  all: ofItems('all', (list, run) => decide(list, false, run)),
  any: ofItems('any', (list, run) => decide(list, true, run)),
  sublist: define({ 'sublist(list: list, start position: number, length?: number)': sublist }),
  append: define({
    'append(list: list, ...item: any)': ([list, ...items]: [Value[], ...Value[]]) => [...list, ...items],
  }),
  concatenate: define({ 'concatenate(...list: list)': join }),
  union: define({ 'union(...list: list)': (lists: Value[], run: Run) => distinct(join(lists, run), run) }),
  'distinct values': define({
    'distinct values(list: list)': ([list]: [Value[]], run: Run) => distinct(list, run),
  }),
  flatten: define({ 'flatten(list: list)': ([list]: [Value[]], run: Run) => flatten(list, run) }),
  reverse: define({ 'reverse(list: list)': ([list]: [Value[]]) => list.toReversed() }),
  'index of': define({
    'index of(list: list, match: any)': ([list, match]: [Value[], Value], run: Run) => {
      run.spend(list.length);
      return list.flatMap((item, index) => (equal(item, match, run) === true ? [index + 1] : []));
    },
  }),
  'insert before': define({
    'insert before(list: list, position: number, newItem: any)': (
      [list, position, item]: [Value[], FeelNumber, Value],
      run: Run,
    ) => {
      const index = indexOf(position, list.length);
      return index === undefined ? run.warn('The list has no such position') : list.toSpliced(index, 0, item);
    },
  }),
  remove: define({
    'remove(list: list, position: number)': ([list, position]: [Value[], FeelNumber], run: Run) => {
      const index = indexOf(position, list.length);
      return index === undefined ? run.warn('The list has no such position') : list.toSpliced(index, 1);
    },
  }),
  'list replace': define({
    'list replace(list: list, position: number, newItem: any)': (
      [list, position, item]: [Value[], FeelNumber, Value],
      run: Run,
    ) => replaceAt(list, position, item, run),
    'list replace(list: list, match: function, newItem: any)': (
      [list, match, item]: [Value[], FeelFunction, Value],
      run: Run,
    ) =>
      match.parameters.length === 2 ? replaceWhere(list, match, item, run) : run.warn('A match takes two'),
  }),
  sort: define({ 'sort(list: list, precedes?: function)': sort }),
};
