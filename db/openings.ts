/**
 * Openings of cases: `reserved → starting → confirmed | indeterminate`. From `starting` on, the start may have reached
 * Temporal; whoever finds such an opening starts the very same case again, which Temporal takes once. The commit of the
 * case's first events confirms it.
 */
import { and, asc, eq, inArray, like, lt, sql } from 'drizzle-orm';
import { canonicalJson } from '../engine/canonical-json.ts';
import type { EngineEvent } from '../engine/event.ts';
import { AppError } from '../errors.ts';
import { callAlone, type Db, type Tx } from './connection.ts';
import { newCaseKey, open, seal, wrapCaseKey } from './crypto.ts';
import { caseKeyIn, keepCaseKey, type Keys } from './keys.ts';
import { caseOpening } from './schema/index.ts';
import { run, statement, type Statement } from './statement.ts';

export type Opening = Omit<typeof caseOpening.$inferSelect, 'payload'>;

export interface NewOpening {
  caseId: string;
  tenant: string;
  template: string;
  templateVersion: number;
  /** With `openedBy`, what makes a repeated request the same: an Idempotency-Key, `import:<id>:<sheet>:<row>`, `call:<case>:<call>`. */
  idempotencyKey: string;
  /** Of the content of a person's request, recorded with its key. */
  digest?: string;
  /** What makes the item one and the same in two ledgers; null where the template knows no such thing. */
  itemKey: string | null;
  openedBy: string;
  at: string;
  /** `starting`: the start follows at once. */
  status: 'reserved' | 'starting';
  /** By which the case is numbered, `{seq}` standing for the next number of the template in the year; absent: the payload has it. */
  number?: { year: number; rule: string };
  /** Everything that the start needs, to be read again by a later attempt: plain JSON. */
  payload: unknown;
}

/** `new`: reserved now, with a key of its own. `again`: the same request came before. `taken`: another request opened the item. */
export interface Reservation {
  how: 'new' | 'again' | 'taken';
  caseId: string;
  status: Opening['status'];
  number: string | null;
}

/**
 * Reserves a case in a transaction of its own and one flight: once for each request and once for each item of a template,
 * however many ask at once.
 */
export async function reserveOpening(db: Db, keys: Keys, wanted: NewOpening): Promise<Reservation> {
  const { reserving, key } = reservationOf(keys, wanted);
  const [row] = await callAlone<Answer>(db, reserving);
  const made = reservationIn(row!, wanted);
  if (made.how === 'new') keepCaseKey(keys, made.caseId, key);
  return made;
}

/** The same inside a transaction: when that is undone, nothing was reserved. */
export async function reserveOpeningIn(tx: Tx, keys: Keys, wanted: NewOpening): Promise<Reservation> {
  const [row] = await run<Answer>(tx, reservationOf(keys, wanted).reserving);
  return reservationIn(row!, wanted);
}

interface Answer {
  reserved:
    | { isConflict: true }
    | { isNew: true; caseId: string; status: Opening['status']; number: string | null }
    | ({ isNew: false; isSame: boolean } & Pick<
        Opening,
        'caseId' | 'status' | 'template' | 'itemKey' | 'number'
      >);
}

function reservationOf(keys: Keys, wanted: NewOpening) {
  const { caseId, number } = wanted;
  const key = newCaseKey();
  const wrapped = wrapCaseKey(keys.master, caseId, key);
  const sealed = seal(key, Buffer.from(canonicalJson(wanted.payload)), placeOf(caseId));
  const reserving = statement`
    select reserve_case(${caseId}::uuid, ${wanted.tenant}, ${wanted.template}, ${wanted.templateVersion}, ${wanted.openedBy},
      ${wanted.idempotencyKey}, ${wanted.itemKey}, ${wanted.status}, ${wanted.at}, ${wrapped}, ${sealed},
      ${number?.year ?? null}, ${number?.rule ?? null}, ${wanted.digest ?? null}) as reserved`;
  return { reserving, key };
}

function reservationIn({ reserved }: Answer, wanted: NewOpening): Reservation {
  if ('isConflict' in reserved) throw otherContent(wanted.idempotencyKey);
  const { caseId, status, number } = reserved;
  if (reserved.isNew) return { how: 'new', caseId, status, number };
  if (!reserved.isSame) return { how: 'taken', caseId, status, number };
  if (reserved.template !== wanted.template || reserved.itemKey !== wanted.itemKey)
    throw otherContent(wanted.idempotencyKey);
  return { how: 'again', caseId, status, number };
}

export const otherContent = (key: string): AppError =>
  new AppError(
    'idempotency-conflict',
    `Expected key ${key} to come with its first content, but found another`,
  );

interface Reserved<T> {
  /** What was given at the reservation, and the number that was taken then. */
  payload: T;
  number: string | null;
}

export async function openingPayload<T>(tx: Tx, keys: Keys, caseId: string): Promise<Reserved<T>> {
  const found = await findPayload<T>(tx, keys, caseId);
  if (!found) throw new AppError('not-found', `Expected an opening of case ${caseId}, but there is none`);
  return found;
}

/** The same of a case that may have been begun without an opening. */
export async function findPayload<T>(tx: Tx, keys: Keys, caseId: string): Promise<Reserved<T> | undefined> {
  const [row] = await tx
    .select({ payload: caseOpening.payload, number: caseOpening.number })
    .from(caseOpening)
    .where(eq(caseOpening.caseId, caseId));
  if (!row) return undefined;
  const key = await caseKeyIn(tx, keys, caseId);
  const payload = JSON.parse(Buffer.from(open(key, row.payload, placeOf(caseId))).toString()) as T;
  return { payload, number: row.number };
}

/** Payloads of those of the cases that were begun through an opening, whose keys are in memory: one statement. */
export async function findPayloads<T>(tx: Tx, keys: Keys, ids: readonly string[]): Promise<Map<string, T>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ caseId: caseOpening.caseId, payload: caseOpening.payload })
    .from(caseOpening)
    .where(sql`${caseOpening.caseId} = any (${sql.param([...ids])}::uuid[])`);
  const payloads = new Map<string, T>();
  for (const { caseId, payload } of rows) {
    const key = await caseKeyIn(tx, keys, caseId);
    payloads.set(caseId, JSON.parse(Buffer.from(open(key, payload, placeOf(caseId))).toString()) as T);
  }
  return payloads;
}

export async function findOpening(tx: Tx, caseId: string): Promise<Opening | undefined> {
  const [row] = await tx.select(columns).from(caseOpening).where(eq(caseOpening.caseId, caseId));
  return row;
}

/** Whether the person of this scope has asked for the case, and its first commit is still to come. */
export async function isBeingOpened(tx: Tx, caseId: string): Promise<boolean> {
  const own = and(
    eq(caseOpening.caseId, caseId),
    sql`${caseOpening.openedBy} = app_person()`,
    inArray(caseOpening.status, [...unsettled]),
  );
  return (await tx.$count(caseOpening, own)) > 0;
}

const unsettled = ['reserved', 'starting', 'indeterminate'] as const;

const allowed = {
  starting: ['reserved', 'starting', 'indeterminate'],
  confirmed: ['starting', 'indeterminate', 'confirmed'],
  indeterminate: ['starting', 'indeterminate'],
  /** Temporal said that it did not take it: a later attempt begins anew. */
  reserved: ['starting', 'indeterminate', 'reserved'],
} as const;

/** Moves it on; false when it stands elsewhere by now (a confirmed one stays so). `error`: for operators, no personal data. */
export async function moveOpening(
  tx: Tx,
  caseId: string,
  to: { status: keyof typeof allowed; at: string; error?: string },
): Promise<boolean> {
  const moved = await tx
    .update(caseOpening)
    .set({ status: to.status, changedAt: to.at, error: to.error ?? null })
    .where(and(eq(caseOpening.caseId, caseId), inArray(caseOpening.status, [...allowed[to.status]])))
    .returning({ caseId: caseOpening.caseId });
  return moved.length > 0;
}

/** Openings that nobody has brought to an end since `before`, oldest first: what is taken up again after a crash. */
export const unsettledOpenings = (tx: Tx, ask: { before: string; limit: number }): Promise<Opening[]> =>
  tx
    .select(columns)
    .from(caseOpening)
    .where(and(inArray(caseOpening.status, [...unsettled]), lt(caseOpening.changedAt, ask.before)))
    .orderBy(asc(caseOpening.changedAt))
    .limit(ask.limit);

/** Of these items of a template, those that have a case already, with its id. */
export async function casesOfItems(
  tx: Tx,
  template: string,
  itemKeys: readonly string[],
): Promise<Map<string, string>> {
  if (itemKeys.length === 0) return new Map();
  const rows = await tx
    .select({ itemKey: caseOpening.itemKey, caseId: caseOpening.caseId })
    .from(caseOpening)
    .where(
      and(
        eq(caseOpening.template, template),
        sql`${caseOpening.itemKey} = any (${sql.param([...itemKeys])}::text[])`,
      ),
    );
  return new Map(rows.map((row) => [row.itemKey!, row.caseId]));
}

/** How many cases a case has called so far. The caller holds the lock of the case. */
export async function callsOpenedBy(tx: Tx, caseId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(caseOpening)
    .where(
      and(eq(caseOpening.openedBy, 'system:call'), like(caseOpening.idempotencyKey, `call:${caseId}:%`)),
    );
  return row?.count ?? 0;
}

/** Who waits for a case that a person opened is told in this channel, with its id, when it is there. */
export const openedChannel = 'case_opened';

/** The first events of a case prove that its start was taken: written in their commit. */
export const confirmation = (caseId: string, events: readonly EngineEvent[]): Statement[] =>
  events[0]?.kind === 'caseStarted'
    ? [
        // Nobody waits for what the machine opens, whose keys have colons.
        statement`
          with confirmed as (
            update case_opening set status = 'confirmed', changed_at = now(), error = null
            where case_id = ${caseId}::uuid returning idempotency_key)
          select pg_notify(${openedChannel}, ${caseId}) from confirmed where idempotency_key not like '%:%'`,
      ]
    : [];

const placeOf = (caseId: string) => `case_opening|${caseId}`;

const columns = {
  caseId: caseOpening.caseId,
  tenantId: caseOpening.tenantId,
  template: caseOpening.template,
  templateVersion: caseOpening.templateVersion,
  idempotencyKey: caseOpening.idempotencyKey,
  itemKey: caseOpening.itemKey,
  status: caseOpening.status,
  number: caseOpening.number,
  openedBy: caseOpening.openedBy,
  openedAt: caseOpening.openedAt,
  changedAt: caseOpening.changedAt,
  error: caseOpening.error,
};
