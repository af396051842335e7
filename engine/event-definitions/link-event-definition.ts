import type { EventBehaviour } from '../element.ts';
import { put } from '../flow.ts';

export interface LinkConfig {
  name: string;
  /** At the source of a link: the catch event that it leads to. */
  target?: string;
}

/** Link: two events of one scope that are as good as a sequence flow between them (BPMN 2.0.2, 10.5.5). */
export const linkEventDefinition = {
  type: 'linkEventDefinition',
  throw(run, token, { target }) {
    if (target === undefined) return false;
    run.emit({ kind: 'elementCompleted', node: token.node, tokens: [token.id] });
    const next = put(run, token.scope, target);
    run.agenda.push({ kind: 'leave', token: next.id });
    return true;
  },
} satisfies EventBehaviour<LinkConfig>;
