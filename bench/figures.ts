/** What the rounds say, as one plain object: `--json` prints it, report.ts words it. Rates are per second, times in milliseconds. */
import { availableParallelism } from 'node:os';
import type { HistorySize } from './histories.ts';
import type { BenchOptions, ContenderName } from './options.ts';
import { latencyOf, spreadOf, type Latency, type Spread } from './quantiles.ts';
import type { Round } from './rounds.ts';

export interface ContenderFigures {
  completionsPerSecond: Spread;
  /** In the mix of full cases: one start to seven completions. */
  startsPerSecond: Spread;
  completion: Latency;
  start: Latency;
  casesFinished: number;
  failures: number;
  firstFailure?: string;
  history: HistorySize;
  /** Processor milliseconds of each completion, the starts' share included, by part. */
  processorPerCompletion: Record<string, number>;
  processorTotal: number;
  /** Cores that the rest of the machine used meanwhile. */
  other: Spread;
  load1: Spread;
}

export interface Figures {
  at: string;
  cores: number;
  clients: number;
  rounds: number;
  seconds: number;
  contenders: Partial<Record<ContenderName, ContenderFigures>>;
  /** Completions per second of ours over the floor's: of the medians, and of each round with its neighbour. */
  ratio: Partial<Record<'floor' | 'floor-with-commit', { ofMedians: number; ofRounds: Spread }>>;
}

export function figuresOf(
  { clients, rounds: count, seconds, contenders }: BenchOptions,
  rounds: readonly Round[],
  histories: ReadonlyMap<ContenderName, HistorySize>,
): Figures {
  const of = (name: ContenderName) => rounds.filter(({ contender }) => contender === name);
  const entries = contenders.map((name) => [name, contenderFigures(of(name), histories.get(name)!)] as const);
  const ratios = (['floor', 'floor-with-commit'] as const)
    .filter((name) => contenders.includes(name) && contenders.includes('ours'))
    .map((name) => {
      const [ours, floor] = [of('ours').map(completionRate), of(name).map(completionRate)];
      const ofMedians = spreadOf(ours).median / spreadOf(floor).median;
      return [name, { ofMedians, ofRounds: spreadOf(ours.map((rate, index) => rate / floor[index]!)) }];
    });
  return {
    at: new Date().toISOString(),
    cores: availableParallelism(),
    clients,
    rounds: count,
    seconds,
    contenders: Object.fromEntries(entries),
    ratio: Object.fromEntries(ratios),
  };
}

function contenderFigures(rounds: Round[], history: HistorySize): ContenderFigures {
  const windows = rounds.map(({ window }) => window);
  const completions = windows.flatMap((window) => window.completions);
  const perCompletion: Record<string, number> = {};
  for (const { time } of rounds) {
    for (const [part, milliseconds] of Object.entries(time)) {
      if (part !== 'machine')
        perCompletion[part] = (perCompletion[part] ?? 0) + milliseconds / completions.length;
    }
  }
  // Parts that belong to another contender stand still meanwhile.
  const taken = Object.fromEntries(Object.entries(perCompletion).filter(([, value]) => value >= 0.005));
  const failures = windows.flatMap((window) => window.failures);
  return {
    completionsPerSecond: spreadOf(rounds.map(completionRate)),
    startsPerSecond: spreadOf(windows.map(({ starts, elapsed }) => (starts.length / elapsed) * 1000)),
    completion: latencyOf(completions),
    start: latencyOf(windows.flatMap(({ starts }) => starts)),
    casesFinished: windows.reduce((sum, { finished }) => sum + finished.length, 0),
    failures: failures.length,
    firstFailure: failures[0],
    history,
    processorPerCompletion: taken,
    processorTotal: Object.values(perCompletion).reduce((sum, value) => sum + value, 0),
    other: spreadOf(rounds.map(coresOfOthers)),
    load1: spreadOf(rounds.map(({ load1 }) => load1)),
  };
}

const completionRate = ({ window }: Round): number => (window.completions.length / window.elapsed) * 1000;

function coresOfOthers({ time, window }: Round): number {
  const { machine = 0, ...parts } = time;
  const ours = Object.values(parts).reduce((sum, value) => sum + value, 0);
  return Math.max(0, machine - ours) / window.elapsed;
}
