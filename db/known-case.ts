/**
 * What a commit must know of its case: where the journal ends, and what the folds go on from. A process keeps it from one
 * commit to the next; whether it still holds, the database says (`expect_head`).
 */
import { chainStart } from './chain.ts';
import type { Db, Tx } from './connection.ts';
import type { PendingStep } from '../engine/clock/state.ts';
import type { JournalHead } from './journal.ts';
import { keepNewest } from './keep-newest.ts';
import type { Known, OpenDeadline, TaskInList } from './read-model/fold.ts';
import type { Party } from './read-model/parties.ts';
import { noPlaces } from './read-model/token-places.ts';
import type { AwaitedStep } from './schema/tasks.ts';
import { run, statement } from './statement.ts';

export interface KnownCase extends Known {
  head: JournalHead;
  /** Undefined before its first event. */
  template?: { template: string; version: number };
}

/** A case of which nothing is written. */
export const unwritten = (): KnownCase => ({
  head: { seq: 0, hash: chainStart },
  rootScope: undefined,
  parties: [],
  units: new Set(),
  seats: new Map(),
  barred: new Set(),
  tookPart: new Set(),
  openDeadlines: new Map(),
  ladders: new Map(),
  awaiting: new Map(),
  openTasks: new Map(),
  places: noPlaces(),
});

/** Of one or two kilobytes each. */
const mostKept = 25_000;
const kept = new WeakMap<Db, Map<string, KnownCase>>();

/** Takes it out: whoever commits changes it, and keeps it again when that has succeeded. */
export function takeKnown(db: Db, caseId: string): KnownCase | undefined {
  const known = kept.get(db)?.get(caseId);
  kept.get(db)?.delete(caseId);
  return known;
}

export function keepKnown(db: Db, caseId: string, known: KnownCase): void {
  let cases = kept.get(db);
  if (!cases) kept.set(db, (cases = new Map()));
  keepNewest(cases, [caseId, known], mostKept);
}

/** SQLSTATE of `expect_head`. */
export const otherHead = 'RF001';

/** Fails the transaction, with `otherHead`, when the journal does not end there. */
export const expectHead = (caseId: string, { seq, hash }: JournalHead) =>
  statement`select expect_head(${caseId}::uuid, ${seq}, ${hash})`;

/** To be asked in a statement after the lock: it sees what the last holder wrote. */
export async function readKnown(tx: Tx, caseId: string): Promise<KnownCase> {
  const [row] = await run<{
    seq: number | null;
    hash: Uint8Array | null;
    template: string | null;
    version: number | null;
    root_scope: string | null;
    parties: Party[] | null;
    units: string[] | null;
    seats: Record<string, string[]> | null;
    barred: string[] | null;
    took_part: string[] | null;
    deadlines: (OpenDeadline & { steps: PendingStep[]; awaiting: AwaitedStep[] })[] | null;
    tasks: TaskInList[] | null;
    places: { token: string; scope: string; inner_scope: string | null }[] | null;
  }>(
    tx,
    statement`
    select head.seq, head.hash, "case".template, "case".template_version as version, "case".root_scope, "case".units as parties,
      (select array_agg(unit) from case_unit where case_unit.case_id = ${caseId}::uuid) as units,
      (select json_object_agg(seat, grounds) from case_seat where case_seat.case_id = ${caseId}::uuid) as seats,
      strict_case.barred, strict_case.took_part,
      (select json_agg(row_to_json(open)) from (
        select deadline, key, token, node, due_date, due, provisional, of_case, suspended_at is not null as is_suspended, steps, awaiting
        from deadline
        where case_id = ${caseId}::uuid and closed_at is null) open) as deadlines,
      (select json_agg(row_to_json(open)) from (
        select task, token, lineage, deadline from task where case_id = ${caseId}::uuid and closed_at is null) open) as tasks,
      (select json_agg(row_to_json(there)) from (
        select token, scope, inner_scope from active_node where case_id = ${caseId}::uuid and scope is not null) there) as places
    from (select 1) as one
    left join lateral (select seq, hash from journal where case_id = ${caseId}::uuid order by seq desc limit 1) head on true
    left join "case" on "case".case_id = ${caseId}::uuid
    left join strict_case on strict_case.case_id = ${caseId}::uuid`,
  );
  return {
    head: { seq: row?.seq ?? 0, hash: row?.hash ?? chainStart },
    template: row?.template ? { template: row.template, version: row.version! } : undefined,
    rootScope: row?.root_scope ?? undefined,
    parties: row?.parties ?? [],
    units: new Set(row?.units),
    seats: new Map(Object.entries(row?.seats ?? {}).map(([seat, grounds]) => [seat, new Set(grounds)])),
    barred: new Set(row?.barred),
    tookPart: new Set(row?.took_part),
    openDeadlines: new Map(
      row?.deadlines?.map(({ steps: _steps, awaiting: _awaiting, ...each }) => [
        each.deadline,
        { ...each, due: new Date(each.due).toISOString() },
      ]),
    ),
    ladders: new Map(row?.deadlines?.map(({ deadline, steps }) => [deadline, steps])),
    awaiting: new Map(row?.deadlines?.map(({ deadline, awaiting }) => [deadline, awaiting])),
    openTasks: new Map(row?.tasks?.map((each) => [each.task, each])),
    places: {
      scopeOf: new Map(row?.places?.map(({ token, scope }) => [token, scope])),
      ownerOf: new Map(
        row?.places?.flatMap(({ token, inner_scope: inner }) => (inner ? [[inner, token] as const] : [])),
      ),
    },
  };
}
