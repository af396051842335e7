import { closeScope } from './cancel.ts';
import { wait } from './waiting.ts';
import { place } from './flow.ts';
import type { JsonObject } from './json.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import type { Scope, Token } from './state.ts';
import { CaseFault } from './fault.ts';

/** Configuration of a sub-process. */
export interface SubProcessConfig {
  isEventSubProcess: boolean;
  /** Event sub-process: how many may run at once in its scope; absent: as many as are triggered. */
  maxInstances?: number;
}

/** Opens the scope of a process or sub-process: its event sub-processes begin to wait, and its start event begins. */
export function openScope(
  run: Run,
  node: Node,
  options: { owner?: Token; startEvent?: string; variables?: JsonObject },
): Scope {
  const { owner, startEvent, variables = {} } = options;
  const scope: Scope = {
    id: run.nextId('s'),
    node: node.id,
    kind: owner ? 'subProcess' : 'process',
    ...(owner && { parent: owner.scope, token: owner.id }),
    variables,
    live: 0,
    held: {},
    owns: [],
  };
  run.emit({ kind: 'scopeOpened', scope });
  for (const child of eventSubProcesses(run, node)) {
    const start = startEventsOf(run, child)[0];
    if (start) wait(run, { scope: scope.id, node: start });
  }
  const begin = startEvent ?? noneStart(run, node);
  place(run, scope.id, begin);
  return run.scope(scope.id);
}

function noneStart(run: Run, node: Node): string {
  const start = startEventsOf(run, node).find((event) => event.events.length === 0);
  if (start) return start.id;
  // Without start events a sub-process begins with whatever has no incoming flow (BPMN 2.0.2, 10.3.5).
  const first = node.children.find(
    (id) => run.node(id).incoming.length === 0 && !isEventSubProcess(run.node(id)),
  );
  if (first !== undefined) return first;
  throw new CaseFault('no-start', `Expected a none start event in ${node.id}, but there is none`);
}

export function startEventsOf(run: Run, node: Node): Node[] {
  return node.children.map((id) => run.node(id)).filter((child) => child.type === 'startEvent');
}

export function eventSubProcesses(run: Run, node: Node): Node[] {
  return node.children.map((id) => run.node(id)).filter(isEventSubProcess);
}

export function isEventSubProcess(node: Node): boolean {
  return node.type === 'subProcess' && (node.config as unknown as SubProcessConfig).isEventSubProcess;
}

/** A scope that may be empty now: it then completes, and so does the sub-process or the case. */
export function closeIfEmpty(run: Run, scopeId: string): void {
  const scope = run.state.scopes[scopeId];
  if (!scope || scope.live > 0 || scope.kind === 'multiInstance') return;
  closeScope(run, scopeId, false);
  if (scope.token !== undefined) run.agenda.push({ kind: 'leave', token: scope.token });
}
