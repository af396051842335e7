import { isDeepStrictEqual } from 'node:util';
import { fold } from '../../engine/apply.ts';
import type { EngineEvent } from '../../engine/event.ts';
import { inspect } from '../../engine/inspect.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { CaseState } from '../../engine/state.ts';
import { orphans } from './orphans.ts';

/**
 * What holds of every step of every case, whatever a test is about: the state is the fold of the events, it is plain
 * JSON, nothing in it is orphaned, an open case waits for something named, and a closed one has ended all it began.
 */
export function checkStep(
  model: ProcessModel,
  before: CaseState,
  after: CaseState,
  { events, all }: { events: EngineEvent[]; all: EngineEvent[] },
): void {
  if (!isDeepStrictEqual(fold(events, before), after)) fail('the state to be the fold of its events', after);
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(after)), after)) fail('the state to be plain JSON', after);
  if (events.some(({ seq }, index) => seq !== before.seq + index + 1))
    fail('events numbered without a gap', events);
  const lost = orphans(after);
  if (lost.length > 0) fail('everything to have a living owner', lost);
  if (after.status === 'active') {
    if (inspect(model, after).every((waiting) => waiting.for === 'otherPath'))
      fail('an open case to wait for something named', after);
    return;
  }
  const { tokens, scopes, tasks, timers, deadlines, jobs, subscriptions, calls, incidents } = after;
  const open = [tokens, scopes, tasks, timers, deadlines, jobs, subscriptions, calls, incidents].flat();
  if (open.length > 0) fail('nothing to be open in a closed case', open);
  const unended = endsOf(all);
  if (unended.length > 0) fail('each thing that began to end once', unended);
}

/** What began and did not end once, by id. */
function endsOf(events: EngineEvent[]): string[] {
  const ends = new Map<string, number>();
  const end = (id: string) => ends.set(id, (ends.get(id) ?? 0) - 1);
  for (const event of events) {
    const begun = begunBy(event);
    // A task that is open again may also have been open all the time.
    const isOpen = event.kind === 'taskReopened' && ends.get(event.task.id) === 1;
    if (begun !== undefined && !isOpen) ends.set(begun, (ends.get(begun) ?? 0) + 1);
    endedBy(event).forEach(end);
  }
  return [...ends].filter(([, count]) => count !== 0).map(([id]) => id);
}

function begunBy(event: EngineEvent): string | undefined {
  switch (event.kind) {
    case 'flowTaken':
    case 'tokenPlaced':
    case 'tokenRestored':
      return event.token.id;
    case 'scopeOpened':
    case 'scopeReopened':
      return event.scope.id;
    case 'taskCreated':
    case 'taskReopened':
      return event.task.id;
    case 'timerStarted':
      return event.timer.id;
    case 'deadlineSet':
      return event.deadline.id;
    case 'jobCreated':
      return event.job.id;
    case 'subscriptionOpened':
      return event.subscription.id;
    case 'callStarted':
      return event.call.id;
    case 'incidentRaised':
      return event.incident.id;
    // The others begin nothing.
    default:
      return undefined;
  }
}

function endedBy(event: EngineEvent): string[] {
  switch (event.kind) {
    case 'elementCompleted':
    case 'tokensConsumed':
      return event.tokens;
    case 'elementCancelled':
      return [event.token];
    case 'scopeClosed':
      return [event.scope];
    case 'taskCompleted':
    case 'taskCancelled':
      return [event.task];
    case 'timerFired':
      return event.next ? [] : [event.timer];
    case 'timerCancelled':
      return [event.timer];
    case 'deadlineClosed':
      return [event.deadline];
    case 'jobCompleted':
    case 'jobCancelled':
      return [event.job];
    case 'subscriptionClosed':
      return [event.subscription];
    case 'callCompleted':
    case 'callCancelled':
      return [event.call];
    case 'incidentResolved':
      return [event.incident];
    // The others end nothing.
    default:
      return [];
  }
}

function fail(expected: string, found: unknown): never {
  throw new Error(`Expected ${expected}, but found ${JSON.stringify(found).slice(0, 2000)}`);
}
