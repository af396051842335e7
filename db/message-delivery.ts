/**
 * The way of a message: waiting → its one receiver is found → delivered, or looks for another, or its time is over.
 * Who takes a message says so in its own commit (message-sending.ts), so that a receiver that was only lost from sight is
 * never taken for one that refused.
 */
import { and, asc, desc, eq, inArray, like, ne, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { caseTable, message, messageDelivery } from './schema/index.ts';

export type MessageRow = typeof message.$inferSelect;
export type MessageDeliveryRow = typeof messageDelivery.$inferSelect;

/** Whether there is anything to do at the host's instant `now`: asked every second, answered from two small indexes. */
export async function hasMessageWork(tx: Tx, now: string): Promise<boolean> {
  const [row] = await tx.execute<{ some: boolean }>(sql`
    select exists (select from message where state = 'waiting' and next_at <= ${now}::timestamptz)
      or exists (select from message_delivery where state = 'queued' and next_at <= ${now}::timestamptz) as some`);
  return row!.some;
}

export interface Matching {
  tenant: string;
  /** The host's instant, and by how many milliseconds the tenant's clock is ahead of it. */
  now: string;
  clockOffset: number;
  /** ISO 8601 duration that a message waits when it says nothing else. */
  timeToLive: string;
  /** Instant at which what finds nobody is looked at again. */
  again: string;
  limit: number;
}

/**
 * Finds the receiver of each message that is due: a case that waits for it (by its key rather than for any; one that has not
 * refused it yet; the one that waits longest), else a template that begins with it. What finds nobody waits on, or its time is
 * over. Returns how many were looked at.
 */
export async function matchMessages(tx: Tx, ask: Matching): Promise<number> {
  const { tenant, now, clockOffset, timeToLive, again, limit } = ask;
  const rows = await tx.execute(sql`
    with due as (
      select id, name, correlation, coalesce(expires_at, sent_at + ${timeToLive}::interval) as expires_at
      from message where state = 'waiting' and next_at <= ${now}::timestamptz
      order by next_at, sent_at, id limit ${limit}::int for update skip locked
    ), looked as (
      select due.*, expires_at <= ${now}::timestamptz + ${`${clockOffset} milliseconds`}::interval as is_over, coalesce(
        (select 'case:' || subscription.case_id from subscription
          left join message_delivery before on before.tenant_id = ${tenant} and before.message_id = due.id
            and before.target = 'case:' || subscription.case_id
          where subscription.tenant_id = ${tenant} and subscription.kind = 'message' and subscription.name = due.name
            and (subscription.correlation is null or subscription.correlation = due.correlation)
          order by before.round nulls first, subscription.correlation is null, subscription.opened_at, subscription.case_id
          limit 1),
        (select 'template:' || template from template_trigger
          where template_trigger.tenant_id = ${tenant} and kind = 'message' and template_trigger.name = due.name
          order by template limit 1)) as target
      from due
    ), sent as (
      insert into message_delivery (tenant_id, message_id, target, state, round, attempts, next_at)
      select ${tenant}, id, target, 'queued', 1, 0, 'epoch' from looked where target is not null and not is_over
      on conflict (tenant_id, message_id, target) do update
        set state = 'queued', round = message_delivery.round + 1, attempts = 0, next_at = 'epoch'
    )
    update message set expires_at = looked.expires_at,
      state = case when is_over then 'expired' when target is null then 'waiting' else 'matched' end,
      next_at = case when target is null and not is_over then ${again}::timestamptz else message.next_at end,
      ended_at = case when is_over then looked.expires_at end
    from looked where message.tenant_id = ${tenant} and message.id = looked.id
    returning message.id`);
  return rows.length;
}

export interface ClaimedDelivery {
  delivery: MessageDeliveryRow;
  message: MessageRow;
}

/** Takes deliveries that are due until `leaseUntil`, in the order in which the messages were sent. Two couriers get other rows. */
export async function claimMessageDeliveries(
  tx: Tx,
  ask: { now: string; leaseUntil: string; limit: number },
): Promise<ClaimedDelivery[]> {
  const taken = await tx.execute<{ message_id: string; target: string }>(sql`
    update message_delivery set attempts = attempts + 1, next_at = ${ask.leaseUntil}::timestamptz
    where (tenant_id, message_id, target) in (
      select tenant_id, message_id, target from message_delivery
      where state = 'queued' and next_at <= ${ask.now}::timestamptz
      order by next_at limit ${ask.limit}::int for update skip locked)
    returning message_id, target`);
  if (taken.length === 0) return [];
  const isTaken = new Set(taken.map(({ message_id, target }) => JSON.stringify([message_id, target])));
  const rows = await tx
    .select({ delivery: messageDelivery, message })
    .from(messageDelivery)
    .innerJoin(
      message,
      and(eq(message.tenantId, messageDelivery.tenantId), eq(message.id, messageDelivery.messageId)),
    )
    .where(inArray(messageDelivery.messageId, [...new Set(taken.map(({ message_id }) => message_id))]))
    .orderBy(asc(message.sentAt), asc(message.id));
  return rows.filter(({ delivery }) => isTaken.has(JSON.stringify([delivery.messageId, delivery.target])));
}

/** The receiver has it. Of a message, `receiver` is the case; a signal has arrived when nobody is left who has not heard it. */
export async function markDelivered(
  tx: Tx,
  { messageId, target }: Pick<MessageDeliveryRow, 'messageId' | 'target'>,
  { receiver, at }: { receiver: string; at: string },
): Promise<void> {
  await tx
    .update(messageDelivery)
    .set({ state: 'delivered', lastError: null })
    .where(isDelivery({ messageId, target }));
  await tx
    .update(message)
    .set({ state: 'delivered', content: null, receiver, endedAt: at })
    .where(and(eq(message.id, messageId), eq(message.kind, 'message'), ne(message.state, 'delivered')));
  await endSignal(tx, messageId, at);
}

/**
 * The receiver said that it does not take it. Unless its commit says that it has taken it before, a message looks for
 * another from `again` on; a signal was for those who listened.
 */
export async function markRefused(
  tx: Tx,
  { messageId, target }: Pick<MessageDeliveryRow, 'messageId' | 'target'>,
  { error, again, at }: { error: string; again: string; at: string },
): Promise<void> {
  const refused = await tx
    .update(messageDelivery)
    .set({ state: 'refused', lastError: error })
    .where(and(isDelivery({ messageId, target }), eq(messageDelivery.state, 'queued')))
    .returning({ target: messageDelivery.target });
  if (refused.length > 0) {
    await tx
      .update(message)
      .set({ state: 'waiting', nextAt: again })
      .where(and(eq(message.id, messageId), eq(message.kind, 'message'), eq(message.state, 'matched')));
  }
  await endSignal(tx, messageId, at);
}

/** Nobody answered: the same receiver is asked again. */
export async function markUnanswered(
  tx: Tx,
  { messageId, target }: Pick<MessageDeliveryRow, 'messageId' | 'target'>,
  { error, again }: { error: string; again: string },
): Promise<void> {
  await tx
    .update(messageDelivery)
    .set({ lastError: error, nextAt: again })
    .where(and(isDelivery({ messageId, target }), eq(messageDelivery.state, 'queued')));
}

async function endSignal(tx: Tx, messageId: string, at: string): Promise<void> {
  await tx.execute(sql`
    update message set state = 'delivered', content = null, ended_at = ${at}::timestamptz
    where id = ${messageId} and kind = 'signal' and state = 'matched' and not exists (
      select from message_delivery where message_delivery.tenant_id = message.tenant_id
        and message_delivery.message_id = message.id and message_delivery.state = 'queued')`);
}

const isDelivery = ({ messageId, target }: Pick<MessageDeliveryRow, 'messageId' | 'target'>) =>
  and(eq(messageDelivery.messageId, messageId), eq(messageDelivery.target, target));

/** Cases that began with one of these messages, as far as the scope sees them. */
export const begunByMessages = (
  tx: Tx,
  ids: readonly string[],
): Promise<
  { message: string; caseId: string; tenantId: string; template: string; templateVersion: number }[]
> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select({
          message: message.name,
          caseId: caseTable.caseId,
          tenantId: caseTable.tenantId,
          template: caseTable.template,
          templateVersion: caseTable.templateVersion,
        })
        .from(message)
        .innerJoin(
          messageDelivery,
          and(eq(messageDelivery.tenantId, message.tenantId), eq(messageDelivery.messageId, message.id)),
        )
        .innerJoin(caseTable, eq(caseTable.caseId, message.receiver))
        .where(
          and(
            inArray(message.id, [...ids]),
            like(messageDelivery.target, 'template:%'),
            eq(messageDelivery.state, 'delivered'),
          ),
        )
        .orderBy(asc(caseTable.startedAt));

export async function findMessage(tx: Tx, id: string): Promise<MessageRow | undefined> {
  const [row] = await tx.select().from(message).where(eq(message.id, id));
  return row;
}

/** What has not arrived, newest first, by index `message_undelivered`: what waits, is on its way, or has expired. */
export async function listUndeliveredMessages(
  tx: Tx,
  ask: { state?: 'waiting' | 'matched' | 'expired'; cursor?: string; limit: number },
): Promise<{ rows: (MessageRow & { lastError: string | null })[]; next: string | null }> {
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor, ['instant', 'text']);
  const rows = await tx
    .select()
    .from(message)
    .where(
      and(
        ask.state === undefined ? ne(message.state, 'delivered') : eq(message.state, ask.state),
        after && sql`(${message.sentAt}, ${message.id}) < (${after[0]}::timestamptz, ${after[1]})`,
      ),
    )
    .orderBy(desc(message.sentAt), desc(message.id))
    .limit(ask.limit + 1);
  const page = rows.slice(0, ask.limit);
  const last = rows.length > ask.limit ? page.at(-1) : undefined;
  const errors = await lastErrors(
    tx,
    page.map(({ id }) => id),
  );
  return {
    rows: page.map((row) => ({ ...row, lastError: errors.get(row.id) ?? null })),
    next: last ? cursorOf([last.sentAt, last.id]) : null,
  };
}

/** Why the last receiver that was asked does not have it. */
async function lastErrors(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: messageDelivery.messageId, error: messageDelivery.lastError })
    .from(messageDelivery)
    .where(and(inArray(messageDelivery.messageId, ids), sql`${messageDelivery.lastError} is not null`))
    .orderBy(asc(messageDelivery.nextAt));
  return new Map(rows.map(({ id, error }) => [id, error!]));
}

export async function countReceivers(tx: Tx, id: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(messageDelivery)
    .where(eq(messageDelivery.messageId, id));
  return row?.count ?? 0;
}
