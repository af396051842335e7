import type { JsonObject } from './json.ts';
import type { Run } from './run.ts';
import type { Subscription, WorkItem } from './state.ts';

/**
 * What these subscriptions wait for has come. A boundary event or event sub-process that does not interrupt waits on;
 * all others wait no more. What they interrupt must not move before.
 */
export function occur(run: Run, subscriptions: Subscription[], variables: JsonObject): void {
  const items: WorkItem[] = subscriptions.map(({ id, token, scope, node, event }) => {
    const { isInterrupting, parallelMultiple } = run.node(node);
    if (isInterrupting !== false && !parallelMultiple)
      run.emit({ kind: 'subscriptionClosed', subscription: id, node });
    const occurrence = {
      ...(token !== undefined && { token }),
      scope,
      node,
      ...(event !== undefined && { event }),
    };
    return { kind: 'fire', occurrence, variables };
  });
  run.agenda.urge(items);
}
