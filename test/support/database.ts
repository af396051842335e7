import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, inject } from 'vitest';
import { openDatabase, type ConnectionOptions, type Db } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';

const migrations = new URL('../../db/migrations/', import.meta.url);
/** Serialises the making of the template among the test files of a run; advisory locks are of one database, here `postgres`. */
const templateLock = 7_248_114;

export interface TestDatabase {
  db: Db;
  /** Of the superuser, for what the application may not do. */
  url: string;
  /** A statement as the superuser, past row-level security. */
  asOwner: postgres.Sql;
}

/** A new migrated database for the calling test file, cloned from one template in about 50 ms, and dropped after it. */
export async function freshDatabase(options: ConnectionOptions = {}): Promise<TestDatabase> {
  const server = openAsOwner(inject('postgresUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await server.unsafe(`create database ${name} template ${await migratedTemplate(server)}`);
  const url = databaseUrl(name);
  const asOwner = openAsOwner(url);
  const db = openDatabase(url, options);
  afterAll(async () => {
    await Promise.all([db.close(), asOwner.end()]);
    await server.unsafe(`drop database ${name} with (force)`);
    await server.end();
  });
  return { db, url, asOwner };
}

/** Named for its migrations, so that a run after a change of schema on the same server makes its own. */
async function migratedTemplate(server: postgres.Sql): Promise<string> {
  const digest = createHash('sha256');
  for (const file of readdirSync(migrations).sort()) {
    if (file.endsWith('.sql')) digest.update(readFileSync(new URL(file, migrations)));
  }
  const name = `migrated_${digest.digest('hex').slice(0, 16)}`;
  await server`select pg_advisory_lock(${templateLock})`;
  try {
    const found = await server`select 1 from pg_database where datname = ${name}`;
    if (found.length > 0) return name;
    const unfinished = `${name}_${randomBytes(4).toString('hex')}`;
    await server.unsafe(`create database ${unfinished}`);
    await migrate(databaseUrl(unfinished));
    await server.unsafe(`alter database ${unfinished} rename to ${name}`);
    return name;
  } finally {
    await server`select pg_advisory_unlock(${templateLock})`;
  }
}

function databaseUrl(name: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

const openAsOwner = (url: string) => postgres(url, { max: 1, onnotice: () => {} });
