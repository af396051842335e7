/**
 * `npm run bench`: our full case through the HTTP API beside a floor that does nothing, in one run, on Temporal with PostgreSQL.
 * See docs/performance.md for what is measured and how to read it.
 */
import { benchEngine, engineUsage } from '../bench/engine/command.ts';
import { historySize } from '../bench/histories.ts';
import { startMachine } from '../bench/machine.ts';
import { readOptions, usage } from '../bench/options.ts';
import { figuresOf } from '../bench/figures.ts';
import { asText } from '../bench/report.ts';
import { runRounds } from '../bench/rounds.ts';
import { benchTimers } from '../bench/timers/command.ts';
import { timersUsage } from '../bench/timers/options.ts';
import { slowestStatements } from '../bench/statements.ts';
import { beginLifetime } from './ground/lifetime.ts';
import { explain } from './ground/trouble.ts';

// The object of --json stands alone on the standard output: whoever watches reads the other one.
const log = (line: string) => console.error(line);
const lifetime = beginLifetime(log);
let exitCode = 0;
const [first, ...rest] = process.argv.slice(2);
try {
  await Promise.race([
    lifetime.over.then(() => Promise.reject(new Error('已中断 / Interrupted.'))),
    contest(),
  ]);
} catch (error) {
  const isUsage = error instanceof Error && /^Expected --|^Unknown option|^Option '/.test(error.message);
  console.error(
    isUsage ? `${error.message}\n\n${usage}\n\n${engineUsage}\n\n${timersUsage}` : explain(error),
  );
  exitCode = 1;
}
await lifetime.end();
process.exit(exitCode);

/** The core alone, deadlines that fall due together, or full cases beside the floor. */
function contest(): Promise<void> {
  if (first === 'engine') return benchEngine(rest);
  if (first === 'timers') return benchTimers(rest, lifetime, log);
  return run(readOptions(process.argv.slice(2)));
}

async function run(options: ReturnType<typeof readOptions>): Promise<void> {
  const machine = await startMachine(options, lifetime, log);
  const rounds = await runRounds(machine, options, log);
  const histories = new Map();
  for (const name of options.contenders) {
    const finished = rounds
      .filter(({ contender }) => contender === name)
      .flatMap(({ window }) => window.finished);
    histories.set(name, await historySize(machine.temporalAddress, finished));
  }
  const figures = figuresOf(options, rounds, histories);
  console.log(options.json ? JSON.stringify(figures) : asText(figures));
  if (options.statements) log(await slowestStatements(machine.postgresUrl, 'rectiflow'));
  if (options.keepLogs) log(`logs: ${machine.folder}`);
}
