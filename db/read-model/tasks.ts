/** Tasks, and whose work lists they stand in. */
import { statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { OpenTask } from '../../engine/state.ts';
import { noDue } from '../schema/index.ts';
import { lineageOf, nodeName, personOf, type Fold, type FoldContext } from './fold.ts';
import { dueNow, followDeadline, type DueOfTask } from './task-due.ts';

/** What an event changes on a task that is there; null: as it is. */
interface Change {
  task: string;
  generation: number | null;
  claim_changed: boolean;
  claimed_by: string | null;
  claimed_at: string | null;
  closed_at: string | null;
  closed_how: 'completed' | 'cancelled' | null;
  outcome: string | null;
  completed_by: string | null;
  due_changed: boolean;
  deadline: string | null;
  due_date: string | null;
  due: string | null;
  provisional: boolean;
}

type TaskEvent = Extract<
  EngineEvent,
  { kind: 'taskClaimed' | 'taskReleased' | 'taskCompleted' | 'taskCancelled' }
>;

const isTaskEvent = (event: EngineEvent): event is TaskEvent =>
  event.kind === 'taskClaimed' ||
  event.kind === 'taskReleased' ||
  event.kind === 'taskCompleted' ||
  event.kind === 'taskCancelled';

export const tasks = {
  tables: ['task', 'task_candidate'],
  statements(events, context) {
    const created = new Map<string, ReturnType<typeof newRow>>();
    const changes = new Map<string, Change>();
    const { openDeadlines: deadlines, openTasks: open } = context.known;
    const apply = (task: string, change: Partial<Change>) => {
      const row = created.get(task);
      if (row) Object.assign(row, change);
      else changes.set(task, { ...(changes.get(task) ?? unchanged(task)), ...change });
    };
    for (const event of events) {
      if (event.kind === 'taskCreated') {
        const row = newRow(event.task, context, (task) => dueNow(task, deadlines));
        created.set(row.task, row);
        open.set(row.task, {
          task: row.task,
          token: row.token,
          lineage: row.lineage,
          deadline: row.deadline,
        });
      } else if (isTaskEvent(event)) {
        if (event.kind === 'taskCompleted' || event.kind === 'taskCancelled') open.delete(event.task);
        apply(event.task, changeBy(event));
      } else if (followDeadline(event, deadlines)) {
        for (const task of open.values()) {
          const now = dueNow(task, deadlines, event);
          if (!now) continue;
          open.set(task.task, { ...task, deadline: now.deadline });
          apply(task.task, { ...now, due_changed: true });
        }
      }
    }
    return created.size + changes.size === 0
      ? []
      : [write([...created.values()], [...changes.values()], context)];
  },
} satisfies Fold;

function newRow(
  task: OpenTask,
  { model }: FoldContext,
  due: (task: { task: string; token: string; lineage: string[]; deadline: null }) => DueOfTask | undefined,
) {
  const lineage = lineageOf(model, task.node);
  return {
    ...unchanged(task.id),
    token: task.token,
    node: task.node,
    lineage,
    name: nodeName(model, task.node),
    stage: task.stage ?? null,
    form: task.form ?? null,
    outcomes: task.outcomes,
    candidates: task.candidates,
    excluded_units: task.excludedUnits,
    generation: task.generation as number | null,
    claimed_by: task.claimedBy ?? null,
    created_at: task.createdAt,
    ...due({ task: task.id, token: task.token, lineage, deadline: null }),
  };
}

const unchanged = (task: string): Change => ({
  task,
  generation: null,
  claim_changed: false,
  claimed_by: null,
  claimed_at: null,
  closed_at: null,
  closed_how: null,
  outcome: null,
  completed_by: null,
  due_changed: false,
  deadline: null,
  due_date: null,
  due: null,
  provisional: false,
});

function changeBy(event: TaskEvent): Partial<Change> {
  switch (event.kind) {
    case 'taskClaimed':
      return {
        claim_changed: true,
        claimed_by: event.person,
        claimed_at: event.at,
        generation: event.generation,
      };
    case 'taskReleased':
      return { claim_changed: true, claimed_by: null, claimed_at: null, generation: event.generation };
    case 'taskCompleted':
      return {
        closed_at: event.at,
        closed_how: 'completed',
        outcome: event.outcome ?? null,
        completed_by: personOf(event),
      };
    case 'taskCancelled':
      return { closed_at: event.at, closed_how: 'cancelled' };
  }
}

/** New tasks and changed ones are never the same, so that one statement can write both. */
const write = (
  rows: ReturnType<typeof newRow>[],
  changes: Change[],
  { tenant, caseId }: FoldContext,
) => statement`
  with changed as (
    update task set
      generation = coalesce(given.generation, task.generation),
      claimed_by = case when claim_changed then given.claimed_by else task.claimed_by end,
      claimed_at = case when claim_changed then given.claimed_at else task.claimed_at end,
      closed_at = coalesce(given.closed_at, task.closed_at),
      closed_how = coalesce(given.closed_how, task.closed_how),
      outcome = coalesce(given.outcome, task.outcome),
      completed_by = coalesce(given.completed_by, task.completed_by),
      deadline = case when due_changed then given.deadline else task.deadline end,
      due_date = case when due_changed then given.due_date else task.due_date end,
      due = case when due_changed then given.due else task.due end,
      provisional = case when due_changed then given.provisional else task.provisional end
    from json_to_recordset(${JSON.stringify(changes)}::json) as given (task text, generation int, claim_changed boolean,
      claimed_by text, claimed_at timestamptz, closed_at timestamptz, closed_how text, outcome text, completed_by text,
      due_changed boolean, deadline text, due_date date, due timestamptz, provisional boolean)
    where task.case_id = ${caseId}::uuid and task.task = given.task
    returning task.task, task.closed_at, task.due, given.due_changed
  ), moved as (
    update task_candidate set due_key = coalesce(changed.due, ${noDue}::timestamptz) from changed
    where task_candidate.case_id = ${caseId}::uuid and task_candidate.task = changed.task
      and changed.closed_at is null and changed.due_changed
  ), left_lists as (
    delete from task_candidate using changed
    where task_candidate.case_id = ${caseId}::uuid and task_candidate.task = changed.task and changed.closed_at is not null
  ), made as (
    insert into task (tenant_id, case_id, task, token, node, lineage, name, stage, form, outcomes, candidates, excluded_units,
      deadline, due_date, due, provisional, generation, claimed_by, claimed_at, created_at, closed_at, closed_how, outcome,
      completed_by)
    select ${tenant}, ${caseId}::uuid, task, token, node, lineage, name, stage, form, outcomes, candidates, excluded_units,
      deadline, due_date, due, provisional, generation, claimed_by, claimed_at, created_at, closed_at, closed_how, outcome,
      completed_by
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (task text, token text, node text, lineage text[], name jsonb,
      stage text, form text, outcomes text[], candidates jsonb, excluded_units text[], deadline text, due_date date,
      due timestamptz, provisional boolean, generation int, claimed_by text, claimed_at timestamptz, created_at timestamptz,
      closed_at timestamptz, closed_how text, outcome text, completed_by text)
    returning task, due, candidates, closed_at
  )
  insert into task_candidate (tenant_id, case_id, task, post, unit, due_key)
  select distinct ${tenant}, ${caseId}::uuid, made.task, candidate.post, candidate.unit, coalesce(due, ${noDue}::timestamptz)
  from made cross join lateral jsonb_to_recordset(candidates) as candidate (post text, unit text)
  where closed_at is null`;
