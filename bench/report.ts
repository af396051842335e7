import type { ContenderFigures, Figures } from './figures.ts';
import type { Latency, Spread } from './quantiles.ts';

const titles: Record<string, string> = {
  floor: 'floor',
  'floor-with-commit': 'floor + 1 row',
  ours: 'full case, HTTP',
};

/** The figures as a table for people, contenders side by side. */
export function asText({ at, cores, clients, rounds, seconds, contenders, ratio }: Figures): string {
  const columns = Object.entries(contenders);
  const row = (name: string, cell: (figures: ContenderFigures) => string): string =>
    [name.padEnd(34), ...columns.map(([, figures]) => cell(figures).padStart(24))].join('');
  const parts = [
    ...new Set(columns.flatMap(([, figures]) => Object.keys(figures.processorPerCompletion))),
  ].sort();
  const disturbed = columns.some(([, { other }]) => other.max > 0.4);
  return [
    `${at}, ${cores} cores for everything, ${clients} clients, ${rounds} rounds of ${seconds} s in turns`,
    '',
    [''.padEnd(34), ...columns.map(([name]) => (titles[name] ?? name).padStart(24))].join(''),
    row('completions/s median (min–max)', (it) => spread(it.completionsPerSecond)),
    row('case starts/s median (min–max)', (it) => spread(it.startsPerSecond)),
    row('completion p50/p95/p99 ms', (it) => latency(it.completion)),
    row('start p50/p95/p99 ms', (it) => latency(it.start)),
    row('events per case (Temporal)', (it) => it.history.events.toFixed(1)),
    row('bytes per case (Temporal)', (it) => it.history.bytes.toFixed(0)),
    row('cases finished / failures', (it) => `${it.casesFinished} / ${it.failures}`),
    row('cpu ms per completion', (it) => it.processorTotal.toFixed(2)),
    ...parts.map((part) => row(`  ${part}`, (it) => it.processorPerCompletion[part]?.toFixed(2) ?? '–')),
    row('other, cores (min–max)', (it) => spread(it.other, 2)),
    row('load1', (it) => spread(it.load1, 1)),
    '',
    ...Object.entries(ratio).map(
      ([name, { ofMedians, ofRounds }]) =>
        `full case / ${titles[name]}: ${percent(ofMedians)} of the medians; round by round ${percent(ofRounds.median)} (${percent(ofRounds.min)}–${percent(ofRounds.max)})`,
    ),
    ...(disturbed ? ['Disturbed: other work used more than 0.4 cores; trust cpu more than rates.'] : []),
    ...columns.flatMap(([name, { firstFailure }]) =>
      firstFailure ? [`First failure of ${name}: ${firstFailure}`] : [],
    ),
  ].join('\n');
}

const spread = ({ min, median, max }: Spread, digits = 1): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
const latency = ({ p50, p95, p99 }: Latency): string =>
  [p50, p95, p99].map((value) => value.toFixed(1)).join(' / ');
const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
