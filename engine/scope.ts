import { adHocActivities, beginAdHoc, type AdHocConfig } from './ad-hoc.ts';
import { attach } from './attach.ts';
import { openEmptyScope } from './empty-scope.ts';
import { CaseFault } from './fault.ts';
import { place, put } from './flow.ts';
import type { JsonObject } from './json.ts';
import type { Node } from './model.ts';
import type { Run } from './run.ts';
import type { Scope, Token } from './state.ts';
import { wait } from './waiting.ts';

/** Configuration of a sub-process. */
export interface SubProcessConfig {
  isEventSubProcess: boolean;
  /** Event sub-process: how many may run at once in its scope; absent: as many as are triggered. */
  maxInstances?: number;
  /** Event sub-process that is a request about these deadlines, by their keys: taken while one of them runs, beside no other. */
  about?: string[];
}

interface Opening {
  owner?: Token;
  variables?: JsonObject;
  /** Nodes that begin; absent: its none start event, or all that no flow leads to. */
  begin?: string[];
}

/** Opens the scope of a process or sub-process: its event sub-processes begin to wait, and its start event begins. */
export function openScope(run: Run, node: Node, { owner, variables = {}, begin }: Opening): Scope {
  const scope = openEmptyScope(run, {
    node: node.id,
    kind: owner ? 'subProcess' : 'process',
    owner,
    variables: { ...unset(node), ...variables },
  });
  for (const child of eventSubProcesses(run, node)) {
    const start = startEventsOf(run, child)[0];
    if (start) wait(run, { scope: scope.id, node: start });
  }
  for (const id of begin ?? firstOf(run, node)) place(run, scope.id, id);
  // A sub-process in which nothing begins is complete at once.
  run.agenda.close(scope.id);
  return run.scope(scope.id);
}

/** The scope of an ad-hoc sub-process: what is in it begins in no order of flows (BPMN 2.0.2, 13.3.5 Ad-Hoc). */
export function openAdHoc(run: Run, owner: Token, node: Node & { config: AdHocConfig }): void {
  const { isManual } = node.config;
  const scope = openEmptyScope(run, {
    node: node.id,
    kind: 'subProcess',
    owner,
    variables: unset(node),
    adHoc: { queue: isManual ? [] : adHocActivities(run, node), isManual },
  });
  beginAdHoc(run, scope.id);
  // Its completion condition is asked whenever an activity in it completes, not before.
  if (!isManual && run.scope(scope.id).live === 0) run.agenda.close(scope.id);
}

/** An event sub-process begins at this start event, in the scope that it belongs to. */
export function openEventSubProcess(run: Run, start: Node, scopeId: string): void {
  const subProcess = run.node(start.parent);
  // It begins with this start event: an ordinary arrival would look for a none start.
  const owner = put(run, scopeId, subProcess.id);
  run.emit({ kind: 'elementStarted', token: owner.id, node: subProcess.id });
  attach(run, owner.id, subProcess);
  openScope(run, subProcess, { owner: run.token(owner.id), begin: [start.id] });
}

function unset({ properties = [] }: Node): JsonObject {
  return Object.fromEntries(properties.map((name) => [name, null]));
}

/** Without a none start event, everything begins that no flow leads to (BPMN 2.0.2, 10.3.5 and 13.2). */
function firstOf(run: Run, node: Node): string[] {
  const start = startEventsOf(run, node).find((event) => event.events.length === 0);
  if (start) return [start.id];
  const first = node.children.filter((id) => canBegin(run.node(id)));
  if (first.length === 0)
    throw new CaseFault('no-start', {
      zh: `${node.id} 没有空开始事件，无从开始`,
      en: `Expected a none start event in ${node.id}, but there is none`,
    });
  return first;
}

function canBegin(node: Node): boolean {
  if (node.incoming.length > 0 || node.attachedTo !== undefined || node.isForCompensation) return false;
  const isLinked = node.events.some(({ type }) => type === 'linkEventDefinition');
  return node.type !== 'startEvent' && !isEventSubProcess(node) && !isLinked;
}

export function startEventsOf(run: Run, node: Node): Node[] {
  return node.children.map((id) => run.node(id)).filter((child) => child.type === 'startEvent');
}

export function eventSubProcesses(run: Run, node: Node): Node[] {
  return node.children.map((id) => run.node(id)).filter(isEventSubProcess);
}

/** Whether the normal flow of a scope is done, so that at most event sub-processes still run in it. */
export function isCompleting(run: Run, scopeId: string): boolean {
  return run.state.tokens.every(({ scope, node }) => scope !== scopeId || isEventSubProcess(run.node(node)));
}

export function isEventSubProcess(node: Node): boolean {
  return node.type === 'subProcess' && (node.config as unknown as SubProcessConfig).isEventSubProcess;
}
