import { describe, expect, test } from 'vitest';
import type { Node, UserTaskConfig } from '../../../engine/model.ts';
import type { OpenTask } from '../../../engine/state.ts';
import type { Signing, VoteRule } from '../../../engine/work/model.ts';
import { candidate, given, person, type CaseUnderTest } from '../../support/given.ts';
import { boundary, message, model, node, nodes, user, within } from '../../support/model.ts';

const posts = ['one', 'two', 'three', 'four', 'five'];
const signer = (post: string) => person(`p-${post}`, `${post}@school`);
const verbs: UserTaskConfig['verbs'] = (['addSignersBefore', 'addSignersAfter', 'transfer'] as const).map(
  (verb) => ({ verb, needs: [] }),
);

function step(signing: Signing, count = 3, more: Partial<UserTaskConfig> = {}): Node {
  return user('sign', {
    candidates: posts.slice(0, count).map((post) => ({ post, unit: 'school' })),
    outcomes: [
      { key: 'yes', name: { zh: '同意' }, needsReason: false },
      { key: 'no', name: { zh: '不同意' }, needsReason: false, verdict: 'reject' },
      { key: 'abstain', name: { zh: '弃权' }, needsReason: false, verdict: 'abstain' },
    ],
    signing: { resultVariable: 'vote', ...signing },
    verbs,
    ...more,
  });
}

function round(signing: Signing, count = 3, more: Partial<UserTaskConfig> = {}, data = {}) {
  return given(
    model(
      'round',
      [
        node('start', 'startEvent'),
        step(signing, count, more),
        node('which', 'exclusiveGateway'),
        user('passed'),
        user('rejected'),
      ],
      ['start -> sign', 'sign -> which', 'which -> passed : default', 'which -> rejected : outcome = "no"'],
    ),
    data,
  );
}

/** Each signs in turn: `+` is for it, `-` against, `0` an abstention, `r` stands aside. */
function sign(run: CaseUnderTest, votes: string): void {
  [...votes].forEach((vote, index) => {
    const post = posts[index] ?? '';
    const { id: task } = run.taskOf(`${post}@school`);
    if (vote === 'r') return run.does(signer(post), { kind: 'recuse', task, reason: '近亲属' });
    const outcome = { '+': 'yes', '-': 'no', '0': 'abstain' }[vote] ?? '';
    run.does(signer(post), { kind: 'completeTask', task, outcome, variables: {} });
  });
}

const result = (run: CaseUnderTest) =>
  run.count('roundClosed') > 0 ? run.last('roundClosed').result : 'open';
const vote = (rule: VoteRule = {}): Signing => ({ mode: 'vote', vote: rule });

describe('who decides', () => {
  test.each([
    ['any', '+', 'pass'],
    ['any', '-', 'reject'],
    ['any', '0+', 'pass'],
    ['any', '000', 'noQuorum'],
    ['all', '++', 'open'],
    ['all', '+++', 'pass'],
    ['all', '+-', 'reject'],
    ['all', '++0', 'pass'],
    ['all', '000', 'noQuorum'],
    ['all', 'r++', 'pass'],
    ['sequential', '++', 'open'],
    ['sequential', '+++', 'pass'],
    ['sequential', '+-', 'reject'],
    ['sequential', 'r0+', 'pass'],
  ] as const)('%s: after %s it is %s', (mode, votes, expected) => {
    const run = round({ mode });
    sign(run, votes);
    expect(result(run)).toBe(expected);
  });

  test('the others’ tasks end with the decision, as the machine’s doing, and the case goes on once', () => {
    const run = round({ mode: 'any' });
    expect(run.openTasks()).toEqual(['sign', 'sign', 'sign']);
    sign(run, '-');
    expect(run.openTasks()).toEqual(['rejected']);
    expect(run.last('taskCancelled').actor).toEqual({ kind: 'system', name: 'round' });
    expect(run.variables()).toEqual({
      outcome: 'no',
      vote: { passed: 0, rejected: 1, abstained: 0, total: 3, result: 'reject' },
    });
    expect(run.state.work?.rounds).toEqual([]);
  });

  test('in a sequence the next is asked only when the one before agreed', () => {
    const run = round({ mode: 'sequential' });
    expect(run.state.tasks.map(({ candidates }) => candidates[0]?.post)).toEqual(['one']);
    sign(run, '+');
    expect(run.state.tasks.map(({ candidates }) => candidates[0]?.post)).toEqual(['two']);
    sign(run, '');
    expect(run.count('taskCreated')).toBe(2);
  });
});

describe('votes', () => {
  test.each<[string, VoteRule, number, string, string]>([
    ['60 % tolerates a no', { ratio: 60 }, 5, '-+-+', 'open'],
    ['60 % of five is three', { ratio: 60 }, 5, '-+-++', 'pass'],
    ['as soon as 60 % cannot be reached it is lost', { ratio: 60 }, 5, '---', 'reject'],
    ['as soon as 60 % is reached it is won', { ratio: 60 }, 5, '+++', 'pass'],
    ['two of three are two thirds, however it is written', { ratio: 66.7 }, 3, '++', 'pass'],
    ['two of three are not 67 %', { ratio: 67 }, 3, '++-', 'reject'],
    ['more than half is more than half', { ratio: 50, moreThan: true }, 4, '++--', 'reject'],
    ['half is half', { ratio: 50 }, 4, '++', 'pass'],
    ['a tie as the template says', { ratio: 50, moreThan: true, tie: 'pass' }, 4, '--++', 'pass'],
    ['a simple majority where nothing is said', {}, 3, '++', 'pass'],
    ['a simple majority and a tie', {}, 4, '+-+-', 'reject'],
    ['a fixed number for it', { passCount: 2 }, 5, '-++', 'pass'],
    ['a fixed number against it', { passCount: 4, rejectCount: 2 }, 5, '+-+-', 'reject'],
    ['neither number reached', { passCount: 3, rejectCount: 3, tie: 'pass' }, 4, '--++', 'pass'],
    ['only against is counted', { rejectCount: 2 }, 3, '+-+', 'pass'],
    ['an abstention is not for it', { ratio: 60 }, 3, '+0+', 'pass'],
    ['an abstention counts in the denominator', { ratio: 60 }, 3, '+00', 'reject'],
    ['or leaves it', { ratio: 60, abstention: 'leave' }, 3, '0+0', 'pass'],
    ['nobody for or against', { abstention: 'leave' }, 3, '000', 'noQuorum'],
    ['nobody for or against, and no share to reach', { ratio: 50 }, 3, '000', 'noQuorum'],
    ['whether anybody decides at all is open while one may', { ratio: 60 }, 3, '00', 'open'],
    ['who stands aside is out of the denominator', { ratio: 60 }, 5, 'rr++', 'pass'],
    ['most stand aside: no quorum', { ratio: 50, quorum: 60 }, 5, 'rrr', 'noQuorum'],
    ['quorum before a result', { ratio: 20, quorum: 60 }, 5, '++', 'open'],
    ['quorum, then the result', { ratio: 20, quorum: 60 }, 5, '++-', 'pass'],
    ['all stand aside', {}, 3, 'rrr', 'noQuorum'],
    ['certain, but everyone is waited for', { ratio: 60, decidesEarly: false }, 3, '++', 'open'],
    ['everyone has voted', { ratio: 60, decidesEarly: false }, 3, '++-', 'pass'],
  ])('%s', (_name, rule, count, votes, expected) => {
    const run = round(vote(rule), count);
    sign(run, votes);
    expect(result(run)).toBe(expected);
  });

  test('weights count, found for each signer', () => {
    const run = round(vote({ ratio: 60, weight: '= if post = "one" then 3 else 1' }));
    sign(run, '+');
    expect(run.last('roundClosed')).toMatchObject({ result: 'pass', passed: 3, total: 5 });
  });

  test('a weight that is no number is for people to mend', () => {
    const run = round(vote({ weight: '= w' }));
    expect(run.incidents()).toEqual(['bad-weight']);
    run.retry({ w: 2 });
    sign(run, '++');
    expect(run.last('roundClosed')).toMatchObject({ passed: 4, total: 6 });
  });

  test('without a quorum the step has the outcome of that name, and nobody can sign with it', () => {
    const outcomes = [
      { key: 'yes', name: { zh: '同意' }, needsReason: false },
      { key: 'noQuorum', name: { zh: '人数不足' }, needsReason: false },
    ];
    const run = round(vote({ quorum: 60 }), 3, { outcomes });
    expect(run.task('sign').outcomes).toEqual(['yes']);
    const { id: task } = run.taskOf('one@school');
    const command = { kind: 'completeTask', task, outcome: 'noQuorum', variables: {} } as const;
    expect(run.command(command, signer('one'))?.code).toBe('bad-input');
    sign(run, 'rr');
    expect(run.variables()).toMatchObject({ outcome: 'noQuorum', vote: { result: 'noQuorum' } });
  });

  test('of several outcomes for it, the one most signed with is the step’s', () => {
    const outcomes = ['light', 'grave'].map((key) => ({ key, name: { zh: key }, needsReason: false }));
    const run = round({ mode: 'all' }, 3, { outcomes });
    ['light', 'grave', 'grave'].forEach((outcome, index) => {
      const post = posts[index] ?? '';
      const { id: task } = run.taskOf(`${post}@school`);
      run.does(signer(post), { kind: 'completeTask', task, outcome, variables: {} });
    });
    expect(run.variables()['outcome']).toBe('grave');
  });
});

describe('the denominator', () => {
  const add = (run: CaseUnderTest, to: string, sign: 'before' | 'after', post: string) =>
    run.does(signer(to), {
      kind: 'addSigners',
      task: run.taskOf(`${to}@school`).id,
      sign,
      people: [candidate(`${post}@school`)],
    });

  test('who is added may vote too, and counts', () => {
    const run = round(vote({ ratio: 60 }), 3);
    add(run, 'one', 'before', 'four');
    add(run, 'one', 'after', 'five');
    expect(
      run.command(
        { kind: 'completeTask', task: run.taskOf('one@school').id, outcome: 'yes', variables: {} },
        signer('one'),
      )?.code,
    ).toBe('not-allowed');
    const cast = (post: string, outcome: string) =>
      run.command(
        { kind: 'completeTask', task: run.taskOf(`${post}@school`).id, outcome, variables: {} },
        signer(post),
      );
    expect(cast('five', 'yes')?.code).toBe('not-allowed');
    cast('four', 'no');
    cast('one', 'yes');
    cast('two', 'yes');
    expect(result(run)).toBe('open');
    cast('five', 'yes');
    expect(run.last('roundClosed')).toMatchObject({ result: 'pass', passed: 3, rejected: 1, total: 5 });
  });

  test('who is taken back leaves it, and that may decide', () => {
    const run = round(vote({ ratio: 60 }), 3);
    add(run, 'three', 'after', 'four');
    add(run, 'three', 'after', 'five');
    sign(run, '++');
    expect(result(run)).toBe('open');
    run.does(signer('three'), { kind: 'removeSigner', task: run.taskOf('four@school').id, reason: '误加' });
    expect(result(run)).toBe('open');
    run.does(signer('three'), { kind: 'removeSigner', task: run.taskOf('five@school').id, reason: '误加' });
    expect(run.last('roundClosed')).toMatchObject({ result: 'pass', total: 3 });
  });

  test('a seat may be transferred, but not to one who has a seat', () => {
    const run = round(vote(), 3);
    const { id: task } = run.taskOf('one@school');
    const to = (text: string) =>
      run.command({ kind: 'transferTask', task, to: candidate(text) }, signer('one'))?.code;
    expect(to('two@school')).toBe('bad-input');
    expect(to('four@school')).toBeUndefined();
    const back = { kind: 'transferTask', task, to: candidate('one@school') } as const;
    expect(run.command(back, signer('four'))).toBeUndefined();
  });

  test('who has a seat by name has no second one as a holder of a post that was added', () => {
    const run = round(vote(), 2);
    const named = { ...candidate('member@school'), person: 'p-member' };
    const add = { kind: 'addSigners', task: run.taskOf('one@school').id, sign: 'before' } as const;
    run.does(signer('one'), { ...add, people: [named, candidate('member@school')] });
    const [own, ofPost] = run.state.tasks.slice(-2);
    const says = (who: string, task: OpenTask | undefined) =>
      run.command(
        { kind: 'completeTask', task: task?.id ?? '', outcome: 'yes', variables: {} },
        person(who, 'member@school'),
      );
    expect(says('p-member', ofPost)?.texts?.zh).toContain('一人不占两席');
    expect(says('p-member', own)).toBeUndefined();
    expect(says('p-member', ofPost)?.code).toBe('not-allowed');
    expect(says('p-other', ofPost)).toBeUndefined();
  });
});

test('in a sequence nobody is added who is asked later anyway, nor who signed already', () => {
  const run = round({ mode: 'sequential' });
  const add = (who: string, post: string) =>
    run.command(
      {
        kind: 'addSigners',
        task: run.taskOf(`${who}@school`).id,
        sign: 'after',
        people: [candidate(`${post}@school`)],
      },
      signer(who),
    )?.code;
  expect(add('one', 'two')).toBe('bad-input');
  expect(add('one', 'four')).toBeUndefined();
  sign(run, '+');
  expect(run.state.tasks.map(({ candidates }) => candidates[0]?.post)).toEqual(['four']);
  expect(add('four', 'one')).toBe('bad-input');
});

describe('one round for each activation', () => {
  test('a vote of one branch never ends the tasks of another', () => {
    const left = { ...step({ mode: 'any' }, 2), id: 'left' };
    const right = { ...step({ mode: 'any' }, 2), id: 'right' };
    const run = given(
      model(
        'branches',
        [
          node('start', 'startEvent'),
          ...nodes('parallelGateway', 'fork', 'join'),
          left,
          right,
          user('after'),
        ],
        ['start -> fork', 'fork -> left', 'fork -> right', 'left -> join', 'right -> join', 'join -> after'],
      ),
    );
    run.does(signer('one'), {
      kind: 'completeTask',
      task: run.task('left').id,
      outcome: 'yes',
      variables: {},
    });
    expect(run.openTasks()).toEqual(['right', 'right']);
    run.does(signer('one'), {
      kind: 'completeTask',
      task: run.task('right').id,
      outcome: 'yes',
      variables: {},
    });
    expect(run.openTasks()).toEqual(['after']);
  });

  test('nor do the bodies of a multi-instance activity', () => {
    const run = given(
      model(
        'bodies',
        [
          node('start', 'startEvent'),
          ...within(
            'each',
            [node('begin', 'startEvent'), step({ mode: 'all' }, 2), node('end', 'endEvent')],
            {
              loop: { isSequential: false, cardinality: '= 2' },
            },
          ),
          user('after'),
        ],
        ['start -> each', 'begin -> sign', 'sign -> end', 'each -> after'],
      ),
    );
    expect(run.openTasks()).toHaveLength(4);
    const [first, second] = run.state.work?.rounds ?? [];
    const inRound = (round: string | undefined) => run.state.tasks.filter((task) => task.round === round);
    const [task] = inRound(first?.id);
    run.does(signer('one'), { kind: 'completeTask', task: task?.id ?? '', outcome: 'no', variables: {} });
    expect(inRound(first?.id)).toEqual([]);
    expect(inRound(second?.id)).toHaveLength(2);
    for (const { id } of inRound(second?.id))
      run.does(person('both', 'one@school', 'two@school'), {
        kind: 'completeTask',
        task: id,
        outcome: 'yes',
        variables: {},
      });
    expect(run.openTasks()).toEqual(['after']);
  });

  test('a round whose step is interrupted ends with it', () => {
    const run = given(
      model(
        'interrupted',
        [
          node('start', 'startEvent'),
          step({ mode: 'all' }),
          boundary('stop', 'sign', { events: message('stop') }),
          user('after'),
        ],
        ['start -> sign', 'stop -> after'],
      ),
    );
    sign(run, '+');
    run.message('stop');
    expect(run.last('roundClosed')).toMatchObject({ result: 'cancelled', passed: 1 });
    expect(run.state.work?.rounds).toEqual([]);
    expect(run.openTasks()).toEqual(['after']);
  });
});

test('a member who stands aside says why, and others cannot', () => {
  const run = round({ mode: 'all' });
  const { id: task } = run.taskOf('one@school');
  expect(run.command({ kind: 'recuse', task, reason: '' }, signer('one'))?.code).toBe('bad-input');
  expect(run.command({ kind: 'recuse', task, reason: 'x' }, signer('two'))?.code).toBe('not-allowed');
  sign(run, 'r');
  expect(run.last('roundMemberRemoved')).toMatchObject({ recused: true, reason: '近亲属' });
  expect(run.openTasks()).toEqual(['sign', 'sign']);
});

test('the result says who stood aside, also in the vote before', () => {
  const again = given(
    model(
      'again',
      [node('start', 'startEvent'), step({ mode: 'vote', vote: { quorum: 90 } }), user('review')],
      ['start -> sign', 'sign -> review'],
    ),
    { vote: { result: 'noQuorum', recused: [{ post: 'five', unit: 'school' }] } },
  );
  sign(again, 'r');
  expect(again.variables()['vote']).toMatchObject({
    result: 'noQuorum',
    recused: [
      { post: 'five', unit: 'school' },
      { post: 'one', unit: 'school' },
    ],
  });
  const full = round({ mode: 'vote', vote: { ratio: 50 } });
  sign(full, '++');
  expect(full.variables()['vote']).not.toHaveProperty('recused');
});
