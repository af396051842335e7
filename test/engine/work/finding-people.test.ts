import { describe, expect, test } from 'vitest';
import { inspect } from '../../../engine/inspect.ts';
import type { PeopleSource } from '../../../engine/work/model.ts';
import { candidate, given, officer, person } from '../../support/given.ts';
import { boundary, message, model, node, user, within } from '../../support/model.ts';
import { by, finding, who } from './second-step.ts';

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
