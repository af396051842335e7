/**
 * Openings of cases: `reserved → starting → confirmed | indeterminate`. From `starting` on, the start may have reached
 * Temporal; whoever finds such an opening starts the very same case again, which Temporal takes once.
 */
import { and, asc, eq, inArray, like, lt, or, sql } from 'drizzle-orm';
import { canonicalJson } from '../engine/canonical-json.ts';
import { AppError, invariant } from '../errors.ts';
import type { Tx } from './connection.ts';
import { open, seal } from './crypto.ts';
import { caseKeyIn, makeCaseKey, type Keys } from './keys.ts';
import { caseNumber, caseOpening } from './schema/index.ts';

export type Opening = Omit<typeof caseOpening.$inferSelect, 'payload'>;

export interface NewOpening {
  caseId: string;
  tenant: string;
  template: string;
  templateVersion: number;
  /** With `openedBy`, what makes a repeated request the same: an Idempotency-Key, `import:<id>:<sheet>:<row>`, `call:<case>:<call>`. */
  idempotencyKey: string;
  /** What makes the item one and the same in two ledgers; null where the template knows no such thing. */
  itemKey: string | null;
  openedBy: string;
  at: string;
  /** Everything that the start needs, to be read again by a later attempt: plain JSON. */
  payload: unknown;
}

/** `new`: reserved now, with a key of its own. `again`: the same request came before. `taken`: another request opened the item. */
export interface Reservation {
  how: 'new' | 'again' | 'taken';
  opening: Opening;
}

/**
 * Reserves a case, once for each request and once for each item of a template, however many ask at once. When the caller's
 * transaction is undone, nothing was reserved.
 */
export async function reserveOpening(tx: Tx, keys: Keys, wanted: NewOpening): Promise<Reservation> {
  const { caseId, tenant, payload, at, ...rest } = wanted;
  const found = await findSame(tx, wanted);
  if (found) return found;
  const key = await makeCaseKey(tx, keys, { tenant, caseId, at });
  const sealed = seal(key, Buffer.from(canonicalJson(payload)), placeOf(caseId));
  const status = 'reserved' as const;
  const [made] = await tx
    .insert(caseOpening)
    .values({ ...rest, caseId, tenantId: tenant, status, payload: sealed, openedAt: at, changedAt: at })
    .onConflictDoNothing()
    .returning(columns);
  if (made) return { how: 'new', opening: made };
  // Another transaction was first; the insert has waited for its end.
  const first = await findSame(tx, wanted);
  invariant(first, `Expected the opening that stands in the way of case ${caseId}, but found none`);
  return first;
}

async function findSame(tx: Tx, wanted: NewOpening): Promise<Reservation | undefined> {
  const rows = await tx
    .select(columns)
    .from(caseOpening)
    .where(
      and(
        eq(caseOpening.tenantId, wanted.tenant),
        or(
          and(
            eq(caseOpening.openedBy, wanted.openedBy),
            eq(caseOpening.idempotencyKey, wanted.idempotencyKey),
          ),
          wanted.itemKey === null
            ? undefined
            : and(eq(caseOpening.template, wanted.template), eq(caseOpening.itemKey, wanted.itemKey)),
        ),
      ),
    );
  const again = rows.find(
    (row) => row.openedBy === wanted.openedBy && row.idempotencyKey === wanted.idempotencyKey,
  );
  if (again) {
    if (again.template === wanted.template && again.itemKey === wanted.itemKey)
      return { how: 'again', opening: again };
    throw new AppError(
      'idempotency-conflict',
      `Expected key ${wanted.idempotencyKey} to open what it opened before, but it is another template or item`,
    );
  }
  return rows[0] && { how: 'taken', opening: rows[0] };
}

/** What was given at the reservation. */
export async function openingPayload<T>(tx: Tx, keys: Keys, caseId: string): Promise<T> {
  const [row] = await tx
    .select({ payload: caseOpening.payload })
    .from(caseOpening)
    .where(eq(caseOpening.caseId, caseId));
  if (!row) throw new AppError('not-found', `Expected an opening of case ${caseId}, but there is none`);
  const key = await caseKeyIn(tx, keys, caseId);
  return JSON.parse(Buffer.from(open(key, row.payload, placeOf(caseId))).toString()) as T;
}

export async function findOpening(tx: Tx, caseId: string): Promise<Opening | undefined> {
  const [row] = await tx.select(columns).from(caseOpening).where(eq(caseOpening.caseId, caseId));
  return row;
}

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
    .where(
      and(
        inArray(caseOpening.status, ['reserved', 'starting', 'indeterminate']),
        lt(caseOpening.changedAt, ask.before),
      ),
    )
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

/** The next number of a template in a year, from 1. Two openings at once wait for each other, so that none is left out. */
export async function nextCaseNumber(
  tx: Tx,
  { tenant, template, year }: { tenant: string; template: string; year: number },
): Promise<number> {
  const [row] = await tx
    .insert(caseNumber)
    .values({ tenantId: tenant, template, year, last: 1 })
    .onConflictDoUpdate({
      target: [caseNumber.tenantId, caseNumber.template, caseNumber.year],
      set: { last: sql`${caseNumber.last} + 1` },
    })
    .returning({ last: caseNumber.last });
  return row!.last;
}

const placeOf = (caseId: string) => `case_opening|${caseId}`;

const columns = {
  caseId: caseOpening.caseId,
  tenantId: caseOpening.tenantId,
  template: caseOpening.template,
  templateVersion: caseOpening.templateVersion,
  idempotencyKey: caseOpening.idempotencyKey,
  itemKey: caseOpening.itemKey,
  status: caseOpening.status,
  openedBy: caseOpening.openedBy,
  openedAt: caseOpening.openedAt,
  changedAt: caseOpening.changedAt,
  error: caseOpening.error,
};
