import type { Element } from '../element.ts';
import type { UserTaskConfig } from '../model.ts';
import { beginStep } from '../work/lookups.ts';

/**
 * User task: waits until its people have decided (BPMN 2.0.2, 13.3.3). Candidates are posts at units, known by name only
 * when someone looks, unless the template needs names. A task that would be nobody's is an incident, not a task that
 * waits unseen.
 */
export const userTask = {
  type: 'userTask',
  start(run, token) {
    beginStep(run, token);
  },
} satisfies Element<UserTaskConfig>;
