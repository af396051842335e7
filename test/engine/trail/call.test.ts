import { expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import { node, user } from '../../support/model.ts';
import { end, finish, inARow, returns, start, targets, trailing } from './returning.ts';

const call = (id: string) =>
  node(id, 'callActivity', {
    config: { calledElement: 'hand-off', binding: 'latest', inputs: [], outputs: [] },
  });
const caller = trailing(
  [start, user('plan'), call('hand'), user('check'), end],
  ['start -> plan', 'plan -> hand', 'hand -> check', 'check -> end'],
);
const called = inARow('receive', 'accept');
const parent = { caseId: 'c1', call: 'c9' };

test('a step of a called case goes back to a step of its caller: the called case ends and tells it', () => {
  const run = given(called, {}, { parent });
  run.complete('receive');
  const task = run.task('accept').id;
  expect(
    run.command({ kind: 'returnTask', task, to: 'caller:k7', resume: 'forward', reason: 'not ours' }),
  ).toBeUndefined();
  expect(run.state).toMatchObject({ status: 'cancelled', outcome: 'returned' });
  expect(run.effects.at(-1)).toEqual({
    kind: 'reportToParent',
    parent,
    result: { ok: false, error: 'returned', returnTo: { visit: 'k7', reason: 'not ours', by: 'p1' } },
  });
});

test('only a case that was called has a caller', () => {
  const run = given(called);
  const task = run.task('receive').id;
  expect(
    run.command({ kind: 'returnTask', task, to: 'caller:k7', resume: 'forward', reason: 'not ours' }),
  ).toMatchObject({ code: 'bad-input' });
});

test('the caller then goes back from its call, and the handler reads why', () => {
  const run = given(caller);
  run.complete('plan');
  run.fromCall({
    kind: 'callEnded',
    result: { ok: false, error: 'returned', returnTo: { visit: 'previous', reason: 'not ours', by: 'p8' } },
  });
  expect(run.openTasks()).toEqual(['plan']);
  expect(run.task('plan').returned).toEqual({ reason: 'not ours', by: 'p8', from: 'hand' });
  expect(run.state.calls).toEqual([]);
  run.complete('plan');
  expect(run.count('callStarted')).toBe(2);
});

test('also to whoever began it', () => {
  const run = given(caller);
  run.complete('plan');
  run.fromCall({
    kind: 'callEnded',
    result: { ok: false, error: 'returned', returnTo: { visit: 'initiator', reason: 'not ours', by: 'p8' } },
  });
  expect(run.state.tasks).toMatchObject([{ node: 'start', added: { kind: 'revision' } }]);
});

test('a step that the caller does not know any more is for somebody to look at', () => {
  const run = given(caller);
  run.complete('plan');
  run.fromCall({
    kind: 'callEnded',
    result: { ok: false, error: 'returned', returnTo: { visit: 'k999', reason: 'not ours', by: 'p8' } },
  });
  expect(run.incidents()).toEqual(['call-failed']);
});

test('a called case that has ended is a target as a whole: it is called anew', () => {
  const run = given(caller);
  run.complete('plan');
  run.fromCall({ kind: 'callEnded', result: { ok: true, variables: {} } });
  expect(targets(caller, run, 'check')).toEqual(['hand', 'plan']);
  returns(caller, run, { from: 'check', to: 'hand' });
  expect(run.openTasks()).toEqual([]);
  expect(run.count('callStarted')).toBe(2);
  run.fromCall({ kind: 'callEnded', result: { ok: true, variables: {} } });
  finish(run);
});

test('the previous step is a person’s: the call is passed over', () => {
  const run = given(caller);
  run.complete('plan');
  run.fromCall({ kind: 'callEnded', result: { ok: true, variables: {} } });
  returns(caller, run, { from: 'check', to: 'previous' });
  expect(run.openTasks()).toEqual(['plan']);
});

test('from a step before it a running called case ends', () => {
  const process = trailing(
    [start, user('plan'), node('fork', 'parallelGateway'), call('hand'), user('check'), end],
    ['start -> plan', 'plan -> fork', 'fork -> hand', 'fork -> check', 'hand -> end', 'check -> end'],
  );
  const run = given(process);
  run.complete('plan');
  returns(process, run, { from: 'check', to: 'plan' });
  expect(run.effects.at(-1)).toMatchObject({ kind: 'cancelCall' });
  expect(run.state.calls).toEqual([]);
});
