/** Read model of tasks and deadlines (folds of the journal), and people's drafts (not part of it). */
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Label } from '../../engine/json.ts';
import type { LadderStep, PostAtUnit } from '../../engine/model.ts';
import type { AwaitedAcknowledgement, ClockChange, Deadline, PendingStep } from '../../engine/clock/state.ts';
import type { Candidate, Decision, TaskWork } from '../../engine/work/state.ts';
import { bytes, caseId, instant, tenantId } from './columns.ts';

export const task = pgTable(
  'task',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    task: text('task').notNull(),
    token: text('token').notNull(),
    node: text('node').notNull(),
    /** The node and all that contain it, innermost first: a task without a deadline of its own has that of the nearest. */
    lineage: text('lineage').array().notNull(),
    name: jsonb('name').$type<Label>().notNull(),
    stage: text('stage'),
    form: text('form'),
    outcomes: text('outcomes').array().notNull(),
    candidates: jsonb('candidates').$type<Candidate[]>().notNull(),
    excludedUnits: text('excluded_units').array().notNull(),
    /** Whom it keeps out besides: persons, or all holders of posts, as `caseSeat.seat`. */
    keptOut: text('kept_out')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Those of them whom the matter names for the whole case. */
    barred: text('barred')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** To whom it was given first. */
    owner: jsonb('owner').$type<Candidate[]>(),
    /** Id of the round whose member it is. */
    round: text('round'),
    /** The task to which its people were added as signers, when they sign, and who added them. */
    addedTo: text('added_to'),
    sign: text('sign').$type<'before' | 'after'>(),
    addedBy: text('added_by'),
    /** Why nobody can act on it now; such a task stands in nobody's list. */
    waits: text('waits').$type<NonNullable<TaskWork['waits']>>(),
    /** Its own decision, which takes effect when those who were added are done. What was written stays in the journal. */
    decided: jsonb('decided').$type<Pick<Decision, 'outcome' | 'verdict' | 'by' | 'for'>>(),
    /** Who gave it away and decides when it is back, the last at the end. */
    delegatedBy: jsonb('delegated_by').$type<{ from: Candidate[]; by: string }[]>(),
    /** A person added it; its name is in `name`. */
    added: jsonb('added').$type<{ by: string; kind: 'task' | 'revision' }>(),
    /** The step was returned, by whom and from which node; why stays in the journal. */
    returned: jsonb('returned').$type<{ by: string; from: string }>(),
    urgedAt: instant('urged_at'),
    /** Id of the deadline that `due` comes from. */
    deadline: text('deadline'),
    dueDate: date('due_date'),
    due: instant('due'),
    provisional: boolean('provisional').notNull().default(false),
    generation: integer('generation').notNull(),
    claimedBy: text('claimed_by'),
    claimedAt: instant('claimed_at'),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
    /** Null while open. */
    closedHow: text('closed_how').$type<'completed' | 'cancelled'>(),
    outcome: text('outcome'),
    /** Person id; null when the machine closed it. */
    completedBy: text('completed_by'),
    /** The principal for whom they did it. */
    completedFor: text('completed_for'),
    /** Ids of those who took part in it, where a later step keeps them out for that alone. */
    tookPart: text('took_part')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.task] }),
    // What somebody who leaves has in hand.
    index('task_in_hand')
      .on(table.tenantId, table.claimedBy)
      .where(sql`${table.claimedBy} is not null and ${table.closedAt} is null`),
    // 已办: what I did, newest first.
    index('task_done_newest')
      .on(
        table.tenantId,
        table.completedBy,
        table.closedAt.desc().nullsFirst(),
        table.caseId.desc().nullsFirst(),
        table.task.desc().nullsFirst(),
      )
      .where(sql`${table.completedBy} is not null`),
  ],
);

/** What sorts after every date: the due key of a task without a deadline. */
export const noDue = '9999-12-31T00:00:00.000Z';

/**
 * One row for each post of each task that can be done now, or stands still until its handler resumes it: the work list is
 * read from its indexes. Rows go when the task closes or waits for others.
 */
export const taskCandidate = pgTable(
  'task_candidate',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    task: text('task').notNull(),
    post: text('post').notNull(),
    unit: text('unit').notNull(),
    /** The one person who is meant, in that capacity; null: whoever holds the post. */
    person: text('person'),
    /** The task's due, `noDue` without one, so that late tasks come first and those without a date last. */
    dueKey: instant('due_key').notNull(),
  },
  (table) => [
    unique('task_candidate_once')
      .on(table.caseId, table.task, table.post, table.unit, table.person)
      .nullsNotDistinct(),
    // 待办: overdue, then due, then without a date.
    index('task_candidate_todo').on(
      table.tenantId,
      table.unit,
      table.post,
      table.dueKey,
      table.caseId,
      table.task,
      table.person,
    ),
    // The same for those who are named.
    index('task_candidate_named')
      .on(table.tenantId, table.person, table.dueKey, table.caseId, table.task)
      .where(sql`${table.person} is not null`),
  ],
);

export const deadline = pgTable(
  'deadline',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    deadline: text('deadline').notNull(),
    /** Of its activity; null for a deadline of the case itself. */
    token: text('token'),
    key: text('key').notNull(),
    node: text('node').notNull(),
    name: jsonb('name').$type<Label>().notNull(),
    /** How many nodes contain its node: the smallest is the case's own. */
    depth: integer('depth').notNull(),
    startedAt: instant('started_at').notNull(),
    dueDate: date('due_date').notNull(),
    due: instant('due').notNull(),
    originalDueDate: date('original_due_date').notNull(),
    originalDue: instant('original_due').notNull(),
    provisional: boolean('provisional').notNull(),
    basis: text('basis').notNull(),
    extensions: integer('extensions').notNull(),
    passed: boolean('passed').notNull(),
    /** Steps still to come, earliest first: the page and the mails say who is told next, and when. */
    steps: jsonb('steps').$type<PendingStep[]>().notNull(),
    nextStepAt: instant('next_step_at'),
    lastStep: text('last_step'),
    colour: text('colour').$type<'blue' | 'yellow' | 'orange' | 'red'>(),
    /** Seq of the event that set it: the newest of equals is the one that counts. */
    setSeq: integer('set_seq').notNull(),
    visibility: text('visibility').$type<'handlers' | 'case' | 'public'>().notNull().default('case'),
    /** Which one of this key in the case, from 1: a step that comes again begins a new one. */
    cycle: integer('cycle').notNull().default(1),
    /** Of the case itself, across its steps. */
    ofCase: boolean('of_case').notNull().default(false),
    /** It stands still: since when, for which reason (a key of the template), and until when at most. */
    suspendedAt: instant('suspended_at'),
    suspendedFor: text('suspended_for'),
    suspendedUntil: instant('suspended_until'),
    /** The template's words for the reason; null while it runs, and for one that stood still before they were written down. */
    suspendedName: jsonb('suspended_name').$type<Label>(),
    /** The step that somebody has seen, and until when that holds. */
    acknowledgedStep: text('acknowledged_step'),
    acknowledgedUntil: instant('acknowledged_until'),
    /** Steps reached that somebody must say they have seen, and who has said so. */
    awaiting: jsonb('awaiting')
      .$type<AwaitedStep[]>()
      .notNull()
      .default(sql`'[]'`),
    /** Null: from before it was written down. */
    countedFrom: jsonb('counted_from').$type<CountedFrom>(),
    closedAt: instant('closed_at'),
    met: boolean('met'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.deadline] }),
    index('deadline_open_by_due')
      .on(table.tenantId, table.due)
      .where(sql`${table.closedAt} is null`),
    // What somebody must say they have seen.
    index('deadline_awaiting')
      .on(table.tenantId, table.due)
      .where(sql`${table.closedAt} is null and ${table.awaiting} <> '[]'`),
    // What falls due when.
    index('deadline_falling_due')
      .on(table.tenantId, table.dueDate, table.caseId, table.deadline)
      .where(sql`${table.closedAt} is null`),
  ],
);

/** A step that asks to be seen, with what the template says of it: its name, and how long it rests once somebody has seen it. */
export interface AwaitedStep extends AwaitedAcknowledgement {
  name: Label;
  /** Instant at which it was reached. */
  at: string;
  within: NonNullable<LadderStep['acknowledge']>['within'] | null;
}

/** What an end is counted from beside its start: with it another calendar gives the date anew, and no journal is read. */
export interface CountedFrom {
  date?: Deadline['date'];
  history?: ClockChange[];
}

/** Requests for an extension or a suspension; those without a decision stand in their approvers' lists. The words stay in the journal. */
export const clockRequest = pgTable(
  'clock_request',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    request: text('request').notNull(),
    deadline: text('deadline').notNull(),
    node: text('node').notNull(),
    what: text('what').$type<'extension' | 'suspension'>().notNull(),
    /** extension: the date asked for. suspension: the reason's key. */
    date: date('date'),
    why: text('why'),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    approvers: jsonb('approvers').$type<PostAtUnit[]>().notNull(),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    approved: boolean('approved'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.request] }),
    index('clock_request_open')
      .on(table.tenantId, table.askedAt)
      .where(sql`${table.decidedAt} is null`),
  ],
);

/** What a person has typed and not yet sent: kept without validation, theirs alone. */
export const taskDraft = pgTable(
  'task_draft',
  {
    tenantId: tenantId(),
    person: text('person').notNull(),
    caseId: caseId(),
    task: text('task').notNull(),
    /** Sealed under the case's key, like the form's values once they are sent. */
    values: bytes('values').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.person, table.caseId, table.task] })],
);
