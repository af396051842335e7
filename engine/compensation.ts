import { closeScope } from './cancel.ts';
import { openEmptyScope } from './empty-scope.ts';
import { place, put, leave } from './flow.ts';
import { eventSubProcesses, openEventSubProcess, startEventsOf } from './scope.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import type { Compensable, Scope, Token } from './state.ts';
import { byId } from './table.ts';

type After = NonNullable<Scope['compensation']>['then'];

/** An activity has completed that another can undo: that is noted, with its data as it is now (BPMN 2.0.2, 10.6.2). */
export function recordActivity(run: Run, token: Token, node: Node): void {
  if (node.compensatedBy === undefined || node.children.length > 0) return;
  note(run, token.scope, { kind: 'activity', node: node.id, variables: token.variables ?? {} });
}

/** The same for a sub-process whose scope is about to close: it can be undone where it, or something in it, says how. */
export function recordSubProcess(run: Run, scope: Scope): void {
  if (scope.token === undefined) return;
  const node = run.node(scope.node);
  const owner = run.token(scope.token);
  const compensable = scope.compensable ?? [];
  if (node.compensatedBy === undefined && compensable.length === 0 && !handlerWithin(run, node)) return;
  note(run, owner.scope, {
    kind: 'subProcess',
    node: node.id,
    variables: owner.variables ?? {},
    within: { variables: scope.variables, compensable },
  });
}

/** All instances of a multi-instance activity are done: they can be undone together, the last first. */
export function recordInstances(run: Run, scope: Scope, outer: Token): void {
  const { compensable } = scope;
  if (!compensable || compensable.length === 0) return;
  note(run, outer.scope, {
    kind: 'instances',
    node: scope.node,
    variables: {},
    within: { variables: {}, compensable },
  });
}

/**
 * What lies in a scope is about to be cancelled: the portions of it that were completed can then be undone by whoever
 * undoes that scope (BPMN 2.0.2, 10.7: cancellation can result in compensation of completed portions).
 */
export function recordPortions(run: Run, scopeId: string): void {
  const within = run.state.scopes.filter(
    ({ id, kind }) => kind !== 'compensation' && isWithin(run, id, scopeId),
  );
  // The inner came to be after the outer.
  for (const { id } of within.reverse()) {
    const { node, token, parent, variables, compensable } = run.scope(id);
    if (parent === undefined || token === undefined || !compensable || compensable.length === 0) continue;
    note(run, parent, {
      kind: 'instances',
      node,
      variables: run.token(token).variables ?? {},
      within: { variables, compensable },
    });
  }
}

function isWithin(run: Run, inner: string, outer: string): boolean {
  let { parent } = run.scope(inner);
  while (parent !== undefined && parent !== outer) parent = run.scope(parent).parent;
  return parent === outer;
}

function note(run: Run, scope: string, activity: Omit<Compensable, 'id'>): void {
  run.emit({ kind: 'compensationPossible', scope, activity: { id: run.nextId('n'), ...activity } });
}

/**
 * Undoes completed activities, in reverse order of their completion: one (`activity`), or all of the scope that the
 * throwing token is in. `then` says what the token does afterwards (BPMN 2.0.2, 10.6.1 and 13.5.5).
 */
export function compensate(run: Run, token: Token, options: { activity?: string; then: After }): void {
  const { scope, records } = find(run, token, options.activity);
  const activities = records.map(({ id }) => id);
  if (activities.length > 0)
    run.emit({ kind: 'compensationThrown', node: token.node, scope: scope.id, activities });
  openQueue(run, token, { queue: records, then: options.then, variables: {} });
}

/** A throw in a compensation event sub-process undoes what is in the scope around it. */
function find(run: Run, token: Token, activity?: string): { scope: Scope; records: Compensable[] } {
  const own = run.scope(token.scope);
  const isHandler = eventStart(run, run.node(own.node)) !== undefined;
  let scope = isHandler && own.parent !== undefined ? run.scope(own.parent) : own;
  const first = scope;
  for (;;) {
    const records = (scope.compensable ?? []).filter(
      ({ node }) => activity === undefined || node === activity,
    );
    if (records.length > 0 || activity === undefined || scope.parent === undefined)
      return { scope: records.length > 0 ? scope : first, records };
    scope = run.scope(scope.parent);
  }
}

function openQueue(
  run: Run,
  token: Token,
  { queue, then, variables }: { queue: Compensable[]; then: After; variables: Scope['variables'] },
): Scope {
  const scope = openEmptyScope(run, {
    node: token.node,
    kind: 'compensation',
    owner: token,
    variables,
    compensation: { queue, then },
  });
  run.agenda.close(scope.id);
  return scope;
}

/** Undoes the next activity of a compensation, or ends it. */
export function compensateNext(run: Run, { id, token, compensation }: Scope): void {
  const next = compensation?.queue.at(-1);
  if (next) {
    run.emit({ kind: 'compensationStarted', scope: id, activity: next.id, node: next.node });
    return undo(run, id, next);
  }
  closeScope(run, id, false);
  const owner = token === undefined ? undefined : byId(run.state.tokens, token);
  if (!owner || !compensation) return;
  switch (compensation.then) {
    case 'leave':
      return leave(run, owner);
    case 'vanish':
      run.emit({ kind: 'tokensConsumed', node: owner.node, tokens: [owner.id] });
      return run.agenda.close(owner.scope);
    case 'cancelTransaction':
      return endTransaction(run, owner);
  }
}

function undo(run: Run, scope: string, record: Compensable): void {
  const node = run.node(record.node);
  const { variables } = record;
  if (record.kind !== 'instances' && node.compensatedBy !== undefined) {
    place(run, scope, node.compensatedBy, { variables });
    run.agenda.close(scope);
    return;
  }
  const owner = put(run, scope, record.node, { variables });
  const within = record.within ?? { variables: {}, compensable: [] };
  const handler = record.kind === 'subProcess' ? handlerWithin(run, node) : undefined;
  if (!handler) {
    openQueue(run, owner, { queue: within.compensable, then: 'vanish', variables: within.variables });
    return;
  }
  // The sub-process's own handler runs on its data as it was, and can itself undo what was done within.
  const restored = openQueue(run, owner, { queue: [], then: 'vanish', variables: within.variables });
  for (const activity of within.compensable)
    run.emit({ kind: 'compensationPossible', scope: restored.id, activity });
  openEventSubProcess(run, handler, restored.id);
}

/** A cancelled transaction ends by its cancel boundary event (BPMN 2.0.2, 13.3.4 and 10.7). */
function endTransaction(run: Run, token: Token): void {
  run.emit({ kind: 'elementCompleted', node: token.node, tokens: [token.id] });
  const host = hostOf(run, token.scope);
  if (host === undefined) return run.agenda.close(token.scope);
  const { boundary, scope } = {
    boundary: run.node(run.token(host).node).boundary,
    scope: run.token(host).scope,
  };
  const cancel = boundary.find((id) => isOf(run.node(id), 'cancelEventDefinition'));
  if (cancel === undefined) return run.agenda.close(token.scope);
  run.agenda.urge([{ kind: 'fire', occurrence: { token: host, scope, node: cancel }, variables: {} }]);
}

/** The token of the activity that a scope is the inside of; of one instance, that of the activity as a whole. */
function hostOf(run: Run, scopeId: string): string | undefined {
  const { token } = run.scope(scopeId);
  if (token === undefined) return undefined;
  const { index, scope } = run.token(token);
  return index === undefined ? token : run.scope(scope).token;
}

/** The start of a sub-process's own compensation event sub-process. */
function handlerWithin(run: Run, node: Node): Node | undefined {
  for (const child of eventSubProcesses(run, node)) {
    const start = eventStart(run, child);
    if (start) return start;
  }
  return undefined;
}

function eventStart(run: Run, node: Node): Node | undefined {
  return startEventsOf(run, node).find((start) => isOf(start, 'compensateEventDefinition'));
}

function isOf(node: Node, type: string): boolean {
  return node.events.some((event) => event.type === type);
}
