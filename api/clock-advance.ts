import { setTimeout as wait } from 'node:timers/promises';
import { casesBehind, clockOffset } from '../db/clock.ts';
import { inScope, platform, system } from '../db/connection.ts';
import { contentHash } from '../db/content.ts';
import { listTenants } from '../db/organisation.ts';
import type { Command } from '../engine/input.ts';
import { AppError } from '../errors.ts';
import type { Dependencies } from './dependencies.ts';

/** Cases told at once. */
const atOnce = 4;
/** Milliseconds before a case that could not be told is tried again. */
const pause = 2000;

/** Cases that the last attempt did not reach, by tenant: of this process alone, which tries them again. */
const missed = new WeakMap<Dependencies['background'], Map<string, Set<string>>>();

function missedOf({ background }: Dependencies, tenant: string): Set<string> {
  const tenants = missed.get(background) ?? new Map<string, Set<string>>();
  missed.set(background, tenants);
  const cases = tenants.get(tenant) ?? new Set<string>();
  tenants.set(tenant, cases);
  return cases;
}

/** How many cases could not be told the time at the last attempt. They are tried again until they are. */
export const countMissed = (dependencies: Dependencies, tenant: string): number =>
  missedOf(dependencies, tenant).size;

/**
 * Tells every running case how far the clock of the demonstration has been moved. A case that was told is left out, so
 * this may be begun again at any time, and whatever dies in between is resumed at the next start.
 */
export function tellCasesTheTime(dependencies: Dependencies, tenant: string): void {
  const { db, background, log } = dependencies;
  const missing = missedOf(dependencies, tenant);
  background.run(`clock ${tenant}`, async () => {
    // The clock may be moved again meanwhile: the target is read at each turn.
    while (!background.isStopping()) {
      const { offset, behind } = await inScope(db, system(tenant), async (tx) => {
        const offset = (await clockOffset(tx)) ?? 0;
        return { offset, behind: await casesBehind(tx, offset, { limit: 200 }) };
      });
      // One that ended meanwhile needs no telling.
      for (const caseId of missing) if (!behind.includes(caseId)) missing.delete(caseId);
      if (behind.length === 0) return;
      for (let from = 0; from < behind.length && !background.isStopping(); from += atOnce) {
        const told = behind.slice(from, from + atOnce).map(async (caseId) => {
          if (await tell(dependencies, caseId, offset)) missing.delete(caseId);
          else missing.add(caseId);
        });
        await Promise.all(told);
      }
      if (missing.size > 0) {
        log.warn({ tenant, failed: missing.size }, 'cases could not be told the time: trying again');
        await wait(pause);
      }
    }
  });
}

/** Takes up what a crash has left untold. */
export async function resumeClocks(dependencies: Dependencies): Promise<void> {
  if (!dependencies.settings.isDemonstration) return;
  for (const tenant of await inScope(dependencies.db, platform, listTenants))
    tellCasesTheTime(dependencies, tenant);
}

/** True when the case knows, or will never need to. */
async function tell({ instances, log }: Dependencies, caseId: string, offset: number): Promise<boolean> {
  const command: Command = { kind: 'advanceClock', offset };
  try {
    await instances.act(caseId, {
      commandId: `clock-${offset}`,
      digest: contentHash({ command, person: '' }),
      actor: { kind: 'system', name: 'clock' },
      command,
    });
    return true;
  } catch (error) {
    // It ended meanwhile, or someone has moved it further already.
    if (error instanceof AppError && (error.code === 'case-closed' || error.code === 'bad-input'))
      return true;
    log.warn({ err: error, caseId }, 'case could not be told the time');
    return false;
  }
}
