import { describe, expect, test } from 'vitest';
import { clock, deadline, oneTask, reached, rule, step, withCaseClocks } from './clock-case.ts';
import { given, office } from '../../support/given.ts';
import { message, model, node, user, within } from '../../support/model.ts';

test('several clocks run on one step; the citizen’s goes on while ours stands still', () => {
  const suspensions = [{ key: 'police', name: { zh: '公安立案' } }];
  const run = given(
    oneTask([
      clock('ours', { rule: rule(10, 'calendarDay'), suspensions }),
      clock('citizen', { rule: rule(60, 'calendarDay'), neverStops: true, suspensions }),
    ]),
  );
  run.command({ kind: 'suspendClock', deadline: deadline(run, 'ours').id, why: 'police', reason: '立案' });
  expect(deadline(run, 'ours').suspended).toBeDefined();
  expect(deadline(run, 'citizen')).toMatchObject({ dueDate: '2026-11-06' });
  run.complete('work');
  expect(run.state.deadlines).toEqual([]);
});

describe('a clock starts where the law says', () => {
  test('at dispatch, not at signing for: reminders that are past are left out, escalations come at once in order', () => {
    const ladder = [
      step('early', 'remind', -3),
      step('due', 'due', 0),
      step('late', 'escalate', 1),
      step('later', 'escalate', 40),
    ];
    const run = given(oneTask([clock('d', { rule: rule(5, 'workingDay'), startsAt: '= sentAt', ladder })]), {
      sentAt: '2026-08-26T10:00:00+08:00',
    });
    expect(deadline(run, 'd')).toMatchObject({
      startedAt: '2026-08-26T02:00:00.000Z',
      setAt: '2026-09-07T01:00:00.000Z',
      dueDate: '2026-09-02',
    });
    run.after('PT1H');
    expect(reached(run)).toEqual(['due 2026-09-07T01:00', 'late 2026-09-07T01:00']);
  });

  test('a date alone is a start day, and without a value the clock starts with the step', () => {
    const config = clock('d', { rule: rule(10, 'calendarDay'), startsAt: '= foundOn' });
    expect(deadline(given(oneTask([config]), { foundOn: '2026-09-01' }), 'd').dueDate).toBe('2026-09-11');
    expect(deadline(given(oneTask([config])), 'd').dueDate).toBe('2026-09-17');
    expect(given(oneTask([config]), { foundOn: '上周' }).incidents()).toEqual(['bad-date']);
  });
});

describe('a step that comes again', () => {
  const loop = model(
    'loop',
    [
      node('start', 'startEvent'),
      user('work', {}, { deadlines: [clock('d', { rule: rule(5, 'workingDay') })] }),
      node('enough', 'exclusiveGateway'),
      node('end', 'endEvent'),
    ],
    ['start -> work', 'work -> enough', 'enough -> end : done', 'enough -> work : default'],
  );

  test('begins a new cycle with a whole period', () => {
    const run = given(loop);
    run.after('P3D');
    run.complete('work', { done: false });
    expect(deadline(run, 'd')).toMatchObject({
      cycle: 2,
      dueDate: '2026-09-17',
      originalDueDate: '2026-09-17',
    });
    run.complete('work', { done: false });
    expect(deadline(run, 'd').cycle).toBe(3);
  });
});

describe('a clock of the case itself', () => {
  test('runs from the start of the case to its end, and its ladder tells those who handle anything', () => {
    const run = given(
      withCaseClocks([clock('citizen', { rule: rule(1, 'workingDay'), ladder: [step('due', 'due', 0)] })]),
    );
    expect(deadline(run, 'citizen')).toMatchObject({ ofCase: true, node: 'clocked', dueDate: '2026-09-08' });
    run.complete('work');
    run.after('P2D');
    expect(run.last('deadlineStepReached').tell).toEqual([{ post: 'officer', unit: 'school' }]);
    run.complete('after');
    expect(run.last('deadlineClosed')).toMatchObject({ node: 'clocked', met: false });
  });

  test('is met when the case completes in time, and not when it is cancelled', () => {
    const clocks = [clock('citizen', { rule: rule(10, 'workingDay') })];
    const run = given(withCaseClocks(clocks));
    run.complete('work');
    run.complete('after');
    expect(run.last('deadlineClosed').met).toBe(true);
    const cancelled = given(withCaseClocks(clocks));
    cancelled.does(office, { kind: 'cancelCase', reason: '重复登记' });
    expect(cancelled.last('deadlineClosed').met).toBe(false);
  });

  test('runs from one step until another completes', () => {
    const run = given(
      withCaseClocks([
        {
          ...clock('reply', { rule: rule(10, 'calendarDay') }),
          from: { node: 'work', on: 'completed' },
          until: ['after'],
        },
      ]),
    );
    expect(run.state.deadlines).toEqual([]);
    run.after('P1D');
    run.complete('work');
    expect(deadline(run, 'reply').dueDate).toBe('2026-09-18');
    run.complete('after');
    expect(run.last('deadlineClosed').met).toBe(true);
    expect(run.state.status).toBe('completed');
  });

  test('goes on when something interrupts the whole flow of the case', () => {
    const run = given(
      model(
        'interrupted',
        [
          node('start', 'startEvent'),
          user('work'),
          ...within('urgent', [node('asked', 'startEvent', { events: message('urgent') }), user('act')], {
            config: { isEventSubProcess: true },
          }),
        ],
        ['start -> work', 'asked -> act'],
        { caseDeadlines: [clock('citizen', { rule: rule(10, 'workingDay') })] },
      ),
    );
    run.message('urgent');
    expect(run.openTasks()).toEqual(['act']);
    expect(deadline(run, 'citizen').dueDate).toBe('2026-09-20');
    run.complete('act');
    expect(run.last('deadlineClosed').met).toBe(true);
  });

  test('a start that repeats wins no time: the clock that runs goes on', () => {
    const run = given(
      model(
        'bounced',
        [node('start', 'startEvent'), user('sign'), node('mine', 'exclusiveGateway'), user('answer')],
        ['start -> sign', 'sign -> mine', 'mine -> answer : ours', 'mine -> sign : default'],
        {
          caseDeadlines: [
            { ...clock('c', { rule: rule(10, 'calendarDay') }), from: { node: 'sign', on: 'started' } },
          ],
        },
      ),
    );
    run.after('P4D');
    run.complete('sign', { ours: false });
    run.complete('sign', { ours: true });
    expect(run.state.deadlines).toMatchObject([{ key: 'c', dueDate: '2026-09-17' }]);
  });

  test('a date that the case has wrong is an incident that can be mended, and the work goes on', () => {
    const run = given(withCaseClocks([clock('c', { date: '= due' })]), { due: '下月' });
    expect(run.openTasks()).toEqual(['work']);
    expect(run.incidents()).toEqual(['bad-date']);
    run.retry({ due: '2026-09-15' });
    expect(deadline(run, 'c').dueDate).toBe('2026-09-15');
  });
});

test('an instance of a multi-instance step does not begin or end the clock of the case', () => {
  const run = given(
    model(
      'many',
      [
        node('start', 'startEvent'),
        user('each', {}, { loop: { isSequential: false, cardinality: '= 2' } }),
        user('then'),
      ],
      ['start -> each', 'each -> then'],
      { caseDeadlines: [{ ...clock('c', { rule: rule(10, 'calendarDay') }), until: ['each'] }] },
    ),
  );
  run.complete('each');
  expect(run.state.deadlines).toHaveLength(1);
  run.complete('each');
  expect(run.state.deadlines).toEqual([]);
});

test('work that completes late is late, also where no step of the ladder says that it was due', () => {
  const run = given(
    oneTask([clock('d', { rule: rule(1, 'workingDay'), ladder: [step('e', 'escalate', 9)] })]),
  );
  run.after('P4D');
  run.complete('work');
  expect(run.last('deadlineClosed').met).toBe(false);
});
