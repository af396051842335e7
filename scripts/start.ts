/**
 * `npm start`: everything that a working Rectiflow needs, on one machine, from a fresh clone: PostgreSQL and Temporal with
 * their data in .data/, the tables, a demonstration county, the pages, the API and the worker. Ends all of it with Ctrl-C.
 *
 * RECTIFLOW_DATA  another folder for the data       PORT  another port than 3000
 * RECTIFLOW_DEMO  0: no demonstration county and no clock that can be moved
 * DATABASE_URL, TEMPORAL_ADDRESS  use these servers (a superuser's URL) instead of starting our own
 */
import { join, resolve } from 'node:path';
import { beginLifetime } from './ground/lifetime.ts';
import { bringUp } from './ground/stack.ts';
import { startSteps } from './ground/start-steps.ts';
import { explain, Trouble } from './ground/trouble.ts';

const usage = `npm start   全部启动 / everything
  RECTIFLOW_DATA=目录          数据放在别处，默认 .data / another folder for the data
  PORT=端口                    默认 3000 / another port
  RECTIFLOW_DEMO=0             不要演示县 / no demonstration county
  DATABASE_URL=、TEMPORAL_ADDRESS=   使用已有的服务器 / use these servers`;
const given = process.argv.slice(2);
if (given.length > 0) {
  // Whoever asks for something gets it, or is told: nothing is started for a word that nobody reads.
  const isQuestion = given.includes('--help');
  console[isQuestion ? 'log' : 'error'](usage);
  process.exit(isQuestion ? 0 : 2);
}

const root = join(import.meta.dirname, '..');
const log = (line: string) => console.log(line);
const startedAt = Date.now();
const lifetime = beginLifetime(log);
let exitCode = 0;
try {
  const port = portFrom(process.env.PORT ?? '3000');
  const announcements: string[] = [];
  const up = bringUp(
    {
      root,
      dataDir: resolve(root, process.env.RECTIFLOW_DATA ?? '.data'),
      port,
      steps: startSteps((line) => announcements.push(line)),
      processes: [
        { name: 'api', file: 'api/server.ts' },
        { name: 'worker', file: 'worker/index.ts' },
      ],
      log,
    },
    lifetime,
  ).then(() => {
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    for (const line of announcements) log(line);
    log(`\n就绪 / Ready (${seconds} s): http://localhost:${port}\n按 Ctrl-C 结束 / Ctrl-C ends everything.`);
  });
  await Promise.race([lifetime.over, up.then(() => lifetime.over)]);
  log('正在结束 / Ending …');
} catch (error) {
  console.error(`\n${explain(error)}`);
  exitCode = 1;
}
await lifetime.end();
process.exit(exitCode);

function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Trouble(
    `PORT 应为 1–65535 的整数，现在是“${text}”：请改正后重试。`,
    `PORT must be a whole number from 1 to 65535, found "${text}": correct it and try again.`,
  );
}
