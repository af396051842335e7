import { describe, expect, test } from 'vitest';
import type { PeoplePolicies } from '../../../engine/work/model.ts';
import { candidate, given, person, type CaseUnderTest } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';
import { finding, outcomes, who } from './second-step.ts';

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

  test('nor do they do it in the place of whoever does: a substitute who began the case keeps out of it', () => {
    const run = own('head');
    run.answer(['officer@school:p1'], [], ['head@school:h'], []);
    const standsInFor = [{ person: 'h', posts: [{ post: 'head', unit: 'school' }] }];
    const initiator = { ...person('p1', 'officer@school'), standsInFor };
    const { id: task } = run.task('second');
    const completing = { kind: 'completeTask', task, outcome: 'yes', variables: {} } as const;
    expect(run.command(completing, initiator)?.texts?.zh).toContain('应当回避');
    expect(run.command(completing, { ...person('p9', 'nurse@school'), standsInFor })).toBeUndefined();
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
