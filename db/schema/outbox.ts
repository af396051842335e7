/** What is to be told to whom, and what became of it. */
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  serial,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { caseId, instant, tenantId } from './columns.ts';

export const notificationKinds = [
  'taskGiven',
  'taskReturned',
  'delegated',
  'delegationAnswered',
  'dueSoon',
  'overdue',
  'escalated',
  'urged',
  'copied',
  'asked',
  'answered',
  'mentioned',
  'clockRequested',
  'clockDecided',
  'deadlineMoved',
  'documentDue',
  'linkUsed',
  'caseSuspended',
  'caseResumed',
  'caseVoided',
  'caseRecalled',
  'caseRejected',
  'stepRejected',
  'caseCancelled',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Whoever holds the post at the unit on the day it is sent, or the one person. */
export interface Told {
  post?: string;
  unit?: string;
  person?: string;
}

/**
 * A notification, written by the commit in the transaction of its event. It names posts: the people are found when it is
 * sent. `effect_id` = `<case>:<seq>:<n>`, the same on every repeat of the commit. Ids and dates only, no personal data.
 */
export const outbox = pgTable(
  'outbox',
  {
    effectId: text('effect_id').primaryKey(),
    tenantId: tenantId(),
    caseId: caseId(),
    seq: integer('seq').notNull(),
    kind: text('kind').$type<NotificationKind>().notNull(),
    channel: text('channel').notNull(),
    task: text('task'),
    deadline: text('deadline'),
    node: text('node').notNull(),
    /** Key of the ladder step. */
    step: text('step'),
    colour: text('colour'),
    recipients: jsonb('recipients').$type<Told[]>().notNull(),
    /** True: also who has claimed the task, else all who could. */
    tellsHandlers: boolean('tells_handlers').notNull(),
    at: instant('at').notNull(),
    /** waiting: its people are not found yet; resolved: see the deliveries; dropped: nobody to tell, `note` says why. */
    state: text('state').$type<'waiting' | 'resolved' | 'dropped'>().notNull().default('waiting'),
    note: text('note'),
  },
  (table) => [
    index('outbox_waiting')
      .on(table.tenantId, table.at)
      .where(sql`${table.state} = 'waiting'`),
    index('outbox_by_case').on(table.caseId, table.seq),
  ],
);

/** One notification to one person by one channel. */
export const delivery = pgTable(
  'delivery',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: tenantId(),
    effectId: text('effect_id').notNull(),
    caseId: caseId(),
    person: text('person').notNull(),
    channel: text('channel').notNull(),
    /** The principal for whom a substitute is told; null: as themselves. */
    actsFor: text('acts_for'),
    state: text('state').$type<'queued' | 'sending' | 'sent' | 'failed'>().notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** queued: not before this; sending: taken by a sender that is given up after this. */
    nextAt: instant('next_at').notNull(),
    /** An attempt ended without an answer: the receiver may have it already, and the next one says so. */
    mayHaveArrived: boolean('may_have_arrived').notNull().default(false),
    lastError: text('last_error'),
    sentAt: instant('sent_at'),
  },
  (table) => [
    index('delivery_pending')
      .on(table.tenantId, table.nextAt)
      .where(sql`${table.state} in ('queued', 'sending')`),
    index('delivery_failed')
      .on(table.tenantId, table.nextAt)
      .where(sql`${table.state} = 'failed'`),
    index('delivery_by_case').on(table.caseId),
    uniqueIndex('delivery_once').on(table.effectId, table.person, table.channel),
  ],
);

/** Mails that the development SMTP server received, for the page that shows them. */
export const mailbox = pgTable(
  'mailbox',
  {
    id: serial('id').primaryKey(),
    /** From a header of ours; mails without it are nobody's. */
    tenantId: tenantId(),
    receivedAt: instant('received_at').notNull(),
    messageId: text('message_id'),
    sender: text('sender').notNull(),
    recipients: text('recipients').array().notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html').notNull(),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
  },
  (table) => [index('mailbox_newest').on(table.tenantId, table.id.desc().nullsFirst())],
);
