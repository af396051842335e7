import { describe, expect, test } from 'vitest';
import { given, office } from '../../support/given.ts';
import {
  boundary,
  conditional,
  error,
  eventSubProcess,
  message,
  node,
  nodes,
  user,
  within,
} from '../../support/model.ts';
import { branches, stoppable, returned } from './models.ts';
import {
  end,
  finish,
  mover,
  returns,
  start,
  substance,
  targets,
  trailing,
  tryWithdraw,
} from './returning.ts';

/** A step that was to go straight back ends without being done: the case goes on as if the return had walked forward. */
describe('a step that was to go straight back', () => {
  test('is interrupted: what waited beside it at the join waits there again', () => {
    const run = returned(stoppable);
    run.message('stop');
    expect(run.openTasks()).toEqual(['other']);
    expect(run.last('detourEnded')).toMatchObject({ node: 'b', to: 'c' });
    finish(run);
    expect(run.times('a')).toBe(1);
    expect(run.times('c')).toBe(1);
  });

  test('is moved past the join: what waited there ends with it, as without a return', () => {
    const run = returned(stoppable);
    const { id } = run.task('b');
    const refusal = run.command({ kind: 'moveTask', task: id, to: 'c', reason: 'urgent' }, mover);
    expect(refusal).toBeUndefined();
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('a')).toBe(1);
  });

  test('is suspended, or the case is: nothing has ended, and it goes straight back', () => {
    const verbs = (['return', 'suspend'] as const).map((verb) => ({ verb, needs: [] }));
    const process = { ...stoppable, work: { verbs } };
    const run = returned(process);
    const { id } = run.task('b');
    run.command({ kind: 'suspendTask', task: id, reason: 'waiting' });
    run.command({ kind: 'resumeTask', task: id });
    run.complete('b');
    expect(run.openTasks()).toEqual(['c']);
    expect(run.times('b')).toBe(2);
    expect(run.count('detourEnded')).toBe(0);
  });

  test('ends with the case: nothing stays behind', () => {
    const run = returned(stoppable);
    const before = run.count('tokenRestored');
    run.does(office, { kind: 'cancelCase', reason: 'void' });
    expect(run.state).toMatchObject({ status: 'cancelled', tokens: [], scopes: [] });
    expect(run.count('tokenRestored')).toBe(before);
  });

  test('ends with all that is around it: what waited beside it ends too', () => {
    const process = trailing(
      [
        ...[start, ...nodes('parallelGateway', 'fork', 'join'), end],
        ...['a', 'b', 'c'].map((id) => user(id)),
        ...eventSubProcess('instead', { events: message('instead') }, [
          user('other'),
          node('out', 'endEvent'),
        ]),
      ],
      [
        ...['start -> fork', 'fork -> a', 'fork -> b', 'a -> join', 'b -> join', 'join -> c', 'c -> end'],
        ...['insteadStart -> other', 'other -> out'],
      ],
    );
    const run = given(process);
    ['a', 'b'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'b', resume: 'back' });
    run.message('instead');
    expect(run.openTasks()).toEqual(['other']);
    expect(run.state.tokens).toHaveLength(2);
    finish(run);
  });

  test('ends with its sub-process: what waited beside it in there ends too', () => {
    const process = trailing(
      [
        ...[start, ...nodes('parallelGateway', 'fork', 'join'), node('either', 'exclusiveGateway'), end],
        ...within('sub', [
          node('in', 'startEvent'),
          ...nodes('parallelGateway', 'split', 'meet'),
          ...['a', 'b', 'c'].map((id) => user(id)),
        ]),
        boundary('stop', 'sub', { events: message('stop') }),
        ...['beside', 'other', 'last'].map((id) => user(id)),
      ],
      [
        ...['start -> fork', 'fork -> sub', 'fork -> beside', 'beside -> join', 'sub -> either'],
        ...['in -> split', 'split -> a', 'split -> b', 'a -> meet', 'b -> meet', 'meet -> c'],
        ...['stop -> other', 'other -> either', 'either -> join', 'join -> last', 'last -> end'],
      ],
    );
    const run = given(process);
    ['a', 'b'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'b', resume: 'back' });
    run.message('stop');
    expect(run.openTasks()).toEqual(['beside', 'other']);
    finish(run);
    expect(run.times('beside')).toBe(1);
  });

  test('within a sub-process that was closed is interrupted: that is open again as at first', () => {
    const process = trailing(
      [
        start,
        ...within('sub', [
          node('in', 'startEvent'),
          ...['a', 'told'].map((id) => user(id)),
          boundary('tell', 'a', { events: message('tell') }),
        ]),
        boundary('stop', 'sub', { events: message('stop') }),
        ...['other', 'c'].map((id) => user(id)),
        end,
      ],
      [
        ...['start -> sub', 'in -> a', 'tell -> told', 'sub -> c', 'c -> end'],
        ...['stop -> other', 'other -> end'],
      ],
    );
    const run = given(process);
    run.complete('a');
    returns(process, run, { from: 'c', to: 'a', resume: 'back' });
    run.message('tell');
    expect(run.openTasks()).toEqual(['told']);
    run.message('stop');
    expect(run.openTasks()).toEqual(['other']);
    finish(run);
  });

  test('is a call that fails: an error event leads on', () => {
    const call = node('call', 'callActivity', {
      config: { calledElement: 'hand-off', binding: 'latest', inputs: [], outputs: [] },
    });
    const process = trailing(
      [
        ...[start, ...nodes('parallelGateway', 'fork', 'join'), node('either', 'exclusiveGateway'), end],
        ...['a', 'other', 'c'].map((id) => user(id)),
        call,
        boundary('failed', 'call', { events: error() }),
      ],
      [
        ...['start -> fork', 'fork -> a', 'fork -> call', 'a -> join', 'call -> either', 'failed -> other'],
        ...['other -> either', 'either -> join', 'join -> c', 'c -> end'],
      ],
    );
    const run = given(process);
    run.complete('a');
    run.fromCall({ kind: 'callEnded', result: { ok: true, variables: {} } });
    returns(process, run, { from: 'c', to: 'call', resume: 'back' });
    run.fromCall({ kind: 'callEnded', result: { ok: false, error: 'no-money' } });
    expect(run.openTasks()).toEqual(['other']);
    finish(run);
    expect(run.times('a')).toBe(1);
  });

  test('had been returned within another return: both end', () => {
    const process = branches(
      { events: message('never') },
      { also: [boundary('late', 'b0', { events: message('stop') })], flows: ['late -> other'] },
    );
    const run = returned(process);
    returns(process, run, { from: 'b', to: 'b0', resume: 'back' });
    expect(run.openTasks()).toEqual(['b0']);
    run.message('stop');
    expect(run.openTasks()).toEqual(['other']);
    finish(run);
    expect(run.times('a')).toBe(1);
    expect(run.times('c')).toBe(1);
  });

  test('and another that came of the same return: what was done of it stays done', () => {
    for (const first of ['done', 'open'] as const) {
      const run = given(stoppable);
      ['a', 'b0', 'b'].forEach((step) => run.complete(step));
      returns(stoppable, run, { from: 'c', to: 'previous', resume: 'back' });
      expect(run.openTasks().toSorted()).toEqual(['a', 'b']);
      if (first === 'done') run.complete('a');
      run.message('stop');
      expect(run.openTasks().toSorted()).toEqual(first === 'done' ? ['other'] : ['a', 'other']);
      finish(run);
      expect(run.times('a')).toBe(2);
      expect(run.times('c')).toBe(1);
    }
  });

  test('is returned further, while another of the same return is still open: it waits for both', () => {
    const run = given(stoppable);
    ['a', 'b0', 'b'].forEach((step) => run.complete(step));
    returns(stoppable, run, { from: 'c', to: 'previous', resume: 'back' });
    returns(stoppable, run, { from: 'b', to: 'b0', resume: 'back' });
    run.complete('a');
    expect(run.openTasks()).toEqual(['b0']);
    run.complete('b0');
    expect(run.openTasks()).toEqual(['b']);
    run.complete('b');
    expect(run.openTasks()).toEqual(['c']);
    finish(run);
    expect(run.times('c')).toBe(1);
  });

  test('is an instance of several, and all of them are interrupted', () => {
    const process = trailing(
      [
        ...[start, ...nodes('parallelGateway', 'fork', 'join'), node('either', 'exclusiveGateway'), end],
        ...['a', 'other', 'c'].map((id) => user(id)),
        user('sign', {}, { loop: { isSequential: false, cardinality: '= 3' } }),
        ...eventSubProcess('instead', { events: message('stop') }, [user('late'), node('out', 'endEvent')]),
      ],
      [
        ...['start -> fork', 'fork -> a', 'fork -> sign', 'a -> join', 'sign -> either'],
        ...[
          'other -> either',
          'either -> join',
          'join -> c',
          'c -> end',
          'insteadStart -> late',
          'late -> out',
        ],
      ],
    );
    const run = given(process);
    ['a', 'sign', 'sign', 'sign'].forEach((step) => run.complete(step));
    returns(process, run, { from: 'c', to: 'sign 1', resume: 'back' });
    expect(run.openTasks()).toEqual(['sign']);
    run.message('stop');
    expect(run.openTasks()).toEqual(['late']);
    finish(run);
  });
});

describe('what ended a step that was to go straight back', () => {
  const ended = branches(
    { events: conditional('= stop = true') },
    { also: ['w', 'after'].map((id) => user(id)), flows: ['fork -> w', 'w -> after', 'after -> end'] },
  );

  test('cannot be withdrawn, since a person had returned it', () => {
    const run = returned(ended);
    run.complete('w', { stop: true });
    expect(run.openTasks()).toEqual(['after', 'other']);
    expect(tryWithdraw(run, 'w')?.code).toBe('not-allowed');
  });

  test('can be returned: the step begins anew and walks forward, and what waited beside it still waits', () => {
    const run = returned(ended);
    run.complete('w', { stop: true });
    run.set({ stop: false });
    returns(ended, run, { from: 'after', to: 'w' });
    expect(run.openTasks().toSorted()).toEqual(['b', 'w']);
    run.complete('b');
    expect(run.openTasks().toSorted()).toEqual(['c', 'w']);
    finish(run);
    expect(run.times('a')).toBe(1);
  });

  test('leaves what was done before to nobody to withdraw, as any return does', () => {
    const run = returned(stoppable);
    run.message('stop');
    for (const step of ['a', 'b0']) expect(tryWithdraw(run, step)?.code, step).toBe('not-allowed');
  });

  test('what is done after it is withdrawn exactly', () => {
    const run = returned(stoppable);
    run.message('stop');
    const before = substance(run.state);
    run.complete('other');
    expect(tryWithdraw(run, 'other')).toBeUndefined();
    expect(substance(run.state)).toEqual(before);
    finish(run);
  });

  test('what waited beside it can be returned to afterwards', () => {
    const run = returned(stoppable);
    run.message('stop');
    run.complete('other');
    expect(targets(stoppable, run, 'c').toSorted()).toEqual(['a', 'b0', 'other']);
    returns(stoppable, run, { from: 'c', to: 'b0' });
    expect(run.openTasks()).toEqual(['b0']);
    finish(run);
    expect(run.times('a')).toBe(1);
  });
});
