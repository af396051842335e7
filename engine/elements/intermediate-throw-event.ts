import type { Element } from '../element.ts';
import { leave } from '../flow.ts';
import { throwAll } from '../waiting.ts';

/** Intermediate throw event: throws what it defines and goes on; without a definition, a milestone (BPMN 2.0.2, 10.5.4). */
export const intermediateThrowEvent = {
  type: 'intermediateThrowEvent',
  arrive(run, token) {
    if (!throwAll(run, token)) leave(run, run.token(token.id));
  },
} satisfies Element;
