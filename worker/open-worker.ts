import { sql } from 'drizzle-orm';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';
import { inScope, machineRole, openDatabase, platform, type Db } from '../db/connection.ts';
import { readContent } from '../db/content.ts';
import { caseKeyOf, openKeys, type Keys } from '../db/keys.ts';
import type { MasterKey } from '../db/crypto.ts';
import type { CaseActivities } from '../workflows/contract.ts';
import { bundleWorkflows } from './bundle.ts';
import { createCaseWorker } from './case-worker.ts';
import { CaseWorkers, parting } from './case-workers.ts';
import { createDataConverter } from './data-converter.ts';
import { temporalLogger } from './temporal-logger.ts';
import { throughOutages } from './through-outages.ts';
import { waitFor } from './wait-for.ts';
import { withWatchedThreads } from './workflow-threads.ts';

export interface WorkerSettings {
  databaseUrl: string;
  temporal: { address: string; namespace?: string; taskQueue?: string };
  casesInMemory: number;
  masterKey: MasterKey;
  /** Where the bundle of the workflows is kept between starts. */
  bundleFolder: string;
  log: Logger;
  createActivities(opened: OpenedForWorker): CaseActivities;
}

/** What the activities are made of. */
export interface OpenedForWorker {
  db: Db;
  keys: Keys;
  connection: NativeConnection;
  dataConverter: ReturnType<typeof createDataConverter>;
}

export interface OpenWorker extends OpenedForWorker {
  worker: CaseWorkers;
  /** After the worker has ended. */
  close(): Promise<void>;
}

/** Opens the connections, waiting for servers that still start, and makes the workers; `worker.run()` begins the work. */
export async function openWorker(settings: WorkerSettings): Promise<OpenWorker> {
  const { temporal, log } = settings;
  const logger = temporalLogger(log);
  Runtime.install({
    logger,
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  });
  const bundling = bundleWorkflows(settings.bundleFolder, logger);
  const db = openDatabase(settings.databaseUrl, { name: 'rectiflow worker', role: machineRole });
  const keys = openKeys(settings.masterKey);
  const { host } = new URL(settings.databaseUrl);
  const connect = () =>
    NativeConnection.connect({ address: temporal.address, grpcCompression: { codec: 'none' } });
  const [connection, bundle] = await Promise.all([
    waitFor(`Temporal at ${temporal.address}`, log, connect),
    bundling,
    waitFor(`PostgreSQL at ${host}`, log, () =>
      inScope(db, platform, (tx) => tx.execute(sql`select from content limit 1`)),
    ),
  ]);
  const dataConverter = createDataConverter({
    keyOf: (caseId) => throughOutages(() => caseKeyOf(db, keys, caseId)),
    contentOf: (hash) => throughOutages(() => readContent(db, hash)),
  });
  const opened: OpenedForWorker = { db, keys, connection, dataConverter };
  const activities = settings.createActivities(opened);
  const connections = [connection];
  const create = (own: NativeConnection, isFurther: boolean) =>
    withWatchedThreads(() =>
      createCaseWorker({
        ...{ connection: own, bundle, dataConverter, activities, ...temporal, isFurther },
        maxCachedWorkflows: parting(settings.casesInMemory).each,
      }),
    );
  const worker = new CaseWorkers({
    first: await create(connection, false),
    async openFurther() {
      // The SDK allows one worker of a queue for each connection.
      const own = await connect();
      connections.push(own);
      return create(own, true);
    },
    ...{ casesInMemory: settings.casesInMemory, log },
  });
  return {
    ...opened,
    worker,
    async close() {
      await Promise.all([...connections.map((own) => own.close()), db.close()]);
    },
  };
}
