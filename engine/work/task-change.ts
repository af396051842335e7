import type { EventBody } from '../event.ts';
import type { Run } from '../run.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { byId } from '../table.ts';

type Changed = EventBody & { kind: 'taskChanged' };
type Patch = { [K in keyof OpenTask]?: OpenTask[K] | undefined };

/** What is recorded of a change beside the task itself. */
export type Why = Pick<Changed, 'verb' | 'to' | 'reason' | 'opinion' | 'attachments' | 'cause'>;

/** Changes an open task: a part given as undefined is taken away. Every change makes older pages stale. */
export function changeTask(run: Run, task: OpenTask, patch: Patch, why: Why): OpenTask {
  const merged = { ...task, ...patch, generation: task.generation + 1 };
  const changed = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  ) as unknown as OpenTask;
  run.emit({ kind: 'taskChanged', task: changed, node: task.node, ...why });
  return changed;
}

/** The open tasks of those who were added to this one. */
export function signersOf({ tasks }: CaseState, task: string, sign?: OpenTask['sign']): OpenTask[] {
  return tasks.filter((open) => open.addedTo === task && (sign === undefined || open.sign === sign));
}

/** Those, and all who were added to them in turn: the deepest first. */
export function allSignersOf(state: CaseState, task: string): OpenTask[] {
  return signersOf(state, task).flatMap((signer) => [...allSignersOf(state, signer.id), signer]);
}

/** Why a task must wait as the case stands, from nothing but what is open. */
export function waitsOf(state: CaseState, task: OpenTask): OpenTask['waits'] {
  if (task.suspendedFor !== undefined) return 'suspended';
  if (signersOf(state, task.id, 'before').length > 0) return 'signersBefore';
  if (task.decided) return 'signersAfter';
  const first = task.sign === 'after' ? byId(state.tasks, task.addedTo ?? '') : undefined;
  return first && !first.decided ? 'decision' : undefined;
}

/** Lets a task go on, or wait, as those around it now stand. */
export function reviseWaiting(run: Run, id: string): void {
  const task = byId(run.state.tasks, id);
  if (!task) return;
  const waits = waitsOf(run.state, task);
  if (waits !== task.waits) changeTask(run, task, { waits }, { verb: 'signersDone' });
}
