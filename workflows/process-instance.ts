import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { WorkingCalendar } from '../engine/time/index.ts';
import type { ProcessModel } from '../engine/model.ts';
import { commitWaiting } from './commit-loop.ts';
import type { Content, ContentRef, ProcessInstanceEnd, ProcessInstanceInput } from './contract.ts';
import { Effects } from './effects.ts';
import { openInbox } from './inbox.ts';
import { LiveCase } from './live-case.ts';
import { OneTimer } from './timer.ts';

/** Milliseconds after which a long run looks for a workflow task of its own, to continue as new in it. */
const pause = 100;

/**
 * One case, whatever its template: takes inputs in their order, steps the engine, commits, acts on the world, waits.
 * No decision about BPMN lives here. An operator's cancellation is one more input, never an end of its own.
 */
export function processInstance(
  input: ProcessInstanceInput,
  model: Content<ProcessModel>,
  calendar: Content<WorkingCalendar>,
): Promise<ProcessInstanceEnd> {
  // The start is stepped before any handler is there: after a worker's restart an Update can arrive together with it.
  const live = new LiveCase(input, model, calendar);
  const inbox = openInbox(live);
  return CancellationScope.nonCancellable(() => run(live, inbox));
}

async function run(live: LiveCase, inbox: ReturnType<typeof openInbox>): Promise<ProcessInstanceEnd> {
  const timer = new OneTimer(() => live.tick());
  const effects = new Effects(live);
  effects.perform(live.input.carried?.underWay ?? []);
  let mayRest = false;
  let isPausing = false;
  for (;;) {
    await commitWaiting(live, (committed) => effects.perform(committed));
    const { status, outcome } = live.state;
    if (status !== 'active' && status !== 'new') {
      await condition(() => live.waiting.length > 0 || (allHandlersFinished() && effects.isDone));
      if (live.waiting.length === 0) return { status, outcome };
      continue;
    }
    timer.armFor(live.due(), live.alarm);
    if (isLong(live, effects) && !isPausing) {
      isPausing = true;
      void sleep(pause).then(() => (mayRest = true));
    }
    await condition(() => live.waiting.length > 0 || mayRest);
    if (mayRest) {
      mayRest = isPausing = false;
      if (live.waiting.length === 0 && allHandlersFinished() && effects.isQuiet && !inbox.hasJustReplied())
        await continued(live, effects);
    }
  }
}

/**
 * True when the history has grown so long that the case should go on in a new run. Jobs and calls under way are given
 * as much time again to end: what is still under way then begins again in the new run.
 */
function isLong(live: LiveCase, effects: Effects): boolean {
  const limit = live.input.continueAfter ?? { events: 3500, updates: 1500 };
  const grace = effects.underWay.length > 0 ? 2 : 1;
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return (
    historyLength >= limit.events * grace ||
    live.commandsTaken >= limit.updates * grace ||
    (continueAsNewSuggested && grace === 1)
  );
}

function continued(live: LiveCase, effects: Effects): Promise<never> {
  const { isDemonstration, start, continueAfter } = live.input;
  const { state, commands, alarm } = live;
  const input: ProcessInstanceInput = {
    isDemonstration,
    // Only who and what the case is: its variables are in the state since.
    start: { ...start, variables: {} },
    continueAfter,
    carried: { state, commands: commands.list(), alarm, underWay: effects.underWay },
  };
  return continueAsNew<
    (input: ProcessInstanceInput, model: ContentRef, calendar: ContentRef) => Promise<unknown>
  >(input, { contentHash: live.model.contentHash }, { contentHash: live.calendar.contentHash });
}
