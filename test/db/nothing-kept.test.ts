import { AsyncLocalStorage } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { callAlone, inScope, platform, runAtOnce } from '../../db/connection.ts';
import { freshDatabase } from '../support/database.ts';

const { db } = await freshDatabase({ connections: 1 });
const statement = { text: 'select 1 as one', values: [] };
// Opened here: whoever opens a connection surrounds it.
await callAlone(db, statement);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What surrounds a request or a commit: its log, its arguments. */
const surroundings = new AsyncLocalStorage<object>();

test.each([
  ['a transaction', () => inScope(db, platform, (tx) => tx.execute(sql`select 1`))],
  ['a transaction that fails', () => inScope(db, platform, (tx) => tx.execute(sql`select 1 / 0`))],
  ['statements at once', () => runAtOnce(db, platform, [statement])],
  ['a statement alone', () => callAlone(db, statement)],
])('%s leaves nothing of its surroundings with the connection, which lives for long', async (_, work) => {
  const begin = (): WeakRef<object> => {
    const around = { log: 'of this request' };
    surroundings.run(around, () => void work().catch(() => undefined));
    return new WeakRef(around);
  };
  const around = begin();
  // There is one connection: these run after it.
  for (let more = 0; more < 3; more++) await callAlone(db, statement);
  await expect.poll(() => (collectGarbage(), around.deref())).toBeUndefined();
});
