import { postsAt } from '../posts-at.ts';
import type { Element } from '../element.ts';
import { CaseFault } from '../fault.ts';
import type { UserTaskConfig } from '../model.ts';
import type { OpenTask } from '../state.ts';

/**
 * User task: waits until one of its candidates completes it (BPMN 2.0.2, 13.3.3). Candidates are posts at units, known by
 * name only when someone looks. A task that would be nobody's is an incident, not a task that waits unseen.
 */
export const userTask = {
  type: 'userTask',
  start(run, token, { id, config }) {
    const candidates = config.candidates.flatMap((candidate) => postsAt(run, token, candidate));
    if (candidates.length === 0) {
      throw new CaseFault(
        'nobody',
        `Expected ${id} to be given to at least one post at a unit, but it is given to none`,
      );
    }
    const excluded = config.excludedUnits.flatMap((unit) => postsAt(run, token, { post: 'any', unit }));
    const task: OpenTask = {
      id: run.nextId('t'),
      token: token.id,
      node: id,
      createdAt: run.at,
      candidates,
      excludedUnits: excluded.map(({ unit }) => unit),
      ...(config.form !== undefined && { form: config.form }),
      ...(config.stage !== undefined && { stage: config.stage }),
      outcomes: config.outcomes.map((outcome) => outcome.key),
      generation: 1,
    };
    run.emit({ kind: 'taskCreated', task });
  },
} satisfies Element<UserTaskConfig>;
