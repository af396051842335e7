import type { Element } from '../element.ts';
import { leave } from '../flow.ts';

/** Intermediate throw event without a definition: a milestone that the diagram shows (BPMN 2.0.2, 10.5.4). */
export const intermediateThrowEvent = {
  type: 'intermediateThrowEvent',
  arrive(run, token) {
    leave(run, token);
  },
} satisfies Element;
