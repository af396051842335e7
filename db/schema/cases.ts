/** Read model of cases: folds of the journal (db/read-model/), dropped and refilled by a rebuild. */
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { JsonObject, Label, Texts } from '../../engine/json.ts';
import { caseId, instant, tenantId } from './columns.ts';

export const caseTable = pgTable(
  'case',
  {
    caseId: caseId().primaryKey(),
    tenantId: tenantId(),
    template: text('template').notNull(),
    templateVersion: integer('template_version').notNull(),
    /** Hash of the model in `content`. */
    model: text('model').notNull(),
    number: text('number').notNull(),
    title: text('title').notNull(),
    status: text('status').$type<'active' | 'completed' | 'failed' | 'cancelled' | 'voided'>().notNull(),
    outcome: text('outcome'),
    /** Of the task that was given last: one of the shared state words of the domain. */
    stage: text('stage'),
    /** The unit with the role 'responsible' now; null where a template has none. */
    responsibleUnit: text('responsible_unit'),
    units: jsonb('units').$type<{ unit: string; role: string }[]>().notNull(),
    parentCase: uuid('parent_case'),
    parentCall: text('parent_call'),
    /** The case that ended and is submitted anew as this one. */
    resubmissionOf: uuid('resubmission_of'),
    startedAt: instant('started_at').notNull(),
    /** Person id; null when the machine began it. */
    startedBy: text('started_by'),
    endedAt: instant('ended_at'),
    /** It stands still since then. */
    suspendedAt: instant('suspended_at'),
    /** Instant and number of the last event: the case's version. */
    changedAt: instant('changed_at').notNull(),
    seq: integer('seq').notNull(),
    rootScope: text('root_scope'),
    /** Of the deadline that the template names as its main one, else of the outermost; the one set last. */
    dueDate: date('due_date'),
    due: instant('due'),
    originalDueDate: date('original_due_date'),
    /** The clock of that deadline stands still: since when, why in the template's words, and until when at most. Then it has no `due`. */
    clockStoppedAt: instant('clock_stopped_at'),
    clockStoppedFor: jsonb('clock_stopped_for').$type<Label>(),
    clockStoppedUntil: instant('clock_stopped_until'),
    provisional: boolean('provisional').notNull().default(false),
    extensions: integer('extensions').notNull().default(0),
    /** Worst colour that an open deadline of the case has reached. */
    colour: text('colour').$type<'blue' | 'yellow' | 'orange' | 'red'>(),
    /** Variables of the case (not of a scope in it) that lists, the ledger and titles show. */
    facts: jsonb('facts').$type<JsonObject>().notNull(),
    percent: integer('percent'),
    progressAt: instant('progress_at'),
    openIncidents: integer('open_incidents').notNull().default(0),
    clockOffsetMs: bigint('clock_offset_ms', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    uniqueIndex('case_number_once').on(table.tenantId, table.template, table.number),
    // Descending keys have their nulls first, as `order by … desc` has: otherwise Postgres sorts instead of reading the index.
    // Lists and the ledger of everybody who sees all: newest first.
    index('case_newest').on(
      table.tenantId,
      table.startedAt.desc().nullsFirst(),
      table.caseId.desc().nullsFirst(),
    ),
    // The ledger of one unit, and the board.
    index('case_by_unit').on(
      table.tenantId,
      table.responsibleUnit,
      table.startedAt.desc().nullsFirst(),
      table.caseId.desc().nullsFirst(),
    ),
    index('case_by_status').on(
      table.tenantId,
      table.status,
      table.startedAt.desc().nullsFirst(),
      table.caseId.desc().nullsFirst(),
    ),
    // 我发起: what I began, newest first.
    index('case_started_by')
      .on(
        table.tenantId,
        table.startedBy,
        table.startedAt.desc().nullsFirst(),
        table.caseId.desc().nullsFirst(),
      )
      .where(sql`${table.startedBy} is not null`),
    index('case_open_by_due')
      .on(table.tenantId, table.due)
      .where(sql`${table.status} = 'active'`),
    index('case_by_parent').on(table.parentCase),
    index('case_by_resubmission')
      .on(table.resubmissionOf)
      .where(sql`${table.resubmissionOf} is not null`),
  ],
);

/**
 * The units that take part: those named at the start, those whose posts were given a task, those who were told of a
 * late step. Row-level security decides with it who sees the case. A strict case has none of these, but seats.
 */
export const caseUnit = pgTable(
  'case_unit',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    unit: text('unit').notNull(),
    /** 'responsible', 'lead', 'assist' … from the start; 'handler' by a task; 'informed' by a ladder. */
    role: text('role').notNull(),
    /** Denormalised: a substitute for one template sees the cases of that template alone. */
    template: text('template').notNull(),
    /** Both in one, as `app.limits` names them. */
    scoped: text('scoped').generatedAlwaysAs(sql`template || chr(31) || unit`),
    /** Denormalised, so that a unit's list comes from one index, newest first. */
    startedAt: instant('started_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.unit, table.role] }),
    index('case_unit_newest').on(
      table.tenantId,
      table.unit,
      table.startedAt.desc().nullsFirst(),
      table.caseId.desc().nullsFirst(),
    ),
    index('case_unit_scoped').on(table.tenantId, table.scoped),
  ],
);

/** Cases whose template keeps them to their seats. Opaque ids alone: policies of every table of cases ask it, "case" among them. */
export const strictCase = pgTable('strict_case', {
  tenantId: tenantId(),
  caseId: caseId().primaryKey(),
  /** Whom the matter names, and who never sees it whatever else they hold: as in `caseSeat.seat`. */
  barred: text('barred').array().notNull(),
  /** Person ids: who took part in what a later step reviews, and is kept out of that for this alone. */
  tookPart: text('took_part').array().notNull(),
});

/**
 * Who sees a strict case: whoever holds a post at a unit, a person as long as they hold it, or a person whatever they hold
 * (docs/decisions/0011-who-sees-a-strict-case.md). Resolved when someone looks, so that a change of staff moves nothing.
 */
export const caseSeat = pgTable(
  'case_seat',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    /** Post and unit are empty where a person is meant in no capacity; the person where whoever holds the post is. */
    post: text('post').notNull(),
    unit: text('unit').notNull(),
    person: text('person').notNull(),
    /** Denormalised: a substitute for one template sees the cases of that template alone. */
    template: text('template').notNull(),
    /** As `app.seats` and `app.limits` name them. */
    seat: text('seat').generatedAlwaysAs(sql`post || chr(31) || unit || chr(31) || person`),
    scoped: text('scoped').generatedAlwaysAs(
      sql`template || chr(31) || post || chr(31) || unit || chr(31) || person`,
    ),
    /** Of the case, denormalised: a row's policy reads nothing but the row. */
    barred: text('barred').array().notNull(),
    /** What it rests on: open tasks and requests about clocks by id, or 'forGood'. Without any the row is gone. */
    grounds: text('grounds')
      .array()
      .notNull()
      .default(sql`'{forGood}'`),
    /** Denormalised, so that a seat's list comes from one index, newest first. */
    startedAt: instant('started_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.post, table.unit, table.person] }),
    index('case_seat_newest').on(
      table.tenantId,
      table.seat,
      table.startedAt.desc().nullsFirst(),
      table.caseId.desc().nullsFirst(),
    ),
    index('case_seat_scoped').on(table.tenantId, table.scoped),
  ],
);

/** Where tokens are now, for the diagram. */
export const activeNode = pgTable(
  'active_node',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    token: text('token').notNull(),
    node: text('node').notNull(),
    /** False: it waits at a gateway for others. */
    isActive: boolean('is_active').notNull(),
    since: instant('since').notNull(),
    /** In which it is, and the one for which it waits (empty: none). Null: from before they were written down. */
    scope: text('scope'),
    innerScope: text('inner_scope'),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.token] })],
);

export const incident = pgTable(
  'incident',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    incident: text('incident').notNull(),
    node: text('node').notNull(),
    name: jsonb('name').$type<Label>().notNull(),
    code: text('code').notNull(),
    message: text('message').notNull(),
    /** The same in both languages; null for incidents of before. */
    texts: jsonb('texts').$type<Texts>(),
    /** False: it can only be dismissed. */
    canRetry: boolean('can_retry').notNull(),
    raisedAt: instant('raised_at').notNull(),
    resolvedAt: instant('resolved_at'),
    how: text('how').$type<'retry' | 'dismissed'>(),
    resolvedBy: text('resolved_by'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.incident] }),
    index('incident_open')
      .on(table.tenantId, table.raisedAt)
      .where(sql`${table.resolvedAt} is null`),
  ],
);

/** Entries of progress. The text stays in the journal (event `seq`), sealed. */
export const progress = pgTable(
  'progress',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    entry: integer('entry').notNull(),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    person: text('person'),
    node: text('node'),
    percent: integer('percent'),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.entry] })],
);
