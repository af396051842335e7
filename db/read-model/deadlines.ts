/** Deadlines and the steps of their ladders. */
import { statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { DeadlineConfig, ProcessModel } from '../../engine/model.ts';
import type { Deadline, PendingStep } from '../../engine/clock/state.ts';
import type { AwaitedStep, CountedFrom } from '../schema/tasks.ts';
import { lineageOf, nodeName, type Fold, type FoldContext } from './fold.ts';

/** What changes on a deadline that is there already; null: as it is. */
interface Change {
  deadline: string;
  /** The deadline as it is now, in place of what it was. */
  whole: ReturnType<typeof wholeOf> | null;
  steps: PendingStep[] | null;
  awaiting: AwaitedStep[] | null;
  /** One of its steps was its due. */
  passed: boolean;
  last_step: string | null;
  /** What the step reached last says; `clears`: a date in the future has taken away the colour that it had before. */
  colour: string | null;
  clears: boolean;
  acknowledged_step: string | null;
  acknowledged_until: string | null;
  /** Null: as it is. */
  is_open: boolean | null;
  closed_at: string | null;
  met: boolean | null;
}

export const deadlines = {
  tables: ['deadline'],
  statements(events, context) {
    const set = new Map<string, ReturnType<typeof newRow>>();
    const changes = new Map<string, Change>();
    const { ladders, awaiting } = context.known;
    const known = (deadline: string) => set.get(deadline) ?? changes.get(deadline);
    const change = (deadline: string, by: Partial<Change>) => {
      const there = known(deadline) ?? unchanged(deadline);
      if (!set.has(deadline)) changes.set(deadline, there);
      Object.assign(there, by);
    };
    const ask = (deadline: string, steps: AwaitedStep[]) => {
      awaiting.set(deadline, steps);
      change(deadline, { awaiting: steps });
    };
    const replace = (deadline: Deadline, at: string) => {
      const config = configOf(context.model, deadline);
      ladders.set(deadline.id, deadline.steps);
      change(deadline.id, { whole: wholeOf(deadline, config), steps: deadline.steps, passed: false });
      const before = awaiting.get(deadline.id) ?? [];
      const asked = deadline.awaiting ?? [];
      if (before.length + asked.length === 0) return;
      const since = (key: string) => before.find(({ step }) => step === key)?.at ?? at;
      ask(
        deadline.id,
        asked.map((each) => ({ ...each, at: since(each.step), ...wordsOf(each.step, config, context) })),
      );
    };
    /** A step takes the place of all that its own key had. */
    const restep = (deadline: string, key: string, next?: PendingStep) => {
      const others = (ladders.get(deadline) ?? []).filter((step) => step.key !== key);
      const steps = next ? inOrder([...others, next]) : others;
      ladders.set(deadline, steps);
      change(deadline, { steps });
    };
    for (const event of events) {
      switch (event.kind) {
        case 'deadlineSet': {
          const { deadline } = event;
          // Set a second time it is the one that was there: what ended it was taken back.
          if (!set.has(deadline.id) && !changes.has(deadline.id))
            set.set(deadline.id, newRow(deadline, event, context));
          replace(deadline, event.at);
          change(deadline.id, { is_open: true, closed_at: null, met: null });
          break;
        }
        case 'deadlineChanged':
          replace(event.to, event.at);
          // The step it had reached stays on record.
          if (!event.to.passed) change(event.deadline, { colour: null, clears: true });
          break;
        case 'clockSuspended':
        case 'clockResumed':
          replace(event.deadline, event.at);
          break;
        case 'deadlineStepReached':
          restep(event.deadline, event.step.key, event.next);
          change(event.deadline, {
            last_step: event.step.key,
            ...(event.step.kind === 'due' && { passed: true }),
            ...(event.step.colour && { colour: worseOf(event.step.colour, known(event.deadline)?.colour) }),
          });
          if (event.needsAcknowledgement) {
            const { deadline, node, tell, at } = event;
            const { key: step } = event.step;
            const key = set.get(deadline)?.key ?? context.known.openDeadlines.get(deadline)?.key ?? '';
            const words = wordsOf(step, configOf(context.model, { node, key }), context);
            const others = (awaiting.get(deadline) ?? []).filter((each) => each.step !== step);
            ask(deadline, [...others, { step, tell, at, ...words }]);
          }
          break;
        case 'stepAcknowledged':
          ask(
            event.deadline,
            (awaiting.get(event.deadline) ?? []).map((each) =>
              each.step === event.step
                ? {
                    ...each,
                    ...(event.until !== undefined && { until: event.until }),
                    by: [...(each.by ?? []), event.by],
                  }
                : each,
            ),
          );
          // The first one counts: what was to come of the step gives way, also where nothing comes in its place.
          if (event.until !== undefined) {
            restep(event.deadline, event.step, event.next);
            change(event.deadline, { acknowledged_step: event.step, acknowledged_until: event.until });
          }
          break;
        case 'calendarChanged':
          for (const { deadline, steps } of event.ladders ?? []) {
            ladders.set(deadline, steps);
            change(deadline, { steps });
          }
          break;
        case 'deadlineClosed':
          ladders.delete(event.deadline);
          awaiting.delete(event.deadline);
          change(event.deadline, { is_open: false, closed_at: event.at, met: event.met });
          break;
        // Every other kind is of another subject.
        default:
      }
    }
    return set.size + changes.size === 0 ? [] : [write([...set.values()], [...changes.values()], context)];
  },
} satisfies Fold;

/** The worst first. What has been reached stays so: a milder step that comes again later takes nothing back. */
export const colours = ['red', 'orange', 'yellow', 'blue'];

const worseOf = (one: string, other: string | null | undefined): string =>
  colours.find((colour) => colour === one || colour === other) ?? one;

const inOrder = (steps: PendingStep[]): PendingStep[] =>
  steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

function newRow(deadline: Deadline, { seq }: EngineEvent, { model }: FoldContext) {
  const config = configOf(model, deadline);
  return {
    ...unchanged(deadline.id),
    key: deadline.key,
    node: deadline.node,
    name: config?.name ?? deadline.name ?? nodeName(model, deadline.node),
    depth: lineageOf(model, deadline.node).length,
    visibility: config?.visibility ?? 'case',
    of_case: deadline.ofCase ?? false,
    set_seq: seq,
  };
}

/** What the template says of the deadline: on its activity, or of the case. */
export function configOf(
  model: ProcessModel,
  { node, key }: Pick<Deadline, 'node' | 'key'>,
): DeadlineConfig | undefined {
  const own = model.nodes[node]?.deadlines ?? [];
  return [...own, ...(model.caseDeadlines ?? [])].find((config) => config.key === key) ?? own[0];
}

/** What the template says of a step that asks to be seen. */
function wordsOf(
  key: string,
  config: DeadlineConfig | undefined,
  { model }: FoldContext,
): Pick<AwaitedStep, 'name' | 'within'> {
  const step = (config?.ladder ?? model.ladder).find((each) => each.key === key);
  return { name: step?.name ?? { zh: key }, within: step?.acknowledge?.within ?? null };
}

const wholeOf = (deadline: Deadline, config: DeadlineConfig | undefined) => ({
  token: deadline.token ?? null,
  started_at: deadline.startedAt,
  due_date: deadline.dueDate,
  due: deadline.due,
  original_due_date: deadline.originalDueDate,
  original_due: deadline.originalDue,
  provisional: deadline.provisional,
  basis: deadline.basis,
  extensions: deadline.extensions,
  passed: deadline.passed,
  cycle: deadline.cycle ?? 1,
  suspended_at: deadline.suspended?.at ?? null,
  suspended_for: deadline.suspended?.why ?? null,
  suspended_until: deadline.suspended?.until ?? null,
  suspended_name:
    config?.suspensions?.find(({ key }) => key === deadline.suspended?.why)?.name ??
    (deadline.suspended ? { zh: deadline.suspended.why } : null),
  counted_from: {
    ...(deadline.date !== undefined && { date: deadline.date }),
    ...(deadline.history && { history: deadline.history }),
  } satisfies CountedFrom,
});

const unchanged = (deadline: string): Change => ({
  deadline,
  whole: null,
  steps: null,
  awaiting: null,
  passed: false,
  last_step: null,
  colour: null,
  clears: false,
  acknowledged_step: null,
  acknowledged_until: null,
  is_open: null,
  closed_at: null,
  met: null,
});

/** New deadlines and changed ones are never the same, so that one statement can write both. While one stands still, no step comes. */
const write = (
  rows: ReturnType<typeof newRow>[],
  changes: Change[],
  { tenant, caseId }: FoldContext,
) => statement`
  with given as (
    select given.*, whole.* from json_to_recordset(${JSON.stringify(changes)}::json) as given (deadline text, whole jsonb,
        steps jsonb, awaiting jsonb, passed boolean, last_step text, colour text, clears boolean, acknowledged_step text,
        acknowledged_until timestamptz, is_open boolean, closed_at timestamptz, met boolean)
      left join lateral jsonb_to_record(given.whole) as whole (token text, started_at timestamptz, due_date date,
        due timestamptz, provisional boolean, extensions int, cycle int, suspended_at timestamptz,
        suspended_for text, suspended_until timestamptz, suspended_name jsonb, counted_from jsonb) on true
  ), updated as (
    update deadline set
      token = case when whole is null then deadline.token else given.token end,
      started_at = coalesce(given.started_at, deadline.started_at),
      due_date = coalesce(given.due_date, deadline.due_date),
      due = coalesce(given.due, deadline.due),
      provisional = coalesce(given.provisional, deadline.provisional),
      extensions = coalesce(given.extensions, deadline.extensions),
      passed = coalesce((whole->>'passed')::boolean, deadline.passed) or given.passed,
      cycle = coalesce(given.cycle, deadline.cycle),
      suspended_at = case when whole is null then deadline.suspended_at else given.suspended_at end,
      suspended_for = case when whole is null then deadline.suspended_for else given.suspended_for end,
      suspended_until = case when whole is null then deadline.suspended_until else given.suspended_until end,
      suspended_name = case when whole is null then deadline.suspended_name else given.suspended_name end,
      counted_from = coalesce(given.counted_from, deadline.counted_from),
      steps = coalesce(given.steps, deadline.steps),
      awaiting = coalesce(given.awaiting, deadline.awaiting),
      next_step_at = case when (case when whole is null then deadline.suspended_at else given.suspended_at end) is null
        then (coalesce(given.steps, deadline.steps)->0->>'at')::timestamptz end,
      last_step = coalesce(given.last_step, deadline.last_step),
      colour = (${colours}::text[])[least(array_position(${colours}::text[], given.colour),
        array_position(${colours}::text[], case when not clears then deadline.colour end))],
      acknowledged_step = coalesce(given.acknowledged_step, deadline.acknowledged_step),
      acknowledged_until = coalesce(given.acknowledged_until, deadline.acknowledged_until),
      closed_at = case when is_open is null then deadline.closed_at else given.closed_at end,
      met = case when is_open is null then deadline.met else given.met end
    from given
    where deadline.case_id = ${caseId}::uuid and deadline.deadline = given.deadline
  )
  insert into deadline (tenant_id, case_id, deadline, token, key, node, name, depth, started_at, due_date, due,
    original_due_date, original_due, provisional, basis, extensions, passed, steps, next_step_at, last_step, colour, set_seq,
    closed_at, met, visibility, cycle, of_case, suspended_at, suspended_for, suspended_until, suspended_name, counted_from,
    awaiting, acknowledged_step, acknowledged_until)
  select ${tenant}, ${caseId}::uuid, given.deadline, token, key, node, name, depth, started_at, due_date, due,
    original_due_date, original_due, provisional, basis, extensions, whole.passed or given.passed, steps,
    case when suspended_at is null then (steps->0->>'at')::timestamptz end, last_step, colour, set_seq, closed_at, met,
    visibility, cycle, of_case, suspended_at, suspended_for, suspended_until, suspended_name, counted_from,
    coalesce(awaiting, '[]'), acknowledged_step, acknowledged_until
  from json_to_recordset(${JSON.stringify(rows)}::json) as given (deadline text, whole jsonb, steps jsonb, awaiting jsonb, passed boolean,
      last_step text, colour text, acknowledged_step text, acknowledged_until timestamptz, closed_at timestamptz, met boolean,
      key text, node text, name jsonb, depth int, visibility text, of_case boolean, set_seq int)
    cross join lateral jsonb_to_record(given.whole) as whole (token text, started_at timestamptz, due_date date,
      due timestamptz, original_due_date date, original_due timestamptz, provisional boolean, basis text, extensions int,
      passed boolean, cycle int, suspended_at timestamptz, suspended_for text, suspended_until timestamptz,
      suspended_name jsonb, counted_from jsonb)
  on conflict (case_id, deadline) do update set
    token = excluded.token, started_at = excluded.started_at, due_date = excluded.due_date, due = excluded.due,
    provisional = excluded.provisional, extensions = excluded.extensions, passed = excluded.passed, cycle = excluded.cycle,
    suspended_at = excluded.suspended_at, suspended_for = excluded.suspended_for, suspended_until = excluded.suspended_until,
    suspended_name = excluded.suspended_name, counted_from = excluded.counted_from, awaiting = excluded.awaiting,
    steps = excluded.steps, next_step_at = excluded.next_step_at, last_step = coalesce(excluded.last_step, deadline.last_step),
    colour = coalesce(excluded.colour, deadline.colour), closed_at = excluded.closed_at, met = excluded.met`;
