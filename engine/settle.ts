import type { ProcessModel } from './model.ts';
import type { Run } from './run.ts';
import type { Subscription, WorkItem } from './state.ts';
import { occur } from './occur.ts';
import { byId } from './table.ts';

/**
 * Conditions that something waits for are looked at when data has changed and all tokens are at rest: one that became
 * true since the last look occurs (BPMN 2.0.2, 10.5.5 Conditional).
 */
export function watchConditions(run: Run): void {
  if (!run.isDataNew) return;
  run.isDataNew = false;
  const occurred: Subscription[] = [];
  for (const subscription of run.state.subscriptions) {
    const { id } = subscription;
    if (subscription.awaits.kind !== 'condition') continue;
    const { condition, holds } = subscription.awaits;
    const token = subscription.token === undefined ? undefined : byId(run.state.tokens, subscription.token);
    const holdsNow = run.isTrue(condition, subscription.scope, token);
    if (holdsNow === holds) continue;
    run.emit({ kind: 'conditionChanged', subscription: id, node: subscription.node, holds: holdsNow });
    if (holdsNow) occurred.push(subscription);
  }
  occur(run, occurred, {});
}

/** The next join where tokens are held and that decides by where all others are. Each is asked once for each thing that moved. */
export function nextJoin(run: Run, asked: Set<string>): WorkItem | undefined {
  const joins = joinsOf(run);
  if (joins.length === 0) return undefined;
  const { scopes } = run.state;
  for (const { id, held, activated } of scopes) {
    for (const node of joins) {
      if (!held[node] && !activated?.[node]) continue;
      const key = `${id} ${node} ${run.state.seq}`;
      if (asked.has(key) || hasIncident(run, id, node)) continue;
      asked.add(key);
      return { kind: 'settle', scope: id, node };
    }
  }
  return undefined;
}

const joinsPerModel = new WeakMap<ProcessModel, string[]>();

function joinsOf(run: Run): string[] {
  let joins = joinsPerModel.get(run.model);
  if (!joins) {
    joins = Object.values(run.model.nodes)
      .filter(({ type }) => run.behaviours.elements[type]?.settle)
      .map(({ id }) => id);
    joinsPerModel.set(run.model, joins);
  }
  return joins;
}

/** What could not be decided for a fault waits for a person, and is not tried again meanwhile. */
function hasIncident(run: Run, scope: string, node: string): boolean {
  return run.state.incidents.some(({ retry }) =>
    retry.some((item) => item.kind === 'settle' && item.scope === scope && item.node === node),
  );
}
