/** The worker's process: runs the cases and sends the mails. With NODE_ENV other than production it may be its own mail server. */
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { createActivities } from '../activities/index.ts';
import { openChannels } from '../activities/channels/index.ts';
import { startDevelopmentSmtp } from '../activities/development-smtp.ts';
import { createSender } from '../activities/sender.ts';
import { runSendingLoop } from '../activities/sending-loop.ts';
import { calledCaseTitle } from '../api/called-case-title.ts';
import { calledCaseUnits } from '../api/case-units.ts';
import { openInstances } from '../api/instances.ts';
import { ConfigError, readConfig } from '../config.ts';
import { inScope, platform } from '../db/connection.ts';
import { loadMasterKey } from '../db/master-key.ts';
import { bundleFolder } from './bundle.ts';
import { beat } from './heartbeat.ts';
import { openWorker } from './open-worker.ts';

/**
 * Bytes. The SDK keeps the last answer of every case in memory: a few hundred bytes of a slab whose rest is long of no use. With
 * Node's own 64 KB these were a third of what a case takes.
 */
Buffer.poolSize = 8192;

/** Milliseconds. The health check of docker-compose.yml allows for three of them. */
const heartbeatInterval = 10_000;

async function run(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, name: 'worker' });
  const opened = await openWorker({
    databaseUrl: config.databaseUrl,
    temporal: config.temporal,
    casesInMemory: config.casesInMemory,
    masterKey: loadMasterKey(config.masterKey),
    bundleFolder,
    log,
    createActivities({ db, keys, connection, dataConverter }) {
      const { namespace } = config.temporal;
      const instances = openInstances({ connection, dataConverter, namespace });
      return createActivities({
        db,
        keys,
        startCase: ({ input, content }) => instances.start(input, content),
        titleOf: calledCaseTitle,
        unitsOf: calledCaseUnits,
        timersPerSecond: config.timersPerSecond,
      });
    },
  });
  const { db, worker } = opened;

  const mailbox = config.smtpUrl === undefined ? await startDevelopmentSmtp(db) : undefined;
  const channels = openChannels({
    mail: {
      smtpUrl: config.smtpUrl ?? mailbox?.url ?? '',
      from: config.mailFrom,
      host: new URL(config.publicUrl).hostname,
    },
  });
  const sender = createSender({ db, channels, publicUrl: config.publicUrl, log });
  const stopping = new AbortController();
  const sending = runSendingLoop(sender, { signal: stopping.signal, log });

  const end = (signal: string) => {
    log.info({ signal }, 'ending: finishing what is under way');
    stopping.abort();
    worker.shutdown();
  };
  process.once('SIGTERM', () => end('SIGTERM'));
  process.once('SIGINT', () => end('SIGINT'));
  log.info('running');
  const stopBeating =
    config.heartbeatFile &&
    beat({
      file: config.heartbeatFile,
      interval: heartbeatInterval,
      async isWell() {
        await inScope(db, platform, (tx) => tx.execute(sql`select 1`));
        return worker.isRunning();
      },
    });
  try {
    await worker.run();
  } finally {
    if (stopBeating) stopBeating();
    // Whatever ended the worker: mails under way are finished, and nothing stays open.
    stopping.abort();
    await sending;
    channels.close();
    await mailbox?.close();
    await opened.close();
  }
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  },
);
