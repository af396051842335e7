import type { LadderStep } from '../model.ts';
import type { Run } from '../run.ts';
import type { Deadline, PendingStep } from './state.ts';
import { offsetFrom } from '../time/index.ts';
import { distinctCandidates } from '../work/candidate.ts';
import type { Candidate } from '../work/state.ts';
import { actByItself } from './act.ts';
import { isAhead, stepConfig, tasksOf } from './ladder.ts';

/**
 * A step of a ladder is due: it is recorded, and the commit tells those whom it names. The first time it also asks for its
 * document and does what it does by itself.
 */
export function reachStep(run: Run, deadline: Deadline, step: PendingStep): void {
  const config = stepConfig(run, deadline, step.key);
  const tell = distinctCandidates<Candidate>([
    ...step.whom,
    ...(step.handlers ? handlersOf(run, deadline) : []),
  ]);
  const next = nextRepeat(run, config, step);
  const { id, node, dueDate } = deadline;
  run.emit({
    kind: 'deadlineStepReached',
    deadline: id,
    node,
    step,
    dueDate,
    tell,
    ...(next && { next }),
    ...(config?.acknowledge && { needsAcknowledgement: true }),
  });
  if (!config || step.isRepeat) return;
  if (config.document) {
    const document = config.document.zh;
    run.emit({ kind: 'documentDue', deadline: id, node, step: step.key, document, by: tell });
  }
  if (config.action) actByItself(run, deadline, { step: step.key, action: config.action });
}

/** Repeats whose time is over already are not made up for. */
function nextRepeat(run: Run, config: LadderStep | undefined, step: PendingStep): PendingStep | undefined {
  if (!config?.repeat) return undefined;
  let { at, repeats = 0 } = step;
  for (; repeats > 0; repeats -= 1) {
    at = offsetFrom(at, config.repeat.every, run.calendar).at;
    if (isAhead(run, at)) return { ...step, at, repeats: repeats - 1, isRepeat: true };
  }
  return undefined;
}

/** Those who can act now: the candidates of the deadline's own task, or of all open tasks in its activity. */
function handlersOf(run: Run, deadline: Deadline): Candidate[] {
  return tasksOf(run.state, deadline).flatMap(({ candidates }) => candidates);
}
