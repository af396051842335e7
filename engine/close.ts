import { reviseAdHoc } from './ad-hoc.ts';
import { closeScope, endWaiting } from './cancel.ts';
import { compensateNext, recordSubProcess } from './compensation.ts';
import type { JsonObject } from './json.ts';
import type { Run } from './run.ts';
import { isCompleting } from './scope.ts';
import { byId } from './table.ts';

/** A scope that may be empty now: it then completes, and so does what it is the inside of (BPMN 2.0.2, 13.5.6). */
export function close(run: Run, scopeId: string): void {
  const scope = byId(run.state.scopes, scopeId);
  if (!scope || scope.kind === 'multiInstance') return;
  if (scope.adHoc && !reviseAdHoc(run, scope)) return;
  if (run.scope(scopeId).live > 0) return stopListening(run, scopeId);
  if (scope.kind === 'compensation') return compensateNext(run, scope);
  recordSubProcess(run, scope);
  closeScope(run, scopeId, false);
  if (scope.token !== undefined) run.agenda.push({ kind: 'leave', token: scope.token });
  else completeCase(run, scope.variables);
}

/** A scope that waits for nothing but its running event sub-processes begins no other (BPMN 2.0.2, 13.3.2 Completing). */
function stopListening(run: Run, scopeId: string): void {
  const { owns } = run.scope(scopeId);
  const listening = owns.filter((id) => !byId(run.state.deadlines, id));
  if (listening.length > 0 && isCompleting(run, scopeId)) for (const id of listening) endWaiting(run, id);
}

function completeCase(run: Run, variables: JsonObject): void {
  const outcome = run.reachedEnd ?? run.state.reachedEnd ?? 'completed';
  run.emit({ kind: 'caseCompleted', outcome });
  const { parent } = run.state;
  if (parent) run.effect({ kind: 'reportToParent', parent, result: { ok: true, variables, outcome } });
}
