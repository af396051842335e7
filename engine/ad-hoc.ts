import { cancelTokens } from './cancel.ts';
import { place } from './flow.ts';
import type { Expression, Node, ProcessModel } from './model.ts';
import type { Run } from './run.ts';
import type { CaseState, Scope } from './state.ts';

/** Configuration of an ad-hoc sub-process (BPMN 2.0.2, 10.3.5). */
export interface AdHocConfig {
  ordering: 'Parallel' | 'Sequential';
  completionCondition?: Expression;
  /** When the condition holds, what still runs is cancelled; otherwise it is waited for. */
  cancelRemaining: boolean;
  /** People begin its activities, as often as they see fit. Otherwise each begins once, by itself. */
  isManual: boolean;
}

/** What of an ad-hoc sub-process can begin: everything that no flow leads to. */
export function adHocActivities(run: Run, node: Node): string[] {
  return node.children.filter((id) => {
    const child = run.node(id);
    return child.incoming.length === 0 && child.attachedTo === undefined && !child.isForCompensation;
  });
}

/** Begins what is to begin by itself: all at once, or the next when nothing else runs. */
export function beginAdHoc(run: Run, scopeId: string): void {
  const scope = run.scope(scopeId);
  if (!scope.adHoc) return;
  const { ordering } = configOf(run, scope);
  const beginning = ordering === 'Sequential' ? scope.adHoc.queue.slice(0, 1) : scope.adHoc.queue;
  for (const node of beginning) beginActivity(run, scopeId, node);
}

export function beginActivity(run: Run, scopeId: string, node: string): void {
  run.emit({ kind: 'adHocBegun', scope: scopeId, node });
  place(run, scopeId, node);
}

/**
 * Something in an ad-hoc sub-process has ended: whether it is complete. Without a condition it is when all of it has run;
 * with one, when that holds.
 */
export function reviseAdHoc(run: Run, scope: Scope): boolean {
  const { completionCondition, cancelRemaining, isManual } = configOf(run, scope);
  const hasCondition = completionCondition !== undefined;
  if (scope.adHoc?.isSatisfied) return true;
  if (hasCondition && run.isTrue(completionCondition, scope.id)) {
    if (cancelRemaining) cancelTokens(run, scope.id);
    else run.emit({ kind: 'adHocSatisfied', scope: scope.id });
    return true;
  }
  if (scope.live > 0) return false;
  if (scope.adHoc && scope.adHoc.queue.length > 0) {
    beginAdHoc(run, scope.id);
    return false;
  }
  return !hasCondition && !isManual;
}

/** The open ad-hoc sub-process in which people may begin this activity now. */
export function adHocScope(
  state: CaseState,
  model: ProcessModel,
  { node, scope }: { node: string; scope?: string },
): Scope | undefined {
  const { incoming = [], parent } = model.nodes[node] ?? {};
  const { ordering } = (model.nodes[parent ?? '']?.config ?? {}) as unknown as Partial<AdHocConfig>;
  return state.scopes.find(
    (open) =>
      open.adHoc?.isManual &&
      open.node === parent &&
      incoming.length === 0 &&
      (scope === undefined || scope === open.id) &&
      (ordering !== 'Sequential' || open.live === 0),
  );
}

function configOf(run: Run, scope: Scope): AdHocConfig {
  return run.node(scope.node).config as unknown as AdHocConfig;
}
