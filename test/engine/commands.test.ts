import { describe, expect, test } from 'vitest';
import type { Command } from '../../engine/input.ts';
import { given, office, officer } from '../support/given.ts';
import { boundary, error, message, model, node, user, within } from '../support/model.ts';

const start = node('start', 'startEvent');
const work = model('case', [start, user('work'), user('after')], ['start -> work', 'work -> after']);

describe('progress', () => {
  test('people note what they have done, on a task or on the case, numbered in their order', () => {
    const run = given(work);
    expect(run.command({ kind: 'recordProgress', text: '已联系学校' })).toBeUndefined();
    expect(run.last('progressRecorded')).toMatchObject({ entry: 1, text: '已联系学校' });
    expect(run.last('progressRecorded')).not.toHaveProperty('percent');
    expect(run.last('progressRecorded')).not.toHaveProperty('node');
    run.command({ kind: 'recordProgress', text: '完成一半', percent: 50, task: run.task('work').id });
    expect(run.last('progressRecorded')).toMatchObject({ entry: 2, percent: 50, node: 'work' });
  });

  test('an empty note, or one on a task that is not open, is refused', () => {
    const run = given(work);
    expect(run.command({ kind: 'recordProgress', text: '  ' })?.code).toBe('bad-input');
    expect(run.command({ kind: 'recordProgress', text: 'x', task: 't99' })?.code).toBe('task-not-open');
    expect(run.count('progressRecorded')).toBe(0);
  });
});

describe('tasks', () => {
  test('a machine never acts on a task', () => {
    const run = given(work);
    const machine = { kind: 'system', name: 'job' } as const;
    const refusal = run.command({ kind: 'completeTask', task: run.task('work').id, variables: {} }, machine);
    expect(refusal?.code).toBe('not-allowed');
  });

  test('a claim and a release each make a new generation, and a repeat of a claim changes nothing', () => {
    const run = given(work);
    const { id } = run.task('work');
    expect(run.command({ kind: 'claimTask', task: id, generation: 1 })).toBeUndefined();
    expect(run.last('taskClaimed')).toMatchObject({ person: 'p1', generation: 2 });
    run.command({ kind: 'claimTask', task: id });
    expect(run.count('taskClaimed')).toBe(1);
    expect(run.command({ kind: 'releaseTask', task: id, generation: 1 })).toMatchObject({
      code: 'task-changed',
      data: { claimedBy: 'p1', generation: 2 },
    });
    run.command({ kind: 'releaseTask', task: id });
    expect(run.last('taskReleased').generation).toBe(3);
    run.command({ kind: 'releaseTask', task: id });
    expect(run.count('taskReleased')).toBe(1);
    run.complete('work');
    expect(run.openTasks()).toEqual(['after']);
  });

  test('what somebody else has claimed is theirs', () => {
    const run = given(work);
    const other = { ...officer, person: 'p2' };
    run.command({ kind: 'claimTask', task: run.task('work').id }, other);
    const { id } = run.task('work');
    for (const kind of ['claimTask', 'releaseTask'] as const)
      expect(run.command({ kind, task: id })).toMatchObject({
        code: 'task-changed',
        data: { claimedBy: 'p2' },
      });
    expect(run.command({ kind: 'completeTask', task: id, variables: {} })?.code).toBe('task-changed');
  });

  test('a task that is not open is named in the refusal', () => {
    expect(given(work).command({ kind: 'claimTask', task: 't99' })).toMatchObject({
      code: 'task-not-open',
      message: 'Expected task t99 to be open, but it is not',
    });
  });

  test('the outcome goes into its variable, the reason into the record', () => {
    const outcomes = [{ key: 'reject', name: { zh: '退回' }, needsReason: true }];
    const run = given(
      model(
        'decides',
        [start, user('a', { outcomes }), user('b', { outcomes, outcomeVariable: 'second' }), user('c')],
        ['start -> a', 'a -> b', 'b -> c'],
      ),
    );
    run.complete('a', {}, { outcome: 'reject', reason: '照片不清' });
    expect(run.last('taskCompleted')).toMatchObject({ outcome: 'reject', reason: '照片不清', node: 'a' });
    run.complete('b', { note: 1 }, { outcome: 'reject', reason: 'x' });
    expect(run.variables()).toEqual({ outcome: 'reject', second: 'reject', note: 1 });
  });

  test('an outcome where none is offered is kept under the plain name', () => {
    const run = given(
      model(
        'plain',
        [
          start,
          node('a', 'userTask', { config: { ...(user('a').config as object), outcomeVariable: undefined } }),
          user('b'),
        ],
        ['start -> a', 'a -> b'],
      ),
    );
    run.complete('a', {}, { outcome: 'done' });
    expect(run.variables()).toEqual({ outcome: 'done' });
    expect(run.last('taskCompleted')).not.toHaveProperty('reason');
  });
});

describe('incidents', () => {
  const failing = model(
    'failing',
    [
      start,
      ...within('sub', [node('s', 'startEvent'), node('which', 'exclusiveGateway'), user('yes')], {
        properties: ['ok'],
      }),
      boundary('stop', 'sub', { events: message('stop') }),
      user('stopped'),
    ],
    ['start -> sub', 's -> which', 'which -> yes : ok = true', 'stop -> stopped'],
  );

  test('a retry with data sets it where the fault is', () => {
    const run = given(failing);
    run.retry({ ok: true });
    expect(run.openTasks()).toEqual(['yes']);
    expect(run.variables()).toEqual({});
    expect(run.last('incidentResolved').how).toBe('retry');
  });

  test('a retry that fails again leaves a new incident', () => {
    const run = given(failing);
    run.retry();
    expect(run.incidents()).toEqual(['no-flow-possible']);
    expect(run.count('incidentRaised')).toBe(2);
  });

  test('an incident ends with what it hangs on', () => {
    const run = given(failing);
    run.message('stop');
    expect(run.incidents()).toEqual([]);
    expect(run.last('incidentResolved').how).toBe('dismissed');
    expect(run.openTasks()).toEqual(['stopped']);
  });

  test('one that is not open can not be resolved', () => {
    expect(given(work).command({ kind: 'resolveIncident', incident: 'i9', how: 'retry' })?.code).toBe(
      'not-found',
    );
  });
});

describe('the whole case', () => {
  const commands: Command[] = [
    { kind: 'recordProgress', text: 'x' },
    { kind: 'sendSignal', signal: 'x', signalId: 's', variables: {} },
    { kind: 'cancelCase', reason: 'x' },
  ];
  test.each(commands)('nothing is done to a closed case: $kind', (command) => {
    const run = given(model('closed', [start, node('end', 'endEvent')], ['start -> end']));
    const { seq } = run.state;
    expect(run.command(command)).toMatchObject({ code: 'case-closed' });
    expect(run.input({ kind: 'tick', at: run.now })).toBeUndefined();
    expect(run.state.seq).toBe(seq);
  });

  test('a demonstration’s clock goes forward only', () => {
    const run = given(work);
    expect(run.command({ kind: 'advanceClock', offset: 60_000 })).toBeUndefined();
    expect(run.last('clockAdvanced').offset).toBe(60_000);
    expect(run.command({ kind: 'advanceClock', offset: 59_999 })?.code).toBe('bad-input');
    expect(run.command({ kind: 'advanceClock', offset: 60_000 })).toBeUndefined();
  });

  test('a cancellation is recorded with its reason, and ends what runs', () => {
    const run = given(work);
    expect(run.command({ kind: 'cancelCase', reason: ' ' }, office)?.code).toBe('bad-input');
    run.does(office, { kind: 'cancelCase', reason: '重复登记' });
    expect(run.state).toMatchObject({ status: 'cancelled', outcome: '重复登记' });
    expect(run.last('scopeClosed').cancelled).toBe(true);
  });

  test('data is corrected with the reason, where one is given', () => {
    const run = given(work);
    run.set({ a: 1 });
    expect(run.last('variablesSet')).not.toHaveProperty('reason');
    run.command({ kind: 'setVariables', variables: { a: 2 }, reason: '录入错误' });
    expect(run.last('variablesSet')).toMatchObject({ variables: { a: 2 }, reason: '录入错误' });
  });

  test('each event says who did it', () => {
    const run = given(work);
    run.complete('work');
    expect(run.last('taskCompleted').actor).toEqual(officer);
    run.input({ kind: 'tick', at: run.now });
    const failed = given(
      model(
        'jobs',
        [start, node('job', 'serviceTask', { config: { jobType: 'x', parameters: {} } })],
        ['start -> job'],
      ),
    );
    failed.input({
      kind: 'jobCompleted',
      at: failed.now,
      job: failed.last('jobCreated').job.id,
      variables: {},
    });
    expect(failed.last('jobCompleted').actor).toEqual({ kind: 'system', name: 'jobCompleted' });
  });

  test('an error that ends the case is in its record', () => {
    const run = given(
      model('fails', [start, node('end', 'endEvent', { events: error('bad') })], ['start -> end']),
    );
    expect(run.last('errorThrown')).toMatchObject({ node: 'end', code: 'bad' });
    expect(run.last('scopeClosed').cancelled).toBe(true);
  });
});

describe('faults of the template', () => {
  test('an element that the engine does not run is an incident on it', () => {
    const run = given(model('unknown', [start, node('strange', 'choreographyTask')], ['start -> strange']));
    expect(run.last('incidentRaised').incident).toMatchObject({ code: 'unknown-element', node: 'strange' });
  });

  test('an automatic loop that was halted goes on by a retry, with all that it had still to do', () => {
    const run = given(
      model(
        'counting',
        [
          start,
          node('merge', 'exclusiveGateway'),
          node('count', 'scriptTask', { config: { script: '= n + 1', resultVariable: 'n' } }),
          node('more', 'exclusiveGateway'),
          user('after'),
        ],
        [
          'start -> merge',
          'merge -> count',
          'count -> more',
          'more -> merge : n < 3000',
          'more -> after : default',
        ],
      ),
      { n: 0 },
    );
    expect(run.incidents()).toEqual(['too-many-moves']);
    run.retry();
    expect(run.openTasks()).toEqual(['after']);
    expect(run.variables()).toEqual({ n: 3000 });
  });
});
