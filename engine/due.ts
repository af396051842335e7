import { reachStep } from './clock/reach.ts';
import { resume } from './clock/suspend.ts';
import { nextFiring } from './event-definitions/timer-event-definition.ts';
import { drain, mostMoves } from './drain.ts';
import type { Run } from './run.ts';
import type { CaseState } from './state.ts';
import { compareInstants } from './time/index.ts';
import { byId } from './table.ts';

interface DueThing {
  at: string;
  timer?: string;
  deadline?: string;
  message?: string;
}

/** The earliest instant at which something falls due: what the one armed timer of a case waits for. */
export function nextDue(state: CaseState): string | undefined {
  return earliest(state)?.at;
}

/** Fires all that is due, in the order of its instants; each thing sees what the one before it did. */
export function fireDue(run: Run): void {
  for (let fired = 0; fired < mostMoves && run.state.status === 'active'; fired += 1) {
    const thing = earliest(run.state);
    if (!thing || compareInstants(thing.at, run.at) > 0) return;
    run.begin();
    if (thing.timer !== undefined) fireTimer(run, thing.timer);
    else if (thing.deadline !== undefined) reachNextStep(run, thing.deadline);
    else if (thing.message !== undefined) expire(run, thing.message);
    drain(run);
  }
}

function earliest({ timers, deadlines, messages, work }: CaseState): DueThing | undefined {
  let first: DueThing | undefined;
  const offer = (thing: DueThing) => {
    if (!first || compareInstants(thing.at, first.at) < 0) first = thing;
  };
  // While the case stands still its timers wait, and come when it is resumed.
  if (!work?.suspended) for (const { id, due } of timers) offer({ at: due, timer: id });
  for (const { id, steps, suspended } of deadlines) {
    // One that stands still has nothing to come, but for the end of the longest suspension.
    const at = suspended ? suspended.until : steps[0]?.at;
    if (at !== undefined) offer({ at, deadline: id });
  }
  for (const id in messages) offer({ at: messages[id]?.until ?? '', message: id });
  return first;
}

function fireTimer(run: Run, id: string): void {
  const timer = byId(run.state.timers, id);
  if (!timer) return;
  const { node, due, token, scope, event } = timer;
  const next = nextFiring(run, timer);
  run.emit({ kind: 'timerFired', timer: id, node, due, ...(next && { next }) });
  const occurrence = {
    ...(token !== undefined && { token }),
    scope,
    node,
    ...(event !== undefined && { event }),
  };
  run.agenda.push({ kind: 'fire', occurrence, variables: {} });
}

function expire(run: Run, id: string): void {
  const kept = run.state.messages[id];
  if (kept) run.emit({ kind: 'messageExpired', message: kept.message, messageId: id });
}

function reachNextStep(run: Run, id: string): void {
  const deadline = byId(run.state.deadlines, id);
  if (!deadline) return;
  if (deadline.suspended) return resume(run, deadline, 'itself');
  const [step] = deadline.steps;
  if (step) reachStep(run, deadline, step);
}
