/** Read model of tasks and deadlines (folds of the journal), and people's drafts (not part of it). */
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { Label } from '../../engine/json.ts';
import type { PostAtUnit } from '../../engine/model.ts';
import type { PendingStep } from '../../engine/state.ts';
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
    candidates: jsonb('candidates').$type<PostAtUnit[]>().notNull(),
    excludedUnits: text('excluded_units').array().notNull(),
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
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.task] }),
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

/** One row for each post of each open task: the work list is read from its index. Rows go when the task closes. */
export const taskCandidate = pgTable(
  'task_candidate',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    task: text('task').notNull(),
    post: text('post').notNull(),
    unit: text('unit').notNull(),
    /** The task's due, `noDue` without one, so that late tasks come first and those without a date last. */
    dueKey: instant('due_key').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.task, table.post, table.unit] }),
    // 待办: overdue, then due, then without a date.
    index('task_candidate_todo').on(
      table.tenantId,
      table.unit,
      table.post,
      table.dueKey,
      table.caseId,
      table.task,
    ),
  ],
);

export const deadline = pgTable(
  'deadline',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    deadline: text('deadline').notNull(),
    token: text('token').notNull(),
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
    closedAt: instant('closed_at'),
    met: boolean('met'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.deadline] }),
    index('deadline_open_by_due')
      .on(table.tenantId, table.due)
      .where(sql`${table.closedAt} is null`),
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
