import { cancelTokens, closeScope, releaseOwned } from './cancel.ts';
import { openDeadline } from './case-deadline.ts';
import { wait } from './waiting.ts';
import { CaseFault } from './fault.ts';
import { leave, place } from './flow.ts';
import type { Json, JsonObject } from './json.ts';
import type { MultiInstance, Node } from './model.ts';
import type { Run } from './run.ts';
import type { Scope, Token } from './state.ts';
import { mapped, setVariables } from './variables.ts';
import { invariant } from '../errors.ts';

/** Most instances of one multi-instance activity: more is a mistake in the data, not a process. */
const mostInstances = 5_000;

/**
 * An activity begins: its boundary events wait and its deadline runs. With a multi-instance marker this is done once,
 * for the activity as a whole, and each instance then begins for itself (BPMN 2.0.2, 13.3.7).
 */
export function startActivity(run: Run, token: Token, node: Node): void {
  const isBody = token.index !== undefined;
  if (node.loop && !isBody) return startInstances(run, token, node, node.loop);
  begin(run, token, node, mapped(run, node.inputs, token));
  if (!isBody) attach(run, token.id, node);
  const element = run.behaviours.elements[node.type];
  invariant(element?.start, `Expected ${node.type} to be an activity, but it cannot be started`);
  element.start(run, run.token(token.id), node);
}

/** An activity's work is done: outputs are mapped, all it owned ends, and its token goes on. */
export function completeActivity(run: Run, token: Token): void {
  const node = run.node(token.node);
  const outputs = mapped(run, node.outputs, token);
  if (Object.keys(outputs).length > 0) setVariables(run, token.scope, outputs);
  if (token.index !== undefined) return completeInstance(run, token, node);
  releaseOwned(run, token.id, { met: true });
  leave(run, run.token(token.id));
}

function begin(run: Run, token: Token, node: Node, variables: JsonObject): void {
  run.emit({
    kind: 'elementStarted',
    token: token.id,
    node: node.id,
    ...(Object.keys(variables).length > 0 && { variables }),
  });
}

/** What hangs on an activity as long as it is active: boundary events that wait, and its deadline. */
export function attach(run: Run, tokenId: string, node: Node): void {
  for (const id of node.boundary) {
    wait(run, { token: run.token(tokenId), scope: run.token(tokenId).scope, node: run.node(id) });
  }
  if (node.deadline) openDeadline(run, run.token(tokenId), node.deadline);
}

function startInstances(run: Run, token: Token, node: Node, loop: MultiInstance): void {
  const items = itemsOf(run, token, loop);
  begin(run, token, node, {});
  attach(run, token.id, node);
  const scope: Scope = {
    id: run.nextId('s'),
    node: node.id,
    kind: 'multiInstance',
    parent: token.scope,
    token: token.id,
    variables: {},
    live: 0,
    held: {},
    owns: [],
    instances: { items, next: 0, completed: 0, results: items.map(() => null) },
  };
  run.emit({ kind: 'scopeOpened', scope });
  if (items.length === 0) return finishInstances(run, run.scope(scope.id), loop);
  const atOnce = loop.isSequential ? 1 : items.length;
  for (let index = 0; index < atOnce; index += 1) placeInstance(run, scope, loop, index);
}

function itemsOf(run: Run, token: Token, { cardinality, collection }: MultiInstance): Json[] {
  const value = run.evaluate(collection ?? cardinality ?? '', token);
  const items = Array.isArray(value) ? value : countUpTo(value);
  if (!items || items.length > mostInstances) {
    throw new CaseFault(
      'bad-instances',
      `Expected ${collection ?? cardinality} to give a list or a whole number from 0 to ${mostInstances}: correct the variables and retry`,
    );
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

function completeInstance(run: Run, token: Token, node: Node): void {
  const { loop } = node;
  invariant(loop && token.index !== undefined, `Expected ${node.id} to have a multi-instance marker`);
  const result = loop.output ? run.evaluate(loop.output.element, token) : null;
  releaseOwned(run, token.id, { met: true });
  run.emit({ kind: 'elementCompleted', node: node.id, tokens: [token.id] });
  run.emit({ kind: 'instanceCompleted', scope: token.scope, index: token.index, result });

  const scope = run.scope(token.scope);
  const { items, completed } = scope.instances ?? { items: [], completed: 0 };
  if (completed === items.length || isCompleteEarly(run, scope, loop))
    return finishInstances(run, scope, loop);
  if (loop.isSequential) placeInstance(run, scope, loop, token.index + 1);
}

function isCompleteEarly(run: Run, scope: Scope, loop: MultiInstance): boolean {
  if (loop.completionCondition === undefined || scope.token === undefined || !scope.instances) return false;
  const { items, completed } = scope.instances;
  const counts = {
    numberOfInstances: items.length,
    numberOfCompletedInstances: completed,
    numberOfActiveInstances: scope.live,
  };
  return run.holds(loop.completionCondition, run.token(scope.token), { ...scope.variables, ...counts });
}

function finishInstances(run: Run, scope: Scope, loop: MultiInstance): void {
  invariant(scope.token !== undefined, `Expected scope ${scope.id} to be owned by a token`);
  const results = scope.instances?.results ?? [];
  const outer = run.token(scope.token);
  cancelTokens(run, scope.id);
  closeScope(run, scope.id, false);
  if (loop.output) setVariables(run, outer.scope, { [loop.output.collection]: results });
  releaseOwned(run, outer.id, { met: true });
  leave(run, run.token(outer.id));
}
