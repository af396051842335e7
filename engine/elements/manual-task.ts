import type { Element } from '../element.ts';

/** Manual task: done outside of any system, so the engine passes through it (BPMN 2.0.2, 13.3.3). */
export const manualTask = {
  type: 'manualTask',
  start(run, token) {
    run.agenda.push({ kind: 'leave', token: token.id });
  },
} satisfies Element;
