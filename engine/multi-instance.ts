import { attach } from './attach.ts';
import { cancelTokens, closeScope, releaseOwned } from './cancel.ts';
import { recordInstances } from './compensation.ts';
import { openEmptyScope } from './empty-scope.ts';
import { CaseFault } from './fault.ts';
import { leave, place } from './flow.ts';
import type { Json, JsonObject } from './json.ts';
import type { InstanceThrow, MultiInstance, Node } from './model.ts';
import type { Run } from './run.ts';
import type { Scope, Token } from './state.ts';
import { setVariables } from './variables.ts';
import { invariant } from '../errors.ts';

/** Most instances of one multi-instance activity: more is a mistake in the data, not a process. */
const mostInstances = 5_000;

/** A multi-instance activity begins: all its instances at once, or the first (BPMN 2.0.2, 13.3.7). */
export function startInstances(run: Run, token: Token, node: Node, loop: MultiInstance): void {
  const items = itemsOf(run, token, loop);
  run.emit({ kind: 'elementStarted', token: token.id, node: node.id });
  attach(run, token.id, node);
  const scope = openEmptyScope(run, {
    node: node.id,
    kind: 'multiInstance',
    owner: token,
    instances: { items, next: 0, completed: 0, results: loop.output ? items.map(() => null) : [] },
  });
  if (items.length === 0) return finish(run, scope.id, loop);
  const atOnce = loop.isSequential ? 1 : items.length;
  for (let index = 0; index < atOnce; index += 1) placeInstance(run, scope, loop, index);
}

function itemsOf(run: Run, token: Token, { cardinality, collection }: MultiInstance): Json[] {
  const value = run.evaluate(collection ?? cardinality ?? '', token);
  const items = Array.isArray(value) ? value : countUpTo(value);
  if (!items || items.length > mostInstances) {
    throw new CaseFault('bad-instances', {
      zh: `${collection ?? cardinality} 应给出列表或 0 至 ${mostInstances} 的整数：请更正数据后重试`,
      en: `Expected ${collection ?? cardinality} to give a list or a whole number from 0 to ${mostInstances}: correct the variables and retry`,
    });
  }
  return items;
}

function countUpTo(value: Json): Json[] | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > mostInstances)
    return undefined;
  return Array.from({ length: number }, (_, index) => index + 1);
}

function placeInstance(run: Run, scope: Scope, loop: MultiInstance, index: number): void {
  const item = scope.instances?.items[index] ?? null;
  const variables = { loopCounter: index + 1, ...(loop.item !== undefined && { [loop.item]: item }) };
  place(run, scope.id, scope.node, { index, variables });
}

/** One instance is done: its result is kept, and the next begins or all of them are complete. */
export function completeInstance(run: Run, token: Token, loop: MultiInstance): void {
  const { node, index } = token;
  invariant(index !== undefined, `Expected ${node} to be an instance`);
  const result = loop.output ? run.evaluate(loop.output.element, token) : null;
  releaseOwned(run, token.id, { met: true });
  run.emit({ kind: 'elementCompleted', node, tokens: [token.id] });
  run.emit({ kind: 'instanceCompleted', scope: token.scope, index, result });

  const scope = run.scope(token.scope);
  throwBehaviour(run, scope, loop.throws ?? []);
  const { items, completed } = scope.instances ?? { items: [], completed: 0 };
  if (completed === items.length || isCompleteEarly(run, scope, loop)) {
    // That all are complete can be taken back without taking back this one.
    run.beginAnother();
    return finish(run, scope.id, loop);
  }
  if (loop.isSequential) placeInstance(run, scope, loop, index + 1);
}

/** What the marker's behavior throws as an instance completes, for the activity as a whole (BPMN 2.0.2, table 10.29). */
function throwBehaviour(run: Run, scope: Scope, throws: InstanceThrow[]): void {
  invariant(scope.token !== undefined, `Expected scope ${scope.id} to be owned by a token`);
  for (const { when, condition, event } of throws) {
    const isTime =
      when === 'none' ||
      (when === 'one' && scope.instances?.completed === 1) ||
      (when === 'complex' && condition !== undefined && run.holdsIn(condition, scope.id, countsOf(scope)));
    if (isTime) run.behaviours.events[event.type]?.throw?.(run, run.token(scope.token), event.config);
  }
}

function isCompleteEarly(run: Run, scope: Scope, loop: MultiInstance): boolean {
  if (loop.completionCondition === undefined) return false;
  return run.holdsIn(loop.completionCondition, scope.id, countsOf(scope));
}

/** What conditions of a multi-instance marker see (BPMN 2.0.2, table 10.31). */
function countsOf({ instances, live }: Scope): JsonObject {
  const [all, completed] = [instances?.items.length ?? 0, instances?.completed ?? 0];
  return {
    numberOfInstances: all,
    numberOfCompletedInstances: completed,
    numberOfActiveInstances: live,
    numberOfTerminatedInstances: 0,
    // The names that Camunda, Flowable and Operaton give them.
    nrOfInstances: all,
    nrOfCompletedInstances: completed,
    nrOfActiveInstances: live,
  };
}

function finish(run: Run, scopeId: string, loop: MultiInstance): void {
  const scope = run.scope(scopeId);
  invariant(scope.token !== undefined, `Expected scope ${scopeId} to be owned by a token`);
  const outer = run.token(scope.token);
  cancelTokens(run, scopeId);
  recordInstances(run, run.scope(scopeId), outer);
  closeScope(run, scopeId, false);
  if (loop.output)
    setVariables(run, outer.scope, { [loop.output.collection]: scope.instances?.results ?? [] });
  releaseOwned(run, outer.id, { met: true });
  leave(run, run.token(outer.id));
}
