import { firstCaseClocks } from './clock/case-clocks.ts';
import { CaseFault } from './fault.ts';
import type { MessageConfig } from './event-definitions/message-event-definition.ts';
import type { SignalConfig } from './event-definitions/signal-event-definition.ts';
import { place, put } from './flow.ts';
import type { EventDefinition, Node } from './model.ts';
import type { JsonObject } from './json.ts';
import type { Run } from './run.ts';
import { openScope, startEventsOf } from './scope.ts';
import type { WorkItem } from './state.ts';

/** Begins a case: at its none start event, or where the given trigger begins it (BPMN 2.0.2, 13.2 and 13.5.1). */
export function openCase(run: Run, { variables, trigger }: WorkItem & { kind: 'open' }): void {
  const process = run.node(run.model.process);
  run.agenda.push(...firstCaseClocks(run));
  if (!trigger) {
    const starts = startEventsOf(run, process);
    // A case that somebody starts by hand may also begin at its timer start, or at the only start that it has.
    const begin =
      starts.find((event) => event.events.length === 0) ??
      starts.find(isTimerStart) ??
      (starts.length === 1 ? starts[0] : undefined);
    openScope(run, process, { variables, ...(begin && { begin: [begin.id] }) });
    return;
  }
  const start = startOf(run, process, trigger);
  if (start) {
    openScope(run, process, { variables, begin: [start.id] });
    return;
  }
  const catching = trigger.kind === 'message' ? instantiating(run, process, trigger.message) : undefined;
  if (!catching) throw noStart(process.id, JSON.stringify(trigger));
  beginAtCatch(run, process, { ...catching, variables });
}

type Trigger = NonNullable<(WorkItem & { kind: 'open' })['trigger']>;

function startOf(run: Run, process: Node, trigger: Trigger): Node | undefined {
  const starts = startEventsOf(run, process);
  switch (trigger.kind) {
    case 'event':
      return starts.find(({ id }) => id === trigger.node);
    case 'message':
      return starts.find(({ events }) => events.some((event) => messageOf(event) === trigger.message));
    case 'signal':
      return starts.find(({ events }) => events.some((event) => signalOf(event) === trigger.signal));
  }
}

interface Catching {
  /** The receive task or event that takes the message. */
  node: string;
  /** The event-based gateway before it. */
  gateway?: Node;
}

/** Receive tasks and event-based gateways that begin a case (BPMN 2.0.2, 10.3.3 and 10.6.6). */
function instantiating(run: Run, process: Node, message: string): Catching | undefined {
  const takes = (id: string) => run.node(id).events.some((event) => messageOf(event) === message);
  for (const id of process.children) {
    const node = run.node(id);
    if (!node.instantiate) continue;
    if (takes(id)) return { node: id };
    const target = targetsOf(run, node).find(takes);
    if (target !== undefined) return { node: target, gateway: node };
  }
  return undefined;
}

/** Where a gateway begins the case in parallel, the other messages must come too before it can end. */
function beginAtCatch(
  run: Run,
  process: Node,
  { node, gateway, variables }: Catching & { variables: JsonObject },
): void {
  const scope = openScope(run, process, { variables, begin: [] });
  const token = put(run, scope.id, node);
  run.emit({ kind: 'elementStarted', token: token.id, node });
  run.agenda.push({ kind: 'leave', token: token.id });
  const { isParallel } = (gateway?.config ?? {}) as { isParallel?: boolean };
  if (!gateway || !isParallel) return;
  for (const other of targetsOf(run, gateway)) if (other !== node) place(run, scope.id, other);
}

function targetsOf(run: Run, node: Node): string[] {
  return node.outgoing.flatMap((flow) => run.model.flows[flow]?.target ?? []);
}

function messageOf({ type, config }: EventDefinition): string | undefined {
  return type === 'messageEventDefinition' ? (config as unknown as MessageConfig).message : undefined;
}

function signalOf({ type, config }: EventDefinition): string | undefined {
  return type === 'signalEventDefinition' ? (config as unknown as SignalConfig).signal : undefined;
}

function isTimerStart(node: Node): boolean {
  return node.events.some((event) => event.type === 'timerEventDefinition');
}

function noStart(process: string, trigger: string): CaseFault {
  return new CaseFault('no-start', {
    zh: `流程 ${process} 不能由 ${trigger} 启动`,
    en: `Expected ${process} to start on ${trigger}, but nothing does`,
  });
}
