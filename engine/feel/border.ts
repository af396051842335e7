import type { Json } from '../json.ts';
import { isNumber, toDouble } from './number.ts';
import type { Run } from './run.ts';
import { FeelFunction, FeelRange, isContext, type Value } from './value.ts';

/**
 * A value as JSON: numbers as doubles; dates, times and durations as their FEEL texts; what has no JSON (functions,
 * ranges) is null. JSON itself needs no way in: it is a value as it stands. What is written out is spent: a list may hold
 * one item many times over, and grow by each.
 */
export function toJson(value: Value, run: Run): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (isNumber(value)) {
    const number = toDouble(value);
    return Number.isFinite(number) ? number : null;
  }
  if (Array.isArray(value)) {
    run.spend(1 + (value.length >> 2));
    return run.within(1, () => value.map((item) => toJson(item, run)));
  }
  if (value instanceof FeelFunction || value instanceof FeelRange) return null;
  if (!isContext(value)) return value.toString();
  const entries = Object.entries(value);
  run.spend(1 + (entries.length >> 2));
  return run.within(1, () => Object.fromEntries(entries.map(([name, entry]) => [name, toJson(entry, run)])));
}
