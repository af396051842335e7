import { describe, expect, test } from 'vitest';
import type { Node, ProcessModel } from '../../../engine/model.ts';
import { withdrawable } from '../../../engine/trail/withdraw.ts';
import { given, officer, type CaseUnderTest } from '../../support/given.ts';
import {
  boundary,
  compensate,
  error,
  message,
  node,
  nodes,
  timer,
  user,
  within,
} from '../../support/model.ts';
import {
  end,
  finish,
  inARow,
  returns,
  start,
  substance,
  trailing,
  tryWithdraw,
  withdraws,
} from './returning.ts';

const deadlines = [
  {
    key: 'd',
    name: { zh: '期限' },
    rule: { amount: 5, unit: 'workingDay', rollForward: true, endOfDay: 'closeOfBusiness', basis: '' },
  },
] as unknown as NonNullable<Node['deadlines']>;

/** Completes a step and takes it back: everything must be as it was. */
function completesAndWithdraws(run: CaseUnderTest, step: string, variables = {}): void {
  const before = structuredClone(substance(run.state));
  run.complete(step, variables);
  withdraws(run, step);
  expect(substance(run.state)).toEqual(before);
}

describe('taking back exactly', () => {
  const row = trailing(
    [
      start,
      user('plan', {}, { deadlines }),
      node('count', 'scriptTask', { config: { script: '= budget * 2', resultVariable: 'double' } }),
      user('check'),
      end,
      boundary('late', 'plan', { events: timer('duration', 'P3D') }),
      user('told'),
    ],
    ['start -> plan', 'plan -> count', 'count -> check', 'check -> end', 'late -> told'],
  );

  test('the same task, with its claim, deadline and timer as they were, and data as before the scripts', () => {
    const run = given(row, { budget: 1 });
    const { id } = run.task('plan');
    run.command({ kind: 'claimTask', task: id });
    run.after('P1D');
    completesAndWithdraws(run, 'plan', { budget: 7, extra: true });
    expect(run.task('plan')).toMatchObject({ id, claimedBy: 'p1' });
    expect(run.variables()).toEqual({ budget: 1 });
    finish(run);
  });

  test('the record says that it was taken back', () => {
    const run = given(row, { budget: 1 });
    run.complete('plan');
    withdraws(run, 'plan');
    expect(run.last('stepWithdrawn')).toMatchObject({ node: 'plan', actor: { person: 'p1' } });
  });

  test('whoever has claimed the next task has not acted yet', () => {
    const run = given(row, { budget: 1 });
    run.complete('plan');
    run.command({ kind: 'claimTask', task: run.task('check').id });
    withdraws(run, 'plan');
    expect(run.openTasks()).toEqual(['plan']);
  });

  const parallel = trailing(
    [start, user('ask'), ...nodes('parallelGateway', 'fork', 'join'), user('a'), user('b'), user('c'), end],
    [
      'start -> ask',
      'ask -> fork',
      'fork -> a',
      'fork -> b',
      'a -> join',
      'b -> join',
      'join -> c',
      'c -> end',
    ],
  );

  test('across a fork and a join', () => {
    const run = given(parallel);
    completesAndWithdraws(run, 'ask');
    run.complete('ask');
    completesAndWithdraws(run, 'a');
    run.complete('a');
    completesAndWithdraws(run, 'b');
    finish(run);
  });

  test('what a branch beside it did meanwhile stays', () => {
    const run = given(parallel);
    run.complete('ask');
    run.complete('a', { x: 1 });
    run.complete('b', { y: 2 });
    withdraws(run, 'a');
    expect(run.openTasks()).toEqual(['a']);
    expect(run.variables()).toEqual({ y: 2 });
    finish(run);
  });

  test('of two that set the same name, the later one’s value stays; taking both back gives the first value', () => {
    const run = given(parallel, { x: 0 });
    run.complete('ask');
    run.complete('a', { x: 1 });
    run.complete('b', { x: 2 });
    withdraws(run, 'a');
    expect(run.variables()).toEqual({ x: 2 });
    withdraws(run, 'b');
    expect(run.variables()).toEqual({ x: 0 });
  });

  const topologies: [string, ProcessModel, string[], string][] = [
    [
      'an instance of several',
      trailing(
        [
          start,
          user(
            'sign',
            {},
            {
              loop: {
                isSequential: false,
                cardinality: '= 3',
                output: { collection: 'all', element: '= said' },
              },
            },
          ),
          user('c'),
          end,
        ],
        ['start -> sign', 'sign -> c', 'c -> end'],
      ),
      ['sign', 'sign'],
      'sign',
    ],
    [
      'an instance one after another',
      trailing(
        [start, user('sign', {}, { loop: { isSequential: true, cardinality: '= 3' } }), user('c'), end],
        ['start -> sign', 'sign -> c', 'c -> end'],
      ),
      ['sign'],
      'sign',
    ],
    [
      'the last step of a sub-process, with what can be undone in it',
      trailing(
        [
          start,
          ...within(
            'sub',
            [
              node('in', 'startEvent'),
              user('one', {}, { compensatedBy: 'undo' }),
              user('undo', {}, { isForCompensation: true }),
              user('two'),
            ],
            { deadlines },
          ),
          boundary('late', 'sub', { events: timer('duration', 'P9D') }),
          boundary('told', 'sub', { events: message('stop') }),
          user('c'),
          end,
        ],
        ['start -> sub', 'in -> one', 'one -> two', 'sub -> c', 'late -> end', 'told -> end', 'c -> end'],
      ),
      ['one'],
      'two',
    ],
    [
      'a step whose error ended others',
      trailing(
        [
          start,
          ...within('sub', [
            node('in', 'startEvent'),
            node('fork', 'parallelGateway'),
            user('p', {}, { deadlines }),
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
          'fork -> q',
          'q -> bad',
          'sub -> end',
          'caught -> handle',
          'handle -> end',
        ],
      ),
      [],
      'q',
    ],
    [
      'a step after which others were undone',
      trailing(
        [
          start,
          user('one', {}, { compensatedBy: 'undo' }),
          user('undo', {}, { isForCompensation: true }),
          user('two'),
          node('throw', 'intermediateThrowEvent', { events: compensate() }),
          end,
        ],
        ['start -> one', 'one -> two', 'two -> throw', 'throw -> end'],
      ),
      ['one'],
      'two',
    ],
  ];
  test.each(topologies)('%s', (_, process, before, step) => {
    const run = given(process, { said: 1 });
    before.forEach((each) => run.complete(each));
    completesAndWithdraws(run, step, { said: 2 });
    expect(run.incidents()).toEqual([]);
  });
});

describe('refused', () => {
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
