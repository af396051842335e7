import type { Run } from './run.ts';
import type { Value } from './value.ts';

/** Merge sort: stable, and of a counted cost whatever the author's comparison answers. */
export function sortBy(list: Value[], run: Run, precedes: (a: Value, b: Value) => boolean): Value[] {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const left = sortBy(list.slice(0, middle), run, precedes);
  const right = sortBy(list.slice(middle), run, precedes);
  const sorted: Value[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    run.spend(1);
    sorted.push(precedes(right[j]!, left[i]!) ? right[j++]! : left[i++]!);
  }
  return sorted.concat(left.slice(i), right.slice(j));
}
