import type { Run } from '../run.ts';
import { byId } from '../table.ts';
import { compareInstants } from '../time/index.ts';

/** Ends a clock: its activity is over, or what it ran for was reached. `done`: by completing, not by a cancellation. */
export function closeDeadline(run: Run, id: string, done: boolean): void {
  const deadline = byId(run.state.deadlines, id);
  if (!deadline) return;
  const { node, passed, suspended, due } = deadline;
  const isInTime = !passed && (suspended !== undefined || compareInstants(run.at, due) < 0);
  const isUndone = run.events.some(({ kind }) => kind === 'stepWithdrawn');
  run.emit({
    kind: 'deadlineClosed',
    deadline: id,
    node,
    met: done && isInTime,
    ...(isUndone && { undone: true }),
  });
}
