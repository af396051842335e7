import { cancelScope } from './cancel.ts';
import { beginActivity, adHocScope } from './ad-hoc.ts';
import { isOfSubject, ruleOf } from './command-rules.ts';
import { drain } from './drain.ts';
import { elements } from './elements/index.ts';
import { eventDefinitions } from './event-definitions/index.ts';
import type { Effect } from './effect.ts';
import type { EngineEvent } from './event.ts';
import type { Actor, Command, Input, Refusal, StartInput } from './input.ts';
import type { JsonObject } from './json.ts';
import type { ProcessModel } from './model.ts';
import { fireDue } from './due.ts';
import { raiseIncident } from './incident.ts';
import { recordedActor } from './work/candidate.ts';
import { startChoices } from './work/choices.ts';
import { completeTask } from './work/decide.ts';
import { initiatorOf } from './work/memory.ts';
import { receivePeople } from './work/lookups.ts';
import { caseClosed, refuse } from './refuse.ts';
import { Run } from './run.ts';
import { hear } from './event-definitions/signal-event-definition.ts';
import { isFor } from './event-definitions/message-event-definition.ts';
import { occur } from './occur.ts';
import { newState, type CaseState } from './state.ts';
import { failCase, reportFailure, throwError, throwEscalation } from './climb.ts';
import type { WorkingCalendar } from './time/index.ts';
import { receiveResults } from './variables.ts';
import { byId } from './table.ts';
import { giveUpDetours } from './trail/give-up.ts';
import { returnFromCall } from './trail/return.ts';

/** What a step decided: the new state, the events that lead to it, and what the world must do. */
export interface StepResult {
  state: CaseState;
  events: EngineEvent[];
  effects: Effect[];
  /** The input was not allowed, and nothing happened. */
  refusal?: Refusal;
}

const behaviours = { elements, events: eventDefinitions, beforeEnding: giveUpDetours };

/** Begins a case. The model names its process; the calendar counts its working days. Instants are ISO 8601 in UTC. */
export function start(model: ProcessModel, calendar: WorkingCalendar, input: StartInput): StepResult {
  const run = new Run({
    model,
    calendar,
    behaviours,
    state: newState,
    at: input.at,
    actor: recordedActor(newState, input.actor),
  });
  const initiator = initiatorOf(model, input.actor);
  run.begin();
  run.emit({
    kind: 'caseStarted',
    case: input.case,
    variables: input.variables,
    ...(initiator && { initiator }),
  });
  const choices = startChoices(model, input);
  if (Object.keys(choices).length > 0) run.emit({ kind: 'peopleChosen', choices });
  if (input.clockOffset) run.emit({ kind: 'clockAdvanced', offset: input.clockOffset });
  run.agenda.push({
    kind: 'open',
    variables: input.variables,
    ...(input.trigger && { trigger: input.trigger }),
  });
  return drained(run);
}

/**
 * One input to a running case. Total: no input makes it throw. What is not allowed gives a refusal and no event; a fault
 * in the case's data or its template gives an incident on the case.
 */
export function step(
  model: ProcessModel,
  calendar: WorkingCalendar,
  state: CaseState,
  input: Input,
): StepResult {
  const actor: Actor =
    input.kind === 'command'
      ? recordedActor(state, input.actor, input.command)
      : { kind: 'system', name: input.kind };
  const run = new Run({ model, calendar, behaviours, state, at: input.at, actor });
  if (state.status !== 'active') {
    const refusal = caseClosed(state);
    return { state, events: [], effects: [], ...(input.kind === 'command' && { refusal }) };
  }
  run.begin();
  switch (input.kind) {
    case 'command': {
      const { actor: asking, command, at } = input;
      const refusal = refuse({ model, state, actor: asking, at, calendar, command });
      if (refusal) return { state, events: [], effects: [], refusal };
      obey(run, input.actor, input.command);
      break;
    }
    case 'tick':
      fireDue(run);
      break;
    case 'jobCompleted':
      endJob(run, input.job, input.variables);
      break;
    case 'jobFailed':
      failJob(run, input.job, input.error);
      break;
    case 'peopleFound':
      receivePeople(run, input);
      break;
    case 'callEscalated': {
      const call = byId(run.state.calls, input.call);
      if (call) throwEscalation(run, run.token(call.token), input.code);
      break;
    }
    case 'callEnded':
      endCall(run, input.call, input.result);
      break;
  }
  return drained(run);
}

function drained(run: Run): StepResult {
  drain(run);
  return {
    state: run.state,
    events: run.events,
    effects: run.effects.filter((effect) => isWanted(run, effect)),
  };
}

/** What was begun and ended within one step never reaches the world. */
function isWanted({ state }: Run, effect: Effect): boolean {
  switch (effect.kind) {
    case 'runJob':
      return byId(state.jobs, effect.job) !== undefined;
    case 'startCall':
      return byId(state.calls, effect.call) !== undefined;
    case 'findPeople':
      return state.work?.lookups.some(({ id }) => id === effect.lookup) === true;
    default:
      return true;
  }
}

function obey(run: Run, actor: Actor, command: Command): void {
  if (isOfSubject(command)) return ruleOf(command).obey(run, actor, command);
  switch (command.kind) {
    case 'claimTask': {
      const task = byId(run.state.tasks, command.task);
      if (!task || actor.kind !== 'person' || task.claimedBy === actor.person) return;
      run.emit({ kind: 'taskClaimed', task: task.id, person: actor.person, generation: task.generation + 1 });
      return;
    }
    case 'releaseTask': {
      const task = byId(run.state.tasks, command.task);
      if (task?.claimedBy === undefined) return;
      run.emit({ kind: 'taskReleased', task: task.id, generation: task.generation + 1 });
      return;
    }
    case 'completeTask':
      return completeTask(run, actor, command);
    case 'recordProgress': {
      const node = command.task === undefined ? undefined : byId(run.state.tasks, command.task)?.node;
      run.emit({
        kind: 'progressRecorded',
        entry: run.state.progressCount + 1,
        text: command.text,
        ...(command.percent !== undefined && { percent: command.percent }),
        ...(node !== undefined && { node }),
      });
      return;
    }
    case 'sendMessage':
      return receiveMessage(run, command);
    case 'sendSignal':
      if (run.state.messageIds.includes(command.signalId)) return;
      run.emit({ kind: 'signalReceived', signal: command.signal, signalId: command.signalId });
      hear(run, command.signal, command.variables);
      return;
    case 'startActivity': {
      const scope = adHocScope(run.state, run.model, command);
      if (scope) beginActivity(run, scope.id, command.node);
      return;
    }
    case 'resolveIncident':
      return resolveIncident(run, command);
    case 'setVariables':
      run.emit({
        kind: 'variablesSet',
        scope: run.rootScope().id,
        variables: command.variables,
        ...(command.reason !== undefined && { reason: command.reason }),
      });
      return;
    case 'cancelCase':
      cancelScope(run, run.rootScope().id);
      run.emit({ kind: 'caseCancelled', reason: command.reason });
      reportFailure(run, 'cancelled');
      return;
    case 'advanceClock':
      run.emit({ kind: 'clockAdvanced', offset: command.offset });
      return;
  }
}

function receiveMessage(run: Run, command: Command & { kind: 'sendMessage' }): void {
  if (run.state.messageIds.includes(command.messageId)) return;
  const { message, messageId, correlation, variables, keepUntil } = command;
  const subscription = run.state.subscriptions.find((open) => isFor(open, message, correlation));
  if (subscription) {
    run.emit({ kind: 'messageReceived', message, messageId, node: subscription.node });
    return occur(run, [subscription], variables);
  }
  if (keepUntil === undefined) return;
  const kept = { id: messageId, message, ...(correlation !== undefined && { correlation }), variables };
  run.emit({ kind: 'messageKept', message: { ...kept, until: keepUntil } });
}

function resolveIncident(run: Run, command: Command & { kind: 'resolveIncident' }): void {
  const incident = byId(run.state.incidents, command.incident);
  if (!incident) return;
  run.emit({ kind: 'incidentResolved', incident: incident.id, how: command.how });
  if (command.how === 'dismissed') return;
  if (command.variables) {
    const token = incident.token === undefined ? undefined : byId(run.state.tokens, incident.token);
    const scope = token?.scope ?? run.rootScope().id;
    run.emit({ kind: 'variablesSet', scope: scope, variables: command.variables });
  }
  run.agenda.push(...incident.retry);
}

function endJob(run: Run, jobId: string, variables: JsonObject): void {
  const job = byId(run.state.jobs, jobId);
  if (!job) return;
  run.emit({ kind: 'jobCompleted', job: jobId, node: job.node });
  receiveResults(run, run.token(job.token), variables);
  run.agenda.push({ kind: 'leave', token: job.token });
}

function failJob(run: Run, jobId: string, error: (Input & { kind: 'jobFailed' })['error']): void {
  const job = byId(run.state.jobs, jobId);
  if (!job) return;
  run.emit({ kind: 'jobFailed', job: jobId, node: job.node, code: error.code, message: error.message });
  if (error.isBpmnError && throwError(run, run.token(job.token), error.code)) return;
  raiseIncident(run, {
    token: job.token,
    code: error.isBpmnError ? 'unhandled-error' : 'job-failed',
    texts: error.isBpmnError
      ? {
          zh: `${job.node} 报出的错误 ${error.code} 没有事件捕获`,
          en: `No event catches the error ${error.code} of ${job.node}`,
        }
      : (error.texts ?? { zh: `自动处理未成功：${error.message}`, en: error.message }),
    retry: [{ kind: 'runJob', job: jobId }],
  });
}

function endCall(run: Run, callId: string, result: (Input & { kind: 'callEnded' })['result']): void {
  const call = byId(run.state.calls, callId);
  if (!call) return;
  if (result.ok) {
    run.emit({ kind: 'callCompleted', call: callId, node: call.node });
    run.emit({
      kind: 'variablesSet',
      scope: run.token(call.token).scope,
      token: call.token,
      variables: {
        ...result.variables,
        ...(result.outcome !== undefined && { calledOutcome: result.outcome }),
      },
    });
    run.agenda.push({ kind: 'leave', token: call.token });
    return;
  }
  if (result.returnTo && returnFromCall(run, call, result.returnTo)) return;
  if (throwError(run, run.token(call.token), result.error)) return;
  // What no caller in between catches goes on to theirs; a cancellation is for people to look at.
  if (run.state.parent && result.error !== 'cancelled' && result.error !== 'returned')
    return failCase(run, run.token(call.token), result.error);
  run.emit({ kind: 'callCompleted', call: callId, node: call.node });
  raiseIncident(run, {
    token: call.token,
    code: 'call-failed',
    texts: {
      zh: `被调用的事项以“${result.error}”结束，没有事件捕获`,
      en: `The called case ended with '${result.error}', and no event catches it`,
    },
    retry: [{ kind: 'leave', token: call.token }],
  });
}
