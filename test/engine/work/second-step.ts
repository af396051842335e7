import type { UserTaskConfig } from '../../../engine/model.ts';
import type { PeopleSource } from '../../../engine/work/model.ts';
import { given, type CaseUnderTest } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

/** Cases whose second step is under test: who does it, and how. */

export const outcomes = [
  { key: 'yes', name: { zh: '同意' }, needsReason: false },
  { key: 'no', name: { zh: '不同意' }, needsReason: false, verdict: 'reject' as const },
];

/** A first step by the officer, then the one under test. */
export function finding(config: Partial<UserTaskConfig>, data = {}, more = {}): CaseUnderTest {
  const run = given(
    model(
      'finding',
      [
        node('start', 'startEvent'),
        user('first'),
        user('second', { candidates: [], outcomes, ...config }),
        node('which', 'exclusiveGateway'),
        user('after'),
        user('refused'),
      ],
      [
        'start -> first',
        'first -> second',
        'second -> which',
        'which -> after : default',
        'which -> refused : outcome = "no"',
      ],
    ),
    data,
    more,
  );
  run.complete('first');
  return run;
}

export const by = (source: PeopleSource, more: Partial<UserTaskConfig> = {}, data = {}) =>
  finding({ people: [source], ...more }, data);
/** Whom the second step was given to. */
export const who = (run: CaseUnderTest) =>
  run
    .task('second')
    .candidates.map(({ post, unit, person: name }) => `${post}@${unit}${name ? `:${name}` : ''}`);
