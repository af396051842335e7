/** The API's process: reads the configuration, opens the connections, serves until it is asked to end. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { ConfigError, readConfig } from '../config.ts';
import { inScope, openDatabase, platform } from '../db/connection.ts';
import { readContent } from '../db/content.ts';
import { caseKeyOf, openKeys } from '../db/keys.ts';
import { loadMasterKey } from '../db/master-key.ts';
import { watchOpenedCases } from '../db/opened-cases.ts';
import { demonstrationPassword } from '../definitions/demo/password.ts';
import { createDataConverter } from '../worker/data-converter.ts';
import { createApp } from './app.ts';
import { createBackground } from './background.ts';
import { keepDelivering } from './courier.ts';
import type { Dependencies } from './dependencies.ts';
import { keepHouse } from './housekeeping.ts';
import { keepOwned } from './orphans.ts';
import { openInstances } from './instances.ts';

const pages = fileURLToPath(new URL('../dist/web', import.meta.url));
/** Milliseconds that requests and background work may take to finish after the process is asked to end. */
const graceMs = 20_000;

async function serve(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, name: 'api' });
  const db = openDatabase(config.databaseUrl, { name: 'rectiflow api', connections: 20 });
  const opened = watchOpenedCases(db, config.databaseUrl);
  const keys = openKeys(loadMasterKey(config.masterKey));
  // Lazy: the pages answer, and say what is missing, while Temporal is still starting.
  const connection = Connection.lazy({
    address: config.temporal.address,
    // Milliseconds. By itself it waits up to two minutes after an outage before it tries again.
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2000 },
  });
  const dataConverter = createDataConverter({
    keyOf: (caseId) => caseKeyOf(db, keys, caseId),
    contentOf: (hash) => readContent(db, hash),
  });
  const { origin, protocol } = new URL(config.publicUrl);
  const dependencies: Dependencies = {
    db,
    keys,
    opened,
    instances: openInstances({ connection, dataConverter, namespace: config.temporal.namespace }),
    now: () => new Date(),
    background: createBackground(log),
    log,
    settings: {
      origins: originsOf(origin, config.isProduction, config.listen.port),
      isSecure: protocol === 'https:',
      isDemonstration: config.isDemonstration,
      deploymentName: { zh: '校安整改平台', en: 'Rectiflow' },
      demonstrationPassword: config.isDemonstration ? demonstrationPassword : null,
      sessionIdleMinutes: 30,
      sessionHours: 12,
      trustedProxies: config.trustedProxies,
      logInsPerMinute: config.isDemonstration ? 120 : 20,
      writesPerMinute: config.isDemonstration ? 6000 : 300,
      messageTimeToLive: config.messageTimeToLive,
      pages: existsSync(pages) ? pages : null,
    },
  };
  const isReady = async () => {
    await inScope(db, platform, (tx) => tx.execute(sql`select 1`));
    await connection.withDeadline(Date.now() + 2000, () => connection.workflowService.getSystemInfo({}));
    return true;
  };

  const server = createServer({ requestTimeout: 60_000 }, createApp(dependencies, { isReady }));
  const endHousekeeping = keepHouse(dependencies);
  const endDelivering = keepDelivering(dependencies);
  const endOwning = keepOwned(dependencies);
  server.listen(config.listen.port, config.listen.host, () =>
    log.info({ url: config.publicUrl }, 'listening'),
  );
  server.on('error', (error) => {
    log.fatal({ err: error }, 'cannot listen');
    process.exit(1);
  });

  let isEnding = false;
  const end = (signal: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info({ signal }, 'ending: finishing what is under way');
    // What is not done by then is taken up at the next start.
    setTimeout(() => process.exit(1), graceMs).unref();
    endHousekeeping();
    endDelivering();
    endOwning();
    dependencies.background.stop();
    server.close(() => {
      void dependencies.background
        .idle()
        .then(() => Promise.all([connection.close(), opened.close(), db.close()]))
        .then(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
}

/** In development people reach the pages as localhost or 127.0.0.1, and through the port of vite. */
function originsOf(publicOrigin: string, isProduction: boolean, port: number): string[] {
  if (isProduction) return [publicOrigin];
  return [publicOrigin, `http://localhost:${port}`, `http://127.0.0.1:${port}`, 'http://localhost:5173'];
}

serve().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
