/**
 * Looks for tasks that nobody can do any more (the last holder of a post has left, a substitution has ended) and gives each to the
 * head of the unit above, who is told by mail. Whoever is faster wins: a task that changed meanwhile is looked at again.
 */
import { clockOffset } from '../db/clock.ts';
import { inScope, platform, system } from '../db/connection.ts';
import { contentHash } from '../db/content.ts';
import { heirOf, orphans, succession, type Orphan } from '../db/orphans.ts';
import { listTenants } from '../db/organisation.ts';
import type { Command } from '../engine/input.ts';
import type { Candidate } from '../engine/work/state.ts';
import { addMilliseconds, dateOf } from '../engine/time/instant.ts';
import { AppError } from '../errors.ts';
import type { Dependencies } from './dependencies.ts';
import type { Permission } from './resources/session.shapes.ts';

/** Milliseconds: three looks fit into the minute that a task may be without an owner. */
const lookEvery = 20_000;
/** Posts with the first of these permissions come before those with the second. */
const administrators: Permission[] = ['organisation.edit', 'platform.operate'];

/** One look over all tenants. Answers how many tasks were given to somebody. */
export async function adoptOrphans(dependencies: Dependencies): Promise<number> {
  let adopted = 0;
  for (const tenant of await inScope(dependencies.db, platform, listTenants))
    adopted += await adoptOf(dependencies, tenant);
  return adopted;
}

async function adoptOf(dependencies: Dependencies, tenant: string): Promise<number> {
  const { db, now, background, log } = dependencies;
  const { found, heirs } = await inScope(db, system(tenant), async (tx) => {
    const today = dateOf(addMilliseconds(now().toISOString(), (await clockOffset(tx)) ?? 0));
    const found = await orphans(tx, today);
    return { found, heirs: found.length > 0 ? await succession(tx, today, administrators) : undefined };
  });
  let adopted = 0;
  for (const orphan of found) {
    if (background.isStopping() || !heirs) break;
    const heir = heirOf(orphan, heirs);
    const to =
      orphan.claimedBy !== null && orphan.hasOthers
        ? orphan.candidates.filter(({ unit }) => !orphan.excludedUnits.includes(unit))
        : heir && [heir];
    if (!to)
      log.error({ caseId: orphan.caseId, task: orphan.task }, 'a task has no owner, and nobody is above');
    else if (await adopt(dependencies, orphan, to)) adopted += 1;
  }
  return adopted;
}

async function adopt(
  { instances, log }: Dependencies,
  { caseId, task, generation, claimedBy, hasOthers }: Orphan,
  to: Candidate[],
): Promise<boolean> {
  const reason =
    claimedBy !== null && hasOthers
      ? '领取人已不能办理，任务退回原岗位 / Whoever claimed it can not do it any more: it is back with its posts'
      : '原岗位无人在岗，任务转交上级负责人 / Nobody holds its post: it goes to the head of the unit above';
  const command: Command = { kind: 'assignTask', task, generation, to, reason, cause: 'orphan' };
  const digest = contentHash(command);
  try {
    await instances.act(caseId, {
      // The same for every process that looks: the case is asked once.
      commandId: `orphan:${task}:${digest.slice(0, 32)}`,
      digest,
      actor: { kind: 'system', name: 'orphans' },
      command,
    });
    return true;
  } catch (error) {
    // Somebody was faster, or the case has ended.
    const code = error instanceof AppError ? error.code : 'internal';
    if (code === 'task-changed' || code === 'task-not-open' || code === 'case-closed') return false;
    log.warn({ err: error, caseId, task }, 'a task without an owner could not be given to anybody');
    return false;
  }
}

/** Looks now and then. Returns how to end it. */
export function keepOwned(dependencies: Dependencies): () => void {
  const { background } = dependencies;
  const look = () => background.run('orphans', async () => void (await adoptOrphans(dependencies)));
  look();
  const timer = setInterval(look, lookEvery).unref();
  return () => clearInterval(timer);
}
