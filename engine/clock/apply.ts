import type { Draft } from '../draft.ts';
import type { EventBody } from '../event.ts';
import { count, ownedIfThere } from '../owned.ts';
import type { CaseState } from '../state.ts';
import type { ClockMemory, Deadline, PendingStep } from './state.ts';
import type { StateRules } from '../state-rule.ts';
import { byId, indexOf, numberOf } from '../table.ts';
import type { ClockEvent } from './event.ts';

/** How the state changes by each of these events; nothing else may change it. */
export const clockChanges: StateRules<ClockEvent> = {
  clockRequested({ root }, { request }) {
    root.clockRequests = [...(root.clockRequests ?? []), request];
    count(root, request.id);
  },
  clockRequestDecided({ root }, { request }) {
    keepRequests(root, ({ id }) => id !== request);
  },
  clockSuspended(draft, { deadline }) {
    replace(draft, deadline);
  },
  clockResumed(draft, { deadline }) {
    replace(draft, deadline);
  },
  stepAcknowledged(draft, { deadline: id, step, by, until, next }) {
    const deadline = ownedIfThere(draft, 'deadlines', id);
    if (!deadline) return;
    deadline.awaiting = (deadline.awaiting ?? []).map((each) =>
      each.step === step
        ? { ...each, ...(until !== undefined && { until }), by: [...(each.by ?? []), by] }
        : each,
    );
    if (until !== undefined) deadline.steps = withStep(deadline.steps, step, next);
  },
  ladderActed() {},
  documentDue() {},
  calendarChanged(draft, { ladders = [] }) {
    for (const { deadline: id, steps } of ladders) {
      const deadline = ownedIfThere(draft, 'deadlines', id);
      if (deadline) deadline.steps = steps;
    }
  },
};

/** A step was reached: it waits no longer, but for its next repeat, and for whoever must say that they have seen it. */
export function reach(deadline: Deadline, event: EventBody & { kind: 'deadlineStepReached' }): void {
  const { step, next, tell, needsAcknowledgement } = event;
  deadline.steps = withStep(deadline.steps, step.key, next);
  if (step.kind === 'due') deadline.passed = true;
  if (!needsAcknowledgement) return;
  const others = (deadline.awaiting ?? []).filter((each) => each.step !== step.key);
  deadline.awaiting = [...others, { step: step.key, tell }];
}

function withStep(steps: PendingStep[], key: string, next: PendingStep | undefined): PendingStep[] {
  const others = steps.filter((step) => step.key !== key);
  if (!next) return others;
  const place = others.findIndex(({ at }) => at > next.at);
  return place < 0 ? [...others, next] : others.toSpliced(place, 0, next);
}

/** What is remembered of a deadline that ends: its cycle, and the case's own as it was; requests about it end too. */
export function forgetDeadline(
  draft: Draft<CaseState>,
  { deadline: id, undone }: EventBody & { kind: 'deadlineClosed' },
): void {
  const state = draft.root;
  const deadline = byId(state.deadlines, id);
  if (!deadline) return;
  if (state.clockRequests) keepRequests(state, (request) => request.deadline !== id);
  const { cycles, ended } = state.clocks ?? { cycles: {}, ended: [] };
  setMemory(state, {
    cycles: undone ? cycles : { ...cycles, [deadline.key]: (cycles[deadline.key] ?? 0) + 1 },
    ended: deadline.ofCase ? [...ended.filter(({ key }) => key !== deadline.key), deadline] : ended,
  });
}

/** One that was ended and runs again as it was: the cycle that had ended goes on. */
export function recallDeadline({ root: state }: Draft<CaseState>, { id, key }: Deadline): void {
  if (!state.clocks || numberOf(id) > state.counter) return;
  const ended = state.clocks.ended.filter((deadline) => deadline.id !== id);
  const { [key]: count = 0, ...others } = state.clocks.cycles;
  const before = count - 1;
  setMemory(state, { cycles: before > 0 ? { ...others, [key]: before } : others, ended });
}

function setMemory(state: CaseState, { cycles, ended }: ClockMemory): void {
  if (Object.keys(cycles).length + ended.length > 0) state.clocks = { cycles, ended };
  else delete state.clocks;
}

function keepRequests(
  state: CaseState,
  isKept: (request: NonNullable<CaseState['clockRequests']>[number]) => boolean,
): void {
  const kept = (state.clockRequests ?? []).filter(isKept);
  if (kept.length > 0) state.clockRequests = kept;
  else delete state.clockRequests;
}

function replace(draft: Draft<CaseState>, deadline: Deadline): void {
  const index = indexOf(draft.root.deadlines, deadline.id);
  if (index >= 0) (draft.own(draft.root, 'deadlines') as Deadline[])[index] = deadline;
}
