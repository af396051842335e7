import { releaseOwned } from '../cancel.ts';
import type { Element } from '../element.ts';
import { CaseFault } from '../fault.ts';
import { outgoing, put } from '../flow.ts';
import { wait } from '../waiting.ts';

/**
 * Event-based gateway: waits for all events after it at once, and goes on with the first that comes; the others are no
 * longer waited for (BPMN 2.0.2, 10.6.6 and 13.4.4). How one begins a case stands in `open-case.ts`.
 */
export const eventBasedGateway = {
  type: 'eventBasedGateway',
  arrive(run, token, node) {
    run.emit({ kind: 'elementStarted', token: token.id, node: node.id });
    for (const { target } of outgoing(run, node.id))
      wait(run, { token: run.token(token.id), scope: token.scope, node: run.node(target) });
  },
  caught(run, token, event) {
    const flow = outgoing(run, token.node).find(({ target }) => target === event.id);
    if (!flow)
      throw new CaseFault('no-flow-possible', {
        zh: `从 ${token.node} 到 ${event.id} 没有连线`,
        en: `Expected a flow from ${token.node} to ${event.id}`,
      });
    releaseOwned(run, token.id);
    run.emit({ kind: 'elementCompleted', node: token.node, tokens: [token.id] });
    const next = put(run, token.scope, event.id, { flow: flow.id });
    run.emit({ kind: 'elementStarted', token: next.id, node: event.id });
    run.agenda.push({ kind: 'leave', token: next.id });
  },
} satisfies Element;
