import type { Element } from '../element.ts';
import { leave } from '../flow.ts';

/** Boundary event: its activity waits for it (`fire.ts`); once it has come, its token goes on. */
export const boundaryEvent = {
  type: 'boundaryEvent',
  arrive(run, token) {
    leave(run, token);
  },
} satisfies Element;
