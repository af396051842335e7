import { closeDeadline } from './clock/close.ts';
import type { CallActivityConfig, ProcessModel } from './model.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';
import { byId } from './table.ts';
import { cancelRounds } from './work/cancel-round.ts';

/** Ends a token and all that hangs on it: tasks, timers, deadlines, jobs, subscriptions, calls, scopes within. */
export function cancelToken(run: Run, token: Token): void {
  const { node } = token;
  run.behaviours.beforeEnding(run, { token: token.id });
  releaseOwned(run, token.id);
  run.emit({ kind: 'elementCancelled', node, token: token.id });
  run.agenda.close(token.scope);
}

/** Ends every token of a scope but those spared, youngest last; the scope itself stays open. */
export function cancelTokens(run: Run, scopeId: string, spared?: string): void {
  run.behaviours.beforeEnding(run, { scope: scopeId });
  for (const id of tokensIn(run, scopeId)) {
    if (id !== spared) cancelToken(run, run.token(id));
  }
  // A gateway that would still send something at its reset has ended like all else.
  for (const node of Object.keys(run.scope(scopeId).activated ?? {}))
    run.emit({ kind: 'gatewayReset', scope: scopeId, node });
}

/** Ends a scope with all its tokens. */
export function cancelScope(run: Run, scopeId: string): void {
  if (run.scope(scopeId).parent === undefined)
    run.behaviours.beforeEnding(run, { scope: scopeId, isCase: true });
  cancelTokens(run, scopeId);
  closeScope(run, scopeId, true);
}

/** Closes an empty scope: the timers and subscriptions of its event sub-processes end with it, and the case's own deadlines. */
export function closeScope(run: Run, scopeId: string, cancelled: boolean): void {
  for (const id of [...run.scope(scopeId).owns]) endWaiting(run, id, { met: !cancelled });
  run.emit({ kind: 'scopeClosed', scope: scopeId, cancelled });
}

/** Ends everything that a token owns, as when its activity completes or is cancelled. */
export function releaseOwned(run: Run, tokenId: string, options: { met?: boolean } = {}): void {
  cancelRounds(run, tokenId);
  for (const id of [...run.token(tokenId).owns]) {
    if (byId(run.state.scopes, id)) cancelScope(run, id);
    else endWaiting(run, id, options);
  }
  for (const incident of run.state.incidents) {
    if (incident.token === tokenId)
      run.emit({ kind: 'incidentResolved', incident: incident.id, how: 'dismissed' });
  }
}

/** Ends one waiting thing by its id, with the event that says so. */
export function endWaiting(run: Run, id: string, { met = false }: { met?: boolean } = {}): void {
  const { tasks, timers, deadlines, jobs, subscriptions, calls } = run.state;
  const task = byId(tasks, id);
  if (task) run.emit({ kind: 'taskCancelled', task: id, node: task.node });
  const timer = byId(timers, id);
  if (timer) run.emit({ kind: 'timerCancelled', timer: id, node: timer.node });
  if (byId(deadlines, id)) closeDeadline(run, id, met);
  const subscription = byId(subscriptions, id);
  if (subscription) run.emit({ kind: 'subscriptionClosed', subscription: id, node: subscription.node });
  const job = byId(jobs, id);
  if (job) {
    run.emit({ kind: 'jobCancelled', job: id, node: job.node });
    run.effect({ kind: 'cancelJob', job: id });
  }
  const call = byId(calls, id);
  if (call) {
    const goesOn = outlives(run.model, call);
    run.emit({ kind: 'callCancelled', call: id, node: call.node, ...(goesOn && { goesOn }) });
    if (!goesOn) run.effect({ kind: 'cancelCall', call: id, caseId: call.caseId });
  }
}

/** Whether the template lets the called case go on when what called it is ended. */
export const outlives = ({ nodes }: ProcessModel, { node }: { node: string }): true | undefined =>
  (nodes[node]?.config as Partial<CallActivityConfig> | undefined)?.outlives;

export function tokensIn(run: Run, scopeId: string): string[] {
  return run.state.tokens.filter(({ scope }) => scope === scopeId).map(({ id }) => id);
}
