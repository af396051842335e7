/** The case itself. Comes after deadlines and incidents, which it sums up. */
import { statement } from '../statement.ts';
import type { CaseFacts, EngineEvent } from '../../engine/event.ts';
import type { JsonObject } from '../../engine/json.ts';
import { colours } from './deadlines.ts';
import { personOf, type Fold, type FoldContext } from './fold.ts';
import { partiesAfter, responsibleOf, type Party } from './parties.ts';

/** Kind of the link from a case to the one that it submits anew. */
const resubmission = 'resubmissionOf';

/** What the events change; null: as it is. */
interface Change {
  status: 'active' | 'completed' | 'failed' | 'cancelled' | 'voided' | null;
  outcome: string | null;
  stage: string | null;
  ended_at: string | null;
  changed_at: string;
  seq: number;
  root_scope: string | null;
  percent: number | null;
  progress_at: string | null;
  clock_offset_ms: number | null;
  /** Null: as it is. */
  is_suspended: boolean | null;
  suspended_at: string | null;
  facts: JsonObject;
  /** Names that are facts no more. */
  no_facts: string[];
  /** Null: as they are. */
  units: readonly Party[] | null;
  responsible_unit: string | null;
}

type Started = Extract<EngineEvent, { kind: 'caseStarted' }>;

export const caseRow = {
  tables: ['case'],
  statements(events, context) {
    const last = events.at(-1);
    if (!last) return [];
    let started: Started | undefined;
    const change: Change = {
      status: null,
      outcome: null,
      stage: null,
      ended_at: null,
      changed_at: last.at,
      seq: last.seq,
      root_scope: null,
      percent: null,
      progress_at: null,
      clock_offset_ms: null,
      is_suspended: null,
      suspended_at: null,
      facts: {},
      no_facts: [],
      units: null,
      responsible_unit: null,
    };
    let { parties } = context.known;
    for (const event of events) {
      if (event.kind === 'caseStarted') started = event;
      Object.assign(change, changeBy(event, change, context));
      parties = partiesAfter(parties, event, {
        rootScope: change.root_scope ?? context.known.rootScope,
        owner: context.listing.owner,
      });
    }
    // Lists, the board and what falls due go by the unit that is responsible now.
    if (parties !== context.known.parties)
      Object.assign(change, { units: parties, responsible_unit: responsibleOf(parties) });
    context.known.rootScope = change.root_scope ?? context.known.rootScope;
    if (!started) return [update(change, context)];
    return [insert(started, change, context), update({ ...change, facts: {}, no_facts: [] }, context)];
  },
} satisfies Fold;

function changeBy(
  event: EngineEvent,
  change: Change,
  { known: { rootScope }, listing: { facts } }: FoldContext,
): Partial<Change> {
  const shown = (variables: JsonObject) =>
    facts === null
      ? variables
      : Object.fromEntries(Object.entries(variables).filter(([name]) => facts.includes(name)));
  switch (event.kind) {
    case 'caseStarted':
      return { status: 'active', facts: shown(event.variables) };
    case 'caseCompleted':
      return { status: 'completed', outcome: event.outcome, ended_at: event.at };
    case 'caseFailed':
      return { status: 'failed', outcome: event.outcome, ended_at: event.at };
    case 'caseCancelled':
    case 'caseRecalled':
      // The reason is what somebody wrote: it stays in the journal.
      return { status: 'cancelled', outcome: 'cancelled', ended_at: event.at };
    case 'caseVoided':
      return { status: 'voided', outcome: 'voided', ended_at: event.at };
    case 'caseSuspended':
      return { is_suspended: true, suspended_at: event.at };
    case 'caseResumed':
      return { is_suspended: false, suspended_at: null };
    case 'scopeOpened':
      return event.scope.parent === undefined
        ? { root_scope: event.scope.id, ...factsSet(change, shown(event.scope.variables)) }
        : {};
    case 'variablesSet': {
      const isOwn = event.token === undefined && event.scope === (change.root_scope ?? rootScope);
      return isOwn ? factsSet(change, shown(event.variables)) : {};
    }
    case 'variablesRestored': {
      const isOwn = event.token === undefined && event.scope === (change.root_scope ?? rootScope);
      if (!isOwn) return {};
      const set = factsSet(change, shown(event.variables));
      const kept = Object.entries(set.facts).filter(([name]) => !event.absent.includes(name));
      return { facts: Object.fromEntries(kept), no_facts: [...set.no_facts, ...event.absent] };
    }
    case 'elementStarted':
      return event.stage === undefined ? {} : { stage: event.stage };
    case 'taskCreated':
    case 'taskReopened':
      return event.task.stage === undefined ? {} : { stage: event.task.stage };
    case 'progressRecorded':
      return { progress_at: event.at, ...(event.percent !== undefined && { percent: event.percent }) };
    case 'clockAdvanced':
      return { clock_offset_ms: event.offset };
    default:
      return {};
  }
}

const factsSet = (change: Change, facts: JsonObject) => ({
  facts: { ...change.facts, ...facts },
  no_facts: change.no_facts.filter((name) => !(name in facts)),
});

const insert = (
  started: Started,
  change: Change,
  { tenant, caseId, modelHash }: FoldContext,
  facts: CaseFacts = started.case,
) => statement`
  insert into "case" (case_id, tenant_id, template, template_version, model, number, title, status, responsible_unit, units,
    parent_case, parent_call, resubmission_of, started_at, started_by, changed_at, seq, root_scope, facts)
  values (${caseId}::uuid, ${tenant}, ${facts.templateKey}, ${facts.templateVersion}::int, ${modelHash}, ${facts.number},
    ${facts.title}, 'active', ${responsibleOf(facts.units)},
    ${JSON.stringify(facts.units)}::jsonb, ${facts.parent?.caseId ?? null}::uuid, ${facts.parent?.call ?? null},
    ${facts.links?.find(({ kind }) => kind === resubmission)?.caseId ?? null}::uuid, ${started.at}::timestamptz,
    ${personOf(started)}, ${change.changed_at}::timestamptz, ${change.seq}::int, ${change.root_scope},
    ${JSON.stringify(change.facts)}::jsonb)`;

/**
 * The due of the case is that of its main deadline, of several the first that runs beside the original date of the first, else of its outermost, of equals the open one that ends first, those that
 * run before those that stand still, and when none is open the one set last: the day stays when it is met or its clock stands still, the
 * instant does not, since nothing can be late by it. The colour is the worst of the open ones. Whoever sees the case sees both: a deadline that is its handlers' alone is neither.
 */
const update = (change: Change, { caseId, listing }: FoldContext) => statement`
  update "case" set
    status = coalesce(given.status, "case".status),
    outcome = coalesce(given.outcome, "case".outcome),
    stage = coalesce(given.stage, "case".stage),
    ended_at = coalesce(given.ended_at, "case".ended_at),
    changed_at = given.changed_at,
    seq = given.seq,
    root_scope = coalesce(given.root_scope, "case".root_scope),
    percent = coalesce(given.percent, "case".percent),
    progress_at = coalesce(given.progress_at, "case".progress_at),
    clock_offset_ms = coalesce(given.clock_offset_ms, "case".clock_offset_ms),
    suspended_at = case when is_suspended is null then "case".suspended_at else given.suspended_at end,
    units = coalesce(given.units, "case".units),
    responsible_unit = coalesce(given.responsible_unit, "case".responsible_unit),
    facts = ("case".facts - array(select jsonb_array_elements_text(given.no_facts))) || given.facts,
    due_date = own.due_date,
    due = case when own.closed_at is null and own.suspended_at is null then own.due end,
    original_due_date = own.original_due_date,
    clock_stopped_at = case when own.closed_at is null then own.suspended_at end,
    clock_stopped_for = case when own.closed_at is null then own.suspended_name end,
    clock_stopped_until = case when own.closed_at is null then own.suspended_until end,
    provisional = coalesce(own.provisional, false),
    extensions = coalesce(own.extensions, 0),
    colour = worst.colour,
    open_incidents = open_incident.count
  from json_to_record(${JSON.stringify(change)}::json) as given (status text, outcome text, stage text, ended_at timestamptz,
      changed_at timestamptz, seq int, root_scope text, percent int, progress_at timestamptz, clock_offset_ms bigint, is_suspended boolean,
      suspended_at timestamptz, facts jsonb, no_facts jsonb, units jsonb, responsible_unit text)
    left join lateral (
      select due_date, due, closed_at, provisional, extensions, suspended_at, suspended_name, suspended_until,
        case when key = any((${listing.mainDeadlines}::text[])[2:]) then coalesce((
          select first.original_due_date from deadline first
          where first.case_id = ${caseId}::uuid and first.key = (${listing.mainDeadlines}::text[])[1]
          order by first.set_seq desc limit 1), original_due_date)
        else original_due_date end as original_due_date
      from deadline
      where case_id = ${caseId}::uuid and visibility <> 'handlers'
      order by array_position(case when closed_at is null then ${listing.mainDeadlines}::text[] end, key),
        array_position(${listing.mainDeadlines}::text[], key), depth, closed_at is null desc,
        (closed_at is null and suspended_at is not null),
        case when closed_at is null then due end, set_seq desc limit 1
    ) own on true
    left join lateral (
      select colour from deadline
      where case_id = ${caseId}::uuid and closed_at is null and colour is not null and visibility <> 'handlers'
      order by array_position(${colours}::text[], colour) limit 1
    ) worst on true
    cross join lateral (
      select count(*)::int from incident where case_id = ${caseId}::uuid and resolved_at is null
    ) open_incident
  where "case".case_id = ${caseId}::uuid`;
