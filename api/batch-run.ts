import { setTimeout as wait } from 'node:timers/promises';
import {
  findBatch,
  finishBatch,
  itemsOfBatch,
  runningBatches,
  settleItem,
  wordsOfBatch,
  type BatchItemRecord,
  type BatchRecord,
} from '../db/batches.ts';
import { clockOffset } from '../db/clock.ts';
import { inScope, platform, system } from '../db/connection.ts';
import { contentHash } from '../db/content.ts';
import { personOn, type PersonNow } from '../db/holders.ts';
import { listTenants } from '../db/organisation.ts';
import { findCase } from '../db/case-list.ts';
import { dateOf } from '../engine/time/instant.ts';
import { AppError, problemStatus } from '../errors.ts';
import { commandOfItem, type BatchWords } from './batch-command.ts';
import type { Dependencies } from './dependencies.ts';
import { actorOf, mayRunBatch, scopeOf } from './policy.ts';
import { problemTexts } from './problem-texts.ts';
import { moveSubstitution } from './staff-move.ts';

/** Cases acted on at once: a batch must leave room for people who work meanwhile. */
const atOnce = 4;
/** Milliseconds between attempts while Temporal or the database is away; doubles up to the last. */
const pauses = [500, 1000, 2000, 4000, 8000];

/**
 * Does what waits in a batch, item by item, as the person who began it and with the posts that they hold at that moment.
 * Whatever dies in between, the next start (or anyone who looks at the batch) goes on with what still waits: each item
 * has a key of its own (`<batch>:<item>`), under which a case does it once.
 */
export function runBatch(dependencies: Dependencies, tenant: string, batchId: string): void {
  dependencies.background.run(`batch ${batchId}`, async () => {
    let failures = 0;
    while (!dependencies.background.isStopping()) {
      try {
        if (await doSome(dependencies, tenant, batchId)) return;
        failures = 0;
      } catch (error) {
        dependencies.log.warn({ err: error, batchId }, 'batch waits and tries again');
        await wait(pauses[Math.min(failures, pauses.length - 1)]);
        failures += 1;
      }
    }
  });
}

/** Takes up what a crash has left running. */
export async function resumeBatches(dependencies: Dependencies): Promise<void> {
  const { db } = dependencies;
  for (const tenant of await inScope(db, platform, listTenants)) {
    for (const { id } of await inScope(db, system(tenant), runningBatches))
      runBatch(dependencies, tenant, id);
  }
}

interface Doing {
  tenant: string;
  batch: BatchRecord;
  words: BatchWords;
  who: PersonNow | undefined;
  today: string;
  at: string;
}

/** The next few items; true when none is left. */
async function doSome(dependencies: Dependencies, tenant: string, batchId: string): Promise<boolean> {
  const { db, keys, now } = dependencies;
  const scope = system(tenant);
  const found = await inScope(db, scope, async (tx) => {
    const batch = await findBatch(tx, batchId);
    if (batch?.state !== 'running') return undefined;
    const at = new Date(now().getTime() + ((await clockOffset(tx)) ?? 0)).toISOString();
    const today = dateOf(at);
    return {
      items: await itemsOfBatch(tx, { batch: batchId, state: 'waiting', limit: atOnce }),
      doing: {
        ...{ tenant, batch, today, at },
        words: (await wordsOfBatch(tx, keys.master, batchId)) as BatchWords,
        who: await personOn(tx, batch.person, today),
      },
    };
  });
  if (!found) return true;
  const { items, doing } = found;
  if (items.length === 0) {
    await inScope(db, scope, (tx) => finishBatch(tx, batchId, doing.at));
    return true;
  }
  await Promise.all(items.map((item) => doItem(dependencies, doing, item)));
  return false;
}

async function doItem(dependencies: Dependencies, doing: Doing, item: BatchItemRecord): Promise<void> {
  const { db, log } = dependencies;
  const { tenant, batch, at } = doing;
  const settle = (outcome: Parameters<typeof settleItem>[2]) =>
    inScope(db, system(tenant), (tx) => settleItem(tx, { batch: batch.id, seq: item.seq, at }, outcome));
  try {
    await act(dependencies, doing, item);
    await settle({ state: 'done' });
  } catch (error) {
    // What retrying cannot cure is the item's own; everything else is tried again with the whole batch.
    if (!(error instanceof AppError) || problemStatus[error.code] >= 500) throw error;
    log.info({ batch: batch.id, item: item.seq, code: error.code }, 'an item of a batch was refused');
    const texts = error.texts ?? problemTexts[error.code].detail;
    await settle({
      state: 'failed',
      code: error.code,
      message: error.message.slice(0, 500),
      detail: { ...item.detail, texts: { ...texts } },
    });
  }
}

async function act(dependencies: Dependencies, doing: Doing, item: BatchItemRecord): Promise<void> {
  const { db, keys, instances } = dependencies;
  const { tenant, batch, words, who } = doing;
  if (!who || !mayRunBatch(who, batch.kind))
    throw new AppError('not-allowed', `Expected ${batch.person} to hold a post that runs batches`);
  if (item.caseId === null) {
    await inScope(db, system(tenant), (tx) => moveSubstitution(tx, doing, item));
    return;
  }
  const { caseId } = item;
  const reachesAll = batch.kind === 'staffMove' || batch.kind === 'recount';
  const scope = reachesAll ? system(tenant) : scopeOf({ tenant, ...who });
  const { command, template } = await inScope(db, scope, async (tx) => {
    const row = await findCase(tx, caseId);
    if (!row)
      throw new AppError('not-found', `Expected case ${caseId} to be there and visible, but it is not`);
    return {
      command: await commandOfItem(tx, keys, { batch, item, words }),
      template: row.template,
    };
  });
  await instances.act(caseId, {
    commandId: `${batch.id}:${item.seq}`,
    digest: contentHash({ command, person: batch.person }),
    actor: actorOf(who, template),
    command,
  });
}
