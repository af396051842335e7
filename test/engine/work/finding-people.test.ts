import { describe, expect, test } from 'vitest';
import { inspect } from '../../../engine/inspect.ts';
import type { UserTaskConfig } from '../../../engine/model.ts';
import type { PeoplePolicies, PeopleSource } from '../../../engine/work/model.ts';
import { candidate, given, officer, person, type CaseUnderTest } from '../../support/given.ts';
import { boundary, message, model, node, user, within } from '../../support/model.ts';

const outcomes = [
  { key: 'yes', name: { zh: '同意' }, needsReason: false },
  { key: 'no', name: { zh: '不同意' }, needsReason: false, verdict: 'reject' as const },
];

/** A first step by the officer, then the one under test. */
function finding(config: Partial<UserTaskConfig>, data = {}, more = {}): CaseUnderTest {
  const run = given(
    model(
      'finding',
      [
        node('start', 'startEvent'),
        user('first'),
        user('second', { candidates: [], outcomes, ...config }),
        node('which', 'exclusiveGateway'),
        user('after'),
        user('refused'),
      ],
      [
        'start -> first',
        'first -> second',
        'second -> which',
        'which -> after : default',
        'which -> refused : outcome = "no"',
      ],
    ),
    data,
    more,
  );
  run.complete('first');
  return run;
}

const by = (source: PeopleSource, more: Partial<UserTaskConfig> = {}, data = {}) =>
  finding({ people: [source], ...more }, data);
const who = (run: CaseUnderTest) =>
  run
    .task('second')
    .candidates.map(({ post, unit, person: name }) => `${post}@${unit}${name ? `:${name}` : ''}`);

describe('whom a step asks for', () => {
  test.each<[string, PeopleSource, object, object[]]>([
    [
      'a role, wherever',
      { kind: 'role', post: 'principal', unitKind: 'school' },
      {},
      [{ kind: 'role', post: 'principal', unitKind: 'school' }],
    ],
    [
      'people of a form’s field',
      { kind: 'person', person: '= assignee' },
      { assignee: ['x', 'y'] },
      [{ kind: 'persons', persons: ['x', 'y'] }],
    ],
    [
      'one person',
      { kind: 'person', person: '= assignee' },
      { assignee: 'x' },
      [{ kind: 'persons', persons: ['x'] }],
    ],
    [
      'the head of a unit',
      { kind: 'head', of: { unit: '= unit' }, levels: 0 },
      { unit: 'school' },
      [
        { kind: 'head', unit: 'school', levels: 0 },
        { kind: 'head', unit: 'school', levels: 1 },
      ],
    ],
    [
      'heads from the initiator’s unit to the top',
      { kind: 'heads', of: 'initiator', upTo: 'top' },
      {},
      [{ kind: 'heads', unit: 'school', upTo: 'top' }],
    ],
    [
      'the head above who did the step before',
      { kind: 'head', of: 'previousHandler', levels: 1 },
      {},
      [
        { kind: 'head', unit: 'school', levels: 1 },
        { kind: 'head', unit: 'school', levels: 2 },
      ],
    ],
    [
      'whom an expression names',
      { kind: 'feel', people: '= {person: leader}' },
      { leader: 'x' },
      [{ kind: 'persons', persons: ['x'] }],
    ],
  ])('%s', (_name, source, data, asks) => {
    const run = by(source, {}, data);
    expect(run.asked()).toEqual(asks);
    expect(inspect(run['model'], run.state)).toMatchObject([{ node: 'second', for: 'people' }]);
    run.answer(['principal@school:x']);
    expect(who(run)).toEqual(['principal@school:x']);
    expect(run.last('peopleFound').actor).toEqual({ kind: 'system', name: 'peopleFound' });
    const found = person('x', 'principal@school');
    expect(
      run.command(
        { kind: 'completeTask', task: run.task('second').id, outcome: 'yes', variables: {} },
        person('other', 'principal@school'),
      )?.code,
    ).toBe('not-allowed');
    run.complete('second', {}, { outcome: 'yes', actor: found });
    expect(run.openTasks()).toEqual(['after']);
  });

  test('what the case knows itself is not asked for', () => {
    expect(who(by({ kind: 'initiator' }))).toEqual(['officer@school:p1']);
    expect(who(by({ kind: 'previousHandler', node: 'first' }))).toEqual(['officer@school:p1']);
    const posts = '= [{post: "nurse", unit: "school"}, {post: "guard", unit: "school"}]';
    const run = by({ kind: 'feel', people: posts });
    expect(who(run)).toEqual(['nurse@school', 'guard@school']);
    expect(run.effects).toEqual([]);
  });

  test('several sources add up, each person once, in their order', () => {
    const run = finding({
      candidates: [{ post: 'guard', unit: 'school' }],
      people: [
        { kind: 'role', post: 'nurse' },
        { kind: 'initiator' },
        { kind: 'head', of: { unit: 'school' }, levels: 0 },
      ],
    });
    run.answer(['nurse@a:n', 'nurse@b:m'], ['principal@school:n']);
    expect(who(run)).toEqual(['guard@school', 'nurse@a:n', 'nurse@b:m', 'officer@school:p1']);
  });

  test('a chain of heads signs one after the other, the nearest first', () => {
    const run = by({ kind: 'heads', of: { unit: 'school' }, upTo: 2 });
    run.answer(['head@school:a', 'head@bureau:b']);
    expect(who(run)).toEqual(['head@school:a']);
    run.complete('second', {}, { outcome: 'yes', actor: person('a', 'head@school') });
    expect(who(run)).toEqual(['head@bureau:b']);
    run.complete('second', {}, { outcome: 'yes', actor: person('b', 'head@bureau') });
    expect(run.openTasks()).toEqual(['after']);
  });

  test('each person of a committee signs, however many hold the post', () => {
    const run = finding({
      candidates: [{ post: 'member', unit: 'committee' }],
      signing: { mode: 'all', each: 'person' },
    });
    expect(run.asked()[0]).toEqual({ kind: 'holders', posts: [candidate('member@committee')] });
    run.answer(['member@committee:a', 'member@committee:b']);
    expect(run.openTasks()).toEqual(['second', 'second']);
  });

  test('one is drawn by lot outside of the engine, from those who may, and recorded', () => {
    const run = finding({ candidates: [{ post: 'expert', unit: 'bureau' }], pick: 'random' });
    run.answer(['expert@bureau:a', 'expert@bureau:b', 'expert@bureau:c']);
    expect(run.openTasks()).toEqual([]);
    expect(run.effects.at(-1)).toMatchObject({
      pick: 'random',
      asks: [{ kind: 'persons', persons: ['a', 'b', 'c'] }],
    });
    run.answer(['teacher@elsewhere:b']);
    expect(who(run)).toEqual(['expert@bureau:b']);
  });

  test('a person of a unit concerned is never found', () => {
    const run = finding({ people: [{ kind: 'role', post: 'expert' }], excludedUnits: ['school'] });
    run.answer(['expert@school:a', 'expert@bureau:b']);
    expect(who(run)).toEqual(['expert@bureau:b']);
  });

  test('the answer to a step that was interrupted comes too late and does nothing', () => {
    const run = given(
      model(
        'late',
        [
          node('start', 'startEvent'),
          user('work', { candidates: [], people: [{ kind: 'role', post: 'x' }] }),
          boundary('stop', 'work', { events: message('stop') }),
          user('after'),
        ],
        ['start -> work', 'stop -> after'],
      ),
    );
    run.message('stop');
    run.answer(['x@school:a']);
    expect(run.openTasks()).toEqual(['after']);
    expect(run.count('peopleFound')).toBe(0);
  });

  test('what came before is found within the body of a multi-instance activity, not in its neighbour', () => {
    const run = given(
      model(
        'bodies',
        [
          node('start', 'startEvent'),
          ...within(
            'each',
            [
              node('begin', 'startEvent'),
              user('a', { candidates: [{ post: '= item', unit: 'school' }] }),
              user('b', { candidates: [], people: [{ kind: 'previousHandler' }] }),
            ],
            { loop: { isSequential: false, collection: '= ["one", "two"]', item: 'item' } },
          ),
        ],
        ['start -> each', 'begin -> a', 'a -> b'],
      ),
    );
    const [first, second] = run.state.tasks;
    run.does(person('p1', 'one@school'), { kind: 'completeTask', task: first?.id ?? '', variables: {} });
    run.does(person('p2', 'two@school'), { kind: 'completeTask', task: second?.id ?? '', variables: {} });
    expect(run.state.tasks.map(({ candidates }) => candidates[0]?.person)).toEqual(['p1', 'p2']);
  });
});

describe('when nobody is there', () => {
  const nobody = (policies: PeoplePolicies) =>
    finding({ candidates: [{ post: 'nurse', unit: 'school' }], policies });

  test('the head of the unit above does it, which the record says', () => {
    const run = nobody({ whenNobody: 'supervisor' });
    run.answer([], ['director@bureau:d']);
    expect(who(run)).toEqual(['director@bureau:d']);
    expect(run.last('peopleReplaced')).toMatchObject({
      policy: 'nobody',
      did: 'supervisor',
      actor: { kind: 'system', name: 'policy' },
    });
  });

  test('without anybody above it is for people to look at, and asked anew on a retry', () => {
    const run = nobody({ whenNobody: 'supervisor' });
    run.answer([], []);
    expect(run.incidents()).toEqual(['nobody']);
    run.retry();
    run.answer(['nurse@school:n'], []);
    expect(who(run)).toEqual(['nurse@school']);
  });

  test.each([
    ['pass', 'after', 'yes'],
    ['reject', 'refused', 'no'],
  ] as const)('it is decided by the machine: %s', (whenNobody, next, outcome) => {
    const run = nobody({ whenNobody });
    run.answer([]);
    expect(run.openTasks()).toEqual([next]);
    expect(run.last('peopleReplaced')).toMatchObject({
      verdict: whenNobody,
      outcome,
      actor: { kind: 'system' },
    });
  });

  test('a reject by the machine ends the case where rejects of the step do', () => {
    const run = finding({
      candidates: [{ post: 'nurse', unit: 'school' }],
      policies: { whenNobody: 'reject' },
      onReject: 'end',
    });
    run.answer([]);
    expect(run.state).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });

  test('an incident, or other posts', () => {
    const stuck = nobody({ whenNobody: 'incident' });
    stuck.answer([]);
    expect(stuck.incidents()).toEqual(['nobody']);
    const run = nobody({ whenNobody: { posts: [{ post: 'guard', unit: 'school' }] } });
    run.answer([]);
    expect(who(run)).toEqual(['guard@school']);
  });

  test('somebody is there: nothing is replaced, and whoever holds the post tomorrow may act too', () => {
    const run = nobody({ whenNobody: 'pass' });
    run.answer(['nurse@school:n']);
    expect(who(run)).toEqual(['nurse@school']);
    expect(run.count('peopleReplaced')).toBe(0);
  });
});

describe('posts that sign, where a policy must know who holds them', () => {
  const members = (policies: PeoplePolicies, mode: 'all' | 'sequential' = 'all') =>
    finding({
      candidates: ['officer', 'nurse', 'guard'].map((post) => ({ post, unit: 'school' })),
      signing: { mode },
      policies,
    });
  const seats = (run: CaseUnderTest) =>
    run.state.tasks.map(({ candidates }) =>
      candidates.map(({ post, person: name = '*' }) => `${post}:${name}`),
    );

  test('each post has one voice, however many hold it, and one without a holder keeps its seat', () => {
    const run = members({ whenNobody: 'supervisor' });
    run.answer(['officer@school:p1', 'officer@school:p2', 'nurse@school:n']);
    expect(seats(run)).toEqual([['officer:*'], ['nurse:*'], ['guard:*']]);
  });

  test('where the initiator stands aside, the others of the post speak for it', () => {
    const run = members({ whenInitiator: 'skip' }, 'sequential');
    run.answer([
      'officer@school:p1',
      'officer@school:p2',
      'officer@school:p3',
      'nurse@school:n',
      'guard@school:g',
    ]);
    expect(seats(run)).toEqual([['officer:p2', 'officer:p3']]);
    run.complete('second', {}, { outcome: 'yes', actor: person('p3', 'officer@school') });
    expect(seats(run)).toEqual([['nurse:*']]);
  });

  test('a post of which the initiator is the only holder has no seat', () => {
    const run = members({ whenInitiator: 'skip' });
    run.answer(['officer@school:p1', 'nurse@school:n', 'guard@school:g']);
    expect(seats(run)).toEqual([['nurse:*'], ['guard:*']]);
  });
});

describe('when the handler would be the initiator', () => {
  const own = (whenInitiator: PeoplePolicies['whenInitiator']) =>
    finding({
      candidates: [{ post: 'officer', unit: 'school' }],
      policies: { ...(whenInitiator && { whenInitiator }) },
    });

  test('they do it themselves, where nothing else is said', () => {
    expect(who(own('self'))).toEqual(['officer@school']);
  });

  test('they are left out of several, and the step passes where they are alone', () => {
    const several = own('skip');
    several.answer(['officer@school:p1', 'officer@school:p2'], []);
    expect(who(several)).toEqual(['officer@school:p2']);
    const alone = own('skip');
    alone.answer(['officer@school:p1'], []);
    expect(alone.openTasks()).toEqual(['after']);
    expect(alone.variables()).toEqual({ outcome: 'yes' });
    expect(alone.last('peopleReplaced')).toMatchObject({ policy: 'initiator', did: 'skip', verdict: 'pass' });
  });

  test('the head of their unit does it, the one above where they are the head, and it passes where there is none', () => {
    const answers = (...above: string[][]) => {
      const run = own('head');
      run.answer(['officer@school:p1'], [], ...above);
      return run;
    };
    expect(who(answers(['head@school:h'], ['director@bureau:d']))).toEqual(['head@school:h']);
    expect(who(answers(['head@school:p1'], ['director@bureau:d']))).toEqual(['director@bureau:d']);
    expect(answers([], []).openTasks()).toEqual(['after']);
  });

  test('their superior does it, and without one somebody must look', () => {
    const run = own('superior');
    run.answer(['officer@school:p1'], [], ['director@bureau:d'], []);
    expect(who(run)).toEqual(['director@bureau:d']);
    const none = own('superior');
    none.answer(['officer@school:p1'], [], [], []);
    expect(none.incidents()).toEqual(['nobody']);
  });
});

describe('when somebody who agreed comes again', () => {
  const steps = (whenRepeated: PeoplePolicies['whenRepeated'], second = 'nurse') => {
    const policies = { ...(whenRepeated && { whenRepeated }) };
    const step = (id: string, post: string) =>
      user(id, { candidates: [{ post, unit: 'school' }], outcomes, policies });
    const run = given(
      model(
        'again',
        [
          node('start', 'startEvent'),
          step('one', 'officer'),
          step('two', second),
          step('three', 'officer'),
          user('after'),
        ],
        ['start -> one', 'one -> two', 'two -> three', 'three -> after'],
      ),
    );
    return run;
  };
  const agree = (run: CaseUnderTest, id: string, post: string, name: string, outcome = 'yes') => {
    run.answer([`${post}@school:${name}`], []);
    run.complete(id, {}, { outcome, actor: person(name, `${post}@school`) });
  };

  test('once: later steps pass by themselves, as the machine’s doing', () => {
    const run = steps('once');
    agree(run, 'one', 'officer', 'p1');
    agree(run, 'two', 'nurse', 'n');
    run.answer(['officer@school:p1'], []);
    expect(run.openTasks()).toEqual(['after']);
    expect(run.last('peopleReplaced')).toMatchObject({
      policy: 'repeated',
      did: 'once',
      verdict: 'pass',
      people: [candidate('officer@school:p1')],
    });
  });

  test('who rejected is asked again', () => {
    const run = steps('once');
    agree(run, 'one', 'officer', 'p1', 'no');
    agree(run, 'two', 'nurse', 'n');
    run.answer(['officer@school:p1'], []);
    expect(run.openTasks()).toEqual(['three']);
  });

  test('consecutive: only right after one’s own step, and over steps that passed so', () => {
    const apart = steps('consecutive');
    agree(apart, 'one', 'officer', 'p1');
    agree(apart, 'two', 'nurse', 'n');
    apart.answer(['officer@school:p1'], []);
    expect(apart.openTasks()).toEqual(['three']);
    const chain = steps('consecutive', 'officer');
    agree(chain, 'one', 'officer', 'p1');
    chain.answer(['officer@school:p1'], []);
    chain.answer(['officer@school:p1'], []);
    expect(chain.openTasks()).toEqual(['after']);
  });

  test('of several only who agreed is left out', () => {
    const run = steps('once', 'officer');
    agree(run, 'one', 'officer', 'p1');
    run.answer(['officer@school:p1', 'officer@school:p2'], []);
    expect(run.task('two').candidates).toEqual([candidate('officer@school:p2')]);
  });
});

describe('people chosen for steps to come', () => {
  const chosen = (source: object): Partial<UserTaskConfig> => ({
    candidates: [],
    people: [{ kind: 'chosen', ...source } as PeopleSource],
  });

  test('by the initiator at the start; what is not allowed is as if it were not chosen', () => {
    const config = chosen({ by: 'initiator', most: 1, among: [{ post: 'nurse', unit: '= unit' }] });
    const start = (people: string[]) =>
      finding(config, { unit: 'school' }, { choices: { second: people.map(candidate) } });
    expect(who(start(['nurse@school:n']))).toEqual(['nurse@school:n']);
    expect(start(['guard@school:g']).incidents()).toEqual(['nobody']);
    expect(start(['nurse@school:n', 'nurse@school:m']).incidents()).toEqual(['nobody']);
  });

  test('by the handler before: none missing, none too many, none for another step', () => {
    const run = given(
      model(
        'next',
        [
          node('start', 'startEvent'),
          user('first', { outcomes }),
          node('which', 'exclusiveGateway'),
          user('second', { ...chosen({ by: 'previousHandler', most: 1 }), outcomes: [] }),
          user('other', chosen({ by: 'initiator' })),
        ],
        ['start -> first', 'first -> which', 'which -> second : default', 'which -> other : outcome = "no"'],
      ),
    );
    const { id: task } = run.task('first');
    const attempt = (choices?: Record<string, string[]>, outcome = 'yes') =>
      run.command({
        kind: 'completeTask',
        task,
        outcome,
        variables: {},
        ...(choices && {
          choices: Object.fromEntries(
            Object.entries(choices).map(([at, people]) => [at, people.map(candidate)]),
          ),
        }),
      });
    expect(attempt()?.texts?.zh).toBe('请选择“second”的办理人');
    expect(attempt({ second: ['nurse@school:a', 'nurse@school:b'] })?.texts?.zh).toContain('最多选择1人');
    expect(attempt({ second: ['nurse@school:a', 'nurse@school:a'] })?.code).toBe('bad-input');
    expect(attempt({ second: ['nurse@school:a'], other: ['nurse@school:a'] })?.texts?.zh).toContain(
      '不由您选择',
    );
    expect(attempt({ second: ['nurse@school:a'], first: ['nurse@school:a'] })?.code).toBe('bad-input');
    expect(attempt({ second: ['nurse@school:a'] })).toBeUndefined();
    expect(who(run)).toEqual(['nurse@school:a']);
  });

  test('who rejects need choose nobody', () => {
    const run = given(
      model(
        'reject',
        [
          node('start', 'startEvent'),
          user('first', { outcomes }),
          user('second', chosen({ by: 'previousHandler' })),
        ],
        ['start -> first', 'first -> second'],
      ),
    );
    run.complete('first', {}, { outcome: 'no' });
    expect(run.incidents()).toEqual(['nobody']);
  });
});

describe('substitutes', () => {
  const standIn = {
    ...person('b', 'clerk@bureau'),
    standsInFor: [{ person: 'p1', posts: officer.kind === 'person' ? officer.posts : [] }],
  };

  test('both see the task until one acts, and the record says for whom', () => {
    const run = given(model('plain', [node('start', 'startEvent'), user('work')], ['start -> work']));
    run.does(officer, { kind: 'claimTask', task: run.task('work').id });
    run.complete('work', {}, { actor: { ...standIn, permissions: ['x'] } });
    expect(run.last('taskCompleted').actor).toEqual({
      kind: 'person',
      person: 'b',
      posts: [candidate('clerk@bureau')],
      for: 'p1',
    });
  });

  test('own posts come first: then nobody is stood in for', () => {
    const run = given(model('own', [node('start', 'startEvent'), user('work')], ['start -> work']));
    run.complete('work', {}, { actor: { ...standIn, posts: [candidate('officer@school')] } });
    expect(run.last('taskCompleted').actor).not.toHaveProperty('for');
  });

  test('neither a substitute nor a principal of the unit concerned may act', () => {
    const run = given(
      model(
        'concerned',
        [
          node('start', 'startEvent'),
          user('work', { candidates: [{ post: 'officer', unit: 'bureau' }], excludedUnits: ['school'] }),
        ],
        ['start -> work'],
      ),
    );
    const { id: task } = run.task('work');
    const complete = (posts: string[], principal: string[]) =>
      run.command(
        { kind: 'completeTask', task, variables: {} },
        { ...person('b', ...posts), standsInFor: [{ person: 'a', posts: principal.map(candidate) }] },
      )?.texts?.zh;
    expect(complete(['teacher@school'], ['officer@bureau'])).toContain('回避');
    expect(complete(['clerk@bureau'], ['officer@bureau', 'teacher@school'])).toContain('回避');
    expect(complete(['clerk@bureau'], ['officer@bureau'])).toBeUndefined();
  });

  test('a task given to the principal by name is the substitute’s too', () => {
    const run = by({ kind: 'initiator' });
    run.complete('second', {}, { outcome: 'yes', actor: standIn });
    expect(run.last('taskCompleted').actor).toMatchObject({ person: 'b', for: 'p1' });
  });
});

describe('what a completion must bring', () => {
  const work = (config: Partial<UserTaskConfig>) =>
    given(model('brings', [node('start', 'startEvent'), user('work', config)], ['start -> work']));
  const complete = (run: CaseUnderTest, more: object) =>
    run.command({ kind: 'completeTask', task: run.task('work').id, variables: {}, ...more });

  test('a field that the step may not write is refused by name, also when its page never showed it', () => {
    const run = work({ writes: ['note'] });
    expect(complete(run, { variables: { note: 'x', amount: 1 } })?.message).toContain("'amount'");
    expect(complete(run, { variables: { note: 'x' } })).toBeUndefined();
  });

  test('a required field must have a value, but not from who rejects', () => {
    const run = work({ fields: { note: 'required' }, outcomes });
    expect(complete(run, { outcome: 'yes' })?.texts?.zh).toBe('请填写“note”');
    expect(complete(run, { outcome: 'yes', variables: { note: '' } })?.code).toBe('bad-input');
    expect(complete(run, { outcome: 'no' })).toBeUndefined();
    const filled = work({ fields: { note: 'required' } });
    filled.set({ note: 'x' });
    expect(complete(filled, {})).toBeUndefined();
  });

  test('an outcome asks for fields of its own, whatever it passes or rejects; what was there before counts', () => {
    const [yes, no] = outcomes;
    const run = work({
      outcomes: [
        { ...yes!, requires: ['docNo'] },
        { ...no!, requires: ['ground'] },
      ],
    });
    expect(complete(run, { outcome: 'yes' })?.texts?.zh).toBe('请填写“docNo”');
    expect(complete(run, { outcome: 'no', variables: { docNo: '1号', ground: '  ' } })?.texts?.zh).toBe(
      '请填写“ground”',
    );
    run.set({ docNo: '1号' });
    expect(complete(run, { outcome: 'yes' })).toBeUndefined();
  });

  test('an opinion and an attachment, where the outcome needs them', () => {
    const run = work({
      outcomes: [{ key: 'ok', name: { zh: '同意' }, needsReason: false, needs: ['opinion', 'attachment'] }],
    });
    expect(complete(run, { outcome: 'ok' })?.texts?.zh).toBe('请填写意见');
    expect(complete(run, { outcome: 'ok', opinion: '同意' })?.texts?.zh).toBe('请上传附件');
    expect(complete(run, { outcome: 'ok', opinion: '同意', attachments: ['a1'] })).toBeUndefined();
    expect(run.last('taskCompleted')).toMatchObject({ opinion: '同意', attachments: ['a1'] });
  });
});

describe('a reject', () => {
  test('follows the diagram, or ends the case where the template says so', () => {
    const flow = finding({ candidates: [{ post: 'officer', unit: 'school' }] });
    flow.complete('second', {}, { outcome: 'no' });
    expect(flow.openTasks()).toEqual(['refused']);
    const end = finding({ candidates: [{ post: 'officer', unit: 'school' }], onReject: 'end' });
    end.complete('second', {}, { outcome: 'no', reason: '不符合' });
    expect(end.state).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });

  test('of a round ends the case only where the template says so', () => {
    const config: Partial<UserTaskConfig> = {
      candidates: [
        { post: 'officer', unit: 'school' },
        { post: 'nurse', unit: 'school' },
      ],
      signing: { mode: 'all' },
    };
    const flow = finding(config);
    flow.complete('second', {}, { outcome: 'no' });
    expect(flow.openTasks()).toEqual(['refused']);
    const end = finding({ ...config, onReject: 'end' });
    end.complete('second', {}, { outcome: 'no' });
    expect(end.state.status).toBe('completed');
  });
});
