/** The way of a notification: waiting → its people are found → one delivery each → sent, or failed for all to see. */
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import type { Tx } from './connection.ts';
import { caseTable, deadline, delivery, holding, outbox, person, task, type Told } from './schema/index.ts';

export type OutboxRow = typeof outbox.$inferSelect;
export type DeliveryRow = typeof delivery.$inferSelect;
export type TaskToTell = Pick<
  typeof task.$inferSelect,
  | 'task'
  | 'node'
  | 'name'
  | 'candidates'
  | 'excludedUnits'
  | 'keptOut'
  | 'claimedBy'
  | 'dueDate'
  | 'due'
  | 'provisional'
  | 'deadline'
  | 'delegatedBy'
>;

/** A notification with what decides who is told, as it is now. */
export interface WaitingNotification {
  effectId: string;
  channel: string;
  kind: OutboxRow['kind'];
  /** Template and day decide which substitutes are told as well. */
  template: string;
  recipients: Told[];
  /** Whom the matter names: persons, or all holders of posts, as `seatName` writes them. */
  barred: string[];
  /** Ids of those whom a step keeps out for this alone that they took part in what it reviews: they are of the case. */
  tookPart: string[];
  hasCase: boolean;
  /** It is of one task, which is open or not; or of a deadline, whose open tasks these are; others are of the whole case. */
  isOfTask: boolean;
  isOfDeadline: boolean;
  isDeadlineOver: boolean;
  tellsHandlers: boolean;
  tasks: Pick<TaskToTell, 'candidates' | 'excludedUnits' | 'keptOut' | 'claimedBy'>[];
}

const thoseWhoTookPart = sql`(
  select coalesce(json_agg(distinct person), '[]') from task cross join unnest(took_part) as person
  where task.case_id = outbox.case_id)`;

/** Cases that are not strict have their names on their tasks alone. */
const barredByTasks = sql`(
  select coalesce(json_agg(distinct seat), '[]') from task cross join unnest(barred) as seat
  where task.case_id = outbox.case_id and not exists (
    select from task as earlier where earlier.case_id = outbox.case_id
      and seat = any (select chr(31) || chr(31) || person from unnest(earlier.took_part) as person)))`;

/** Notifications whose people are to be found, oldest first, taken until the transaction ends: two senders get other rows. */
export const takeWaiting = async (tx: Tx, limit: number): Promise<WaitingNotification[]> => [
  ...(await tx.execute<WaitingNotification & Record<string, unknown>>(sql`
    select effect_id as "effectId", channel, kind, recipients,
      coalesce((select template from "case" where "case".case_id = outbox.case_id), '') as template, tells_handlers as "tellsHandlers",
      coalesce((select to_json(barred) from strict_case where strict_case.case_id = outbox.case_id), ${barredByTasks}) as barred,
      ${thoseWhoTookPart} as "tookPart",
      exists (select from "case" where "case".case_id = outbox.case_id) as "hasCase",
      outbox.task is not null as "isOfTask", outbox.deadline is not null as "isOfDeadline",
      outbox.deadline is not null and not exists (
        select from deadline where deadline.case_id = outbox.case_id and deadline.deadline = outbox.deadline
          and closed_at is null) as "isDeadlineOver",
      (select coalesce(json_agg(json_build_object(
          'candidates', candidates, 'excludedUnits', excluded_units, 'keptOut', kept_out, 'claimedBy', claimed_by)), '[]')
        from task where task.case_id = outbox.case_id and ${isAbout(sql`outbox`)}) as tasks
    from outbox where state = 'waiting' order by at, effect_id limit ${limit}::int for update of outbox skip locked`)),
];

/**
 * Which of the case's tasks a notification is about: its own; those that its deadline holds; all of a case that stands still; and
 * those that were cut off as the case ended or a step was rejected. Nobody is told of a task that waits for others.
 */
const isAbout = (row: SQL): SQL => sql`
  case
    when ${row}.kind in ('caseVoided', 'caseRecalled', 'caseRejected', 'stepRejected', 'caseCancelled') then task.closed_how = 'cancelled' and task.closed_at = ${row}.at
    when task.closed_at is not null then false
    when ${row}.kind in ('caseSuspended', 'caseResumed') then true
    when task.waits is not null then false
    when ${row}.task is not null then task.task = ${row}.task
    else task.deadline = ${row}.deadline or ${row}.node = any (task.lineage)
  end`;

/** Somebody who is told, and the principal for whom where they stand in. */
export interface ToldPerson {
  person: string;
  actsFor: string | null;
}

/** What was found for a notification: its people, or why there is nobody to tell. */
export interface Resolved {
  effectId: string;
  people: readonly ToldPerson[];
  note: string | null;
}

/** Adds one delivery for each person, once however often it is asked; whoever tells nobody is dropped, and says why. */
export async function resolveNotifications(tx: Tx, found: readonly Resolved[], now: string): Promise<void> {
  await tx.execute(sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(found.map(({ effectId, people, note }) => ({ effect_id: effectId, people, note })))}::json)
        as given (effect_id text, people jsonb, note text)
    ), resolved as (
      update outbox set state = case when given.note is null then 'resolved' else 'dropped' end, note = given.note
      from given where outbox.effect_id = given.effect_id
      returning outbox.tenant_id, outbox.effect_id, case_id, people, channel
    )
    insert into delivery (tenant_id, effect_id, case_id, person, acts_for, channel, next_at)
    select tenant_id, effect_id, case_id, told.person, told."actsFor", channel, ${now}::timestamptz
    from resolved cross join lateral jsonb_to_recordset(people) as told (person text, "actsFor" text)
    on conflict do nothing`);
}

/** In words, not as values: a plan that holds for any values does not use the index of these rows alone. */
const isPending = sql`${delivery.state} in ('queued', 'sending')`;

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
    .where(and(isPending, lte(delivery.nextAt, ask.now)))
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
  failed: readonly { id: string; error: string; retryAt: string | null; mayHaveArrived: boolean }[],
): Promise<void> {
  const given = failed.map(({ id, error, retryAt, mayHaveArrived }) => ({
    id,
    error,
    retry_at: retryAt,
    may_have_arrived: mayHaveArrived,
  }));
  await tx.execute(sql`
    update delivery set
      state = case when retry_at is null then 'failed' else 'queued' end,
      next_at = coalesce(retry_at, delivery.next_at),
      last_error = given.error,
      may_have_arrived = delivery.may_have_arrived or given.may_have_arrived
    from json_to_recordset(${JSON.stringify(given)}::json)
      as given (id uuid, error text, retry_at timestamptz, may_have_arrived boolean)
    where delivery.id = given.id`);
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
      keptOut: task.keptOut,
      claimedBy: task.claimedBy,
      dueDate: task.dueDate,
      due: task.due,
      provisional: task.provisional,
      deadline: task.deadline,
      delegatedBy: task.delegatedBy,
    })
    .from(task)
    .innerJoin(outbox, eq(outbox.effectId, row.effectId))
    .where(and(eq(task.caseId, row.caseId), isAbout(sql`outbox`)))
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
      isStrict: sql<boolean>`exists (select from strict_case where strict_case.case_id = ${caseTable.caseId})`,
    })
    .from(caseTable)
    .where(eq(caseTable.caseId, caseId));
  return row;
}

export interface Recipient {
  id: string;
  name: string;
  email: string | null;
  language: 'zh' | 'en';
}

export const findRecipients = (tx: Tx, ids: readonly string[]): Promise<Recipient[]> =>
  tx
    .select({ id: person.id, name: person.name, email: person.email, language: person.language })
    .from(person)
    .where(sql`${person.id} = any (${sql.param(ids)}::text[])`);

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
        isHeldOn(date),
      ),
    )
    .orderBy(asc(holding.person));
}

/** What these people hold on the day. */
export async function holdingsOn(
  tx: Tx,
  people: readonly string[],
  date: string,
): Promise<{ person: string; post: string; unit: string }[]> {
  if (people.length === 0) return [];
  return tx
    .select({ person: holding.person, post: holding.post, unit: holding.unit })
    .from(holding)
    .where(and(sql`${holding.person} = any (${sql.param(people)}::text[])`, isHeldOn(date)));
}

const isHeldOn = (date: string) =>
  and(lte(holding.validFrom, date), or(isNull(holding.validTo), gt(holding.validTo, date)));
