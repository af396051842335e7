import type { Element } from '../element.ts';
import { leave } from '../flow.ts';

/** Start event: the token it was given goes on (BPMN 2.0.2, 13.5.1). What triggers it stands in `start.ts` and `fire.ts`. */
export const startEvent = {
  type: 'startEvent',
  arrive(run, token) {
    leave(run, token);
  },
} satisfies Element;
