/**
 * A pool of connections, each a client of postgres.js of its own, and transactions on them.
 *
 * Why not its pool and its `begin`: postgres.js 3.4.9 sends the rollback of a transaction whose connection has closed into
 * nowhere, which ends the process (https://github.com/porsager/postgres/issues/1208), and may send what is left of it on the
 * connection's successor, inside of somebody else's transaction (issue 1216). Here a connection that was lost is never used again.
 */
import postgres from 'postgres';
import { send, type Statement } from './statement.ts';

/** One connection. */
export interface Line {
  client: postgres.Sql;
  isLost: boolean;
  /**
   * What `work` comes to, or a rejection as soon as the connection closes. Not `Promise.race` with a promise of the closing:
   * that lives as long as the connection and would keep the results and the context of every statement until then.
   */
  orClosed<T>(work: PromiseLike<T>): Promise<T>;
}

export interface LinesOptions {
  /** Makes a client with one connection, which tells `onclose` when that closes. */
  open(onclose: () => void): postgres.Sql;
  most: number;
}

export class Lines {
  private readonly options: LinesOptions;
  private readonly free: Line[] = [];
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private isClosed = false;
  private whenIdle?: () => void;

  constructor(options: LinesOptions) {
    this.options = options;
  }

  /** Gives the line to `work` alone until it settles. */
  async use<T>(work: (line: Line) => Promise<T>): Promise<T> {
    if (this.isClosed) throw new Error('Expected an open database, but it was closed');
    if (this.busy >= this.options.most) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.busy += 1;
    const line = this.next();
    try {
      return await work(line);
    } finally {
      if (line.isLost || this.isClosed) void hangUp(line);
      else this.free.push(line);
      // Whoever waits takes this one's place.
      const next = this.waiting.shift();
      if (next) next();
      else if ((this.busy -= 1) === 0) this.whenIdle?.();
    }
  }

  /** Resolves when what is under way has ended, after at most so many milliseconds. */
  async close(patience: number): Promise<void> {
    this.isClosed = true;
    const idle = this.busy === 0 ? undefined : new Promise<void>((resolve) => (this.whenIdle = resolve));
    const timer = Promise.withResolvers<void>();
    const timeout = setTimeout(timer.resolve, patience);
    await Promise.race([idle, timer.promise]);
    clearTimeout(timeout);
    await Promise.all(this.free.splice(0).map(hangUp));
  }

  private next(): Line {
    for (let line = this.free.pop(); line; line = this.free.pop()) {
      if (!line.isLost) return line;
      void hangUp(line);
    }
    return this.dial();
  }

  private dial(): Line {
    let closed: Error | undefined;
    const under = new Set<(error: Error) => void>();
    const client = this.options.open(() => {
      line.isLost = true;
      closed = new Error('Expected the connection to PostgreSQL to stay, but it closed');
      for (const reject of under) reject(closed);
      under.clear();
    });
    const orClosed = <T>(work: PromiseLike<T>) =>
      new Promise<T>((resolve, reject) => {
        if (closed) reject(closed);
        else under.add(reject);
        const settled = () => under.delete(reject);
        work.then(
          (value) => (settled(), resolve(value)),
          (error: unknown) => (settled(), reject(error as Error)),
        );
      });
    const line: Line = { client, isLost: false, orClosed };
    return line;
  }
}

const hangUp = (line: Line) => line.client.end({ timeout: 1 }).catch(() => undefined);

/**
 * One transaction. Neither `begin` nor `opening`, its first statement, is awaited before `work`: they ride in one flight with
 * its first statements, in this order.
 */
export async function transact<T>(
  line: Line,
  opening: Statement,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const tx = statementsOf(line);
  try {
    const begun = send(tx.sql, 'begin');
    const opened = send(tx.sql, opening.text, opening.values);
    const [, , result] = await line.orClosed(Promise.all([begun, opened, work(tx.sql)]));
    expectCommitted(await line.orClosed(send(tx.sql, 'commit')));
    return result;
  } catch (error) {
    if (isLoss(error)) line.isLost = true;
    else await undo(line, tx.sql, 'rollback');
    throw error;
  } finally {
    tx.end();
  }
}

/**
 * One transaction of these statements, in one flight; the rows of each. Where one fails, Postgres takes the `commit` behind it
 * for a rollback.
 */
export async function transactAtOnce(line: Line, statements: readonly Statement[]): Promise<object[][]> {
  const { sql, end } = statementsOf(line);
  try {
    const sent = [send(sql, 'begin'), ...statements.map(({ text, values }) => send(sql, text, values))];
    const committed = send(sql, 'commit');
    const [, ...rows] = await line.orClosed(Promise.all([...sent, committed]));
    expectCommitted(await committed);
    return rows.slice(0, -1);
  } catch (error) {
    if (isLoss(error)) line.isLost = true;
    throw error;
  } finally {
    end();
  }
}

function expectCommitted({ command }: { command: string }): void {
  if (command !== 'COMMIT')
    throw new Error('Expected the transaction to be committed, but a statement in it had failed');
}

/** One statement without a transaction around it. */
export async function alone<T>(line: Line, work: () => PromiseLike<unknown>): Promise<T> {
  try {
    return (await line.orClosed(work())) as T;
  } catch (error) {
    if (isLoss(error)) line.isLost = true;
    throw error;
  }
}

/** Goes back, unless the connection is gone and everything with it. */
async function undo(line: Line, sql: postgres.TransactionSql, statement: string): Promise<void> {
  if (line.isLost) return;
  try {
    await line.orClosed(sql.unsafe(statement));
  } catch {
    // A line on which not even this can be done is of no more use; why it came to that is what the caller is told.
    line.isLost = true;
  }
}

/** The statements of one transaction: refused as soon as it is over, or its connection. */
function statementsOf(line: Line): { sql: postgres.TransactionSql; end(): void } {
  let isOver = false;
  let savepoints = 0;
  const unsafe: postgres.Sql['unsafe'] = (text, values, options) => {
    if (isOver || line.isLost) throw new Error('Expected an open transaction, but it has ended');
    return line.client.unsafe(text, values, options);
  };
  const savepoint = async (work: (tx: postgres.TransactionSql) => Promise<unknown>): Promise<unknown> => {
    const name = `s${(savepoints += 1)}`;
    try {
      const [, result] = await Promise.all([sql.unsafe(`savepoint ${name}`).execute(), work(sql)]);
      return result;
    } catch (error) {
      if (isLoss(error)) line.isLost = true;
      await undo(line, sql, `rollback to ${name}`);
      throw error;
    }
  };
  const sql = { options: line.client.options, unsafe, savepoint } as unknown as postgres.TransactionSql;
  return { sql, end: () => void (isOver = true) };
}

/** What postgres.js says of a connection, as against what PostgreSQL says of a statement. */
function isLoss(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof postgres.PostgresError) return /^(57P0[123]|25P0[34]|08)/.test(at.code);
    if ('code' in at && /^(CONNECTION_|CONNECT_|ECONN|EPIPE|ETIMEDOUT|EHOST)/.test(String(at.code)))
      return true;
  }
  return false;
}
