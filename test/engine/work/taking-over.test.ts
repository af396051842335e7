import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../engine/input.ts';
import type { UserTaskConfig } from '../../../engine/model.ts';
import type { PeopleSource } from '../../../engine/work/model.ts';
import type { Candidate } from '../../../engine/work/state.ts';
import { candidate, given, person, type CaseUnderTest } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const office: Actor = {
  ...(person('chief', 'clerk@bureau') as Actor & { kind: 'person' }),
  permissions: ['task.assign'],
};
const a = person('a', 'officer@school');
const b = person('b', 'teacher@school');
const named = (text: string) => candidate(text) as Required<Candidate>;
const who = ({ state }: CaseUnderTest) =>
  state.tasks.map(({ candidates }) => candidates.map((each) => each.person ?? each.post));

/** What a leaver has in hand. */
function working(to: string[] = ['officer@school']) {
  const verbs = (['transfer', 'delegate'] as const).map((verb) => ({ verb, needs: [] }));
  const first: Partial<UserTaskConfig> = {
    candidates: [],
    people: [{ kind: 'chosen', by: 'initiator' }],
    verbs,
  };
  return given(
    model(
      'hand-over',
      [node('start', 'startEvent'), user('work', first), user('after')],
      ['start -> work', 'work -> after'],
    ),
    {},
    { choices: { work: to.map(candidate) } },
  );
}

const takeOver = (run: CaseUnderTest, from: string, to: string, actor: Actor = office) =>
  run.command(
    { kind: 'takeOverTask', task: run.task('work').id, from, to: named(to), reason: '退休' },
    actor,
  );

describe('离职转办 of a task', () => {
  test('the heir comes in the place of the leaver, and who else may do it still may', () => {
    const run = working(['officer@school:a', 'nurse@school:n']);
    expect(takeOver(run, 'a', 'officer@school:h')).toBeUndefined();
    expect(who(run)).toEqual([['h', 'n']]);
    expect(run.last('taskChanged')).toMatchObject({ verb: 'assign', cause: 'leaver', reason: '退休' });
    expect(takeOver(run, 'a', 'officer@school:h')?.code).toBe('task-changed');
  });

  test('one that the leaver had claimed is the heir’s', () => {
    const run = working();
    run.does(a, { kind: 'claimTask', task: run.task('work').id });
    expect(takeOver(run, 'a', 'teacher@school:b')).toBeUndefined();
    run.does(b, { kind: 'completeTask', task: run.task('work').id, variables: {} });
    expect(run.openTasks()).toEqual(['after']);
  });

  test('only with the permission, and never while it is not theirs', () => {
    const run = working();
    expect(takeOver(run, 'a', 'teacher@school:b')?.code).toBe('task-changed');
    run.does(a, { kind: 'claimTask', task: run.task('work').id });
    expect(takeOver(run, 'a', 'teacher@school:b', b)?.code).toBe('not-allowed');
    expect(takeOver(run, 'a', 'officer@school:a')?.code).toBe('bad-input');
  });

  test('of one delegated to the leaver the heir gives the opinion, and who asked for it still decides', () => {
    const run = working();
    const { id: task } = run.task('work');
    run.does(a, { kind: 'delegateTask', task, to: candidate('nurse@school:n') });
    expect(takeOver(run, 'n', 'teacher@school:b')).toBeUndefined();
    expect(run.command({ kind: 'completeTask', task, variables: {} }, b)?.texts?.zh).toContain('归还');
    run.does(b, { kind: 'answerDelegation', task, opinion: '同意' });
    run.does(a, { kind: 'completeTask', task, variables: {} });
    expect(run.openTasks()).toEqual(['after']);
  });

  test('one that the leaver had delegated comes back to the heir', () => {
    const run = working();
    const { id: task } = run.task('work');
    run.does(a, { kind: 'delegateTask', task, to: candidate('nurse@school:n') });
    expect(takeOver(run, 'a', 'teacher@school:b')).toBeUndefined();
    expect(who(run)).toEqual([['n']]);
    run.does(person('n', 'nurse@school'), { kind: 'answerDelegation', task, opinion: '同意' });
    expect(run.task('work')).toMatchObject({ claimedBy: 'b' });
    run.does(b, { kind: 'completeTask', task, variables: {} });
    expect(run.openTasks()).toEqual(['after']);
  });

  test('nobody gives an opinion to themselves: where the heir had asked the leaver, or was asked by them, it is the heir’s', () => {
    for (const [leaver, heir] of [
      ['n', 'officer@school:a'],
      ['a', 'nurse@school:n'],
    ] as const) {
      const run = working();
      const { id: task } = run.task('work');
      run.does(a, { kind: 'delegateTask', task, to: candidate('nurse@school:n') });
      expect(takeOver(run, leaver, heir)).toBeUndefined();
      expect(run.task('work').delegatedBy).toBeUndefined();
      const { person: name, post, unit } = named(heir);
      run.does(person(name, `${post}@${unit}`), { kind: 'completeTask', task, variables: {} });
      expect(run.openTasks()).toEqual(['after']);
    }
  });
});

/** Somebody does a step; after another one, a step is for whoever did the first, or began the case. */
function coming(source: PeopleSource, more: Partial<UserTaskConfig> = {}) {
  return given(
    model(
      'coming',
      [
        node('start', 'startEvent'),
        user('first'),
        user('check', { candidates: [{ post: 'clerk', unit: 'bureau' }] as never }),
        user('again', { candidates: [], people: [source], ...more }),
      ],
      ['start -> first', 'first -> check', 'check -> again'],
    ),
  );
}
const clerk = person('c', 'clerk@bureau');
const nameHeir = (run: CaseUnderTest, from: string, to: string, actor: Actor = office) => {
  const { person: name, post, unit } = named(to);
  return run.command(
    { kind: 'nameHeir', from, person: name, posts: [{ post, unit }], reason: '退休' },
    actor,
  );
};
const afterwards = (run: CaseUnderTest) => run.complete('check', {}, { actor: clerk });

describe('离职转办 of what was begun or done', () => {
  test.each<[string, PeopleSource]>([
    ['did a step', { kind: 'previousHandler', node: 'first' }],
    ['began the case', { kind: 'initiator' }],
  ])('a step for whoever %s is the heir’s when it comes, and the record says so', (_what, source) => {
    const run = coming(source);
    run.complete('first');
    const leaver = run.last('taskCompleted').actor as Actor & { kind: 'person' };
    expect(nameHeir(run, leaver.person, 'officer@school:h', a)?.code).toBe('not-allowed');
    expect(nameHeir(run, leaver.person, 'officer@school:h')).toBeUndefined();
    expect(run.last('heirNamed')).toMatchObject({ from: leaver.person, person: 'h', reason: '退休' });
    afterwards(run);
    expect(who(run)).toEqual([['h']]);
    expect(run.last('heirAsked')).toMatchObject({
      node: 'again',
      from: leaver.person,
      to: { person: 'h', post: 'officer', unit: 'school' },
      actor: { kind: 'system', name: 'policy' },
    });
  });

  test('over two moves it is the last heir’s, and a circle of them ends with the last', () => {
    const run = coming({ kind: 'previousHandler', node: 'first' });
    run.complete('first', {}, { actor: a });
    expect(nameHeir(run, 'a', 'officer@school:h')).toBeUndefined();
    expect(nameHeir(run, 'a', 'officer@school:k')?.code).toBe('not-found');
    expect(nameHeir(run, 'h', 'officer@school:k')).toBeUndefined();
    expect(nameHeir(run, 'k', 'officer@school:a')).toBeUndefined();
    afterwards(run);
    expect(who(run)).toEqual([['a']]);
  });

  test('what they do after the move is theirs', () => {
    const run = coming({ kind: 'previousHandler', node: 'check' });
    run.complete('first', {}, { actor: a });
    expect(nameHeir(run, 'c', 'clerk@bureau:h')?.code).toBe('not-found');
    afterwards(run);
    expect(who(run)).toEqual([['c']]);
  });

  test('only for the units that the move is about', () => {
    const run = coming({ kind: 'previousHandler', node: 'first' });
    run.complete('first', {}, { actor: a });
    const posts = [{ post: 'officer', unit: 'school' }];
    const heir = { kind: 'nameHeir' as const, from: 'a', person: 'h', posts, reason: '退休' };
    expect(run.command({ ...heir, units: ['bureau'] }, office)?.code).toBe('not-found');
    expect(run.command({ ...heir, units: ['school'] }, office)).toBeUndefined();
  });

  test('what keeps whoever began the case from passing it keeps the heir from it as well', () => {
    const run = coming({ kind: 'initiator' }, { policies: { whenInitiator: 'skip' } });
    const leaver = run.state.work?.initiator?.person ?? '';
    run.complete('first');
    expect(nameHeir(run, leaver, 'officer@school:h')).toBeUndefined();
    afterwards(run);
    expect(run.last('peopleReplaced')).toMatchObject({ policy: 'initiator', verdict: 'pass' });
  });
});

describe('离职转办 of a question', () => {
  const asking = () => {
    const run = given(model('talk', [node('start', 'startEvent'), user('work')], ['start -> work']));
    run.does(a, { kind: 'ask', text: '几间教室？', to: candidate('nurse@school:n') });
    return run;
  };
  const handOn = (run: CaseUnderTest, to: string, actor: Actor = office) => {
    const question = run.state.work?.questions[0]?.id ?? 'q';
    return run.command({ kind: 'handOnQuestion', question, from: 'n', to: named(to), reason: '退休' }, actor);
  };

  test('it waits for the heir’s answer, once', () => {
    const run = asking();
    expect(handOn(run, 'teacher@school:b', a)?.code).toBe('not-allowed');
    expect(handOn(run, 'teacher@school:b')).toBeUndefined();
    const question = run.state.work?.questions[0]?.id ?? '';
    expect(run.command({ kind: 'answer', question, text: '三间' }, person('n', 'nurse@school'))?.code).toBe(
      'not-allowed',
    );
    run.does(b, { kind: 'answer', question, text: '三间' });
    expect(handOn(run, 'teacher@school:b')?.code).toBe('not-found');
  });

  test('who asked does not answer it', () => {
    expect(handOn(asking(), 'officer@school:a')?.texts?.zh).toContain('接收人本人提出');
  });
});
