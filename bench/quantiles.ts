/** `values` need not be in order; of none, NaN. The nearest-rank definition: a value that was measured. */
export function quantile(values: readonly number[], part: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.max(0, Math.ceil(part * ordered.length) - 1)] ?? NaN;
}

export interface Spread {
  min: number;
  median: number;
  max: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  min: Math.min(...values),
  median: middle(values),
  max: Math.max(...values),
});

/** Of an even number of values, the mean of the middle two. */
function middle(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const half = ordered.length / 2;
  return ((ordered[Math.ceil(half) - 1] ?? NaN) + (ordered[Math.floor(half)] ?? NaN)) / 2;
}

export interface Latency {
  p50: number;
  p95: number;
  p99: number;
}

export const latencyOf = (values: readonly number[]): Latency => ({
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  p99: quantile(values, 0.99),
});
