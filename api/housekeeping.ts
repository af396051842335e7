import { inScope, platform, system } from '../db/connection.ts';
import { dropOldKeys } from '../db/idempotency.ts';
import { unsettledOpenings } from '../db/openings.ts';
import { listTenants } from '../db/organisation.ts';
import { dropDeadSessions } from '../db/sessions.ts';
import { resumeBatches } from './batch-run.ts';
import { takeUpOpening } from './case-opening.ts';
import { resumeClocks } from './clock-advance.ts';
import type { Dependencies } from './dependencies.ts';
import { resumeImports } from './ledger-import.ts';

const minute = 60_000;
/** An opening that nobody has touched for so long was left by a crash or an outage, not by someone at work on it. */
const abandonedAfter = minute;
const keysKeptFor = 7 * 24 * 60 * minute;

/** Takes up whatever an earlier process left half-done: imports, batches, moved clocks, openings of
 * cases. Safe at any time. */
export async function takeUpTheRest(dependencies: Dependencies): Promise<void> {
  await resumeImports(dependencies);
  await resumeBatches(dependencies);
  await resumeClocks(dependencies);
  await resumeOpenings(dependencies);
}

async function resumeOpenings(dependencies: Dependencies): Promise<void> {
  const { db, now, background, log } = dependencies;
  const before = new Date(now().getTime() - abandonedAfter).toISOString();
  for (const tenant of await inScope(db, platform, listTenants)) {
    const left = await inScope(db, system(tenant), (tx) => unsettledOpenings(tx, { before, limit: 100 }));
    if (left.length === 0) continue;
    background.run(`openings ${tenant}`, async () => {
      for (const opening of left) {
        if (background.isStopping()) return;
        await takeUpOpening(dependencies, tenant, opening).catch((error: unknown) =>
          log.warn(
            { err: error, caseId: opening.caseId },
            'opening could not be taken up: trying again later',
          ),
        );
      }
    });
  }
}

async function dropWhatIsOver({ db, now, settings }: Dependencies): Promise<void> {
  const at = now();
  const idleSince = new Date(at.getTime() - settings.sessionIdleMinutes * minute).toISOString();
  await inScope(db, platform, (tx) => dropDeadSessions(tx, { now: at.toISOString(), idleSince }));
  const oldest = new Date(at.getTime() - keysKeptFor).toISOString();
  for (const tenant of await inScope(db, platform, listTenants)) {
    await inScope(db, system(tenant), (tx) => dropOldKeys(tx, oldest));
  }
}

/** Does both now and then. Returns how to end it. */
export function keepHouse(dependencies: Dependencies): () => void {
  const every = (ms: number, work: (dependencies: Dependencies) => Promise<void>) => {
    const run = () =>
      void work(dependencies).catch((error: unknown) =>
        dependencies.log.warn({ err: error }, 'housekeeping failed'),
      );
    run();
    return setInterval(run, ms).unref();
  };
  const timers = [every(minute, takeUpTheRest), every(60 * minute, dropWhatIsOver)];
  return () => timers.forEach(clearInterval);
}
