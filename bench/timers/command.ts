/**
 * `npm run bench -- timers`: real cases, each a workflow of its own, whose deadlines fall due at one instant, while people
 * complete tasks of other cases. On Temporal's production server over PostgreSQL, with our API and worker as they are.
 */
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Lifetime } from '../../scripts/ground/lifetime.ts';
import type { Window } from '../closed-loop.ts';
import type { LoadProcess } from '../load-process.ts';
import { startMachine } from '../machine.ts';
import { readOptions } from '../options.ts';
import { elapsedBetween, readProcessorTime, residentMegabytes } from '../processor-time.ts';
import { forgetStatements, slowestStatements } from '../statements.ts';
import { latencyOf, quantile } from '../quantiles.ts';
import { openOpener } from './opening.ts';
import { readTimerOptions, type TimerOptions } from './options.ts';
import { asText, type TimerFigures } from './report.ts';
import { watchFirings } from './watch.ts';

/** Seconds between the last opening and the due instant, beside what people's usual times take. */
const restSeconds = 10;
const windowMs = 10_000;

export async function benchTimers(
  args: string[],
  lifetime: Lifetime,
  log: (line: string) => void,
): Promise<void> {
  const options = readTimerOptions(args);
  const { keepLogs, profile, statements } = options;
  const machine = await startMachine(
    { ...readOptions(['--only', 'ours']), keepLogs, profile, statements },
    lifetime,
    log,
  );
  const { ours, trees, postgres } = machine;
  const people = machine.loads.get('ours')!;
  if (!ours) throw new Error('Expected our own servers to run');
  const opener = await openOpener(ours.url, ours.people, options.openers);

  log('warming up');
  const farAway = Date.now() + 86_400_000;
  await opener.open(200, farAway);
  const { perSecond } = await opener.open(200, farAway);
  await people.run({ clients: options.clients, milliseconds: 10_000 });

  const aheadSeconds = (options.cases / perSecond) * 1.25 + options.usual + restSeconds;
  const due = Date.now() + Math.ceil(aheadSeconds * 1000);
  log(`opening ${options.cases} cases, due in ${aheadSeconds.toFixed(0)} s`);
  const opened = await opener.open(options.cases, due, due - (options.usual + restSeconds) * 1000);
  opener.close();
  log(`${opened.cases} opened, ${opened.perSecond.toFixed(0)}/s`);

  log('what is usual for people');
  const usual = await workUntil(wait(options.usual * 1000), people, options);
  await wait(Math.max(0, due - Date.now() - 1000));
  log('the burst');
  if (statements) await forgetStatements(machine.postgresUrl);
  const before = readProcessorTime(trees, postgres);
  const begunAt = performance.now();
  const watching = watchFirings(machine.postgresUrl, { cases: opened.cases, due });
  await wait(Math.max(0, due - Date.now()));
  const burst = await workUntil(watching, people, options);
  const watched = await watching;
  const { machine: all = 0, ...parts } = elapsedBetween(before, readProcessorTime(trees, postgres));
  const own = Object.values(parts).reduce((sum, milliseconds) => sum + milliseconds, 0);

  const last = watched.lateness.at(-1) ?? NaN;
  const figures: TimerFigures = {
    at: new Date().toISOString(),
    cores: availableParallelism(),
    cases: opened.cases,
    asked: options.cases,
    openedPerSecond: opened.perSecond,
    fired: watched.lateness.length,
    early: watched.early,
    twice: watched.twice,
    lateness: {
      first: watched.lateness[0] ?? NaN,
      p50: quantile(watched.lateness, 0.5),
      p95: quantile(watched.lateness, 0.95),
      p99: quantile(watched.lateness, 0.99),
      last,
    },
    recorded: watched.recorded,
    perSecond: (watched.lateness.length / last) * 1000,
    clients: options.clients,
    usual: workOf(usual),
    burst: workOf(burst),
    parts,
    workerMegabytes: residentMegabytes(trees.worker!),
    other: Math.max(0, all - own) / (performance.now() - begunAt),
    failures: [...opened.failures, ...usual.failures, ...burst.failures],
  };
  console.log(options.json ? JSON.stringify(figures) : asText(figures));
  if (statements) console.log(await slowestStatements(machine.postgresUrl, 'rectiflow'));
  if (keepLogs) log(`logs: ${machine.folder}`);
}

type Work = Pick<Window, 'elapsed' | 'starts' | 'completions' | 'failures'>;

const workOf = ({ elapsed, starts, completions }: Work) => ({
  completion: latencyOf(completions),
  start: latencyOf(starts),
  perSecond: (completions.length / elapsed) * 1000,
});

/** People work on in short windows until it is over: the same ones for what is usual, as they begin with the openings of cases. */
async function workUntil(
  over: Promise<unknown>,
  people: LoadProcess,
  { clients, thinking }: TimerOptions,
): Promise<Work> {
  let isOver = false;
  const end = () => void (isOver = true);
  over.then(end, end);
  const all: Work = { elapsed: 0, starts: [], completions: [], failures: [] };
  while (!isOver) {
    const { elapsed, starts, completions, failures } = await people.run({
      clients,
      thinking,
      milliseconds: windowMs,
    });
    all.elapsed += elapsed;
    all.starts.push(...starts);
    all.completions.push(...completions);
    all.failures.push(...failures);
  }
  return all;
}
