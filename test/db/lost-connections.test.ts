import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { inScope, platform, type Db, type Tx } from '../../db/connection.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

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
