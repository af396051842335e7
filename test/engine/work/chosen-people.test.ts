import { describe, expect, test } from 'vitest';
import type { UserTaskConfig } from '../../../engine/model.ts';
import type { PeopleSource } from '../../../engine/work/model.ts';
import { candidate, given } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';
import { finding, outcomes, who } from './second-step.ts';

describe('people chosen for steps to come', () => {
  const chosen = (source: object): Partial<UserTaskConfig> => ({
    candidates: [],
    people: [{ kind: 'chosen', ...source } as PeopleSource],
  });

  test('by the initiator at the start; what is not allowed is as if it were not chosen', () => {
    const config = chosen({ by: 'initiator', most: 1, among: [{ post: 'nurse', unit: '= unit' }] });
    const start = (people: string[]) =>
      finding(config, { unit: 'school' }, { choices: { second: people.map(candidate) } });
    expect(who(start(['nurse@school:n']))).toEqual(['nurse@school:n']);
    expect(start(['guard@school:g']).incidents()).toEqual(['nobody']);
    expect(start(['nurse@school:n', 'nurse@school:m']).incidents()).toEqual(['nobody']);
  });

  test('by the handler before: none missing, none too many, none for another step', () => {
    const run = given(
      model(
        'next',
        [
          node('start', 'startEvent'),
          user('first', { outcomes }),
          node('which', 'exclusiveGateway'),
          user('second', { ...chosen({ by: 'previousHandler', most: 1 }), outcomes: [] }),
          user('other', chosen({ by: 'initiator' })),
        ],
        ['start -> first', 'first -> which', 'which -> second : default', 'which -> other : outcome = "no"'],
      ),
    );
    const { id: task } = run.task('first');
    const attempt = (choices?: Record<string, string[]>, outcome = 'yes') =>
      run.command({
        kind: 'completeTask',
        task,
        outcome,
        variables: {},
        ...(choices && {
          choices: Object.fromEntries(
            Object.entries(choices).map(([at, people]) => [at, people.map(candidate)]),
          ),
        }),
      });
    expect(attempt()?.texts?.zh).toBe('请选择“second”的办理人');
    expect(attempt({ second: ['nurse@school:a', 'nurse@school:b'] })?.texts?.zh).toContain('最多选择1人');
    expect(attempt({ second: ['nurse@school:a', 'nurse@school:a'] })?.code).toBe('bad-input');
    expect(attempt({ second: ['nurse@school:a'], other: ['nurse@school:a'] })?.texts?.zh).toContain(
      '不由您选择',
    );
    expect(attempt({ second: ['nurse@school:a'], first: ['nurse@school:a'] })?.code).toBe('bad-input');
    expect(attempt({ second: ['nurse@school:a'] })).toBeUndefined();
    expect(who(run)).toEqual(['nurse@school:a']);
  });

  test('who rejects need choose nobody', () => {
    const run = given(
      model(
        'reject',
        [
          node('start', 'startEvent'),
          user('first', { outcomes }),
          user('second', chosen({ by: 'previousHandler' })),
        ],
        ['start -> first', 'first -> second'],
      ),
    );
    run.complete('first', {}, { outcome: 'no' });
    expect(run.incidents()).toEqual(['nobody']);
  });
});
