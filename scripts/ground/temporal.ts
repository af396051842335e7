import { join } from 'node:path';
import { launch, logTail, type Child } from './child.ts';
import { freePort } from './free-port.ts';
import { temporalLimits } from './temporal-limits.ts';
import { prepareNamespace } from './temporal-namespace.ts';
import { findTemporalProgram } from './temporal-program.ts';
import { diskFull, saysDiskFull, Trouble } from './trouble.ts';

export interface TemporalPlan {
  /** The SQLite file that keeps the cases between starts; without it they live in memory. */
  dataFile?: string;
  /** A free one is taken when none is asked for. */
  port?: number;
  logDir: string;
  log: (line: string) => void;
}

export interface RunningTemporal {
  /** `host:port` */
  address: string;
  /** Undefined when the server is not ours. */
  child?: Child;
  stop(): Promise<void>;
}

/** Uses the server at TEMPORAL_ADDRESS if there is one, else starts Temporal's development server on loopback. */
export async function startTemporal(plan: TemporalPlan): Promise<RunningTemporal> {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given) return { address: given, stop: async () => undefined };
  const program = await findTemporalProgram({ log: plan.log });
  const logFile = join(plan.logDir, 'temporal.log');
  for (let attempt = 1; ; attempt++) {
    const port = plan.port ?? (await freePort());
    const address = `127.0.0.1:${port}`;
    const child = await launch({
      name: 'Temporal',
      command: program,
      args: options(port, plan.dataFile),
      logFile,
    });
    let ended = false;
    void child.ended.then(() => (ended = true));
    if (await prepareNamespace(address, 'default', () => !ended))
      return { address, child, stop: () => child.end() };
    const said = logTail(logFile);
    if (saysDiskFull(said)) throw diskFull(plan.dataFile ?? plan.logDir);
    if (plan.port === undefined && attempt < 5 && /address already in use/i.test(said)) continue;
    throw new Trouble(
      `Temporal 没有启动，日志在 ${logFile}。最后几行：\n${said}`,
      `Temporal did not start; its log is ${logFile}, the last lines are above.`,
    );
  }
}

function options(port: number, dataFile: string | undefined): string[] {
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--log-level', 'error', '--log-format', 'json', '--color', 'never'],
    ...(dataFile ? ['--db-filename', dataFile] : []),
    ...Object.entries(temporalLimits).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${value}`,
    ]),
  ];
}
