import { clockChanges, forgetDeadline, reach, recallDeadline } from './clock/apply.ts';
import { Draft } from './draft.ts';
import type { EngineEvent } from './event.ts';
import { linkChanges } from './link/apply.ts';
import { count, owned, ownScope, ownToken } from './owned.ts';
import { byId, drop, indexOf, insert } from './table.ts';
import { noteEnd } from './restore.ts';
import { newState, type CaseState, type Scope } from './state.ts';
import { trailChanges } from './trail/apply.ts';
import { recordFiring } from './trail/record.ts';
import { add, addToken, disown, release, remove, removeToken } from './things.ts';
import {
  forgetScope,
  rememberHandler,
  rememberTakingPart,
  rememberInitiator,
  seatMember,
  workChanges,
} from './work/apply.ts';
import type { Candidate } from './work/state.ts';

/** What human work, the trail, clocks and links do to the state stands with them. */
const ofSubjects = { ...workChanges, ...trailChanges, ...clockChanges, ...linkChanges };

/** How many message ids a case remembers. */
const rememberedMessages = 512;

/** The state after one event. The only code that changes state; the state of a case is always the fold of its events. */
export function apply(state: CaseState, event: EngineEvent): CaseState {
  const draft = new Draft(state);
  change(draft, event);
  return draft.root;
}

/** The state that a list of events leads to, from the beginning or from `base`. */
export function fold(events: Iterable<EngineEvent>, base: CaseState = newState): CaseState {
  const draft = new Draft(base);
  for (const event of events) change(draft, event);
  return draft.root;
}

/** The same as `apply` on a draft that the caller owns: a step folds all its events into one. */
export function change(draft: Draft<CaseState>, event: EngineEvent): void {
  const finish = event.firing === undefined ? undefined : recordFiring(draft, event);
  alter(draft, event);
  finish?.();
}

function alter(draft: Draft<CaseState>, event: EngineEvent): void {
  const state = draft.root;
  state.seq = event.seq;
  state.at = event.at;
  if (isOf(ofSubjects, event)) return applyRule(ofSubjects, draft, event);
  switch (event.kind) {
    case 'caseStarted':
      state.status = 'active';
      state.caseId = event.case.caseId;
      if (event.case.parent) state.parent = event.case.parent;
      if (event.initiator) rememberInitiator(draft, event.initiator);
      return;
    case 'caseCompleted':
      state.status = 'completed';
      state.outcome = event.outcome;
      return;
    case 'caseFailed':
      state.status = 'failed';
      state.outcome = event.outcome;
      return;
    case 'caseCancelled':
      state.status = 'cancelled';
      state.outcome = event.reason;
      return;
    case 'flowTaken':
    case 'tokenPlaced':
      return addToken(draft, event.token);
    case 'elementStarted': {
      const token = ownToken(draft, event.token);
      release(draft, token);
      token.active = true;
      if (event.variables) token.variables = { ...token.variables, ...event.variables };
      return;
    }
    case 'elementCompleted':
      for (const token of event.tokens) removeToken(draft, token);
      if (event.isReachedEnd) noteEnd(state, event.node);
      return;
    case 'endReached':
      return noteEnd(state, event.node);
    case 'elementCancelled':
      return removeToken(draft, event.token);
    case 'scopeOpened':
      insert(draft.own(state, 'scopes'), event.scope);
      if (event.scope.token) draft.own(ownToken(draft, event.scope.token), 'owns').push(event.scope.id);
      return count(state, event.scope.id);
    case 'scopeClosed': {
      const scope = byId(state.scopes, event.scope);
      forgetScope(draft, event.scope);
      drop(draft.own(state, 'scopes'), event.scope);
      if (scope?.token) disown(draft, { token: scope.token, scope: scope.id }, scope.id);
      return;
    }
    case 'variablesSet': {
      if (event.token !== undefined) {
        const token = ownToken(draft, event.token);
        token.variables = { ...token.variables, ...event.variables };
        return;
      }
      const scope = ownScope(draft, event.scope);
      scope.variables = { ...scope.variables, ...event.variables };
      return;
    }
    case 'instanceCompleted': {
      const scope = ownScope(draft, event.scope);
      if (!scope.instances) return;
      const instances = draft.own(scope, 'instances') as NonNullable<Scope['instances']>;
      instances.completed += 1;
      if (instances.results.length > 0) draft.own(instances, 'results')[event.index] = event.result;
      return;
    }
    case 'tokensConsumed':
      for (const token of event.tokens) removeToken(draft, token);
      return;
    case 'gatewayActivated':
      return void (draft.own(defaulted(ownScope(draft, event.scope), 'activated', {}), 'activated')[
        event.node
      ] = event.flows);
    case 'gatewayReset':
      delete draft.own(defaulted(ownScope(draft, event.scope), 'activated', {}), 'activated')[event.node];
      return;
    case 'eventGathered': {
      const waiting = event.token === undefined ? ownScope(draft, event.scope) : ownToken(draft, event.token);
      const gathered = draft.own(defaulted(waiting, 'gathered', {}), 'gathered');
      if (event.all) delete gathered[event.node];
      else gathered[event.node] = [...(gathered[event.node] ?? []), event.event];
      return;
    }
    case 'compensationPossible':
      draft
        .own(defaulted(ownScope(draft, event.scope), 'compensable', []), 'compensable')
        .push(event.activity);
      return count(state, event.activity.id);
    case 'compensationThrown': {
      const scope = ownScope(draft, event.scope);
      scope.compensable = (scope.compensable ?? []).filter(({ id }) => !event.activities.includes(id));
      return;
    }
    case 'compensationStarted': {
      const { compensation } = ownScope(draft, event.scope);
      if (!compensation) return;
      const queue = compensation.queue.filter(({ id }) => id !== event.activity);
      ownScope(draft, event.scope).compensation = { ...compensation, queue };
      return;
    }
    case 'adHocSatisfied': {
      const scope = ownScope(draft, event.scope);
      if (scope.adHoc) scope.adHoc = { ...scope.adHoc, queue: [], isSatisfied: true };
      return;
    }
    case 'adHocBegun': {
      const scope = ownScope(draft, event.scope);
      if (scope.adHoc)
        scope.adHoc = { ...scope.adHoc, queue: scope.adHoc.queue.filter((id) => id !== event.node) };
      return;
    }
    case 'taskCreated':
      // Who was added has a seat of their own (`roundMemberAdded`).
      if (event.task.round !== undefined && event.task.addedTo === undefined) seatMember(draft, event.task);
      return add(draft, 'tasks', event.task);
    case 'taskClaimed': {
      const task = owned(draft, 'tasks', event.task);
      task.claimedBy = event.person;
      task.generation = event.generation;
      return;
    }
    case 'taskReleased': {
      const task = owned(draft, 'tasks', event.task);
      delete task.claimedBy;
      task.generation = event.generation;
      return;
    }
    case 'taskCompleted':
      if (event.handler) noteHandler(draft, event, event.handler);
      if (event.tookPart) rememberTakingPart(draft, event.node, event.tookPart);
      return remove(draft, 'tasks', event.task);
    case 'taskCancelled':
      return remove(draft, 'tasks', event.task);
    case 'progressRecorded':
      state.progressCount = event.entry;
      return;
    case 'timerStarted':
      return add(draft, 'timers', event.timer);
    case 'timerFired': {
      if (!event.next) return remove(draft, 'timers', event.timer);
      const timer = owned(draft, 'timers', event.timer);
      timer.due = event.next.due;
      if (timer.repeat) timer.repeat = { ...timer.repeat, remaining: event.next.remaining };
      return;
    }
    case 'timerCancelled':
      return remove(draft, 'timers', event.timer);
    case 'deadlineSet':
      recallDeadline(draft, event.deadline);
      return add(draft, 'deadlines', event.deadline);
    case 'deadlineStepReached':
      return reach(owned(draft, 'deadlines', event.deadline), event);
    case 'deadlineChanged':
      draft.own(state, 'deadlines')[indexOf(state.deadlines, event.deadline)] = event.to;
      return;
    case 'deadlineClosed':
      forgetDeadline(draft, event);
      return remove(draft, 'deadlines', event.deadline);
    case 'clockAdvanced':
      state.clockOffset = event.offset;
      return;
    case 'jobCreated':
      return add(draft, 'jobs', event.job);
    case 'jobCompleted':
    case 'jobCancelled':
      return remove(draft, 'jobs', event.job);
    case 'jobFailed':
      owned(draft, 'jobs', event.job).attempts += 1;
      return;
    case 'subscriptionOpened':
      return add(draft, 'subscriptions', event.subscription);
    case 'subscriptionClosed':
      return remove(draft, 'subscriptions', event.subscription);
    case 'conditionChanged': {
      const subscription = owned(draft, 'subscriptions', event.subscription);
      if (subscription.awaits.kind === 'condition')
        subscription.awaits = { ...subscription.awaits, holds: event.holds };
      return;
    }
    case 'messageReceived':
      if (state.messages[event.messageId]) delete draft.own(state, 'messages')[event.messageId];
      else remember(draft, event.messageId);
      return;
    case 'messageKept':
      draft.own(state, 'messages')[event.message.id] = event.message;
      return remember(draft, event.message.id);
    case 'messageExpired':
      delete draft.own(state, 'messages')[event.messageId];
      return;
    case 'signalReceived':
      return remember(draft, event.signalId);
    case 'messageSent':
      return count(state, event.messageId.slice(event.messageId.lastIndexOf('/') + 1));
    case 'signalThrown':
      return count(state, event.signalId.slice(event.signalId.lastIndexOf('/') + 1));
    case 'callStarted':
      return add(draft, 'calls', event.call);
    case 'callCompleted':
    case 'callCancelled':
      return remove(draft, 'calls', event.call);
    case 'errorThrown':
    case 'escalationThrown':
      return;
    case 'incidentRaised':
      insert(draft.own(state, 'incidents'), event.incident);
      return count(state, event.incident.id);
    case 'incidentResolved':
      drop(draft.own(state, 'incidents'), event.incident);
      return;
  }
}

type Draw = Draft<CaseState>;

type OfSubject = Extract<EngineEvent, { kind: keyof typeof ofSubjects }>;

function isOf(rules: typeof ofSubjects, event: EngineEvent): event is OfSubject {
  return Object.hasOwn(rules, event.kind);
}

function applyRule(rules: typeof ofSubjects, draft: Draw, event: OfSubject): void {
  (rules[event.kind] as (draft: Draw, event: OfSubject) => void)(draft, event);
}

/** Kept for the whole case, and for the inner scope in which it was, since several of a kind may run at once. */
function noteHandler(
  draft: Draw,
  { task, node, verdict, seq }: EngineEvent & { kind: 'taskCompleted' },
  handler: Required<Candidate>,
): void {
  const { tasks, tokens, scopes } = draft.root;
  const scope = byId(scopes, byId(tokens, byId(tasks, task)?.token ?? '')?.scope ?? '');
  rememberHandler(draft, {
    node,
    handler: { ...handler, at: seq },
    scope,
    passed: verdict === undefined || verdict === 'pass',
  });
}

function remember(draft: Draw, id: string): void {
  const ids = draft.own(draft.root, 'messageIds');
  ids.push(id);
  if (ids.length > rememberedMessages) ids.shift();
}

/** Gives an optional part of the state its empty value, so that it can be owned. */
function defaulted<T extends object, K extends keyof T>(
  holder: T,
  key: K,
  empty: NonNullable<T[K]>,
): T & Record<K, NonNullable<T[K]>> {
  if (holder[key] === undefined) holder[key] = empty;
  return holder as T & Record<K, NonNullable<T[K]>>;
}
