import { describe, expect, test } from 'vitest';
import { withdrawable } from '../../../engine/trail/withdraw.ts';
import { given, officer } from '../../support/given.ts';
import { boundary, error, node, user, within } from '../../support/model.ts';
import {
  completesAndWithdraws,
  end,
  inARow,
  returns,
  start,
  trailing,
  tryWithdraw,
  withdraws,
} from './returning.ts';

describe('taking back is refused', () => {
  const row = inARow('plan', 'check', 'approve');

  test('when somebody has acted on what came of it', () => {
    const run = given(row);
    run.complete('plan');
    run.complete('check');
    expect(tryWithdraw(run, 'plan')).toMatchObject({
      code: 'not-allowed',
      texts: { zh: '后续环节已有人办理，不能撤回' },
    });
    withdraws(run, 'check');
    withdraws(run, 'plan');
    expect(run.openTasks()).toEqual(['plan']);
  });

  test('to anyone but who completed it, or stands in for them', () => {
    const run = given(row);
    run.complete('plan');
    const other = { ...officer, person: 'p2' } as typeof officer;
    expect(tryWithdraw(run, 'plan', other)).toMatchObject({ code: 'not-allowed' });
    const deputy = {
      ...other,
      standsInFor: [{ person: 'p1', posts: [{ post: 'officer', unit: 'school' }] }],
    } as typeof officer;
    expect(tryWithdraw(run, 'plan', deputy)).toBeUndefined();
  });

  test('where the step does not offer it', () => {
    const process = trailing(
      row.nodes.start
        ? [start, user('plan', { verbs: [{ verb: 'comment', needs: [] }] }), user('check'), end]
        : [],
      ['start -> plan', 'plan -> check', 'check -> end'],
    );
    const run = given(process);
    run.complete('plan');
    expect(tryWithdraw(run, 'plan')).toMatchObject({
      code: 'not-allowed',
      texts: { zh: '本环节未开放撤回' },
    });
  });

  test('after a message went out, or a job of another system was done', () => {
    const sends = trailing(
      [start, user('plan'), node('send', 'sendTask', { config: { message: 'hello' } }), user('check'), end],
      ['start -> plan', 'plan -> send', 'send -> check', 'check -> end'],
    );
    const told = given(sends);
    told.complete('plan');
    expect(tryWithdraw(told, 'plan')).toMatchObject({ texts: { zh: '已对外发出或收到消息，不能撤回' } });

    const works = trailing(
      [
        start,
        user('plan'),
        node('job', 'serviceTask', { config: { jobType: 'letter', parameters: {} } }),
        user('check'),
        end,
      ],
      ['start -> plan', 'plan -> job', 'job -> check', 'check -> end'],
    );
    const worked = given(works);
    worked.complete('plan');
    const [job] = worked.state.jobs;
    worked.input({ kind: 'jobCompleted', at: worked.now, job: job?.id ?? '', variables: {} });
    expect(tryWithdraw(worked, 'plan')).toMatchObject({ texts: { zh: '后续自动处理已完成，不能撤回' } });
  });

  test('but a job that is only asked for is taken back', () => {
    const works = trailing(
      [
        start,
        user('plan'),
        node('job', 'serviceTask', { config: { jobType: 'letter', parameters: {} } }),
        end,
      ],
      ['start -> plan', 'plan -> job', 'job -> end'],
    );
    const run = given(works);
    completesAndWithdraws(run, 'plan');
    expect(run.effects.at(-1)).toMatchObject({ kind: 'cancelJob' });
  });

  test('while a called case runs, unless the server says that nobody has acted in it', () => {
    const calls = trailing(
      [
        start,
        user('plan'),
        node('call', 'callActivity', {
          config: { calledElement: 'hand-off', binding: 'latest', inputs: [], outputs: [] },
        }),
        end,
      ],
      ['start -> plan', 'plan -> call', 'call -> end'],
    );
    const run = given(calls);
    run.complete('plan');
    expect(tryWithdraw(run, 'plan')).toMatchObject({ texts: { zh: '后续子流程已启动，不能撤回' } });
    const [offer] = withdrawable(calls, run.state, officer);
    expect(offer).toMatchObject({ node: 'plan', calls: [run.state.calls[0]?.caseId] });
    const { visit = '', calls: untouched = [] } = offer ?? {};
    expect(run.command({ kind: 'withdrawTask', visit, untouched })).toBeUndefined();
    expect(run.openTasks()).toEqual(['plan']);
    expect(run.effects.at(-1)).toMatchObject({ kind: 'cancelCall' });
  });

  test('after a return: that was an act on what came of it', () => {
    const run = given(row);
    run.complete('plan');
    run.complete('check');
    returns(row, run, { from: 'approve', to: 'check' });
    expect(tryWithdraw(run, 'plan')).toMatchObject({ code: 'not-allowed' });
  });

  test('when another branch has ended what it led to', () => {
    const process = trailing(
      [
        start,
        ...within('sub', [
          node('in', 'startEvent'),
          node('fork', 'parallelGateway'),
          user('p'),
          user('p2'),
          user('q'),
          node('bad', 'endEvent', { events: error('e') }),
        ]),
        boundary('caught', 'sub', { events: error('e') }),
        user('handle'),
        end,
      ],
      [
        'start -> sub',
        'in -> fork',
        'fork -> p',
        'p -> p2',
        'fork -> q',
        'q -> bad',
        'sub -> end',
        'caught -> handle',
        'handle -> end',
      ],
    );
    const run = given(process);
    run.complete('p');
    run.complete('q');
    expect(tryWithdraw(run, 'p')).toMatchObject({ code: 'not-allowed' });
  });
});
