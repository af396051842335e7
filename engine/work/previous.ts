import type { Node, ProcessModel } from '../model.ts';
import type { CaseState, Token } from '../state.ts';
import { byId } from '../table.ts';
import type { Handler } from './state.ts';

/**
 * Who completed a step last, as seen from a token: within its own scope and those around it first, so that one body of a
 * multi-instance activity never takes another's. Without a node: of the steps that lead here.
 */
export function previousHandler(
  { model, state }: { model: ProcessModel; state: CaseState },
  token: Token,
  node?: string,
): Handler | undefined {
  if (node !== undefined) return handlerAt(state, token, node);
  const seen = new Set<string>();
  let steps = stepsBefore(model, token.node, seen);
  while (steps.length > 0) {
    const handlers = steps.flatMap((step) => handlerAt(state, token, step) ?? []);
    if (handlers.length > 0) return handlers.reduce((last, each) => (each.at > last.at ? each : last));
    // Nobody did those: a policy passed them, or a boundary event ended them.
    steps = steps.flatMap((step) => stepsBefore(model, step, seen));
  }
  return undefined;
}

function handlerAt({ work, scopes }: CaseState, token: Token, node: string): Handler | undefined {
  for (let scope = byId(scopes, token.scope); scope; scope = byId(scopes, scope.parent ?? '')) {
    const found = work?.handlersIn?.[scope.id]?.[node];
    if (found) return found;
  }
  return work?.handlers?.[node];
}

/** The nearest user tasks from which the flow comes here, through gateways, events and the insides of sub-processes. */
export function stepsBefore(model: ProcessModel, from: string, seen = new Set<string>()): string[] {
  const node = model.nodes[from];
  return node ? sourcesOf(model, node).flatMap((source) => upstream(model, source, seen)) : [];
}

function upstream(model: ProcessModel, id: string, seen: Set<string>): string[] {
  const node = model.nodes[id];
  if (!node || seen.has(id)) return [];
  seen.add(id);
  if (node.type === 'userTask') return [id];
  const within = node.children.filter((child) => model.nodes[child]?.outgoing.length === 0);
  const inner = within.flatMap((child) => upstream(model, child, seen));
  return inner.length > 0 ? inner : stepsBefore(model, id, seen);
}

/** Where a node's token may have come from. A boundary event comes from its activity, a start event from around its scope. */
function sourcesOf(model: ProcessModel, node: Node): string[] {
  if (node.attachedTo !== undefined) return [node.attachedTo];
  const direct = node.incoming.flatMap((flow) => model.flows[flow]?.source ?? []);
  if (direct.length > 0) return direct;
  const around = model.nodes[node.parent];
  if (!around || around.id === model.process) return [];
  const isEventSubProcess = (around.config as { isEventSubProcess?: boolean } | null)?.isEventSubProcess;
  const besides = model.nodes[around.parent]?.children.filter((child) => child !== around.id) ?? [];
  return isEventSubProcess ? besides : sourcesOf(model, around);
}
