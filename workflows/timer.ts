import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { toEpochMs } from '../engine/time/index.ts';
import { workflowTime } from './workflow-time.ts';

/** Milliseconds: what is due already but did not fire when the engine was asked is asked again after this, not in a loop. */
const leastDelay = 1000;

/**
 * The one timer of a case. It is armed anew only for an earlier instant: when the case has less to wait for, the timer
 * fires for nothing and is armed again then, which costs less than a cancelled timer at every turn.
 */
export class OneTimer {
  private armed?: { at: number; scope: CancellationScope };
  private readonly onFire: () => void;

  constructor(onFire: () => void) {
    this.onFire = onFire;
  }

  /** `due` in the workflow's time (ISO, UTC), null: nothing is; `alarm.delay` holds for that instant of `alarm` alone. */
  armFor(due: string | null, alarm: { due: string | null; delay: number }): void {
    if (due === null) return;
    const at = Math.max(toEpochMs(due) + (due === alarm.due ? alarm.delay : 0), workflowTime() + leastDelay);
    if (this.armed && this.armed.at <= at) return;
    this.armed?.scope.cancel();
    const scope = new CancellationScope();
    this.armed = { at, scope };
    scope
      .run(() => sleep(at - workflowTime()))
      .then(
        () => {
          this.armed = undefined;
          this.onFire();
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }
}
