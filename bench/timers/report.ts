import type { Latency } from '../quantiles.ts';

export interface PeopleFigures {
  completion: Latency;
  start: Latency;
  /** Completions. */
  perSecond: number;
}

/** Milliseconds, and rates per second. */
export interface TimerFigures {
  at: string;
  cores: number;
  cases: number;
  asked: number;
  openedPerSecond: number;
  fired: number;
  early: number;
  twice: number;
  lateness: { first: number; p50: number; p95: number; p99: number; last: number };
  /** Of the instants that the cases recorded themselves. */
  recorded: { first: number; last: number };
  perSecond: number;
  clients: number;
  /** What people do to other cases, before and during it. */
  usual: PeopleFigures;
  burst: PeopleFigures;
  /** Processor time of each part during the burst, people's work included. */
  parts: Record<string, number>;
  /** Memory of our worker at the end. */
  workerMegabytes: number;
  /** Cores that the rest of the machine used meanwhile. */
  other: number;
  failures: string[];
}

/** Measured with another harness on two cores, embedded in one process, no people beside; 22 November 2026. */
const others =
  'Flowable 8.0.0 embedded, 10,000 boundary timers: p50 19.5–51.7 s, p99 51.3–72.5 s, last 51.6–72.7 s, 138–194/s; ' +
  'Operaton 1.0.3: p50 81.2 s, p99 144.5 s, last 145.7 s, 69/s';

/** The figures for people. */
export function asText(figures: TimerFigures): string {
  const { lateness, recorded, usual, burst } = figures;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const row = (name: string, text: string) => name.padEnd(44) + text;
  const times = ({ p50, p95 }: Latency) => `${p50.toFixed(0)} / ${p95.toFixed(0)} ms`;
  const ratio = (of: 'completion' | 'start') => (burst[of].p95 / usual[of].p95).toFixed(2);
  const isWhole = figures.fired === figures.cases && figures.early === 0 && figures.twice === 0;
  return [
    `${figures.at}, ${figures.cores} cores for everything`,
    '',
    row(
      'cases due at one instant',
      `${figures.cases}${figures.cases < figures.asked ? ` (of ${figures.asked}: opening took too long)` : ''}`,
    ),
    row('opened', `${figures.openedPerSecond.toFixed(0)}/s`),
    row(
      'fired / early / twice',
      `${figures.fired} / ${figures.early} / ${figures.twice}${isWhole ? ': each once, none early' : ' — NOT AS IT MUST BE'}`,
    ),
    row('lateness until committed: first', seconds(lateness.first)),
    row(
      '  p50 / p95 / p99 / last',
      [lateness.p50, lateness.p95, lateness.p99, lateness.last].map(seconds).join(' / '),
    ),
    row('instants recorded, after due', `${seconds(recorded.first)} – ${seconds(recorded.last)}`),
    row('throughput', `${figures.perSecond.toFixed(0)}/s`),
    row(
      `${figures.clients} people: completion p50 / p95, usual`,
      `${times(usual.completion)}, ${usual.perSecond.toFixed(1)}/s`,
    ),
    row('  during the burst', `${times(burst.completion)}, ${burst.perSecond.toFixed(1)}/s`),
    row('  p95 during / usual', ratio('completion')),
    row('  start of a case p50 / p95, usual', times(usual.start)),
    row('  during the burst', times(burst.start)),
    row('  p95 during / usual', ratio('start')),
    ...Object.entries(figures.parts).map(([part, ms]) =>
      row(`processor time for each firing: ${part}`, `${(ms / figures.fired).toFixed(1)} ms`),
    ),
    row('memory of the worker', `${figures.workerMegabytes.toFixed(0)} MB`),
    row(
      'other work on the machine, cores',
      `${figures.other.toFixed(2)}${figures.other > 0.4 ? ' (disturbed)' : ''}`,
    ),
    '',
    `For comparison: ${others}`,
    ...(figures.failures.length > 0
      ? [`${figures.failures.length} failures; the first: ${figures.failures[0]}`]
      : []),
  ].join('\n');
}
