/** Tasks, and whose work lists they stand in. */
import { statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { OpenTask } from '../../engine/state.ts';
import { noDue } from '../schema/index.ts';
import { lineageOf, nodeName, personOf, type Fold, type FoldContext } from './fold.ts';
import { keptOutOf } from './kept-out.ts';
import { dueNow, followDeadline, type DueOfTask } from './task-due.ts';
import { followTokens } from './token-places.ts';

/** What is known of a task only as a whole: when it is given, given anew, changed, or taken back. */
type Whole = ReturnType<typeof wholeOf>;

/** What events change on a task that is there; null: as it is. */
interface Change extends Claim {
  task: string;
  /** The task as it is now; its lists are made anew. */
  whole: Whole | null;
  generation: number | null;
  /** Null: as it is. */
  is_open: boolean | null;
  closed_at: string | null;
  closed_how: 'completed' | 'cancelled' | null;
  outcome: string | null;
  completed_by: string | null;
  completed_for: string | null;
  took_part: string[] | null;
  urged_at: string | null;
  due_changed: boolean;
  deadline: string | null;
  due_date: string | null;
  due: string | null;
  provisional: boolean;
}

interface Claim {
  /** `asNamed`: by this person since whenever it was that, and since `claimed_at` where it was another. */
  claim: 'asNamed' | 'changed' | null;
  claimed_by: string | null;
  claimed_at: string | null;
}

type WholeEvent = Extract<EngineEvent, { kind: 'taskCreated' | 'taskChanged' | 'taskReopened' }>;
type TaskEvent = Extract<
  EngineEvent,
  { kind: 'taskClaimed' | 'taskReleased' | 'taskCompleted' | 'taskCancelled' }
>;

const isWholeEvent = (event: EngineEvent): event is WholeEvent =>
  event.kind === 'taskCreated' || event.kind === 'taskChanged' || event.kind === 'taskReopened';

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
    const { openDeadlines: deadlines, openTasks: open, places } = context.known;
    const changeOf = (task: string) => {
      const there = created.get(task) ?? changes.get(task) ?? unchanged(task);
      if (!created.has(task)) changes.set(task, there);
      return there;
    };
    const apply = (task: string, change: Partial<Change>) => void Object.assign(changeOf(task), change);
    for (const event of events) {
      followTokens(places, event);
      if (isWholeEvent(event)) {
        const { task } = event;
        if (event.kind === 'taskCreated') created.set(task.id, newRow(task, context));
        const whole = wholeOf(task, context);
        apply(task.id, {
          whole,
          generation: task.generation,
          ...claimIn(changeOf(task.id), task, event),
          ...(event.kind === 'taskReopened' && reopened),
        });
        if (event.kind === 'taskChanged') continue;
        const there = { task: task.id, token: task.token, lineage: whole.lineage, deadline: null };
        const now = dueNow(there, context.known)!;
        open.set(task.id, { ...there, deadline: now.deadline });
        apply(task.id, { ...now, due_changed: true });
      } else if (isTaskEvent(event)) {
        if (event.kind === 'taskCompleted' || event.kind === 'taskCancelled') open.delete(event.task);
        apply(event.task, changeBy(event));
      } else if (event.kind === 'urged') {
        for (const task of event.tasks) apply(task, { urged_at: event.at });
      } else {
        const touched = followDeadline(event, deadlines);
        if (touched === undefined) continue;
        for (const task of open.values()) {
          const now = dueNow(task, context.known, { event, touched });
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

/** What a person wrote (a reason, an opinion) stays in the journal. */
function wholeOf(task: OpenTask, { model }: Pick<FoldContext, 'model'>) {
  const { decided, added, returned } = task;
  return {
    token: task.token,
    node: task.node,
    lineage: lineageOf(model, task.node),
    name: added?.name ?? nodeName(model, task.node),
    stage: task.stage ?? null,
    form: task.form ?? null,
    outcomes: task.outcomes,
    candidates: task.candidates,
    excluded_units: task.excludedUnits,
    ...keptOutOf(task, model),
    owner: task.owner ?? null,
    round: task.round ?? null,
    added_to: task.addedTo ?? null,
    sign: task.sign ?? null,
    added_by: task.addedBy ?? null,
    waits: task.waits ?? null,
    decided: decided
      ? { verdict: decided.verdict, outcome: decided.outcome, by: decided.by, for: decided.for }
      : null,
    delegated_by: task.delegatedBy?.map(({ from, by }) => ({ from, by })) ?? null,
    added: added ? { by: added.by, kind: added.kind } : null,
    returned: returned ? { by: returned.by, from: returned.from } : null,
  };
}

const newRow = (task: OpenTask, context: FoldContext) => ({
  ...unchanged(task.id),
  whole: wholeOf(task, context),
  created_at: task.createdAt,
});

function claimIn(known: Claim, { claimedBy: by }: OpenTask, { at }: EngineEvent): Partial<Claim> {
  if (by === undefined) return { claim: 'changed', claimed_by: null, claimed_at: null };
  if (known.claim !== null && known.claimed_by === by) return {};
  return { claim: known.claim === null ? 'asNamed' : 'changed', claimed_by: by, claimed_at: at };
}

const reopened: Partial<Change> = {
  is_open: true,
  closed_at: null,
  closed_how: null,
  outcome: null,
  completed_by: null,
  completed_for: null,
  took_part: [],
};

const unchanged = (task: string): Change & DueOfTask => ({
  task,
  whole: null,
  generation: null,
  claim: null,
  claimed_by: null,
  claimed_at: null,
  is_open: null,
  closed_at: null,
  closed_how: null,
  outcome: null,
  completed_by: null,
  completed_for: null,
  took_part: null,
  urged_at: null,
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
        claim: 'changed',
        claimed_by: event.person,
        claimed_at: event.at,
        generation: event.generation,
      };
    case 'taskReleased':
      return { claim: 'changed', claimed_by: null, claimed_at: null, generation: event.generation };
    case 'taskCompleted':
      return {
        is_open: false,
        closed_at: event.at,
        closed_how: 'completed',
        outcome: event.outcome ?? null,
        completed_by: personOf(event),
        completed_for: (event.actor?.kind === 'person' && event.actor.for) || null,
        took_part: event.tookPart ?? [],
      };
    case 'taskCancelled':
      return { is_open: false, closed_at: event.at, closed_how: 'cancelled' };
  }
}

/**
 * New tasks and changed ones are never the same, so that one statement can write both. Lists: what is over or waits for
 * others leaves them, what its handler let stand still does not: nobody else takes it up again. A task that changed as a
 * whole gets its rows anew, and no row is both deleted and written.
 */
const write = (
  rows: ReturnType<typeof newRow>[],
  changes: Change[],
  { tenant, caseId }: FoldContext,
) => statement`
  with changed as (
    update task set
      token = coalesce(whole->>'token', task.token),
      name = coalesce(whole->'name', task.name),
      stage = case when whole is null then task.stage else whole->>'stage' end,
      form = case when whole is null then task.form else whole->>'form' end,
      outcomes = case when whole is null then task.outcomes
        else array(select jsonb_array_elements_text(whole->'outcomes')) end,
      candidates = coalesce(whole->'candidates', task.candidates),
      excluded_units = case when whole is null then task.excluded_units
        else array(select jsonb_array_elements_text(whole->'excluded_units')) end,
      kept_out = case when whole is null then task.kept_out
        else array(select jsonb_array_elements_text(whole->'kept_out')) end,
      barred = case when whole is null then task.barred else array(select jsonb_array_elements_text(whole->'barred')) end,
      owner = case when whole is null then task.owner else nullif(whole->'owner', 'null') end,
      round = case when whole is null then task.round else whole->>'round' end,
      added_to = case when whole is null then task.added_to else whole->>'added_to' end,
      sign = case when whole is null then task.sign else whole->>'sign' end,
      added_by = case when whole is null then task.added_by else whole->>'added_by' end,
      waits = case when whole is null then task.waits else whole->>'waits' end,
      decided = case when whole is null then task.decided else nullif(whole->'decided', 'null') end,
      delegated_by = case when whole is null then task.delegated_by else nullif(whole->'delegated_by', 'null') end,
      added = case when whole is null then task.added else nullif(whole->'added', 'null') end,
      returned = case when whole is null then task.returned else nullif(whole->'returned', 'null') end,
      generation = coalesce(given.generation, task.generation),
      claimed_by = case when claim is null then task.claimed_by else given.claimed_by end,
      claimed_at = case when claim is null or (claim = 'asNamed' and task.claimed_by is not distinct from given.claimed_by)
        then task.claimed_at else given.claimed_at end,
      closed_at = case when is_open is null then task.closed_at else given.closed_at end,
      closed_how = case when is_open is null then task.closed_how else given.closed_how end,
      outcome = case when is_open is null then task.outcome else given.outcome end,
      completed_by = case when is_open is null then task.completed_by else given.completed_by end,
      completed_for = case when is_open is null then task.completed_for else given.completed_for end,
      took_part = case when given.took_part is null then task.took_part
        else array(select json_array_elements_text(given.took_part)) end,
      urged_at = coalesce(given.urged_at, task.urged_at),
      deadline = case when due_changed then given.deadline else task.deadline end,
      due_date = case when due_changed then given.due_date else task.due_date end,
      due = case when due_changed then given.due else task.due end,
      provisional = case when due_changed then given.provisional else task.provisional end
    from json_to_recordset(${JSON.stringify(changes)}::json) as given (task text, whole jsonb, generation int, claim text,
      claimed_by text, claimed_at timestamptz, is_open boolean, closed_at timestamptz, closed_how text, outcome text,
      completed_by text, completed_for text, took_part json, urged_at timestamptz, due_changed boolean, deadline text,
      due_date date, due timestamptz, provisional boolean)
    where task.case_id = ${caseId}::uuid and task.task = given.task
    returning task.task, task.due, task.candidates, task.closed_at is null
        and (task.waits is null or task.waits = 'suspended') as is_listed,
      given.due_changed, given.whole is not null as is_whole
  ), moved as (
    update task_candidate set due_key = coalesce(changed.due, ${noDue}::timestamptz) from changed
    where task_candidate.case_id = ${caseId}::uuid and task_candidate.task = changed.task
      and changed.is_listed and changed.due_changed and not changed.is_whole
  ), left_lists as (
    delete from task_candidate using changed
    where task_candidate.case_id = ${caseId}::uuid and task_candidate.task = changed.task
      and (not changed.is_listed or (changed.is_whole and not exists (
        select from jsonb_to_recordset(changed.candidates) as candidate (post text, unit text, person text)
        where candidate.post = task_candidate.post and candidate.unit = task_candidate.unit
          and candidate.person is not distinct from task_candidate.person)))
  ), made as (
    insert into task (tenant_id, case_id, task, token, node, lineage, name, stage, form, outcomes, candidates, excluded_units,
      kept_out, barred, took_part, owner, round, added_to, sign, added_by, waits, decided, delegated_by, added, returned,
      deadline, due_date, due, provisional, generation, claimed_by, claimed_at, created_at, closed_at, closed_how, outcome, completed_by, completed_for,
      urged_at)
    select ${tenant}, ${caseId}::uuid, given.task, whole.token, whole.node, whole.lineage, whole.name, whole.stage, whole.form,
      whole.outcomes, whole.candidates, whole.excluded_units, whole.kept_out, whole.barred,
      array(select json_array_elements_text(given.took_part)), whole.owner, whole.round, whole.added_to, whole.sign,
      whole.added_by, whole.waits, whole.decided, whole.delegated_by, whole.added, whole.returned, given.deadline,
      given.due_date, given.due, given.provisional, given.generation, given.claimed_by, given.claimed_at, given.created_at,
      given.closed_at, given.closed_how, given.outcome, given.completed_by, given.completed_for, given.urged_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (task text, whole jsonb, deadline text, due_date date,
        due timestamptz, provisional boolean, generation int, claimed_by text, claimed_at timestamptz, created_at timestamptz,
        closed_at timestamptz, closed_how text, outcome text, completed_by text, completed_for text, took_part json,
        urged_at timestamptz)
      cross join lateral jsonb_to_record(given.whole) as whole (token text, node text, lineage text[], name jsonb, stage text,
        form text, outcomes text[], candidates jsonb, excluded_units text[], kept_out text[], barred text[], owner jsonb, round text, added_to text, sign text,
        added_by text, waits text, decided jsonb, delegated_by jsonb, added jsonb, returned jsonb)
    returning task, due, candidates, closed_at is null and (waits is null or waits = 'suspended') as is_listed
  )
  insert into task_candidate (tenant_id, case_id, task, post, unit, person, due_key)
  select distinct ${tenant}, ${caseId}::uuid, listed.task, candidate.post, candidate.unit, candidate.person,
    coalesce(due, ${noDue}::timestamptz)
  from (
      select task, due, candidates, is_listed from made
      union all select task, due, candidates, is_listed from changed where is_whole
    ) listed
    cross join lateral jsonb_to_recordset(candidates) as candidate (post text, unit text, person text)
  where is_listed
  on conflict (case_id, task, post, unit, person) do update set due_key = excluded.due_key`;
