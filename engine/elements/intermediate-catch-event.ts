import { releaseOwned } from '../cancel.ts';
import type { Element } from '../element.ts';
import { leave } from '../flow.ts';
import type { CatchEventConfig } from '../model.ts';
import { wait } from '../waiting.ts';

/** Intermediate catch event: its token waits until the event comes, the first of several (BPMN 2.0.2, 13.5.2). */
export const intermediateCatchEvent = {
  type: 'intermediateCatchEvent',
  arrive(run, token, node) {
    const { stage } = (node.config ?? {}) as CatchEventConfig;
    run.emit({
      kind: 'elementStarted',
      token: token.id,
      node: node.id,
      ...(stage === undefined ? {} : { stage }),
    });
    wait(run, { token: run.token(token.id), scope: token.scope, node });
  },
  caught(run, token) {
    releaseOwned(run, token.id);
    leave(run, run.token(token.id));
  },
} satisfies Element;
