/** The way of a notification: waiting → its people are found → one delivery each → sent, or failed for all to see. */
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import type { Tx } from './connection.ts';
import { caseTable, deadline, delivery, holding, outbox, person, task } from './schema/index.ts';

export type OutboxRow = typeof outbox.$inferSelect;
export type DeliveryRow = typeof delivery.$inferSelect;
export type TaskToTell = Pick<
  typeof task.$inferSelect,
  | 'task'
  | 'node'
  | 'name'
  | 'candidates'
  | 'excludedUnits'
  | 'claimedBy'
  | 'dueDate'
  | 'due'
  | 'provisional'
  | 'deadline'
>;

/** Notifications whose people are to be found, oldest first, taken until the transaction ends: two senders get other rows. */
export const takeWaiting = (tx: Tx, limit: number): Promise<OutboxRow[]> =>
  tx
    .select()
    .from(outbox)
    .where(eq(outbox.state, 'waiting'))
    .orderBy(asc(outbox.at), asc(outbox.effectId))
    .limit(limit)
    .for('update', { skipLocked: true });

/** Adds one delivery for each person, once however often it is asked. */
export async function addDeliveries(
  tx: Tx,
  row: OutboxRow,
  given: { people: readonly string[]; now: string },
): Promise<void> {
  await tx
    .insert(delivery)
    .values(
      given.people.map((who) => ({
        tenantId: row.tenantId,
        effectId: row.effectId,
        caseId: row.caseId,
        person: who,
        channel: row.channel,
        nextAt: given.now,
      })),
    )
    .onConflictDoNothing();
  await tx.update(outbox).set({ state: 'resolved' }).where(eq(outbox.effectId, row.effectId));
}

/** There is nobody to tell, or nothing any more; `note` says why. */
export async function dropNotification(tx: Tx, effectId: string, note: string): Promise<void> {
  await tx.update(outbox).set({ state: 'dropped', note }).where(eq(outbox.effectId, effectId));
}

/**
 * Takes deliveries that are due until `leaseUntil`. One that another sender took and never gave back may have arrived:
 * it says so from then on.
 */
export async function claimDeliveries(
  tx: Tx,
  ask: { now: string; leaseUntil: string; limit: number },
): Promise<DeliveryRow[]> {
  const due = tx
    .select({ id: delivery.id })
    .from(delivery)
    .where(and(inArray(delivery.state, ['queued', 'sending']), lte(delivery.nextAt, ask.now)))
    .orderBy(asc(delivery.nextAt))
    .limit(ask.limit)
    .for('update', { skipLocked: true });
  return tx
    .update(delivery)
    .set({
      state: 'sending',
      attempts: sql`${delivery.attempts} + 1`,
      nextAt: ask.leaseUntil,
      mayHaveArrived: sql`${delivery.mayHaveArrived} or ${delivery.state} = 'sending'`,
    })
    .where(inArray(delivery.id, due))
    .returning();
}

export async function markSent(tx: Tx, id: string, at: string): Promise<void> {
  await tx.update(delivery).set({ state: 'sent', sentAt: at, lastError: null }).where(eq(delivery.id, id));
}

/** `retryAt` null: given up. */
export async function markFailed(
  tx: Tx,
  id: string,
  outcome: { error: string; retryAt: string | null; mayHaveArrived: boolean },
): Promise<void> {
  await tx
    .update(delivery)
    .set({
      state: outcome.retryAt === null ? 'failed' : 'queued',
      ...(outcome.retryAt !== null && { nextAt: outcome.retryAt }),
      lastError: outcome.error,
      mayHaveArrived: sql`${delivery.mayHaveArrived} or ${outcome.mayHaveArrived}`,
    })
    .where(eq(delivery.id, id));
}

/** Gives up on nothing: a failed delivery is tried again, because an operator asked. */
export async function retryDelivery(tx: Tx, id: string, now: string): Promise<boolean> {
  const again = await tx
    .update(delivery)
    .set({ state: 'queued', nextAt: now, attempts: 0 })
    .where(and(eq(delivery.id, id), eq(delivery.state, 'failed')))
    .returning({ id: delivery.id });
  return again.length > 0;
}

/** What did not arrive, newest first. */
export const listFailedDeliveries = (tx: Tx, limit: number): Promise<DeliveryRow[]> =>
  tx.select().from(delivery).where(eq(delivery.state, 'failed')).orderBy(desc(delivery.nextAt)).limit(limit);

/** Who was told what of a case: for its page. */
export const deliveriesOf = (
  tx: Tx,
  caseId: string,
): Promise<{ notification: OutboxRow; delivery: DeliveryRow }[]> =>
  tx
    .select({ notification: outbox, delivery })
    .from(delivery)
    .innerJoin(outbox, eq(outbox.effectId, delivery.effectId))
    .where(eq(delivery.caseId, caseId))
    .orderBy(asc(outbox.seq), asc(delivery.person));

export async function findNotification(tx: Tx, effectId: string): Promise<OutboxRow | undefined> {
  const [row] = await tx.select().from(outbox).where(eq(outbox.effectId, effectId));
  return row;
}

/** The open tasks that a notification is about: its own, or those that its deadline holds. */
export const openTasksToTell = (tx: Tx, row: OutboxRow): Promise<TaskToTell[]> =>
  tx
    .select({
      task: task.task,
      node: task.node,
      name: task.name,
      candidates: task.candidates,
      excludedUnits: task.excludedUnits,
      claimedBy: task.claimedBy,
      dueDate: task.dueDate,
      due: task.due,
      provisional: task.provisional,
      deadline: task.deadline,
    })
    .from(task)
    .where(
      and(
        eq(task.caseId, row.caseId),
        isNull(task.closedAt),
        row.task === null
          ? or(eq(task.deadline, row.deadline ?? ''), sql`${row.node} = any (${task.lineage})`)
          : eq(task.task, row.task),
      ),
    )
    .orderBy(asc(task.createdAt), asc(task.task));

export async function findDeadlineToTell(
  tx: Tx,
  caseId: string,
  id: string,
): Promise<typeof deadline.$inferSelect | undefined> {
  const [row] = await tx
    .select()
    .from(deadline)
    .where(and(eq(deadline.caseId, caseId), eq(deadline.deadline, id)));
  return row;
}

export async function findCaseToTell(tx: Tx, caseId: string) {
  const [row] = await tx
    .select({
      number: caseTable.number,
      model: caseTable.model,
      template: caseTable.template,
      templateVersion: caseTable.templateVersion,
    })
    .from(caseTable)
    .where(eq(caseTable.caseId, caseId));
  return row;
}

export async function findRecipient(tx: Tx, id: string) {
  const [row] = await tx
    .select({ id: person.id, name: person.name, email: person.email, language: person.language })
    .from(person)
    .where(eq(person.id, id));
  return row;
}

/** Who holds any of these posts on the day ('YYYY-MM-DD'), each with the post by which. */
export async function holdersOn(
  tx: Tx,
  posts: readonly PostAtUnit[],
  date: string,
): Promise<{ person: string; post: string; unit: string }[]> {
  if (posts.length === 0) return [];
  return tx
    .select({ person: holding.person, post: holding.post, unit: holding.unit })
    .from(holding)
    .where(
      and(
        sql`(${holding.post}, ${holding.unit}) in (select * from unnest(${sql.param(posts.map((each) => each.post))}::text[], ${sql.param(posts.map((each) => each.unit))}::text[]))`,
        lte(holding.validFrom, date),
        or(isNull(holding.validTo), gt(holding.validTo, date)),
      ),
    )
    .orderBy(asc(holding.person));
}
