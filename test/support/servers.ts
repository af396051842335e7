import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeData } from '../../scripts/ground/postgres-account.ts';
import { startPostgres } from '../../scripts/ground/postgres.ts';
import { startTemporal } from '../../scripts/ground/temporal.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the superuser, on the database `postgres`: each test file makes a database of its own. */
    postgresUrl: string;
    /** `host:port` of a server whose cases live in memory; each test file takes a task queue of its own. */
    temporalAddress: string;
  }
}

export interface TestServers {
  postgresUrl: string;
  temporalAddress: string;
  stop(): Promise<void>;
}

/** One PostgreSQL and one Temporal for a whole run: fast, empty at the start and gone after it. */
export async function startTestServers(log: (line: string) => void): Promise<TestServers> {
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-test-'));
  // Root's PostgreSQL runs under another account, which must be able to enter.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  const [postgres, temporal] = await Promise.all([
    startPostgres({ dataDir, logFile: join(folder, 'postgres.log'), forTests: true, log }),
    startTemporal({ logDir: folder, log }),
  ]);
  return {
    postgresUrl: postgres.url,
    temporalAddress: temporal.address,
    async stop() {
      await Promise.all([postgres.stop(), temporal.stop()]);
      removeData(dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Vitest runs this file once for each project that names it, each time as a module of its own; the servers are kept on the
 * process so that all share them. `npm test` has started them before and says where they are.
 */
interface Kept {
  servers: Promise<TestServers>;
  users: number;
}
const place = process as typeof process & { rectiflowTestServers?: Kept };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { RECTIFLOW_TEST_POSTGRES, RECTIFLOW_TEST_TEMPORAL } = process.env;
  if (RECTIFLOW_TEST_POSTGRES && RECTIFLOW_TEST_TEMPORAL) {
    project.provide('postgresUrl', RECTIFLOW_TEST_POSTGRES);
    project.provide('temporalAddress', RECTIFLOW_TEST_TEMPORAL);
    return async () => undefined;
  }
  place.rectiflowTestServers ??= { servers: startTestServers(console.log), users: 0 };
  const kept = place.rectiflowTestServers;
  kept.users++;
  const { postgresUrl, temporalAddress } = await kept.servers;
  project.provide('postgresUrl', postgresUrl);
  project.provide('temporalAddress', temporalAddress);
  return async () => {
    if (--kept.users > 0) return;
    delete place.rectiflowTestServers;
    await (await kept.servers).stop();
  };
}
