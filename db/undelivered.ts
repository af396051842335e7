/** Notifications that did not arrive, with what a person needs to know of them. Their way is in `outbox.ts`. */
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { cursorOf, readCursor } from './cursor.ts';
import type { DeliveryRow, OutboxRow } from './outbox.ts';
import { caseTable, delivery, outbox, person } from './schema/index.ts';

export interface Undelivered {
  delivery: DeliveryRow;
  notification: OutboxRow;
  /** Null where the reader does not see the case. */
  case: { number: string; title: string; model: string } | null;
  /** Null where the person is no longer in the books. */
  recipient: { name: string; email: string | null } | null;
}

/** Newest first, by index `delivery_failed`. */
export async function listUndelivered(
  tx: Tx,
  ask: { cursor?: string; limit: number },
): Promise<{ rows: Undelivered[]; next: string | null }> {
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor, ['instant', 'uuid']);
  const rows = await tx
    .select({
      delivery,
      notification: outbox,
      case: { number: caseTable.number, title: caseTable.title, model: caseTable.model },
      recipient: { name: person.name, email: person.email },
    })
    .from(delivery)
    .innerJoin(outbox, eq(outbox.effectId, delivery.effectId))
    .leftJoin(caseTable, eq(caseTable.caseId, delivery.caseId))
    .leftJoin(person, eq(person.id, delivery.person))
    .where(
      and(
        eq(delivery.state, 'failed'),
        after && sql`(${delivery.nextAt}, ${delivery.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(delivery.nextAt), desc(delivery.id))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1]?.delivery : undefined;
  return { rows: rows.slice(0, ask.limit), next: last ? cursorOf([last.nextAt, last.id]) : null };
}

/** Those of one case, oldest first, by index `delivery_by_case`. */
export const undeliveredOf = (
  tx: Tx,
  caseId: string,
): Promise<{ delivery: DeliveryRow; notification: OutboxRow }[]> =>
  tx
    .select({ delivery, notification: outbox })
    .from(delivery)
    .innerJoin(outbox, eq(outbox.effectId, delivery.effectId))
    .where(and(eq(delivery.caseId, caseId), eq(delivery.state, 'failed')))
    .orderBy(asc(outbox.seq), asc(delivery.person));

export async function countUndelivered(tx: Tx): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(delivery)
    .where(eq(delivery.state, 'failed'));
  return row?.count ?? 0;
}

export async function findDelivery(tx: Tx, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await tx.select().from(delivery).where(eq(delivery.id, id));
  return row;
}
