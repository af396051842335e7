import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../engine/json.ts';
import { given, person } from '../../support/given.ts';
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

  test('where they have left, their heir revises it', () => {
    const run = given(row);
    run.complete('plan');
    const office = { ...person('chief'), permissions: ['task.assign'] };
    const posts = [{ post: 'officer', unit: 'school' }];
    run.does(office, { kind: 'nameHeir', from: 'p1', person: 'h', posts, reason: '退休' });
    returns(row, run, { from: 'check', to: 'initiator' });
    expect(run.state.tasks[0]).toMatchObject({ candidates: [{ person: 'h' }], added: { kind: 'revision' } });
    expect(run.last('heirAsked')).toMatchObject({ node: 'start', from: 'p1', to: { person: 'h' } });
    run.complete('start', {}, { actor: person('h', 'officer@school') });
    expect(run.openTasks()).toEqual(['plan']);
    expect(run.state.work?.initiator?.person).toBe('p1');
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

  describe('with the form with which it began', () => {
    const formed = {
      ...row,
      work: { ...row.work!, startForm: { key: 'begin', writes: ['place', 'budget'] } },
    };
    const back = () => {
      const run = given(formed, { place: 'gate', budget: 5, internal: true });
      run.complete('plan');
      returns(formed, run, { from: 'check', to: 'initiator' });
      return run;
    };
    const revise = (run: ReturnType<typeof back>, variables: JsonObject, reason?: string) =>
      run.command({
        ...{ kind: 'completeTask', task: run.task('start').id, variables },
        ...(reason !== undefined && { reason }),
      });

    test('they change what it may set, say what they changed, and the record keeps what was there', () => {
      const run = back();
      expect(run.task('start')).toMatchObject({ form: 'begin', outcomes: [] });
      expect(revise(run, { place: 'south gate' })?.texts?.zh).toBe('请填写修改说明');
      expect(revise(run, { place: 'south gate', budget: 5, note: null }, 'place')?.code).toBe('bad-input');
      expect(revise(run, { place: 'south gate', budget: 5 }, 'place')).toBeUndefined();
      expect(run.last('taskCompleted')).toMatchObject({ before: { place: 'gate' }, reason: 'place' });
      expect(run.openTasks()).toEqual(['plan']);
    });

    test('what the form does not write is refused, whatever a page sent', () => {
      expect(revise(back(), { internal: false }, 'why')?.texts?.zh).toBe('本环节不能填写“internal”');
    });

    test('a first step of the diagram asks for nothing of its own', () => {
      const plan = user('plan', {
        outcomes: [{ key: 'yes', name: { zh: '同意' }, needsReason: false }],
        writes: ['x'],
      });
      const first = trailing([plan, user('check'), end], ['plan -> check', 'check -> end'], {
        work: formed.work,
      });
      const run = given(first);
      returns(first, run, { from: 'plan', to: 'initiator' });
      const command = { kind: 'completeTask', task: run.task('plan').id, variables: { budget: 1 } } as const;
      expect(run.command({ ...command, reason: 'budget' })).toBeUndefined();
      expect(run.last('taskCompleted')).toMatchObject({ before: { budget: null } });
    });
  });
});
