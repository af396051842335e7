import { findCase } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import { readJournal } from '../db/journal.ts';
import type { Keys } from '../db/keys.ts';
import type { CaseRecord } from '../db/work-list.ts';
import { fold } from '../engine/apply.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { JsonObject } from '../engine/json.ts';
import type { ProcessModel } from '../engine/model.ts';
import type { CaseState } from '../engine/state.ts';
import { AppError } from '../errors.ts';
import { byId } from '../engine/table.ts';

/** The row of a case that the caller may see. For all others there is no such case. */
export async function readCaseRow(tx: Tx, caseId: string): Promise<CaseRecord> {
  const row = await findCase(tx, caseId);
  if (!row) throw new AppError('not-found', `Expected case ${caseId} to be there and visible, but it is not`);
  return row;
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

export async function readCaseFile(tx: Tx, keys: Keys, caseId: string): Promise<CaseFile> {
  const row = await readCaseRow(tx, caseId);
  const model = await readContentIn<ProcessModel>(tx, row.model);
  const events: EngineEvent[] = [];
  for (;;) {
    const more = await readJournal(tx, keys, { caseId, after: events.length, limit: atATime });
    events.push(...more);
    if (more.length < atATime) break;
  }
  return { row, model, events, state: fold(events) };
}

/** What a token sees: its own variables, then those of its scope and of all around it. */
export function variablesOf(state: CaseState, token: string | undefined): JsonObject {
  const at = token === undefined ? undefined : byId(state.tokens, token);
  const layers: JsonObject[] = at?.variables ? [at.variables] : [];
  const root = state.scopes.find((scope) => scope.parent === undefined);
  let scope = at ? byId(state.scopes, at.scope) : root;
  while (scope) {
    layers.push(scope.variables);
    // A scope hangs on a token of its parent, whose mapped inputs it sees.
    const owner = scope.token === undefined ? undefined : byId(state.tokens, scope.token);
    if (owner?.variables) layers.push(owner.variables);
    scope = scope.parent === undefined ? undefined : byId(state.scopes, scope.parent);
  }
  return Object.assign({}, ...layers.reverse()) as JsonObject;
}
