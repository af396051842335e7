import { describe, expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import { node, user } from '../../support/model.ts';
import { end, finish, inARow, returns, start, trailing } from './returning.ts';

describe('to whoever began the case', () => {
  const row = inARow('plan', 'check');

  test('they have a task to revise it, and then it goes on from the start', () => {
    const run = given(row);
    run.complete('plan');
    returns(row, run, { from: 'check', to: 'initiator' });
    expect(run.openTasks()).toEqual(['start']);
    expect(run.state.tasks[0]).toMatchObject({
      candidates: [{ person: 'p1' }],
      added: { kind: 'revision' },
      returned: { reason: 'incomplete', from: 'check' },
    });
    run.complete('start', { budget: 5 });
    expect(run.openTasks()).toEqual(['plan']);
    finish(run);
  });

  test('again and again', () => {
    const run = given(row);
    for (let round = 0; round < 3; round += 1) {
      run.complete('plan');
      returns(row, run, { from: 'check', to: 'initiator' });
      run.complete('start');
    }
    expect(run.openTasks()).toEqual(['plan']);
    finish(run);
    expect(run.times('check')).toBe(1);
  });

  test('everything beside it ends too', () => {
    const process = trailing(
      [start, user('plan'), node('fork', 'parallelGateway'), user('a'), user('b'), end],
      ['start -> plan', 'plan -> fork', 'fork -> a', 'fork -> b', 'a -> end', 'b -> end'],
    );
    const run = given(process);
    run.complete('plan');
    run.complete('b');
    returns(process, run, { from: 'a', to: 'initiator' });
    expect(run.openTasks()).toEqual(['start']);
    expect(run.state.tokens).toHaveLength(1);
    finish(run);
  });

  test('also where no start event is drawn, and from the first step', () => {
    const process = trailing([user('plan'), user('check'), end], ['plan -> check', 'check -> end']);
    const run = given(process);
    returns(process, run, { from: 'plan', to: 'initiator' });
    expect(run.state.tasks).toMatchObject([{ added: { kind: 'revision' } }]);
    run.complete('plan');
    expect(run.state.tasks.map(({ node: at, added }) => [at, added?.kind])).toEqual([['plan', undefined]]);
    finish(run);
  });
});
