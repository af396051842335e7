/**
 * `npm run rebuild`: drops the read model and refills it from the journal. On a deployment (DATABASE_URL and the master key are
 * set) it may run while cases go on; on the data of `npm start` it starts PostgreSQL itself, and `npm start` must have ended.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/connection.ts';
import { openKeys } from '../db/keys.ts';
import { loadMasterKey } from '../db/master-key.ts';
import { rebuild } from '../db/rebuild.ts';
import { beginLifetime } from './ground/lifetime.ts';
import { explain, Trouble } from './ground/trouble.ts';

const log = (line: string) => console.log(line);
const lifetime = beginLifetime(log);
let exitCode = 0;
try {
  const { databaseUrl, masterKey } = process.env.DATABASE_URL ? readConfig() : await ownGround();
  const db = openDatabase(databaseUrl, { name: 'rebuild', connections: 2 });
  lifetime.owns('connections', () => db.close());
  const done = rebuild(db, openKeys(loadMasterKey(masterKey)), log);
  const result = await Promise.race([done, lifetime.over.then(() => undefined)]);
  if (result) {
    log(
      `已重建 ${result.cases} 个事项（${result.events} 条记录） / Rebuilt ${result.cases} cases from ${result.events} events`,
    );
    for (const caseId of result.erased) log(`  已销毁密钥 / its key was destroyed: ${caseId}`);
  } else exitCode = 1;
} catch (error) {
  console.error(explain(error));
  exitCode = 1;
}
await lifetime.end();
process.exit(exitCode);

/** The data of `npm start`. Imported only here: the production image holds nothing that starts a PostgreSQL. */
async function ownGround() {
  const [{ createDatabase }, { lockData }, { startPostgres }] = await Promise.all([
    import('./ground/databases.ts'),
    import('./ground/data-lock.ts'),
    import('./ground/postgres.ts'),
  ]);
  const dataDir = resolve(import.meta.dirname, '..', process.env.RECTIFLOW_DATA ?? '.data');
  if (!existsSync(join(dataDir, 'postgres'))) {
    throw new Trouble(
      `${dataDir} 中没有 npm start 的数据：请先运行 npm start，或用 RECTIFLOW_DATA 指明数据目录；正式部署请设置 DATABASE_URL 和 RECTIFLOW_MASTER_KEY_FILE。`,
      `${dataDir} holds no data of npm start: run npm start first, or name the folder by RECTIFLOW_DATA; for a deployment set DATABASE_URL and RECTIFLOW_MASTER_KEY_FILE.`,
    );
  }
  lifetime.owns('lock', lockData(dataDir));
  const logFile = join(dataDir, 'log', 'postgres.log');
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), logFile, log });
  lifetime.owns('PostgreSQL', () => postgres.stop());
  return {
    databaseUrl: await createDatabase(postgres.url, 'rectiflow'),
    masterKey: { file: join(dataDir, 'master.key') },
  };
}
