/** Messages and signals on their way between cases, from outside and to templates that begin with them. */
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, caseId, instant, tenantId } from './columns.ts';

/** Read model: what open cases wait for. Nothing personal in `name`; `correlation` is a key of the case's data. */
export const subscription = pgTable(
  'subscription',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    subscription: text('subscription').notNull(),
    node: text('node').notNull(),
    kind: text('kind').$type<'message' | 'signal'>().notNull(),
    name: text('name').notNull(),
    /** The key that a message must bring; null: any will do. */
    correlation: text('correlation'),
    openedAt: instant('opened_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.subscription] }),
    index('subscription_by_name').on(table.tenantId, table.kind, table.name, table.openedAt),
  ],
);

/** What begins a case of a template's latest version from outside; replaced when a version is published. */
export const templateTrigger = pgTable(
  'template_trigger',
  {
    tenantId: tenantId(),
    template: text('template').notNull(),
    kind: text('kind').$type<'message' | 'signal'>().notNull(),
    name: text('name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.name, table.template] })],
);

/**
 * A message or a signal. It is written in the transaction of what sends it (a commit of a case, or a request), once for each id.
 * `waiting`: nobody is found yet, it is looked at again at `next_at`; `matched`: on its way, see the deliveries;
 * `delivered`; `expired`: nobody came for it in time.
 */
export const message = pgTable(
  'message',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    kind: text('kind').$type<'message' | 'signal'>().notNull(),
    name: text('name').notNull(),
    correlation: text('correlation'),
    /** The case that sent it, or the person; both null: never. */
    sender: uuid('sender'),
    sentBy: text('sent_by'),
    /** Whose key seals the content: the sending case, or an id of its own. */
    keyOf: uuid('key_of').notNull(),
    /** Its variables, sealed; null once it has arrived: they stand in the receiver's journal then. */
    content: bytes('content'),
    sentAt: instant('sent_at').notNull(),
    /** In the tenant's time. Null: not looked at yet, and without a time of its own. */
    expiresAt: instant('expires_at'),
    state: text('state').$type<'waiting' | 'matched' | 'delivered' | 'expired'>().notNull(),
    /** In the host's time, like that of every delivery. */
    nextAt: instant('next_at').notNull(),
    /** The case that took it; of a message alone. */
    receiver: uuid('receiver'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('message_waiting')
      .on(table.tenantId, table.nextAt)
      .where(sql`${table.state} = 'waiting'`),
    index('message_waiting_by_name')
      .on(table.tenantId, table.name)
      .where(sql`${table.state} = 'waiting'`),
    // The list of what waits, is on its way or has expired, newest first.
    index('message_undelivered')
      .on(table.tenantId, table.sentAt.desc().nullsFirst(), table.id.desc().nullsFirst())
      .where(sql`${table.state} <> 'delivered'`),
  ],
);

/** One message to one case, or to a template that begins with it. */
export const messageDelivery = pgTable(
  'message_delivery',
  {
    tenantId: tenantId(),
    messageId: text('message_id').notNull(),
    /** `case:<id>` or `template:<key>`. */
    target: text('target').notNull(),
    /** `refused`: the receiver took it not, and the message looks for another. */
    state: text('state').$type<'queued' | 'delivered' | 'refused'>().notNull(),
    /** How often this receiver was chosen, and how often it was tried since. */
    round: integer('round').notNull(),
    attempts: integer('attempts').notNull(),
    /** Not before this; while a courier is at it, when that one is given up. */
    nextAt: instant('next_at').notNull(),
    /** For people who run the platform: a code, no personal data. */
    lastError: text('last_error'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.messageId, table.target] }),
    index('message_delivery_queued')
      .on(table.tenantId, table.nextAt)
      .where(sql`${table.state} = 'queued'`),
  ],
);
