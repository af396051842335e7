/** A request of the template's own about a deadline, beside those that every clock takes. Domain rules P1: no second one while one is pending. */
import { describe, expect, test } from 'vitest';
import { given, officer } from '../../support/given.ts';
import { message, model, node, user, within } from '../../support/model.ts';
import { tryWithdraw } from '../trail/returning.ts';
import type { ProcessModel } from '../../../engine/model.ts';
import { clock, deadline, head, rule, supervisor } from './clock-case.ts';

const item = model(
  'item',
  [
    node('start', 'startEvent'),
    user(
      'work',
      {},
      {
        deadlines: [
          clock('due', {
            name: { zh: '整改期限', en: 'Due' },
            rule: rule(10, 'calendarDay'),
            extension: { approval: [{ post: 'head', unit: 'school' }], most: 5 },
            suspensions: [{ key: 'police', name: { zh: '公安立案' } }],
          }),
        ],
      },
    ),
    user('check'),
    node('end', 'endEvent'),
    ...within(
      'ongoing',
      [
        node('asked', 'startEvent', { isInterrupting: false, events: message('ongoing-requested') }),
        user('approve'),
        node('decided', 'endEvent'),
      ],
      {
        config: { isEventSubProcess: true, maxInstances: 1, about: ['due'] },
        name: { zh: '转长期整改申请', en: 'Request to make it ongoing' },
      },
    ),
  ],
  ['start -> work', 'work -> check', 'check -> end', 'asked -> approve', 'approve -> decided'],
);
const running = () => given(item);
const extend = (run: ReturnType<typeof running>) =>
  run.command(
    { kind: 'requestExtension', deadline: deadline(run, 'due').id, date: '2026-10-09', reason: '等材料' },
    officer,
  );
const decide = (run: ReturnType<typeof running>, approve: boolean) =>
  run.command(
    { kind: 'decideClockRequest', request: run.state.clockRequests![0]!.id, approve, reason: '可以' },
    head,
  );

test.each([true, false])(
  'while an extension waits for a decision nothing else is asked about the deadline; once it is decided (%s) it may be',
  (approve) => {
    const run = running();
    extend(run);
    const refused = run.message('ongoing-requested', {}, 'a');
    expect(refused?.texts.zh).toBe('整改期限的延期申请正在审批，请等待结果');
    expect(refused?.texts.en).toContain('a request for its extension waits for a decision');
    expect(run.openTasks()).toEqual(['work']);
    decide(run, approve);
    expect(run.message('ongoing-requested', {}, 'b')).toBeUndefined();
    expect(run.openTasks()).toEqual(['work', 'approve']);
  },
);

test('and while that other request goes on no extension and no stop are asked for; once it has ended they may be', () => {
  const run = running();
  run.message('ongoing-requested', {}, 'a');
  expect(extend(run)?.texts).toEqual({
    zh: '“转长期整改申请”正在审批，请等待结果',
    en: 'Expected nothing else to be asked about due, but “Request to make it ongoing” waits for a decision',
  });
  const stop = {
    kind: 'suspendClock',
    deadline: deadline(run, 'due').id,
    why: 'police',
    reason: '立案',
  } as const;
  expect(run.command(stop, officer)?.code).toBe('not-allowed');
  run.complete('approve');
  expect(extend(run)).toBeUndefined();
});

test('where no deadline runs that it is about it is not taken, and says which it is about', () => {
  const run = running();
  run.complete('work');
  expect(run.message('ongoing-requested', {}, 'a')?.texts).toEqual({
    zh: '整改期限未在计时，不能提出',
    en: 'Expected “Due” to run, but it does not',
  });
});

test('a date is changed by permission meanwhile: that is nobody’s request', () => {
  const run = running();
  run.message('ongoing-requested', {}, 'a');
  const { id } = deadline(run, 'due');
  run.command({ kind: 'changeDeadline', deadline: id, date: '2026-10-12', reason: '更正' }, supervisor);
  expect(deadline(run, 'due').dueDate).toBe('2026-10-12');
});

describe('who takes back the decision on a request that has ended', () => {
  const decided = () => {
    const run = given({ ...item, keepsTrail: true, work: { verbs: [{ verb: 'withdraw' }] } } as ProcessModel);
    run.message('ongoing-requested', {}, 'a');
    run.complete('approve');
    return run;
  };

  test('has it before them again', () => {
    const run = decided();
    expect(tryWithdraw(run, 'approve')).toBeUndefined();
    expect(run.openTasks()).toContain('approve');
  });

  test('makes no second one where an extension was asked for since, or the same once more', () => {
    const run = decided();
    extend(run);
    expect(tryWithdraw(run, 'approve')?.texts.zh).toBe('整改期限的延期申请正在审批，请等待结果');

    const again = decided();
    again.message('ongoing-requested', {}, 'b');
    expect(tryWithdraw(again, 'approve')?.texts.zh).toContain('同时最多 1 项');
  });
});
