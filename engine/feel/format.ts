import { formatNumber, isNumber } from './number.ts';
import type { Run } from './run.ts';
import { FeelFunction, FeelRange, isContext, type Value } from './value.ts';

/** A value as FEEL writes it; texts in quotes. */
export function formatValue(value: Value, run: Run): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (isNumber(value)) return formatNumber(value);
  if (value instanceof FeelFunction) return 'function';
  if (value instanceof FeelRange) return run.within(1, () => formatRange(value, run));
  if (Array.isArray(value)) {
    run.spend(value.length);
    return run.within(1, () => run.text(`[${value.map((item) => formatValue(item, run)).join(', ')}]`));
  }
  if (!isContext(value)) return value.toString();
  const entries = Object.entries(value);
  run.spend(entries.length);
  const format = ([name, entry]: [string, Value]) => `${formatName(name)}: ${formatValue(entry, run)}`;
  return run.within(1, () => run.text(`{${entries.map(format).join(', ')}}`));
}

function formatRange({ start, end, startIncluded, endIncluded, operator }: FeelRange, run: Run): string {
  if (operator !== undefined) return `(${operator} ${formatValue(start ?? end, run)})`;
  const [low, high] = [formatValue(start, run), formatValue(end, run)];
  return `${startIncluded ? '[' : '('}${low}..${high}${endIncluded ? ']' : ')'}`;
}

function formatName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : quoted(name);
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
