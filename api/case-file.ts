import { findCase } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import { readJournal } from '../db/journal.ts';
import { isBeingOpened } from '../db/openings.ts';
import type { Keys } from '../db/keys.ts';
import type { CaseRecord } from '../db/work-list.ts';
import { fold } from '../engine/apply.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { ProcessModel } from '../engine/model.ts';
import type { CaseState } from '../engine/state.ts';
import { AppError } from '../errors.ts';

/**
 * The row of a case that the caller may see. For all others there is no such case; who has just asked for it is told that it is
 * on its way (`being-opened`).
 */
export async function readCaseRow(tx: Tx, caseId: string): Promise<CaseRecord> {
  const row = await findCase(tx, caseId);
  if (row) return row;
  if (await isBeingOpened(tx, caseId))
    throw new AppError(
      'being-opened',
      `Expected case ${caseId} to be there, but its first commit is still to come`,
      {
        data: { retryAfterSeconds: 2 },
      },
    );
  throw new AppError('not-found', `Expected case ${caseId} to be there and visible, but it is not`);
}

/** A case with all that happened in it, and its state as the fold of that. */
export interface CaseFile {
  row: CaseRecord;
  model: ProcessModel;
  events: EngineEvent[];
  state: CaseState;
}

/** Events read in one go; a case of many years has some thousands. */
const atATime = 2000;

/** `of`: the row, where it was just read, or the id of a case that the caller must see. */
export async function readCaseFile(tx: Tx, keys: Keys, of: CaseRecord | string): Promise<CaseFile> {
  const caseId = typeof of === 'string' ? of : of.caseId;
  const read = (after: number) => readJournal(tx, keys, { caseId, after, limit: atATime });
  // In one flight.
  const [row, events] = await Promise.all([typeof of === 'string' ? readCaseRow(tx, of) : of, read(0)]);
  for (let last = events.length; last === atATime;) {
    const more = await read(events.length);
    events.push(...more);
    last = more.length;
  }
  const model = await readContentIn<ProcessModel>(tx, row.model);
  return { row, model, events, state: fold(events) };
}
