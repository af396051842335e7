import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { inScope, openDatabase, platform, type Db, type Tx } from '../../db/connection.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { cuttingProxy } from './cutting-proxy.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase({ connections: 1 });
  ({ db } = database);
  await database.asOwner`create table note (text text)`;
  await database.asOwner`grant all on note to rectiflow_app`;
});

const pidOf = async (tx: Tx): Promise<number> => {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return row!.pid;
};
/** As a server that goes down does to every session. */
const terminate = (pid: number) => database.asOwner`select pg_terminate_backend(${pid}, 5000)`;
const write = (tx: Tx, text: string) => tx.execute(sql`insert into note values (${text})`);
const sessions = async () => {
  const rows = await database.asOwner`
    select 1 from pg_stat_activity where datname = current_database() and application_name = 'rectiflow'`;
  return rows.length;
};
const notes = async () =>
  (await database.asOwner`select text from note order by text`).map(({ text }) => text as string);

test('a connection lost in the middle of a statement fails its transaction, and the next one works', async () => {
  await expect(
    inScope(db, platform, async (tx) => {
      await write(tx, 'lost');
      const pid = await pidOf(tx);
      await Promise.all([tx.execute(sql`select pg_sleep(60)`), terminate(pid)]);
    }),
  ).rejects.toThrow();
  await inScope(db, platform, (tx) => write(tx, 'after'));
  expect(await notes()).toEqual(['after']);
});

test('a transaction whose connection was lost between two statements writes nothing more, nowhere', async () => {
  await expect(
    inScope(db, platform, async (tx) => {
      await write(tx, 'lost');
      await terminate(await pidOf(tx));
      await write(tx, 'outside of any transaction');
    }),
  ).rejects.toThrow();
  expect(await notes()).toEqual(['after']);
});

test('a server that goes down at any moment, also while a connection is made, fails the transaction and nothing else', async () => {
  const unheeded: unknown[] = [];
  const note = (reason: unknown) => void unheeded.push(reason);
  process.on('unhandledRejection', note);
  for (let messages = 0, isCut = true; isCut; messages++) {
    const proxy = await cuttingProxy(database.url, messages);
    const cut = openDatabase(proxy.url);
    const done = await inScope(cut, platform, pidOf).then(
      () => true,
      () => false,
    );
    isCut = proxy.wasCut();
    expect(done, `after ${messages} messages`).toBe(!isCut);
    await cut.close();
    proxy.close();
  }
  process.off('unhandledRejection', note);
  expect(unheeded).toEqual([]);
});

test('what a lost transaction had still to send is sent nowhere', async () => {
  const before = await notes();
  await expect(
    inScope(db, platform, async (tx) => {
      const pid = await pidOf(tx);
      // The first one is being described, so that postgres.js holds the others back.
      const all = [tx.execute(sql`select ${'x'}::text, pg_sleep(60)`), write(tx, 'left'), write(tx, 'over')];
      await Promise.all([...all, terminate(pid)]);
    }),
  ).rejects.toThrow();
  // Whoever is asked now has been asked after anything that was sent in the meantime.
  await expect.poll(() => sessions()).toBe(0);
  await inScope(db, platform, (tx) => pidOf(tx));
  expect(await notes()).toEqual(before);
});

test('a process that stands still in a transaction loses it, and its locks, after a minute', async () => {
  const [limit] = await inScope(db, platform, (tx) =>
    tx.execute(sql`show idle_in_transaction_session_timeout`),
  );
  expect(limit).toEqual({ idle_in_transaction_session_timeout: '1min' });
});

test('a connection lost while nobody used it is not noticed', async () => {
  await terminate(await inScope(db, platform, pidOf));
  await inScope(db, platform, (tx) => write(tx, 'again'));
  expect(await notes()).toEqual(['after', 'again']);
});

test('a refusal goes back, also to a savepoint, and the connection stays', async () => {
  const pid = await inScope(db, platform, pidOf);
  await expect(
    inScope(db, platform, async (tx) => {
      await write(tx, 'undone');
      throw new Error('refused');
    }),
  ).rejects.toThrow('refused');
  await inScope(db, platform, async (tx) => {
    await write(tx, 'kept');
    await tx.transaction((inner) => inner.execute(sql`select 1 / 0`)).catch(() => undefined);
  });
  expect(await notes()).toEqual(['after', 'again', 'kept']);
  expect(await inScope(db, platform, pidOf)).toBe(pid);
});

test('a transaction in which a statement failed unheeded is not taken for committed', async () => {
  await expect(
    inScope(db, platform, async (tx) => {
      await write(tx, 'half');
      await tx.execute(sql`select 1 / 0`).then(undefined, () => undefined);
    }),
  ).rejects.toThrow('Expected the transaction to be committed');
  expect(await notes()).not.toContain('half');
});

test('more people than connections wait for their turn', async () => {
  const all = Array.from({ length: 20 }, (_, index) => index);
  expect(await Promise.all(all.map((index) => inScope(db, platform, async () => index)))).toEqual(all);
});
