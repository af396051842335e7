/**
 * The only door to Postgres. Whatever reads or writes does so in `inScope`: one transaction whose first statement says
 * for whom it acts, so that row-level security can hold what a query forgot.
 */
import { DrizzleQueryError } from 'drizzle-orm';
import { makePgArray, parsePgArray, PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, PostgresJsSession, PostgresJsTransaction } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Candidate } from '../engine/work/state.ts';
import { invariant } from '../errors.ts';
import { alone, Lines, transact, transactAtOnce } from './lines.ts';
import { oneConnection } from './one-connection.ts';
import { send, statement, type Statement } from './statement.ts';

/** The application's role: subject to row-level security, owner of nothing. `migrate` makes it. */
export const appRole = 'rectiflow_app';
/** The worker's: sees all of a tenant, so that no statement of a commit asks who sees its case (migrations/0017_machine_role.sql). */
export const machineRole = 'rectiflow_machine';

type Role = typeof appRole | typeof machineRole;
type Orm = ReturnType<typeof openOrm>;
/** A transaction in a scope: what every query takes first. */
export type Tx = Parameters<Parameters<Orm['transaction']>[0]>[0];

const lines = Symbol('lines');
/** A pool of connections. It has no queries of its own, so that none can run outside a scope. */
export interface Db {
  readonly [lines]: Lines;
  readonly role: Role;
  close(): Promise<void>;
}

/** For whom a transaction acts. */
export interface Scope {
  tenant?: string;
  person?: string;
  units?: readonly string[];
  /** What the person is in strict cases, which no unit sees as such: their posts, and they themselves. */
  seats?: readonly Seat[];
  /** Units and seats that count in cases of one template alone: what a substitute for that template looks after. */
  limits?: readonly Limit[];
  /** Oversees: sees every case of the tenant that is not strict. */
  seesAll?: boolean;
  /** The machine itself, which sees all of the tenant. */
  isMachine?: boolean;
  platform?: boolean;
  /**
   * Holds the lock of this case until the transaction ends: whoever writes a case's journal comes one after the other.
   * An advisory lock, taken with the scope, because every statement after it then sees what the one before wrote
   * (`for update` waits too, but the rest of its own statement still sees the time before the wait).
   */
  locksCase?: string;
  /**
   * Statements are planned once for each connection and not for their values: for the short ones by key, whose planning
   * (row-level security is part of it) takes longer than their work. Not for lists, where the values decide.
   */
  plansOnce?: boolean;
}

/** In which somebody sees a strict case: whoever holds a post, a person in that capacity, or (post and unit empty) in none. */
export type Seat = Candidate;
export type Limit = { template: string } & ({ unit: string } | { seat: Seat });

/** The machine's own doing (commits, sending, starting): all of one tenant. */
export const system = (tenant: string, options: { locksCase?: string } = {}): Scope => ({
  tenant,
  isMachine: true,
  plansOnce: true,
  ...options,
});

/**
 * A person's: cases in which one of `units` takes part (those of the posts held now), or with `seesAll` all of the tenant but
 * strict ones, which are seen by `seats` alone.
 */
export const person = (scope: {
  tenant: string;
  person: string;
  units: readonly string[];
  seats?: Scope['seats'];
  limits?: Scope['limits'];
  seesAll: boolean;
}): Scope => scope;

/** Before the tenant is known: log-in, sessions, the list of tenants. Sees no case. */
export const platform: Scope = { platform: true, plansOnce: true };

export interface ConnectionOptions {
  /** Size of the pool; default 10. */
  connections?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** Default: the application's. Under the machine's no scope of a person is taken. */
  role?: Role;
  /** Told the text of each statement that is sent, without its values: for tests that count them. */
  onStatement?: (text: string) => void;
}

/** `url` may be the owner's or the application's own: either way the connections act as the role. */
export function openDatabase(url: string, options: ConnectionOptions = {}): Db {
  const { role = appRole, connections = 10 } = options;
  const pool = new Lines({
    open: (onclose) => openClient(url, { ...options, role, onclose }),
    most: connections,
  });
  return { [lines]: pool, role, close: () => pool.close(5000) };
}

export async function inScope<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db[lines].use((line) =>
      transact(line, settingOf(db, scope), (client) => work(txOn(client))),
    );
  } catch (error) {
    throw withoutValues(error);
  }
}

/** Calls a function of the database that sets its scope by itself, in a transaction of its own and one flight. */
export async function callAlone<Row extends object>(db: Db, { text, values }: Statement): Promise<Row[]> {
  try {
    return await db[lines].use((line) => alone(line, () => send(line.client, text, values)));
  } catch (error) {
    throw withoutValues(error);
  }
}

/** One transaction whose statements wait for no answer: a single flight with its begin and its commit. Gives the rows of each. */
export async function runAtOnce(db: Db, scope: Scope, statements: readonly Statement[]): Promise<object[][]> {
  try {
    const [, ...rows] = await db[lines].use((line) =>
      transactAtOnce(line, [settingOf(db, scope), ...statements]),
    );
    return rows;
  } catch (error) {
    throw withoutValues(error);
  }
}

const dialect = new PgDialect();

/** What `drizzle(client).transaction` gives to its work. Its types want a whole client, of which it uses two methods. */
function txOn(client: postgres.TransactionSql): Tx {
  const session = new PostgresJsSession(client as unknown as postgres.Sql, dialect, undefined);
  return new PostgresJsTransaction(dialect, session as never, undefined) as unknown as Tx;
}

/** drizzle's error quotes the statement's values and Postgres' detail quotes the row: neither may reach a log. */
function withoutValues(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? (error.cause ?? error) : error;
  if (cause instanceof postgres.PostgresError) delete cause.detail;
  return cause;
}

/** True when a statement was refused with this SQLSTATE. */
export const isState = (error: unknown, code: string): boolean =>
  error instanceof postgres.PostgresError && error.code === code;

/** True when a statement was refused because a row with the same key (in this index, if named) is there already. */
export const isDuplicate = (error: unknown, index?: string): boolean =>
  error instanceof postgres.PostgresError &&
  error.code === '23505' &&
  (index === undefined || error.constraint_name === index);

/**
 * People's queries are planned for the values at hand: how many rows a filter leaves and how long a page is decides whether an
 * index pays, and a plan for any values reads whole tables. What goes by key alone is planned once.
 */
function planning({ person, plansOnce }: Scope): string {
  if (plansOnce) return 'force_generic_plan';
  return person === undefined ? 'auto' : 'force_custom_plan';
}

function settingOf({ role }: Db, scope: Scope): Statement {
  invariant(
    role === appRole || scope.person === undefined,
    "Expected a scope of the machine's, but found one of a person, who would see everything",
  );
  return statement`
  select set_config('app.tenant', ${scope.tenant ?? ''}, true),
    set_config('app.person', ${scope.person ?? ''}, true),
    set_config('app.units', ${unitsLiteral(scope)}, true),
    set_config('app.seats', ${seatsLiteral(scope)}, true),
    set_config('app.limits', ${limitsLiteral(scope)}, true),
    set_config('app.sees_all', ${seesLiteral(scope)}, true),
    set_config('app.platform', ${scope.platform ? 'on' : 'off'}, true),
    set_config('plan_cache_mode', ${planning(scope)}, true),
    case when ${scope.locksCase ?? ''} <> '' then pg_advisory_xact_lock(hashtextextended(${scope.locksCase ?? ''}, 0)) end`;
}

/** As the setting `app.units` holds them: an array of PostgreSQL in words. */
export const unitsLiteral = ({ units = [] }: Scope): string => arrayLiteral(units);

/** As the setting `app.seats` holds them. */
export const seatsLiteral = ({ seats = [] }: Scope): string => arrayLiteral(seats.map(seatName));

/** As the setting `app.limits` holds them: the template with the character 31 before the rest, as the columns `scoped` have it. */
export const limitsLiteral = ({ limits = [] }: Scope): string =>
  arrayLiteral(
    limits.map((limit) => `${limit.template}\u001f${'unit' in limit ? limit.unit : seatName(limit.seat)}`),
  );

/** As the setting `app.sees_all` holds it. */
export const seesLiteral = ({ isMachine, seesAll }: Scope): 'machine' | 'on' | 'off' =>
  isMachine ? 'machine' : seesAll ? 'on' : 'off';

/** As `case_seat.seat` has it. */
export const seatName = ({ post, unit, person = '' }: Seat): string => `${post}\u001f${unit}\u001f${person}`;

/** The seat of such a name. */
export function seatOf(name: string): Required<Seat> {
  const [post = '', unit = '', person = ''] = name.split('\u001f');
  return { post, unit, person };
}

const arrayLiteral = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** A connection that only listens. `closed` resolves when it is lost, closed, or could not be made. */
export function openListener(
  url: string,
  channel: string,
  onTold: (payload: string) => void,
): { closed: Promise<void>; close(): Promise<void> } {
  const lost = Promise.withResolvers<void>();
  const client = openClient(url, {
    name: 'rectiflow listener',
    role: appRole,
    onclose: lost.resolve,
    onnotify: (_channel, payload) => onTold(payload),
  });
  const close = () => client.end({ timeout: 1 }).catch(() => undefined);
  send(client, `listen ${channel}`).catch(lost.resolve);
  return { closed: lost.promise.then(close), close };
}

/** The owner's connection, for migrations and for tests that look at the catalogue. Never for the application. */
export function openOwner(url: string) {
  const client = openClient(url, {});
  return { orm: openOrm(client), client, close: () => client.end({ timeout: 5 }) };
}

/**
 * Milliseconds. None of our transactions waits for anything but PostgreSQL: one that stands still for so long belongs to a
 * process that hangs, and would keep what it has locked from all others.
 */
const longestIdle = 60_000;

interface ClientOptions extends Omit<ConnectionOptions, 'connections'> {
  onclose?: () => void;
  onnotify?: (channel: string, payload: string) => void;
}

/** A client with one connection. */
function openClient(url: string, { name, role, onclose, onnotify, onStatement }: ClientOptions) {
  const options = {
    max: 1,
    onnotice: () => {},
    onclose,
    onnotify,
    socket: oneConnection(),
    // postgres.js asks every new connection for the types of arrays, and nobody takes the error when that fails: a server
    // that went down in that moment would end our process. These are what we use.
    fetch_types: false,
    types: { texts: stringArray(1009), uuids: stringArray(2951) },
    ...(onStatement && { debug: (_connection: number, text: string) => onStatement(text) }),
    connection: {
      application_name: name ?? 'rectiflow',
      TimeZone: 'UTC',
      ...(role && { role, idle_in_transaction_session_timeout: longestIdle }),
    },
  };
  const client: postgres.Sql = postgres(url, options);
  prepareStatements(client);
  // Sets how values of dates and JSON are read and written, once for the connection.
  openOrm(client);
  return client;
}

/** Arrays of strings without nulls. `type`: PostgreSQL's number of it, `select oid from pg_type where typname = '_text'`. */
const stringArray = (type: number) => ({
  to: type,
  from: [type],
  serialize: (value: readonly string[] | string) =>
    typeof value === 'string' ? value : makePgArray([...value]),
  parse: (text: string) => parsePgArray(text) as string[],
});

const openOrm = (client: postgres.Sql) => drizzle(client);

/**
 * drizzle sends each statement unnamed, which costs postgres.js two flights (parse and describe, then bind) every time.
 * Named, it is parsed once for each connection, and statements that do not wait for each other share a flight.
 * Keep a query's text the same from call to call: lists are passed as arrays, rows as JSON.
 */
function prepareStatements(client: postgres.Sql): void {
  const { unsafe } = client;
  client.unsafe = ((text, values, options) =>
    unsafe(text, values, { ...options, prepare: true })) as typeof unsafe;
}
