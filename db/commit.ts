/**
 * The one way in which a case is written: its new events into the journal, their folds into the read model, the
 * notifications into the outbox and the answers to its commands, in one transaction under the lock of the case. Safe to repeat.
 */
import { canonicalJson } from '../engine/canonical-json.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { ProcessModel } from '../engine/model.ts';
import { invariant } from '../errors.ts';
import { chainStart } from './chain.ts';
import { recordAnswers } from './command-answers.ts';
import { inScope, system, type Db, type Tx } from './connection.ts';
import { readContentIn } from './content.ts';
import { insertRows, readJournal, sealEvents } from './journal.ts';
import { foreignInputs, keepInputs, type KeptInput } from './kept-inputs.ts';
import { caseKeyIn, type Keys } from './keys.ts';
import { insertNotifications, notificationsOf } from './notifications.ts';
import type { FoldContext, OpenDeadline, TaskInList } from './read-model/fold.ts';
import { readModelStatements } from './read-model/index.ts';
import { run, statement } from './statement.ts';
import { listingOf } from './template-listing.ts';

/** As `CommitBatch` of workflows/contract.ts. */
export interface Batch {
  caseId: string;
  tenant: string;
  /** Hash of the model. */
  model: string;
  events: EngineEvent[];
  /** Every input that Temporal may not hold yet, oldest first, those of `events` the last of them. */
  inputs?: KeptInput[];
}

export interface Committed {
  /** Number of the last event that the journal now has. */
  committed: number;
  /** The journal has other events in place of the batch's: nothing was written. The inputs from which those came. */
  recorded?: KeptInput[];
}

/**
 * Writes what the journal does not have yet. Where events between its end and the batch are missing, nothing is written:
 * the caller sends again from `committed + 1`.
 */
export async function commitBatch(db: Db, keys: Keys, batch: Batch): Promise<Committed> {
  for (const [index, event] of batch.events.entries()) {
    const expected = batch.events[0]!.seq + index;
    invariant(
      event.seq === expected,
      `Expected event ${expected} of case ${batch.caseId}, but found ${event.seq}`,
    );
  }
  return inScope(db, system(batch.tenant, { locksCase: batch.caseId }), (tx) => commitIn(tx, keys, batch));
}

async function commitIn(tx: Tx, keys: Keys, batch: Batch): Promise<Committed> {
  const { caseId, tenant, events, inputs } = batch;
  const [known, key, model] = await Promise.all([
    readKnown(tx, caseId),
    caseKeyIn(tx, keys, caseId),
    readContentIn<ProcessModel>(tx, batch.model),
  ]);
  const repeated = events.filter((event) => event.seq <= known.head.seq);
  if (repeated.length > 0) {
    const seq = repeated[0]!.seq - 1;
    const recorded = inputs && (await foreignInputs(tx, key, { caseId, seq, own: inputs }));
    if (recorded) return { committed: known.head.seq, recorded };
    await expectSame(tx, keys, caseId, repeated);
  }
  const fresh = events.slice(repeated.length);
  if (fresh.length === 0 || fresh[0]!.seq !== known.head.seq + 1) return { committed: known.head.seq };

  const context: FoldContext = {
    tenant,
    caseId,
    modelHash: batch.model,
    model,
    rootScope: known.rootScope ?? undefined,
    listing: await listingOf(tx, { tenant, ...(known.template ?? templateOf(fresh)) }),
    units: new Set(known.units),
    openDeadlines: known.openDeadlines,
    openTasks: known.openTasks,
  };
  const notifications = notificationsOf(caseId, fresh);
  const statements = [
    insertRows(sealEvents({ tenant, caseId, head: known.head }, key, fresh)),
    ...readModelStatements(fresh, context),
    ...(inputs ? [keepInputs({ tenant, caseId }, key, inputs)] : []),
    ...recordAnswers(
      { tenant, caseId },
      (inputs ?? []).filter(({ before }) => before >= known.head.seq),
      fresh.at(-1)!.seq,
    ),
    ...(notifications.length > 0 ? [insertNotifications(notifications, { tenant, caseId })] : []),
  ];
  // Sent one behind the other without waiting for answers: one flight, and Postgres keeps their order.
  await Promise.all(statements.map((each) => run(tx, each)));
  return { committed: fresh.at(-1)!.seq };
}

/** Where the journal ends, and what the folds must know. A statement after the lock: it sees what the last holder wrote. */
async function readKnown(tx: Tx, caseId: string) {
  const [row] = await run<{
    seq: number | null;
    hash: Uint8Array | null;
    template: string | null;
    version: number | null;
    root_scope: string | null;
    units: string[] | null;
    deadlines: OpenDeadline[] | null;
    tasks: TaskInList[] | null;
  }>(
    tx,
    statement`
    select head.seq, head.hash, "case".template, "case".template_version as version, "case".root_scope,
      (select array_agg(unit) from case_unit where case_unit.case_id = ${caseId}::uuid) as units,
      (select json_agg(row_to_json(open)) from (
        select deadline, token, node, due_date, due, provisional from deadline
        where case_id = ${caseId}::uuid and closed_at is null) open) as deadlines,
      (select json_agg(row_to_json(open)) from (
        select task, token, lineage, deadline from task where case_id = ${caseId}::uuid and closed_at is null) open) as tasks
    from (select 1) as one
    left join lateral (select seq, hash from journal where case_id = ${caseId}::uuid order by seq desc limit 1) head on true
    left join "case" on "case".case_id = ${caseId}::uuid`,
  );
  return {
    head: { seq: row?.seq ?? 0, hash: row?.hash ?? chainStart },
    template: row?.template ? { template: row.template, version: row.version! } : undefined,
    rootScope: row?.root_scope,
    units: row?.units ?? [],
    openDeadlines: new Map(
      row?.deadlines?.map((each) => [each.deadline, { ...each, due: new Date(each.due).toISOString() }]),
    ),
    openTasks: new Map(row?.tasks?.map((each) => [each.task, each])),
  };
}

function templateOf(events: readonly EngineEvent[]) {
  const [first] = events;
  invariant(
    first?.kind === 'caseStarted',
    `Expected the first event to be caseStarted, but found ${first?.kind}`,
  );
  return { template: first.case.templateKey, version: first.case.templateVersion };
}

/** A repeat must be the same events: anything else is a bug, and the journal keeps what it has. */
async function expectSame(tx: Tx, keys: Keys, caseId: string, events: readonly EngineEvent[]) {
  const first = events[0]!;
  const stored = await readJournal(tx, keys, { caseId, after: first.seq - 1, limit: events.length });
  for (const [index, event] of events.entries()) {
    const there = stored[index];
    invariant(
      there && canonicalJson(there) === canonicalJson(event),
      `Expected event ${event.seq} of case ${caseId} to be the ${there?.kind} that was committed, but found another ${event.kind}`,
    );
  }
}
