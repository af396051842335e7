import {
  ApplicationFailure,
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { nextDue } from '../engine/due.ts';
import { refuse } from '../engine/refuse.ts';
import { refusal } from '../engine/work/not-allowed.ts';
import type { Actor } from '../engine/input.ts';
import type { CaseState } from '../engine/state.ts';
import type { WorkingCalendar } from '../engine/time/index.ts';
import {
  actUpdate,
  callEndedSignal,
  callEscalatedSignal,
  jobEndedSignal,
  refusalType,
  stateQuery,
  type ActRefusal,
  type ActReply,
  type ActRequest,
  type CallEnded,
  type CallEscalated,
  type Content,
  type JobEnded,
} from './contract.ts';
import { jobInput } from './effects.ts';
import type { LiveCase } from './live-case.ts';

const act = defineUpdate<ActReply, [ActRequest, Content<WorkingCalendar>?]>(actUpdate);
const jobEnded = defineSignal<[JobEnded]>(jobEndedSignal);
const callEnded = defineSignal<[CallEnded]>(callEndedSignal);
const callEscalated = defineSignal<[CallEscalated]>(callEscalatedSignal);
const state = defineQuery<CaseState>(stateQuery);

/** Due instants that one move of a demonstration's clock passes through; what is due after them fires at its end. */
const mostDueInstants = 1000;

/** Turns signals, Updates and a cancellation into inputs. Must run before the workflow's first await. */
export function openInbox(live: LiveCase): { hasJustReplied(): boolean } {
  let repliedAt = -1;
  setHandler(state, () => live.state);
  setHandler(jobEnded, ({ job, result }) => void live.take(jobInput(live, job, result)));
  setHandler(
    callEnded,
    ({ call, result }) => void live.take({ kind: 'callEnded', at: live.now(), call, result }),
  );
  setHandler(
    callEscalated,
    ({ call, code }) => void live.take({ kind: 'callEscalated', at: live.now(), call, code }),
  );
  setHandler(
    act,
    async (request: ActRequest, calendar?: Content<WorkingCalendar>) => {
      try {
        return await CancellationScope.nonCancellable(() => answer(live, request, calendar));
      } finally {
        repliedAt = workflowInfo().historyLength;
      }
    },
    {
      // Decided here, a refusal leaves no trace in the history.
      validator(request: ActRequest, calendar?: Content<WorkingCalendar>) {
        const refusal = refusalOf(live, request, calendar);
        if (refusal) throw failureOf(refusal);
      },
    },
  );
  CancellationScope.current().cancelRequested.catch(() => cancel(live));
  return {
    /** True in a workflow task that completes an Update: a new run may not begin in it. */
    hasJustReplied: () => repliedAt === workflowInfo().historyLength,
  };
}

async function answer(
  live: LiveCase,
  { commandId, digest, actor, command }: ActRequest,
  calendar: Content<WorkingCalendar> | undefined,
): Promise<ActReply> {
  const known = live.commands.find(commandId);
  if (known) return known;
  live.commandsTaken += 1;
  if (command.kind === 'advanceClock') passDueInstants(live, command.offset);
  const at = live.now(command.kind === 'advanceClock' ? command.offset : undefined);
  const entry = live.take({ kind: 'command', at, actor, command }, { commandId, digest, calendar });
  await condition(() => entry.reply !== undefined || entry.refusal !== undefined);
  // Another input of the same task, or what the journal held already, may have come first since the validator looked.
  if (entry.refusal) throw failureOf(entry.refusal);
  return entry.reply!;
}

function refusalOf(
  live: LiveCase,
  { commandId, digest, actor, command }: ActRequest,
  calendar: Content<WorkingCalendar> | undefined,
): ActRefusal | undefined {
  const known = live.commands.find(commandId);
  if (known) {
    if (known.digest === digest) return undefined;
    return {
      code: 'idempotency-conflict',
      message: `Expected command ${commandId} to be the one answered at ${known.at}, but its content differs`,
      texts: {
        zh: '同一请求编号已用于另一项操作，请刷新后重试',
        en: 'The same key was used for something else: load the page again and retry',
      },
    };
  }
  if (command.kind === 'advanceClock' && !live.input.isDemonstration)
    return refusal('not-allowed', {
      zh: '只有演示环境的时钟可以拨动',
      en: 'Expected a demonstration, but this case runs on the real clock',
    });
  const wanted = command.kind === 'recountDeadlines' ? command.calendar : undefined;
  if (calendar?.contentHash !== wanted)
    return refusal('bad-input', {
      zh: '所附工作日历与要求的不一致',
      en: `Expected the calendar ${wanted ?? 'not to be given'}, but found ${calendar?.contentHash ?? 'none'}`,
    });
  return refuse({ model: live.model.content, state: live.state, actor, at: live.now(), command });
}

/** Everything that falls due before the clock's new instant happens at its own instant, in order. */
function passDueInstants(live: LiveCase, offset: number): void {
  const until = live.now(offset);
  for (let passed = 0; passed < mostDueInstants; passed++) {
    const due = nextDue(live.state);
    if (due === undefined || due > until) return;
    live.take({ kind: 'tick', at: due > live.state.at ? due : live.state.at });
  }
}

/** Asked for by the calling case, which ended its call, or by an operator through Temporal. */
function cancel(live: LiveCase): void {
  const by = live.input.start.case.parent ? 'parent' : 'operator';
  const actor: Actor = { kind: 'system', name: by };
  live.take({ kind: 'command', at: live.now(), actor, command: { kind: 'cancelCase', reason: by } });
}

function failureOf(refusal: ActRefusal): ApplicationFailure {
  return ApplicationFailure.create({
    type: refusalType,
    message: refusal.message,
    nonRetryable: true,
    details: [refusal],
  });
}
