import { completeActivity, startActivity } from './activity.ts';
import { requestJob } from './elements/service-task.ts';
import { CaseFault } from './fault.ts';
import { fire } from './fire.ts';
import { leave } from './flow.ts';
import { raiseIncident } from './incident.ts';
import type { Run } from './run.ts';
import { closeIfEmpty, openScope, startEventsOf } from './scope.ts';
import type { MessageConfig } from './event-definitions/message-event-definition.ts';
import type { WorkItem } from './state.ts';
import { AppError } from '../errors.ts';

/** Most token moves in one step: an automatic loop must not hold a worker. */
export const mostMoves = 10_000;

/**
 * Does all that a step set going, until the case ends or everything in it waits. Each item is whole or not at all: a
 * fault goes back to before the item and leaves an incident that can do it again.
 */
export function drain(run: Run): void {
  for (let moves = 0; ; moves += 1) {
    const item = run.agenda.shift() ?? run.closing.shift();
    if (!item) return seeWhetherStuck(run);
    if (moves >= mostMoves) return haltLoop(run, item);
    const mark = run.mark();
    try {
      work(run, item);
    } catch (fault) {
      run.backTo(mark);
      raise(run, item, fault);
    }
  }
}

function work(run: Run, item: WorkItem): void {
  switch (item.kind) {
    case 'open':
      return open(run, item);
    case 'arrive':
      return arrive(run, item.token);
    case 'leave':
      return complete(run, item.token);
    case 'fire':
      return fire(run, item.occurrence, item.variables);
    case 'close':
      return close(run, item.scope);
    case 'runJob':
      return requestJob(run, item.job);
  }
}

function open(run: Run, { variables, message }: WorkItem & { kind: 'open' }): void {
  const process = run.node(run.model.process);
  if (message === undefined) {
    const starts = startEventsOf(run, process);
    // A case that somebody starts by hand may also begin at the timer start, where there is no other.
    const begin = starts.find((event) => event.events.length === 0) ?? starts.find(isTimerStart);
    openScope(run, process, { variables, ...(begin && { startEvent: begin.id }) });
    return;
  }
  const start = startEventsOf(run, process).find((event) =>
    event.events.some((event) => (event.config as unknown as MessageConfig | null)?.message === message),
  );
  if (!start) {
    throw new CaseFault(
      'no-start',
      `Expected ${process.id} to start on message '${message}', but nothing does`,
    );
  }
  openScope(run, process, { variables, startEvent: start.id });
}

function isTimerStart(node: { events: { type: string }[] }): boolean {
  return node.events.some((event) => event.type === 'timerEventDefinition');
}

function arrive(run: Run, tokenId: string): void {
  const token = run.state.tokens[tokenId];
  if (!token) return;
  const node = run.node(token.node);
  const element = run.behaviours.elements[node.type];
  if (!element)
    throw new CaseFault(
      'unknown-element',
      `Expected an element that the engine runs, but found ${node.type}`,
    );
  if (element.start) return startActivity(run, token, node);
  element.arrive?.(run, token, node);
}

function complete(run: Run, tokenId: string): void {
  const token = run.state.tokens[tokenId];
  if (!token) return;
  if (run.behaviours.elements[run.node(token.node).type]?.start) return completeActivity(run, token);
  leave(run, token);
}

function close(run: Run, scopeId: string): void {
  const scope = run.state.scopes[scopeId];
  const isCase = scope?.kind === 'process';
  const variables = isCase ? scope.variables : {};
  closeIfEmpty(run, scopeId);
  if (!isCase || run.state.scopes[scopeId]) return;
  const outcome = run.reachedEnd ?? 'completed';
  run.emit({ kind: 'caseCompleted', outcome });
  const { parent } = run.state;
  if (parent) run.effect({ kind: 'reportToParent', parent, result: { ok: true, variables } });
}

function raise(run: Run, item: WorkItem, fault: unknown): void {
  const token = 'token' in item ? item.token : undefined;
  // Faults of data carry their own words. Anything else is a defect of ours; its message may quote data and stays out.
  const known = fault instanceof CaseFault || fault instanceof AppError;
  raiseIncident(run, {
    token,
    code: known ? fault.code : 'engine-defect',
    message: known ? fault.message : `Expected the engine to manage this, but it failed: ${nameOf(fault)}`,
    retry: [item],
  });
}

/** Tokens that wait for others which can never come would wait unseen for ever: someone must look. */
function seeWhetherStuck(run: Run): void {
  const { status, tasks, timers, jobs, subscriptions, calls, incidents, tokens } = run.state;
  if (status !== 'active') return;
  for (const things of [tasks, timers, jobs, subscriptions, calls, incidents]) for (const _ in things) return;
  const [held] = Object.values(tokens);
  raiseIncident(run, {
    token: held?.id,
    code: 'stuck',
    message:
      'Expected another path to arrive here, but none can any more: the diagram has a dead end at this join',
    retry: [],
  });
}

function nameOf(fault: unknown): string {
  return fault instanceof Error && fault.message.startsWith('Invariant broken')
    ? fault.message
    : 'unknown fault';
}

function haltLoop(run: Run, item: WorkItem): void {
  const retry = [item, ...run.agenda, ...run.closing];
  run.agenda = [];
  run.closing = [];
  const token = 'token' in item ? item.token : undefined;
  raiseIncident(run, {
    token,
    code: 'too-many-moves',
    message: `Expected at most ${mostMoves} moves without a wait: look for a loop in the diagram; a retry goes on`,
    retry,
  });
}
