import type { Element } from '../element.ts';

/** Task without a type: completes at once (BPMN 2.0.2, 13.3.3 "Abstract Task"). */
export const task = {
  type: 'task',
  start(run, token) {
    run.agenda.push({ kind: 'leave', token: token.id });
  },
} satisfies Element;
