/** Deadlines and the steps of their ladders. */
import { statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Deadline } from '../../engine/state.ts';
import { lineageOf, nodeName, type Fold, type FoldContext } from './fold.ts';

/** What changes on a deadline that is there already; null: as it is. */
interface Change {
  deadline: string;
  to: Deadline | null;
  stepsReached: string[];
  passed: boolean;
  lastStep: string | null;
  colour: string | null;
  closedAt: string | null;
  met: boolean | null;
}

export const deadlines = {
  tables: ['deadline'],
  statements(events, context) {
    const set = new Map<string, ReturnType<typeof newRow>>();
    const changes = new Map<string, Change>();
    for (const event of events) {
      if (event.kind === 'deadlineSet') set.set(event.deadline.id, newRow(event.deadline, event, context));
      else note(event, set, changes);
    }
    return set.size + changes.size === 0 ? [] : [write([...set.values()], [...changes.values()], context)];
  },
} satisfies Fold;

function newRow(deadline: Deadline, event: EngineEvent, { model }: FoldContext) {
  return {
    ...valuesOf(deadline),
    deadline: deadline.id,
    token: deadline.token ?? '',
    key: deadline.key,
    node: deadline.node,
    name: configOf(model, deadline)?.name ?? nodeName(model, deadline.node),
    depth: lineageOf(model, deadline.node).length,
    started_at: deadline.startedAt,
    original_due_date: deadline.originalDueDate,
    original_due: deadline.originalDue,
    basis: deadline.basis,
    last_step: null as string | null,
    colour: null as string | null,
    set_seq: event.seq,
    closed_at: null as string | null,
    met: null as boolean | null,
  };
}

/** What the template says about it: keys are unique among all deadlines of a process. */
const configOf = (model: FoldContext['model'], { key, node }: Deadline) =>
  [...(model.nodes[node]?.deadlines ?? []), ...(model.caseDeadlines ?? [])].find(
    (config) => config.key === key,
  );

const valuesOf = (deadline: Deadline) => ({
  due_date: deadline.dueDate,
  due: deadline.due,
  provisional: deadline.provisional,
  extensions: deadline.extensions,
  passed: deadline.passed,
  steps: deadline.steps,
});

function note(event: EngineEvent, set: Map<string, ReturnType<typeof newRow>>, changes: Map<string, Change>) {
  switch (event.kind) {
    case 'deadlineChanged': {
      const row = set.get(event.deadline);
      // A date in the future takes the colour away again; the step it had reached stays on record.
      if (row) Object.assign(row, valuesOf(event.to), event.to.passed ? {} : { colour: null });
      else
        changes.set(event.deadline, {
          ...unchanged(event.deadline),
          ...changes.get(event.deadline),
          ...changed(event.to),
        });
      return;
    }
    case 'deadlineStepReached': {
      const isDue = event.step.kind === 'due';
      const row = set.get(event.deadline);
      if (row) {
        row.steps = row.steps.filter((step) => step.key !== event.step.key);
        row.passed ||= isDue;
        row.last_step = event.step.key;
        row.colour = event.step.colour ?? row.colour;
        return;
      }
      const change = changes.get(event.deadline) ?? unchanged(event.deadline);
      changes.set(event.deadline, {
        ...change,
        stepsReached: [...change.stepsReached, event.step.key],
        passed: change.passed || isDue,
        lastStep: event.step.key,
        colour: event.step.colour ?? change.colour,
      });
      return;
    }
    case 'deadlineClosed': {
      const row = set.get(event.deadline);
      if (row) Object.assign(row, { closed_at: event.at, met: event.met });
      else
        changes.set(event.deadline, {
          ...(changes.get(event.deadline) ?? unchanged(event.deadline)),
          closedAt: event.at,
          met: event.met,
        });
      return;
    }
    // Every other kind is of another subject.
    default:
  }
}

const unchanged = (deadline: string): Change => ({
  deadline,
  to: null,
  stepsReached: [],
  passed: false,
  lastStep: null,
  colour: null,
  closedAt: null,
  met: null,
});

/** What was reached before the change is in `to` already. */
const changed = (to: Deadline) => ({
  to,
  stepsReached: [],
  passed: false,
  ...(to.passed ? {} : { colour: null }),
});

/** New deadlines and changed ones are never the same, so that one statement can write both. */
const write = (
  rows: ReturnType<typeof newRow>[],
  changes: Change[],
  { tenant, caseId }: FoldContext,
) => statement`
  with given as (
    select given.*, coalesce(given.new->'steps', deadline.steps) as all_steps
    from json_to_recordset(${JSON.stringify(changes.map(asRow))}::json) as given (deadline text, new jsonb,
      steps_reached jsonb, passed boolean, last_step text, colour text, closed_at timestamptz, met boolean)
    join deadline on deadline.case_id = ${caseId}::uuid and deadline.deadline = given.deadline
  ), changed as (
    select given.*, (
      select coalesce(jsonb_agg(step order by position), '[]') from jsonb_array_elements(all_steps) with ordinality as s (step, position)
      where not steps_reached ? (step->>'key')
    ) as steps
    from given
  ), updated as (
    update deadline set
      due_date = coalesce((new->>'dueDate')::date, deadline.due_date),
      due = coalesce((new->>'due')::timestamptz, deadline.due),
      provisional = coalesce((new->>'provisional')::boolean, deadline.provisional),
      extensions = coalesce((new->>'extensions')::int, deadline.extensions),
      passed = coalesce((new->>'passed')::boolean, deadline.passed) or changed.passed,
      steps = changed.steps,
      next_step_at = (changed.steps->0->>'at')::timestamptz,
      last_step = coalesce(changed.last_step, deadline.last_step),
      colour = coalesce(changed.colour, case when new->'passed' = 'false' then null else deadline.colour end),
      closed_at = coalesce(changed.closed_at, deadline.closed_at),
      met = coalesce(changed.met, deadline.met)
    from changed
    where deadline.case_id = ${caseId}::uuid and deadline.deadline = changed.deadline
  )
  insert into deadline (tenant_id, case_id, deadline, token, key, node, name, depth, started_at, due_date, due,
    original_due_date, original_due, provisional, basis, extensions, passed, steps, next_step_at, last_step, colour, set_seq,
    closed_at, met)
  select ${tenant}, ${caseId}::uuid, deadline, token, key, node, name, depth, started_at, due_date, due,
    original_due_date, original_due, provisional, basis, extensions, passed, steps, (steps->0->>'at')::timestamptz, last_step,
    colour, set_seq, closed_at, met
  from json_to_recordset(${JSON.stringify(rows)}::json) as given (deadline text, token text, key text, node text, name jsonb,
    depth int, started_at timestamptz, due_date date, due timestamptz, original_due_date date, original_due timestamptz,
    provisional boolean, basis text, extensions int, passed boolean, steps jsonb, last_step text, colour text, set_seq int,
    closed_at timestamptz, met boolean)`;

const asRow = (change: Change) => ({
  deadline: change.deadline,
  new: change.to,
  steps_reached: change.stepsReached,
  passed: change.passed,
  last_step: change.lastStep,
  colour: change.colour,
  closed_at: change.closedAt,
  met: change.met,
});
