import { describe, expect, test } from 'vitest';
import type { RejectTo } from '../../../engine/work/model.ts';
import { given } from '../../support/given.ts';
import { boundary, conditional, user } from '../../support/model.ts';
import { end, finish, start, trailing } from './returning.ts';

const approval = (onReject: RejectTo) =>
  trailing(
    [
      start,
      user('plan'),
      user('check'),
      user('approve', {
        onReject,
        outcomes: [
          { key: 'yes', name: { zh: '同意' }, needsReason: false },
          { key: 'no', name: { zh: '不同意' }, needsReason: true, verdict: 'reject' },
        ],
      }),
      end,
    ],
    ['start -> plan', 'plan -> check', 'check -> approve', 'approve -> end'],
  );

function rejected(onReject: RejectTo) {
  const run = given(approval(onReject));
  run.complete('plan');
  run.complete('check');
  run.complete('approve', {}, { outcome: 'no', reason: 'too vague' });
  return run;
}

describe('a reject goes where the template says', () => {
  test('to the previous step', () => {
    const run = rejected('previous');
    expect(run.openTasks()).toEqual(['check']);
    expect(run.task('check').returned).toEqual({ reason: 'too vague', by: 'p1', from: 'approve' });
    expect(run.last('stepReturned')).toMatchObject({ isReject: true, node: 'approve', to: 'check' });
    run.complete('check');
    run.complete('approve', {}, { outcome: 'yes' });
    expect(run.state.status).toBe('completed');
  });

  test('to a named step', () => {
    const run = rejected({ node: 'plan' });
    expect(run.openTasks()).toEqual(['plan']);
  });

  test('to whoever began the case, also where the named step was never done', () => {
    expect(rejected('initiator').state.tasks).toMatchObject([{ added: { kind: 'revision' } }]);
    expect(rejected({ node: 'approve' }).state.tasks).toMatchObject([{ added: { kind: 'revision' } }]);
  });

  test('to the end: everything is over', () => {
    const run = rejected('end');
    expect(run.state.status).toBe('completed');
    expect(run.state.outcome).toBe('rejected');
  });

  test('along the diagram', () => {
    const run = rejected('flow');
    expect(run.state.outcome).toBe('end');
  });

  test('what its result makes true beside it comes', () => {
    const outcomes = [{ key: 'no', name: { zh: '不同意' }, needsReason: true, verdict: 'reject' as const }];
    const process = trailing(
      [
        ...[start, user('plan'), user('approve', { onReject: 'previous', outcomes }), user('beside'), end],
        ...[boundary('heard', 'beside', { events: conditional('= outcome = "no"') }), user('told')],
      ],
      [
        ...['start -> plan', 'plan -> approve', 'approve -> end'],
        ...['start -> beside', 'beside -> end', 'heard -> told', 'told -> end'],
      ],
    );
    const run = given(process);
    run.complete('plan');
    run.complete('approve', {}, { outcome: 'no', reason: 'too vague' });
    expect(run.openTasks().toSorted()).toEqual(['plan', 'told']);
  });

  test('the result of the reject is known where it goes', () => {
    const run = rejected('previous');
    expect(run.variables()).toMatchObject({ outcome: 'no' });
    run.complete('check');
    run.complete('approve', {}, { outcome: 'yes' });
    expect(run.state.status).toBe('completed');
  });
});

test('nothing goes back where nobody began the case: it goes on by its outcome', () => {
  const process = approval('initiator');
  const run = given({ ...process });
  const { work, ...rest } = run.state;
  run.state = { ...rest, ...(work && { work: { ...work } }) };
  delete run.state.work?.initiator;
  run.complete('plan');
  run.complete('check');
  run.complete('approve', {}, { outcome: 'no', reason: 'too vague' });
  expect(run.state.status).toBe('completed');
  void finish;
});
