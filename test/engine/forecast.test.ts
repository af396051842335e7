import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { forecast, forecastFrom, type Forecast } from '../../engine/forecast.ts';
import type { ProcessModel, UserTaskConfig } from '../../engine/model.ts';
import { visitsBefore } from '../../engine/trail/visits.ts';
import { given, monday, officer, type CaseUnderTest } from '../support/given.ts';
import { boundary, message, model, node, nodes, timer, user, within } from '../support/model.ts';

const yesNo: Partial<UserTaskConfig> = {
  outcomes: [
    { key: 'yes', name: { zh: '同意' }, needsReason: true },
    { key: 'no', name: { zh: '不同意' }, needsReason: true, verdict: 'reject' },
  ],
};
const workingDays = (key: string, amount: number) => ({
  deadlines: [
    {
      key,
      name: { zh: key },
      rule: {
        amount,
        unit: 'workingDay' as const,
        rollForward: true,
        endOfDay: 'closeOfBusiness' as const,
        basis: 'test',
      },
    },
  ],
});

function ahead(
  made: ProcessModel,
  run: CaseUnderTest,
  task: string,
  more: { outcome?: string; variables?: Record<string, string | number> } = {},
): Forecast {
  return forecast(made, nationalCalendar, run.state, {
    at: run.now,
    actor: officer,
    task: run.task(task).id,
    reason: 'so it is',
    ...more,
  });
}
const from = (made: ProcessModel, run: CaseUnderTest) =>
  forecastFrom(made, nationalCalendar, run.state, { at: run.now });
const steps = ({ entries }: Forecast) => entries.map(({ node, certainty }) => `${node} ${certainty}`);

describe('what follows at once is exact', () => {
  const made = model(
    'p',
    [
      ...nodes('startEvent', 'start'),
      user('ask', { ...yesNo, form: 'f', writes: ['amount'] }),
      ...nodes('exclusiveGateway', 'gate'),
      user('chief', { candidates: [{ post: 'chief', unit: 'bureau' }] }),
      user('clerk', { candidates: [{ post: 'clerk', unit: '= unit' }] }),
      ...nodes('endEvent', 'end'),
    ],
    [
      'start -> ask',
      'ask -> gate',
      'gate -> chief : = amount > 100',
      'gate -> clerk : default',
      'chief -> end',
      'clerk -> end',
    ],
  );

  test('with the outcome and the data that are about to be sent', () => {
    const run = given(made, { unit: 'school' });
    const more = { outcome: 'yes' };
    expect(ahead(made, run, 'ask', { ...more, variables: { amount: 500 } }).entries).toMatchObject([
      { node: 'chief', certainty: 'certain', people: [{ post: 'chief', unit: 'bureau' }], begins: monday },
    ]);
    expect(ahead(made, run, 'ask', { ...more, variables: { amount: 5 } }).entries).toMatchObject([
      { node: 'clerk', certainty: 'certain', people: [{ post: 'clerk', unit: 'school' }] },
    ]);
  });

  test('nothing happens to the case', () => {
    const run = given(made, { unit: 'school' });
    const before = JSON.stringify(run.state);
    ahead(made, run, 'ask', { outcome: 'yes', variables: { amount: 500 } });
    from(made, run);
    expect(JSON.stringify(run.state)).toBe(before);
  });

  test('what would be refused is said, and nothing foretold', () => {
    const run = given(made, { unit: 'school' });
    expect(ahead(made, run, 'ask', { outcome: 'maybe' })).toMatchObject({
      refusal: { code: 'bad-input' },
      entries: [],
    });
  });

  test('without the data the way stops where they are asked for, and says which and where it may go', () => {
    const run = given(made, { unit: 'school' });
    expect(from(made, run)).toMatchObject({
      entries: [{ node: 'ask', open: true, certainty: 'certain' }],
      stops: [{ node: 'gate', why: 'data', names: ['amount'], ways: [{ node: 'chief' }, { node: 'clerk' }] }],
    });
    expect(from(made, run)).not.toHaveProperty('end');
  });

  test('data that are there and may still be changed leave it open', () => {
    const run = given(made, { unit: 'school', amount: 500 });
    expect(from(made, run).entries).toMatchObject([
      { node: 'ask' },
      { node: 'chief', certainty: 'depends', on: [{ kind: 'data', node: 'ask', names: ['amount'] }] },
    ]);
  });
});

describe('further on everybody is taken to agree', () => {
  const made = model(
    'p',
    [
      ...nodes('startEvent', 'start'),
      user('plan', {}, workingDays('plan', 2)),
      user('review', yesNo, workingDays('review', 3)),
      ...nodes('exclusiveGateway', 'gate'),
      user('file'),
      user('late', {}, workingDays('late', 1)),
      ...nodes('endEvent', 'end'),
    ],
    [
      'start -> plan',
      'plan -> review',
      'review -> gate',
      'gate -> file : = outcome = "yes"',
      'gate -> plan : default',
      'file -> late',
      'late -> end',
    ],
  );

  test('each step says how sure it is and on whose outcome it hangs', () => {
    const run = given(made);
    const found = from(made, run);
    expect(steps(found)).toEqual(['plan certain', 'review expected', 'file depends', 'late depends']);
    expect(found.entries[2]?.on).toEqual([{ kind: 'outcome', node: 'review', outcome: 'yes' }]);
    expect(found.end).toMatchObject({ outcome: 'end', status: 'completed', certainty: 'depends' });
    expect(found.stops).toEqual([]);
  });

  test('dates as if each took the whole of its term; after a step without one none is said, only the term', () => {
    const [plan, review, file, late] = from(made, given(made)).entries;
    expect(plan).toMatchObject({ begins: monday, due: { date: '2026-09-09' } });
    expect(review).toMatchObject({ begins: '2026-09-09T09:30:00.000Z', due: { date: '2026-09-14' } });
    expect(file?.begins).toBe('2026-09-14T09:30:00.000Z');
    expect(late).toMatchObject({ term: { amount: 1, unit: 'workingDay' } });
    expect(late).not.toHaveProperty('due');
  });

  test('a reject that is about to be sent leads back, and from there on again', () => {
    const run = given(made);
    run.complete('plan');
    expect(steps(ahead(made, run, 'review', { outcome: 'no' }))).toEqual([
      'plan certain',
      'review expected',
      'file depends',
      'late depends',
    ]);
  });
});

describe('where the way forks and meets', () => {
  test('parallel steps are all there, and what comes after the join hangs on each of them', () => {
    const made = model(
      'p',
      [
        ...nodes('startEvent', 'start'),
        ...nodes('parallelGateway', 'fork', 'join'),
        user('a'),
        user('check', yesNo),
        ...nodes('exclusiveGateway', 'gate'),
        user('b'),
        user('c'),
        user('last'),
        ...nodes('endEvent', 'end', 'bad'),
      ],
      [
        'start -> fork',
        'fork -> a',
        'fork -> check',
        'a -> join',
        'check -> gate',
        'gate -> b : = outcome = "yes"',
        'gate -> bad : default',
        'b -> join',
        'join -> last',
        'last -> end',
      ].concat('fork -> c', 'c -> join'),
    );
    const found = from(made, given(made));
    expect(steps(found)).toEqual(['a certain', 'check certain', 'c certain', 'b depends', 'last depends']);
    expect(found.entries.at(-1)?.on).toEqual([{ kind: 'outcome', node: 'check', outcome: 'yes' }]);
  });

  test('a loop is shown once, and said', () => {
    const made = model(
      'p',
      [...nodes('startEvent', 'start'), user('a'), user('b')],
      ['start -> a', 'a -> b', 'b -> a'],
    );
    const found = from(made, given(made));
    expect(steps(found)).toEqual(['a certain', 'b expected']);
    expect(found.stops).toMatchObject([{ node: 'a', why: 'loop' }]);
  });

  test('instances of one activity are one entry with their number', () => {
    const made = model(
      'p',
      [
        ...nodes('startEvent', 'start'),
        user('first'),
        user('each', {}, { loop: { isSequential: false, collection: '= units', item: 'unit' } }),
        user('turn', {}, { loop: { isSequential: true, cardinality: '= 3' } }),
        ...nodes('endEvent', 'end'),
      ],
      ['start -> first', 'first -> each', 'each -> turn', 'turn -> end'],
    );
    const found = from(made, given(made, { units: ['x', 'y'] }));
    expect(found.entries.map(({ node, count }) => [node, count])).toEqual([
      ['first', undefined],
      ['each', 2],
      ['turn', 3],
    ]);
    expect(found.end).toMatchObject({ outcome: 'end' });
  });

  test('a way longer than anyone reads is cut off', () => {
    const many = Array.from({ length: 60 }, (_, index) => `s${index}`);
    const made = model(
      'p',
      [...nodes('startEvent', 'start'), ...many.map((id) => user(id)), ...nodes('endEvent', 'end')],
      ['start -> s0', ...many.slice(1).map((id, index) => `s${index} -> ${id}`), 's59 -> end'],
    );
    const found = from(made, given(made));
    expect(found.entries).toHaveLength(40);
    expect(found.stops).toMatchObject([{ why: 'limit' }]);
  });
});

describe('what does not hang on people here', () => {
  test('a message, a timer and a called case are entries, and what follows depends on them', () => {
    const made = model(
      'p',
      [
        ...nodes('startEvent', 'start'),
        node('answer', 'intermediateCatchEvent', { events: message('answer') }),
        node('pause', 'intermediateCatchEvent', { events: timer('duration', 'P2D') }),
        node('errand', 'callActivity', {
          config: { calledElement: 'x', binding: 'latest', inputs: [], outputs: [] },
        }),
        user('last'),
        ...nodes('endEvent', 'end'),
      ],
      ['start -> answer', 'answer -> pause', 'pause -> errand', 'errand -> last', 'last -> end'],
    );
    const found = from(made, given(made));
    expect(found.entries.map(({ kind, node: id }) => `${kind} ${id}`)).toEqual([
      'message answer',
      'time pause',
      'call errand',
      'task last',
    ]);
    expect(found.entries.at(-1)?.on.map(({ kind }) => kind)).toEqual(['message', 'time', 'call']);
  });

  test('events that race are a choice that is not foretold', () => {
    const made = model(
      'p',
      [
        ...nodes('startEvent', 'start'),
        node('race', 'eventBasedGateway', { config: { isParallel: false } }),
        node('answer', 'intermediateCatchEvent', { events: message('answer') }),
        node('pause', 'intermediateCatchEvent', { events: timer('duration', 'P2D') }),
        ...nodes('endEvent', 'end'),
      ],
      ['start -> race', 'race -> answer', 'race -> pause', 'answer -> end', 'pause -> end'],
    );
    expect(from(made, given(made))).toMatchObject({ entries: [], stops: [{ node: 'race', why: 'choice' }] });
  });

  test('a timer on the edge of a step is not waited for', () => {
    const made = model(
      'p',
      [
        ...nodes('startEvent', 'start'),
        user('a', {}, workingDays('a', 5)),
        boundary('late', 'a', { events: timer('duration', 'PT1H') }),
        user('chased'),
        user('b'),
        ...nodes('endEvent', 'end'),
      ],
      ['start -> a', 'a -> b', 'b -> end', 'late -> chased', 'chased -> end'],
    );
    expect(steps(from(made, given(made)))).toEqual(['a certain', 'b expected']);
  });

  test('data at fault further on is said as such', () => {
    const made = model(
      'p',
      [
        ...nodes('startEvent', 'start'),
        user('a'),
        user('b', { candidates: [{ post: 'clerk', unit: '= unit' }] }),
        ...nodes('endEvent', 'end'),
      ],
      ['start -> a', 'a -> b', 'b -> end'],
    );
    expect(from(made, given(made)).stops).toMatchObject([{ node: 'b', why: 'incident' }]);
  });

  test('within a sub-process as outside of it', () => {
    const made = model(
      'p',
      [
        ...nodes('startEvent', 'start'),
        ...within('sub', [user('x'), user('y')]),
        user('z'),
        ...nodes('endEvent', 'end'),
      ],
      ['start -> sub', 'x -> y', 'sub -> z', 'z -> end'],
    );
    expect(steps(from(made, given(made)))).toEqual(['x certain', 'y expected', 'z expected']);
  });
});

describe('who', () => {
  const end = nodes('endEvent', 'end');
  const straight = (...tasks: ReturnType<typeof user>[]) =>
    model(
      'p',
      [...nodes('startEvent', 'start'), ...tasks, ...end],
      [
        `start -> ${tasks[0]?.id}`,
        ...tasks.map(({ id }, index) => `${id} -> ${tasks[index + 1]?.id ?? 'end'}`),
      ],
    );

  test('what the directory will be asked is given, and its answer where it is at hand', () => {
    const made = straight(
      user('a'),
      user('b', { candidates: [], people: [{ kind: 'head', of: { unit: '= unit' }, levels: 1 }] }),
      user('c'),
    );
    const run = given(made, { unit: 'school' });
    const found = from(made, run);
    expect(steps(found)).toEqual(['a certain', 'b expected', 'c expected']);
    expect(found.entries[1]).toMatchObject({
      people: [],
      asks: [{ kind: 'head', unit: 'school', levels: 1 }],
    });
    const known = forecastFrom(made, nationalCalendar, run.state, {
      at: run.now,
      directory: () => [{ person: 'director', post: 'director', unit: 'bureau' }],
    });
    expect(known.entries[1]).toMatchObject({
      people: [{ person: 'director', post: 'director', unit: 'bureau' }],
    });
    expect(known.entries[1]).not.toHaveProperty('asks');
  });

  test('people who are still to be chosen are said to be', () => {
    const made = straight(
      user('a'),
      user('b', { candidates: [], people: [{ kind: 'chosen', by: 'previousHandler' }] }),
    );
    const found = from(made, given(made));
    expect(found.entries[1]).toMatchObject({ node: 'b', people: [], chosenBy: 'previousHandler' });
    expect(found.entries[1]).not.toHaveProperty('asks');
    expect(found.end).toMatchObject({ outcome: 'end' });
  });

  test('people chosen with the completion are known', () => {
    const made = straight(
      user('a'),
      user('b', { candidates: [], people: [{ kind: 'chosen', by: 'previousHandler' }] }),
    );
    const run = given(made);
    const found = forecast(made, nationalCalendar, run.state, {
      at: run.now,
      actor: officer,
      task: run.task('a').id,
      choices: { b: [{ post: 'clerk', unit: 'bureau' }] },
    });
    expect(found.entries).toMatchObject([{ node: 'b', people: [{ post: 'clerk', unit: 'bureau' }] }]);
    expect(found.entries[0]).not.toHaveProperty('chosenBy');
  });

  test('a step of several is one entry with all who sign', () => {
    const made = straight(
      user('a'),
      user('b', {
        candidates: [
          { post: 'chief', unit: 'bureau' },
          { post: 'clerk', unit: 'bureau' },
        ],
        signing: { mode: 'sequential' },
      }),
      user('c'),
    );
    const found = from(made, given(made));
    expect(found.entries[1]).toMatchObject({
      node: 'b',
      signing: 'sequential',
      people: [{ post: 'chief' }, { post: 'clerk' }],
    });
    expect(steps(found)).toEqual(['a certain', 'b expected', 'c expected']);
  });
});

describe('after a return', () => {
  const made = model(
    'p',
    [
      ...nodes('startEvent', 'start'),
      user('plan'),
      user('check'),
      user('approve', { verbs: [{ verb: 'return', needs: ['reason'] }] }),
      user('file'),
      ...nodes('endEvent', 'end'),
    ],
    ['start -> plan', 'plan -> check', 'check -> approve', 'approve -> file', 'file -> end'],
    { keepsTrail: true },
  );
  const returned = (resume: 'forward' | 'back') => {
    const run = given(made);
    run.complete('plan');
    run.complete('check');
    const [visit] = visitsBefore(made, run.state, run.task('approve')).filter((one) => one.node === 'plan');
    const refusal = run.command({
      kind: 'returnTask',
      task: run.task('approve').id,
      to: visit?.visit ?? '',
      resume,
      reason: 'figures',
    });
    expect(refusal).toBeUndefined();
    return run;
  };

  test('walking forward again, every step comes once more', () => {
    expect(steps(from(made, returned('forward')))).toEqual([
      'plan certain',
      'check expected',
      'approve expected',
      'file expected',
    ]);
  });

  test('going straight back, the next step is the one that returned it', () => {
    const run = returned('back');
    expect(steps(from(made, run))).toEqual(['plan certain', 'approve expected', 'file expected']);
    expect(steps(ahead(made, run, 'plan'))).toEqual(['approve certain', 'file expected']);
  });
});
