import { describe, expect, test } from 'vitest';
import { clock, deadline, head, holder, oneTask, reached, rule, step, supervisor } from './clock-case.ts';
import { given, officer } from '../../support/given.ts';

const approval = [{ post: 'head', unit: 'school' }];
const extension = { approval, upTo: { amount: 30, unit: 'calendarDay' } as const };
const running = (more: Parameters<typeof clock>[1] = {}) =>
  given(oneTask([clock('d', { rule: rule(10, 'calendarDay'), extension, ...more })]));
const ask = (run: ReturnType<typeof running>, date = '2026-10-09', actor = officer) =>
  run.command(
    { kind: 'requestExtension', deadline: deadline(run, 'd').id, date, reason: '涉及两个部门' },
    actor,
  );
const decide = (run: ReturnType<typeof running>, approve: boolean) =>
  run.command(
    { kind: 'decideClockRequest', request: run.state.clockRequests![0]!.id, approve, reason: '可以' },
    head,
  );

test('asked for before expiry and agreed to by the named post: a new date, counted, and the original stays', () => {
  const run = running();
  expect(ask(run)).toBeUndefined();
  expect(deadline(run, 'd').dueDate).toBe('2026-09-17');
  expect(decide(run, true)).toBeUndefined();
  expect(deadline(run, 'd')).toMatchObject({
    dueDate: '2026-10-09',
    originalDueDate: '2026-09-17',
    extensions: 1,
  });
  expect(run.last('deadlineChanged').cause).toBe('extension');
});

test('what was asked in time stays in time, however late the decision comes', () => {
  const run = running({ ladder: [step('due', 'due', 0)] });
  ask(run);
  run.after('P12D');
  expect(reached(run)).toEqual(['due 2026-09-17T09:30']);
  decide(run, true);
  expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-10-09', passed: false });
  run.complete('work');
  expect(run.last('deadlineClosed').met).toBe(true);
});

test('an extension that a changed date has overtaken is not agreed to any more, and can be refused', () => {
  const run = running();
  ask(run);
  run.command(
    { kind: 'changeDeadline', deadline: deadline(run, 'd').id, date: '2026-10-20', reason: '领导批示' },
    supervisor,
  );
  expect(decide(run, true)).toMatchObject({ code: 'not-allowed', data: { date: '2026-10-20' } });
  expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-10-20', extensions: 0 });
  expect(decide(run, false)).toBeUndefined();
  expect(run.state.clockRequests ?? []).toEqual([]);
});

test('after expiry no extension is taken: the very instant is too late', () => {
  const run = running();
  run.now = deadline(run, 'd').due;
  expect(ask(run)?.message).toContain('run out');
});

test('a refusal needs a reason, leaves the date, and another request may follow', () => {
  const run = running();
  ask(run);
  run.command({ kind: 'decideClockRequest', request: run.state.clockRequests![0]!.id, approve: false }, head);
  expect(run.count('clockRequestDecided')).toBe(0);
  decide(run, false);
  expect(run.last('clockRequestDecided')).toMatchObject({ approved: false, reason: '可以' });
  expect(deadline(run, 'd').dueDate).toBe('2026-09-17');
  expect(ask(run)).toBeUndefined();
});

test('one request at a time, only as often and as far as the template allows, by those who handle it', () => {
  const run = running();
  expect(ask(run, '2026-09-17')?.code).toBe('bad-input');
  expect(ask(run, '2026-10-18')?.message).toContain('2026-10-17');
  expect(ask(run, 'soon')?.code).toBe('bad-input');
  expect(ask(run, '2026-10-09', holder('p9', 'clerk'))?.code).toBe('not-allowed');
  ask(run);
  expect(ask(run)?.message).toContain('waits for a decision');
  decide(run, true);
  expect(ask(run, '2026-10-20')?.message).toContain('fewer than 1');
});

test('how far counts in working days too, by the calendar of the case', () => {
  const run = running({ extension: { upTo: { amount: 3, unit: 'workingDay' } } });
  expect(ask(run, '2026-09-22')?.message).toContain('2026-09-21'); // the 20th is a make-up Sunday
  expect(ask(run, '2026-09-21')).toBeUndefined();
  expect(deadline(run, 'd').dueDate).toBe('2026-09-21'); // nobody had to agree
});

test('nobody decides on their own request', () => {
  const run = given(
    oneTask([
      clock('d', {
        rule: rule(10, 'calendarDay'),
        extension: { approval: [{ post: 'officer', unit: 'school' }] },
      }),
    ]),
  );
  ask(run);
  const request = run.state.clockRequests![0]!.id;
  expect(run.command({ kind: 'decideClockRequest', request, approve: true })?.message).toContain('else');
  expect(
    run.command({ kind: 'decideClockRequest', request, approve: true }, holder('p8', 'officer')),
  ).toBeUndefined();
});

test('a substitute decides for the head whom they stand in for', () => {
  const run = running();
  ask(run);
  const deputy = {
    ...holder('p7', 'clerk'),
    standsInFor: [{ person: 'p2', posts: [{ post: 'head', unit: 'school' }] }],
  };
  const request = run.state.clockRequests![0]!.id;
  expect(run.command({ kind: 'decideClockRequest', request, approve: true }, deputy)).toBeUndefined();
  expect(run.last('clockRequestDecided').actor).toMatchObject({ person: 'p7', for: 'p2' });
});

test('a request that nobody decided ends with its deadline', () => {
  const run = running();
  ask(run);
  run.complete('work');
  expect(run.state.clockRequests).toBeUndefined();
});

test('a date is changed by a permission, with a reason, and is no extension', () => {
  const run = running();
  const change = {
    kind: 'changeDeadline',
    deadline: deadline(run, 'd').id,
    date: '2026-09-11',
    reason: '录入有误',
  } as const;
  expect(run.command(change)?.code).toBe('not-allowed');
  expect(run.command({ ...change, reason: '' }, supervisor)?.code).toBe('bad-input');
  expect(run.command({ ...change, date: '2026-09-01' }, supervisor)?.code).toBe('bad-input');
  run.command(change, supervisor);
  expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-09-11', extensions: 0 });
  expect(run.last('deadlineChanged')).toMatchObject({
    cause: 'person',
    reason: '录入有误',
    from: '2026-09-17',
  });
});

test('a deadline that says nothing about extensions can not be extended by its handler', () => {
  const run = given(oneTask([clock('d', { rule: rule(10, 'calendarDay') })]));
  expect(ask(run)?.code).toBe('not-allowed');
});

describe('first the own unit, then the one above', () => {
  const then = [{ post: 'supervisor', unit: 'bureau' }];
  const decides = (run: ReturnType<typeof running>, approve: boolean, actor = head) =>
    run.command(
      { kind: 'decideClockRequest', request: run.state.clockRequests![0]!.id, approve, reason: '可以' },
      actor,
    );

  test('the consent of the first puts the request to the second, whose consent moves the date', () => {
    const run = running({ extension: { ...extension, then } });
    ask(run);
    const [first] = run.state.clockRequests!;
    expect(decides(run, true, supervisor)?.code).toBe('not-allowed');
    expect(decides(run, true)).toBeUndefined();
    const [second] = run.state.clockRequests!;
    expect(run.last('clockRequestDecided')).toMatchObject({ approved: true, next: second!.id });
    expect(second).toMatchObject({ by: 'p1', date: '2026-10-09', approvers: then, after: first!.id });
    expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-09-17', extensions: 0 });
    expect(ask(run)?.message).toContain('waits for a decision');
    expect(decides(run, true)?.code).toBe('not-allowed');
    expect(decides(run, true, supervisor)).toBeUndefined();
    expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-10-09', extensions: 1 });
    expect(run.state.clockRequests).toBeUndefined();
  });

  test.each([
    ['the first', head, []],
    ['the second', supervisor, [head]],
  ])('a no of %s is the last word', (_who, who, before) => {
    const run = running({ extension: { ...extension, then } });
    ask(run);
    for (const each of before) decides(run, true, each);
    decides(run, false, who);
    expect(run.state.clockRequests).toBeUndefined();
    expect(deadline(run, 'd')).toMatchObject({ dueDate: '2026-09-17', extensions: 0 });
  });

  test('a stop of the clock is decided the same way', () => {
    const police = { key: 'police', name: { zh: '公安立案' }, approval, then };
    const run = running({ suspensions: [police] });
    const { id } = deadline(run, 'd');
    run.does(officer, { kind: 'suspendClock', deadline: id, why: 'police', reason: '已立案' });
    decides(run, true);
    expect(deadline(run, 'd').suspended).toBeUndefined();
    decides(run, true, supervisor);
    expect(deadline(run, 'd').suspended).toMatchObject({ why: 'police' });
  });
});
