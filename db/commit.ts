/**
 * The one way in which a case is written: its new events into the journal, their folds into the read model, the
 * notifications into the outbox and the answers to its commands, in one transaction under the lock of the case. Safe to repeat.
 */
import { canonicalJson } from '../engine/canonical-json.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { ProcessModel } from '../engine/model.ts';
import { invariant } from '../errors.ts';
import { recordAnswers } from './command-answers.ts';
import { inScope, isState, runAtOnce, system, type Db, type Tx } from './connection.ts';
import { keptContent, readContentIn } from './content.ts';
import type { CaseKey } from './crypto.ts';
import { insertRows, readJournal, sealEvents } from './journal.ts';
import { foreignInputs, keepInputs, type KeptInput } from './kept-inputs.ts';
import { caseKeyIn, keptCaseKey, type Keys } from './keys.ts';
import {
  expectHead,
  keepKnown,
  otherHead,
  readKnown,
  takeKnown,
  unwritten,
  type KnownCase,
} from './known-case.ts';
import { messageStatements } from './message-sending.ts';
import { insertNotifications, notificationsOf } from './notifications.ts';
import { confirmation } from './openings.ts';
import { armTimer, delayIn } from './armed-timers.ts';
import { readModelStatements } from './read-model/index.ts';
import { run, type Statement } from './statement.ts';
import { keptListing, listingOf, type Listing } from './template-listing.ts';

/** As `CommitBatch` of workflows/contract.ts. */
export interface Batch {
  caseId: string;
  tenant: string;
  /** Hash of the model. */
  model: string;
  events: EngineEvent[];
  /** Every input that Temporal may not hold yet, oldest first, those of `events` the last of them. */
  inputs?: KeptInput[];
  /** Only when it has changed: when the case's timer is due (ISO, UTC, on Temporal's clock); null: no more. */
  due?: string | null;
  /** How many timers of cases may ring in one second; absent: `timersPerSecond`. */
  timersPerSecond?: number;
}

export interface Committed {
  /** Number of the last event that the journal now has. */
  committed: number;
  /** With `due`: milliseconds by which the timer rings later, to leave room for what people do meanwhile. */
  delay?: number;
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
  const written = await writeAtOnce(db, keys, batch);
  if (written) return written;
  const { caseId, tenant } = batch;
  const { known, ...committed } = await inScope(db, system(tenant, { locksCase: caseId }), (tx) =>
    commitIn(tx, keys, batch),
  );
  if (known) keepKnown(db, caseId, known);
  return committed;
}

/**
 * The usual way: all that is needed is in memory, and the events follow what this process wrote last. One flight, commit and all.
 * Nothing is written, and nothing returned, where that is not so.
 */
async function writeAtOnce(db: Db, keys: Keys, batch: Batch): Promise<Committed | undefined> {
  const { caseId, tenant, events } = batch;
  const known = takeKnown(db, caseId) ?? unwritten();
  const key = keptCaseKey(keys, caseId);
  const model = keptContent(batch.model) as ProcessModel | undefined;
  if (!key || !model || events[0]?.seq !== known.head.seq + 1) return undefined;
  const listing = keptListing({ tenant, ...(known.template ?? templateOf(events)) });
  if (!listing) return undefined;
  const expected = expectHead(caseId, known.head);
  const statements = statementsFor(batch, { known, key, model, listing, events });
  let rows: object[][];
  try {
    rows = await runAtOnce(db, system(tenant, { locksCase: caseId }), [expected, ...statements]);
  } catch (error) {
    if (isState(error, otherHead)) return undefined;
    throw error;
  }
  keepKnown(db, caseId, known);
  return { committed: known.head.seq, ...delayIn(rows) };
}

/** Finds out what is there first. What is `known` of the case afterwards comes with what was written, and only then. */
async function commitIn(tx: Tx, keys: Keys, batch: Batch): Promise<Committed & { known?: KnownCase }> {
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

  const listing = await listingOf(tx, { tenant, ...(known.template ?? templateOf(fresh)) });
  // Sent one behind the other without waiting for answers: one flight, and Postgres keeps their order.
  const statements = statementsFor(batch, { known, key, model, listing, events: fresh });
  const rows = await Promise.all(statements.map((each) => run(tx, each)));
  return { committed: known.head.seq, ...delayIn(rows), known };
}

/** All that a commit writes of these events, which follow `known`. Brings `known` up to date. */
function statementsFor(
  { caseId, tenant, model: modelHash, inputs = [], due, timersPerSecond: perSecond }: Batch,
  given: { known: KnownCase; key: CaseKey; model: ProcessModel; listing: Listing; events: EngineEvent[] },
): Statement[] {
  const { known, key, model, listing, events } = given;
  const at = { tenant, caseId };
  const rows = sealEvents({ ...at, head: known.head }, key, events);
  const notifications = notificationsOf(caseId, model.process, events);
  const own = inputs.filter(({ before }) => before >= known.head.seq);
  const { seq, hash } = rows.at(-1)!;
  const statements = [
    insertRows(rows),
    ...readModelStatements(events, { ...at, modelHash, model, listing, known }),
    ...(inputs.length > 0 ? [keepInputs(at, key, inputs)] : []),
    ...recordAnswers(at, own, seq),
    ...(notifications.length > 0 ? [insertNotifications(notifications, at)] : []),
    ...messageStatements(at, key, events),
    ...confirmation(caseId, events),
    ...(due === undefined ? [] : [armTimer({ ...at, due, perSecond })]),
  ];
  known.head = { seq, hash };
  known.template ??= templateOf(events);
  return statements;
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
