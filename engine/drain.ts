import { completeActivity, startActivity } from './activity.ts';
import { moveCaseClock } from './clock/case-clocks.ts';
import { AppError } from '../errors.ts';
import { requestJob } from './elements/service-task.ts';
import type { Fired } from './event.ts';
import { CaseFault } from './fault.ts';
import { fire } from './fire.ts';
import { leave } from './flow.ts';
import { raiseIncident } from './incident.ts';
import type { Texts } from './json.ts';
import { openCase } from './open-case.ts';
import type { Run } from './run.ts';
import { close } from './close.ts';
import { nextJoin, watchConditions } from './settle.ts';
import type { WorkItem } from './state.ts';
import { detourOf, endDetour } from './trail/detour.ts';
import { byId } from './table.ts';
import { continueStep } from './work/lookups.ts';

/** Most token moves in one step: an automatic loop must not hold a worker. */
export const mostMoves = 10_000;

/**
 * Does all that a step set going, until the case ends or everything in it waits. Each item is whole or not at all: a
 * fault goes back to before the item and leaves an incident that can do it again.
 */
export function drain(run: Run): void {
  const seen = new Set<string>();
  for (let moves = 0; ; moves += 1) {
    const item = nextItem(run, seen);
    if (!item) return seeWhetherStuck(run);
    if (moves >= mostMoves) return haltLoop(run, item);
    if (run.model.keepsTrail) run.begin(firedBy(item));
    const mark = run.mark();
    try {
      work(run, item);
    } catch (fault) {
      run.backTo(mark);
      raise(run, item, fault);
    }
  }
}

/** Tokens move first; at rest, conditions and joins that look around decide; what is empty then closes. */
function nextItem(run: Run, seen: Set<string>): WorkItem | undefined {
  const item = run.agenda.next();
  if (item) return item;
  watchConditions(run);
  return run.agenda.next() ?? nextJoin(run, seen) ?? run.agenda.nextToClose();
}

function firedBy(item: WorkItem): Fired {
  const by = item.by === undefined ? {} : { by: item.by };
  switch (item.kind) {
    case 'close':
      return { ...by, decides: { scope: item.scope } };
    case 'settle':
      return { ...by, decides: { scope: item.scope, node: item.node } };
    case 'fire': {
      const { token, scope, node } = item.occurrence;
      return { ...by, caught: { node, scope, ...(token !== undefined && { token }) } };
    }
    default:
      return by;
  }
}

function work(run: Run, item: WorkItem): void {
  switch (item.kind) {
    case 'open':
      return openCase(run, item);
    case 'arrive':
      return arrive(run, item);
    case 'leave':
      return complete(run, item.token);
    case 'fire':
      return fire(run, item.occurrence, item.variables);
    case 'close':
      return close(run, item.scope);
    case 'runJob':
      return requestJob(run, item.job);
    case 'settle':
      return settle(run, item);
    case 'people':
      return continueStep(run, item);
    case 'caseClock':
      return moveCaseClock(run, item);
  }
}

function arrive(run: Run, { token: id, isAgain }: WorkItem & { kind: 'arrive' }): void {
  const token = byId(run.state.tokens, id);
  if (!token) return;
  const node = run.node(token.node);
  const element = run.behaviours.elements[node.type];
  if (!element)
    throw new CaseFault('unknown-element', {
      zh: `引擎不支持 ${node.type} 这种元素`,
      en: `Expected an element that the engine runs, but found ${node.type}`,
    });
  if (element.start) return startActivity(run, token, node, isAgain);
  element.arrive?.(run, token, node);
}

function complete(run: Run, tokenId: string): void {
  const token = byId(run.state.tokens, tokenId);
  if (!token) return;
  const detour = detourOf(run.state, tokenId);
  if (detour) return endDetour(run, token, detour);
  if (run.behaviours.elements[run.node(token.node).type]?.start) {
    // One that was returned to whoever began the case has not begun yet.
    return token.active
      ? completeActivity(run, token)
      : startActivity(run, token, run.node(token.node), true);
  }
  leave(run, token);
}

function settle(run: Run, { scope, node: nodeId }: WorkItem & { kind: 'settle' }): void {
  if (!byId(run.state.scopes, scope)) return;
  const node = run.node(nodeId);
  run.behaviours.elements[node.type]?.settle?.(run, scope, node);
}

function raise(run: Run, item: WorkItem, fault: unknown): void {
  // Faults of data carry their own words. Anything else is a defect of ours; its message may quote data and stays out.
  const known = fault instanceof CaseFault || fault instanceof AppError;
  raiseIncident(run, {
    token: tokenOf(run, item),
    code: known ? fault.code : 'engine-defect',
    texts: known
      ? textsOf(fault)
      : {
          zh: `引擎内部出错，请把此信息交给系统维护人员：${nameOf(fault)}`,
          en: `Expected the engine to manage this, but it failed: ${nameOf(fault)}`,
        },
    retry: [item],
  });
}

const textsOf = (fault: CaseFault | AppError): Texts =>
  fault.texts ?? { zh: `无法继续（${fault.code}）：${fault.message}`, en: fault.message };

function tokenOf(run: Run, item: WorkItem): string | undefined {
  if ('token' in item) return item.token;
  if (item.kind !== 'settle') return undefined;
  return byId(run.state.scopes, item.scope)?.held[item.node]?.[0];
}

/** Tokens that wait for others which can never come would wait unseen for ever: someone must look. */
function seeWhetherStuck(run: Run): void {
  const { status, tasks, timers, jobs, subscriptions, calls, incidents, tokens, scopes, work } = run.state;
  if (status !== 'active') return;
  const lookups = work?.lookups ?? [];
  if ([tasks, timers, jobs, subscriptions, calls, incidents, lookups].some(({ length }) => length > 0))
    return;
  if (scopes.some(({ adHoc }) => adHoc?.isManual)) return;
  const [held] = tokens;
  raiseIncident(run, {
    token: held?.id,
    code: 'stuck',
    texts: {
      zh: '此处还在等待其他路径，但已不可能再有路径到达：流程图在这个汇合处走不通',
      en: 'Expected another path to arrive here, but none can any more: the diagram has a dead end at this join',
    },
    retry: [],
  });
}

function nameOf(fault: unknown): string {
  return fault instanceof Error && fault.message.startsWith('Invariant broken')
    ? fault.message
    : 'unknown fault';
}

function haltLoop(run: Run, item: WorkItem): void {
  const retry = [item, ...run.agenda.takeAll()];
  raiseIncident(run, {
    token: tokenOf(run, item),
    code: 'too-many-moves',
    texts: {
      zh: `连续自动流转超过 ${mostMoves} 步：请检查流程图是否有死循环；重试可继续`,
      en: `Expected at most ${mostMoves} moves without a wait: look for a loop in the diagram; a retry goes on`,
    },
    retry,
  });
}
