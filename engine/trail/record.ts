import type { Draft } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { jsonCopy, type JsonObject } from '../json.ts';
import type { CaseState } from '../state.ts';
import { byId, type Table } from '../table.ts';
import { watchSides } from './side.ts';
import { mostFirings, mostKept } from './state.ts';
import type { Change, Firing, Removed, TrailState } from './state.ts';

type Draw = Draft<CaseState>;

/**
 * Remembers what an event is about to do, in the firing it belongs to. Called before the event is applied; the answer,
 * if there is one, after. Events of a firing that is not remembered (what undoes others) leave no trace.
 */
export function recordFiring(draft: Draw, event: EngineEvent): (() => void) | undefined {
  const { firing: at, fired } = event;
  if (at === undefined) return undefined;
  if (fired) begin(draft, at, fired);
  const firing = firingOf(draft, at);
  if (firing?.isSealed) beginAnew(draft, event);
  if (!firing || firing.isSealed) return undefined;
  note(draft, firing, event);
  const sides = watchSides(draft.root, event);
  return sides && (() => void firing.changes.push(...sides(draft.root)));
}

/** A case that went back to its very beginning, of which nothing is remembered any more, has a new first token. */
function beginAnew(draft: Draw, event: EngineEvent): void {
  const trail = draft.own(draft.root, 'trail') as TrailState;
  if (event.kind !== 'tokenPlaced' || !trail.first) return;
  const { id, scope, node } = event.token;
  if (scope === trail.first.scope && node === trail.first.node) trail.first = { token: id, scope, node };
}

function begin(draft: Draw, at: number, { by, decides, caught }: NonNullable<EngineEvent['fired']>): void {
  const trail = draft.own(ensured(draft), 'trail') as TrailState;
  const firings = draft.own(trail, 'firings');
  const firing: Firing = {
    at,
    ...(by !== undefined && { by }),
    ...(decides && { decides }),
    ...(caught && { caught }),
    ...{
      made: [],
      used: caught?.token === undefined ? [] : [caught.token],
      ended: [],
      closed: [],
      removed: [],
      changes: [],
      data: [],
    },
  };
  // What an event ends in waiting, as it comes, belongs to what it does.
  if (caught && by !== undefined) {
    const cause = firingOf(draft, by);
    const isIts = ({ kind, thing, isChanged }: Removed) =>
      !isChanged &&
      (kind === 'timers' || kind === 'subscriptions') &&
      thing.node === caught.node &&
      thing.token === caught.token &&
      thing.scope === caught.scope;
    if (cause) {
      firing.removed = cause.removed.filter(isIts);
      cause.removed = cause.removed.filter((each) => !isIts(each));
    }
  }
  firings.push(firing);
  if (firings.length > mostFirings) firings.shift();
  const old = firings[firings.length - 1 - mostKept];
  if (old && !old.isThin) firings[firings.length - 1 - mostKept] = thin(old);
}

/** Without what only a withdrawal needs. */
function thin(firing: Firing): Firing {
  const removed = firing.removed.filter(
    ({ kind, thing }) => kind === 'incidents' || kind === 'deadlines' || thing.token === undefined,
  );
  return { ...firing, removed, data: [], isThin: true };
}

function ensured({ root }: Draw): CaseState {
  root.trail ??= { firings: [] };
  return root;
}

/** A firing that is remembered, safe to change: the last ones are looked at first. */
function firingOf(draft: Draw, at: number): Firing | undefined {
  if (!draft.root.trail) return undefined;
  const firings = draft.own(draft.own(draft.root, 'trail') as TrailState, 'firings');
  for (let index = firings.length - 1; index >= 0; index -= 1) {
    const found = firings[index]!;
    if (found.at < at) return undefined;
    if (found.at === at) {
      const firing = draft.own(firings, index) as Firing;
      for (const list of ['made', 'used', 'ended', 'closed', 'removed', 'changes', 'data'] as const)
        draft.own(firing, list);
      return firing;
    }
  }
  return undefined;
}

function note(draft: Draw, firing: Firing, event: EngineEvent): void {
  const state = draft.root;
  switch (event.kind) {
    case 'flowTaken':
    case 'tokenPlaced': {
      firing.made.push(event.token.id);
      firing.used.push(event.token.scope);
      const trail = state.trail as TrailState;
      const { id: token, scope, node } = event.token;
      if (!trail.first) (draft.own(state, 'trail') as TrailState).first = { token, scope, node };
      return;
    }
    case 'elementStarted': {
      firing.used.push(event.token);
      const before = byId(state.tokens, event.token)?.variables ?? null;
      return change(firing, { of: 'started', token: event.token, before });
    }
    case 'elementCompleted':
      if (event.isReachedEnd) change(firing, { of: 'end', before: state.reachedEnd ?? null });
      for (const token of event.tokens) end(state, firing, token);
      return;
    case 'tokensConsumed':
      for (const token of event.tokens) end(state, firing, token);
      return;
    case 'endReached':
      return change(firing, { of: 'end', before: state.reachedEnd ?? null });
    case 'elementCancelled':
      firing.cancelled = [...(firing.cancelled ?? []), event.token];
      return end(state, firing, event.token);
    case 'scopeOpened':
      firing.made.push(event.scope.id);
      if (event.scope.token !== undefined) firing.used.push(event.scope.token);
      return;
    case 'scopeClosed': {
      const scope = byId(state.scopes, event.scope);
      firing.used.push(event.scope);
      if (scope) firing.closed.push(jsonCopy(scope));
      return;
    }
    case 'variablesSet':
      return noteData(state, firing, event);
    case 'instanceCompleted': {
      const before = byId(state.scopes, event.scope)?.instances?.results[event.index] ?? null;
      return change(firing, { of: 'instance', scope: event.scope, index: event.index, before });
    }
    case 'gatewayActivated':
    case 'gatewayReset': {
      const { activated } = byId(state.scopes, event.scope) ?? {};
      const before = activated?.[event.node] ?? null;
      const isFirst = activated === undefined;
      return change(firing, { of: 'activated', scope: event.scope, node: event.node, before, isFirst });
    }
    case 'eventGathered': {
      const { scope, token, node } = event;
      const holder = token === undefined ? byId(state.scopes, scope) : byId(state.tokens, token);
      const before = holder?.gathered?.[node] ?? null;
      const isFirst = holder?.gathered === undefined;
      firing.used.push(token ?? scope);
      return change(firing, {
        ...{ of: 'gathered', scope, node, before, isFirst },
        ...(token !== undefined && { token }),
      });
    }
    case 'compensationPossible': {
      const { scope, activity } = event;
      firing.made.push(activity.id);
      const isFirst = byId(state.scopes, scope)?.compensable === undefined;
      return change(firing, { of: 'compensable', scope, activity: activity.id, isFirst });
    }
    case 'compensationThrown': {
      const { compensable = [] } = byId(state.scopes, event.scope) ?? {};
      const activities = compensable.filter(({ id }) => event.activities.includes(id));
      firing.used.push(...event.activities);
      return change(firing, { of: 'compensated', scope: event.scope, activities });
    }
    case 'compensationStarted': {
      const { compensation } = byId(state.scopes, event.scope) ?? {};
      const activity = compensation?.queue.find(({ id }) => id === event.activity);
      if (activity) change(firing, { of: 'compensation', scope: event.scope, activity });
      return;
    }
    case 'adHocBegun': {
      const place = byId(state.scopes, event.scope)?.adHoc?.queue.indexOf(event.node) ?? -1;
      if (place >= 0) change(firing, { of: 'adHoc', scope: event.scope, node: event.node, place });
      firing.used.push(event.scope);
      if (isByPerson(event) && firing.by === undefined) firing.isAct = true;
      return;
    }
    case 'adHocSatisfied': {
      const queue = byId(state.scopes, event.scope)?.adHoc?.queue ?? [];
      return change(firing, { of: 'adHocEnd', scope: event.scope, queue });
    }
    case 'conditionChanged':
      firing.used.push(event.subscription);
      return change(firing, { of: 'condition', subscription: event.subscription, before: !event.holds });
    case 'taskCreated':
      return make(firing, event.task);
    case 'taskCompleted':
      noteDone(state, firing, event);
      return remove(state, firing, 'tasks', event.task);
    case 'taskCancelled':
      return remove(state, firing, 'tasks', event.task);
    case 'taskChanged':
    case 'taskReopened':
      if (isByPerson(event)) firing.isAct = true;
      return alter(state, firing, 'tasks', event.task.id);
    case 'taskClaimed':
    case 'taskReleased':
      return void firing.used.push(event.task);
    case 'signed':
      if (isByPerson(event)) firing.isAct = true;
      firing.used.push(event.task);
      return change(firing, { of: 'vote', round: event.round, task: event.task });
    case 'timerStarted':
      return make(firing, event.timer);
    case 'timerFired':
      firing.used.push(event.timer);
      return event.next
        ? alter(state, firing, 'timers', event.timer)
        : remove(state, firing, 'timers', event.timer);
    case 'timerCancelled':
      return remove(state, firing, 'timers', event.timer);
    case 'deadlineSet':
      return make(firing, event.deadline);
    case 'deadlineStepReached':
    case 'deadlineChanged':
      return void firing.used.push(event.deadline);
    case 'deadlineClosed':
      return remove(state, firing, 'deadlines', event.deadline);
    case 'jobCreated':
      return make(firing, event.job);
    case 'jobCompleted':
      firing.isOutside = 'job';
      return remove(state, firing, 'jobs', event.job);
    case 'jobFailed':
      return void firing.used.push(event.job);
    case 'jobCancelled':
      return remove(state, firing, 'jobs', event.job);
    case 'subscriptionOpened':
      return make(firing, event.subscription);
    case 'subscriptionClosed':
      return remove(state, firing, 'subscriptions', event.subscription);
    case 'messageSent':
    case 'signalThrown':
    case 'messageReceived':
    case 'signalReceived':
    case 'messageKept':
      firing.isOutside = 'message';
      return;
    case 'detourEnded':
      firing.isOutside = 'detour';
      return;
    case 'callStarted':
      return make(firing, event.call);
    case 'callCompleted': {
      const call = byId(state.calls, event.call);
      if (call) firing.done = { token: call.token, instant: event.at, call: call.id };
      firing.isOutside = 'call';
      return remove(state, firing, 'calls', event.call);
    }
    case 'callCancelled':
      return remove(state, firing, 'calls', event.call);
    case 'incidentRaised':
      return make(firing, event.incident);
    case 'incidentResolved':
      return remove(state, firing, 'incidents', event.incident);
    // The others neither make nor end anything that a step back would have to mend.
    default:
      return;
  }
}

function change(firing: Firing, entry: Change): void {
  firing.changes.push(entry);
}

function end(state: CaseState, firing: Firing, id: string): void {
  const token = byId(state.tokens, id);
  firing.used.push(id);
  if (!token) return;
  firing.ended.push(jsonCopy(token));
  const { [id]: before, ...others } = state.trail?.returned ?? {};
  if (!before || !state.trail) return;
  change(firing, { of: 'returned', token: id, before });
  if (Object.keys(others).length > 0) state.trail.returned = others;
  else delete state.trail.returned;
}

function make(firing: Firing, thing: { id: string; token?: string; scope?: string }): void {
  firing.made.push(thing.id);
  const owner = thing.token ?? thing.scope;
  if (owner !== undefined) firing.used.push(owner);
}

function remove(state: CaseState, firing: Firing, kind: Removed['kind'], id: string): void {
  firing.used.push(id);
  keep(state, firing, kind, id);
}

function alter(state: CaseState, firing: Firing, kind: Removed['kind'], id: string): void {
  firing.used.push(id);
  keep(state, firing, kind, id, true);
}

function keep(state: CaseState, firing: Firing, kind: Removed['kind'], id: string, isChanged = false): void {
  const thing = byId(state[kind] as Table<{ id: string }>, id);
  if (!thing) return;
  firing.removed.push({ kind, thing: { ...thing }, ...(isChanged && { isChanged }) } as Removed);
}

function noteData(
  state: CaseState,
  firing: Firing,
  { scope, token, variables }: EngineEvent & { kind: 'variablesSet' },
): void {
  firing.used.push(token ?? scope);
  const holder = token === undefined ? byId(state.scopes, scope) : byId(state.tokens, token);
  const there: JsonObject = holder?.variables ?? {};
  const names = Object.keys(variables);
  firing.data.push({
    scope,
    ...(token !== undefined && { token }),
    before: Object.fromEntries(
      names.filter((name) => Object.hasOwn(there, name)).map((name) => [name, there[name] ?? null]),
    ),
    absent: names.filter((name) => !Object.hasOwn(there, name)),
  });
}

function noteDone(state: CaseState, firing: Firing, event: EngineEvent & { kind: 'taskCompleted' }): void {
  const task = byId(state.tasks, event.task);
  if (!task || event.actor?.kind !== 'person') return;
  firing.isAct = true;
  const { person } = event.actor;
  const [post] = event.actor.posts;
  const handler = event.handler ?? (post && { ...post, person });
  firing.done = {
    ...{ token: task.token, instant: event.at, task: task.id, person },
    ...(handler && { handler }),
  };
}

function isByPerson({ actor }: EngineEvent): boolean {
  return actor?.kind === 'person';
}
