import { proxyLocalActivities } from '@temporalio/workflow';
import type { Effect } from '../engine/effect.ts';
import { invariant } from '../errors.ts';
import { inProcess, type CaseActivities } from './contract.ts';
import type { LiveCase } from './live-case.ts';

/**
 * Retried without end: a case waits out any outage of Postgres, and its Updates with it. Above the threshold the wait is
 * a timer of Temporal's, so that it holds neither a slot of the worker nor a workflow task.
 */
const { commit } = proxyLocalActivities<Pick<CaseActivities, 'commit'>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '2s',
  retry: { initialInterval: '100ms', backoffCoefficient: 1.5, maximumInterval: '10s' },
});

/**
 * Commits until nothing waits. One commit at a time, each with every event since the last: two people at once make no
 * gap, and several waiting Updates share one commit. Effects are given out once their events are in the journal.
 */
export async function commitWaiting(live: LiveCase, perform: (effects: Effect[]) => void): Promise<void> {
  const { caseId, tenant } = live.input.start.case;
  let journalEnd = live.committed.seq;
  while (live.waiting.length > 0) {
    const count = live.waiting.length;
    const last = live.state.seq;
    const events = live.eventsAfter(journalEnd);
    if (events.length === 0) {
      perform(live.settle(count));
      continue;
    }
    const model = live.model.contentHash;
    const inputs = live.inputsAtRisk();
    const due = live.due();
    const reply = await commit({
      [inProcess]: true,
      ...{ caseId, tenant, model, events, inputs },
      ...(due !== live.alarm.due && { due }),
    }).catch(asOurFault);
    if (reply.recorded) {
      perform(live.takeBack(reply.recorded, reply.committed));
    } else if (reply.committed >= last) {
      if (due !== live.alarm.due || reply.delay !== undefined) live.alarm = { due, delay: reply.delay ?? 0 };
      perform(live.settle(count));
    } else if (reply.committed >= events[0]!.seq) {
      // A replay finds answers together that came one after the other, the later ones while the first was on its way to the
      // journal: this is what the journal took of them then, and the rest goes with the next commit as it did.
      if (due !== live.alarm.due && reply.delay !== undefined) live.alarm = { due, delay: reply.delay };
      perform(live.settle(live.waitingUpTo(reply.committed)));
    } else {
      invariant(
        reply.committed < events[0]!.seq - 1,
        `Expected the journal to take events ${events[0]!.seq} to ${last}, but it ends at ${reply.committed}`,
      );
      journalEnd = reply.committed;
      continue;
    }
    journalEnd = live.committed.seq;
  }
}

/** What the activity gives up on would end the workflow as a failure of Temporal's; any other error has its task tried again. */
function asOurFault(cause: unknown): never {
  throw new Error('Expected the journal to take a commit, but it refused it', { cause });
}
