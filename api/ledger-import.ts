import { setTimeout as wait } from 'node:timers/promises';
import { clockOffset } from '../db/clock.ts';
import { inScope, platform, system } from '../db/connection.ts';
import { personOn } from '../db/holders.ts';
import {
  findImport,
  finishImport,
  runningImports,
  settleRow,
  waitingRows,
  type ImportRow,
} from '../db/ledger-imports.ts';
import { listTenants } from '../db/organisation.ts';
import type { Actor } from '../engine/input.ts';
import type { Json, JsonObject } from '../engine/json.ts';
import { dateOf } from '../engine/time/instant.ts';
import { AppError, problemStatus } from '../errors.ts';
import { reserveCase } from './case-opening.ts';
import type { Dependencies } from './dependencies.ts';
import { LedgerItem } from './ledger/item.ts';
import { ledgerTemplate, variablesOf } from './ledger-preview.ts';
import { problemTexts } from './problem-texts.ts';

/** Cases opened at once: an import must leave room for people who work meanwhile. */
const atOnce = 4;
/** Milliseconds between attempts while Temporal or the database is away; doubles up to the last. */
const pauses = [500, 1000, 2000, 4000, 8000];

/**
 * Opens a case for each good row that waits. Whatever dies in between, the next start (or anyone who asks for the
 * import) goes on with the rows that still wait; a row opened twice is the same opening, and starts nothing twice.
 */
export function runImport(dependencies: Dependencies, tenant: string, importId: string): void {
  dependencies.background.run(`import ${importId}`, async () => {
    let failures = 0;
    while (!dependencies.background.isStopping()) {
      try {
        if (await openSome(dependencies, tenant, importId)) return;
        failures = 0;
      } catch (error) {
        dependencies.log.warn({ err: error, importId }, 'import waits and tries again');
        await wait(pauses[Math.min(failures, pauses.length - 1)]);
        failures += 1;
      }
    }
  });
}

/** Takes up what a crash has left running. */
export async function resumeImports(dependencies: Dependencies): Promise<void> {
  const { db } = dependencies;
  for (const tenant of await inScope(db, platform, listTenants)) {
    for (const { id } of await inScope(db, system(tenant), runningImports))
      runImport(dependencies, tenant, id);
  }
}

/** The next few rows; true when none is left. */
async function openSome(dependencies: Dependencies, tenant: string, importId: string): Promise<boolean> {
  const { db, now } = dependencies;
  const scope = system(tenant);
  const { record, rows, importer, offset } = await inScope(db, scope, async (tx) => {
    const found = await findImport(tx, importId);
    const offset = (await clockOffset(tx)) ?? 0;
    const today = dateOf(new Date(now().getTime() + offset).toISOString());
    return {
      record: found,
      rows: found?.state === 'running' ? await waitingRows(tx, importId, atOnce) : [],
      importer: found && (await personOn(tx, found.person, today)),
      offset,
    };
  });
  if (!record || record.state !== 'running') return true;
  if (rows.length === 0) {
    await inScope(db, scope, (tx) => finishImport(tx, importId, now().toISOString()));
    return true;
  }
  const actor: Actor = { kind: 'person', person: record.person, posts: importer?.posts ?? [] };
  const by = { tenant, person: record.person, actor, offset };
  // One after the other, so that the cases are numbered in the order of the ledger; then all start together.
  const starts: (() => Promise<void>)[] = [];
  for (const row of rows) starts.push(await reserveRow(dependencies, row, by));
  await Promise.all(starts.map((start) => start()));
  return false;
}

async function reserveRow(
  dependencies: Dependencies,
  row: ImportRow,
  by: { tenant: string; person: string; actor: Actor; offset: number },
): Promise<() => Promise<void>> {
  const { db } = dependencies;
  const settle = (outcome: Parameters<typeof settleRow>[2]) =>
    inScope(db, system(by.tenant), (tx) => settleRow(tx, row, outcome));
  // What retrying cannot cure is the row's own; everything else is tried again with the whole import.
  const fail = (error: unknown) => {
    if (!(error instanceof AppError) || problemStatus[error.code] >= 500) throw error;
    return settle({ state: 'failed', error: rowError(error) });
  };
  try {
    const item = LedgerItem.parse(row.item);
    const start = await reserveCase(dependencies, {
      tenant: by.tenant,
      actor: by.actor,
      openedBy: by.person,
      key: `import:${row.importId}:${row.sheet}:${row.row}`,
      template: ledgerTemplate,
      variables: variablesOf(item),
      itemKey: row.itemKey,
      clockOffset: by.offset,
    });
    return () => start().then(({ how, caseId }) => settle({ state: how, caseId }), fail);
  } catch (error) {
    await fail(error);
    return async () => undefined;
  }
}

function rowError(error: AppError): Json {
  const texts: JsonObject = { ...(error.texts ?? problemTexts[error.code].detail) };
  return { code: error.code, texts };
}
