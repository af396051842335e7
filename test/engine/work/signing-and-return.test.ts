import { describe, expect, test } from 'vitest';
import type { Node, UserTaskConfig } from '../../../engine/model.ts';
import type { Signing } from '../../../engine/work/model.ts';
import { candidate, given, officer, person, type CaseUnderTest } from '../../support/given.ts';
import { node, nodes, user } from '../../support/model.ts';
import { substance, trailing, tryReturn } from '../trail/returning.ts';

const outcomes = [
  { key: 'yes', name: { zh: '同意' }, needsReason: false },
  { key: 'no', name: { zh: '不同意' }, needsReason: false, verdict: 'reject' as const },
];
/** One who holds both seats of every committee here. */
const both = person('both', 'one@school', 'two@school', 'three@school');

function committee(id: string, signing: Signing = { mode: 'all' }, more: Partial<UserTaskConfig> = {}): Node {
  return user(id, {
    candidates: ['one', 'two', 'three'].map((post) => ({ post, unit: 'school' })),
    outcomes,
    signing,
    ...more,
  });
}

/** The next members of a committee sign; `+` for it, `-` against. */
function sign(run: CaseUnderTest, at: string, votes: string): void {
  for (const vote of votes)
    run.does(both, {
      kind: 'completeTask',
      task: run.task(at).id,
      outcome: vote === '+' ? 'yes' : 'no',
      variables: {},
    });
}

const twoCommittees = trailing(
  [node('start', 'startEvent'), user('draft'), committee('first'), committee('second'), user('after')],
  ['start -> draft', 'draft -> first', 'first -> second', 'second -> after'],
);

describe('reported of other engines, and impossible here', () => {
  test.each(['flowable-engine#4046', 'flowable-engine#2259'])(
    '%s: from a committee beside another branch back to before the fork there is one task, and each branch comes once',
    () => {
      const process = trailing(
        [
          node('start', 'startEvent'),
          user('starter'),
          ...nodes('parallelGateway', 'fork', 'join'),
          committee('a'),
          user('b'),
          user('after'),
        ],
        [
          'start -> starter',
          'starter -> fork',
          'fork -> a',
          'fork -> b',
          'a -> join',
          'b -> join',
          'join -> after',
        ],
      );
      const run = given(process);
      run.complete('starter');
      sign(run, 'a', '+');
      expect(tryReturn(process, run, { from: 'a', to: 'starter', actor: both })).toBeUndefined();
      expect(run.openTasks()).toEqual(['starter']);
      expect(run.state.work?.rounds).toEqual([]);
      run.complete('starter');
      expect(run.openTasks().sort()).toEqual(['a', 'a', 'a', 'b']);
      run.complete('b');
      sign(run, 'a', '+++');
      expect(run.openTasks()).toEqual(['after']);
    },
  );

  test('flowable-engine#2669: when the case comes again to a step that several decide, they count from the beginning', () => {
    const process = trailing(
      [
        node('start', 'startEvent'),
        user('a'),
        committee('b', { mode: 'vote', vote: { passCount: 2 } }),
        user('c'),
      ],
      ['start -> a', 'a -> b', 'b -> c'],
    );
    const run = given(process);
    run.complete('a');
    sign(run, 'b', '++');
    expect(tryReturn(process, run, { from: 'c', to: 'a' })).toBeUndefined();
    run.complete('a');
    expect(run.openTasks()).toEqual(['b', 'b', 'b']);
    sign(run, 'b', '+');
    expect(run.openTasks()).toEqual(['b', 'b']);
    sign(run, 'b', '+');
    expect(run.openTasks()).toEqual(['c']);
  });

  test('ruoyi-vue-pro#668: from one committee back to the one before it, whose members all have their task again', () => {
    const run = given(twoCommittees);
    run.complete('draft');
    sign(run, 'first', '+++');
    sign(run, 'second', '+');
    expect(tryReturn(twoCommittees, run, { from: 'second', to: 'first', actor: both })).toBeUndefined();
    expect(run.openTasks()).toEqual(['first', 'first', 'first']);
    sign(run, 'first', '+++');
    sign(run, 'second', '+++');
    expect(run.openTasks()).toEqual(['after']);
  });

  test('ruoyi-vue-pro#867: a step within a parallel branch may be returned, and the other branch is left alone', () => {
    const process = trailing(
      [
        node('start', 'startEvent'),
        ...nodes('parallelGateway', 'fork', 'join'),
        user('a1'),
        committee('a2'),
        committee('b'),
        user('after'),
      ],
      ['start -> fork', 'fork -> a1', 'a1 -> a2', 'fork -> b', 'a2 -> join', 'b -> join', 'join -> after'],
    );
    const run = given(process);
    run.complete('a1');
    sign(run, 'b', '+');
    sign(run, 'a2', '+');
    expect(tryReturn(process, run, { from: 'a2', to: 'a1', actor: both })).toBeUndefined();
    expect(run.openTasks().sort()).toEqual(['a1', 'b', 'b']);
    sign(run, 'b', '++');
    run.complete('a1');
    sign(run, 'a2', '+++');
    expect(run.openTasks()).toEqual(['after']);
  });
});

describe('signers who were added, and going back', () => {
  const adds = (['addSignersBefore', 'addSignersAfter', 'return', 'withdraw'] as const).map((verb) => ({
    verb,
    needs: [],
  }));
  const process = trailing(
    [node('start', 'startEvent'), user('first'), user('work', { verbs: adds }), user('after')],
    ['start -> first', 'first -> work', 'work -> after'],
  );

  test('a return ends them with the task to which they were added, and they do not come again', () => {
    const run = given(process);
    run.complete('first');
    const people = [candidate('one@school')];
    run.does(officer, { kind: 'addSigners', task: run.task('work').id, sign: 'after', people });
    expect(tryReturn(process, run, { from: 'work', to: 'first' })).toBeUndefined();
    expect(run.openTasks()).toEqual(['first']);
    run.complete('first');
    expect(run.openTasks()).toEqual(['work']);
    run.complete('work');
    expect(run.openTasks()).toEqual(['after']);
  });

  test('the last vote of a round is taken back: the round stands where it stood', () => {
    const run = given(twoCommittees);
    run.complete('draft');
    sign(run, 'first', '++');
    const before = substance(run.state);
    sign(run, 'first', '+');
    const visit = run.last('elementCompleted').tokens[0] ?? '';
    const refusal = run.command({ kind: 'withdrawTask', visit }, both);
    expect(refusal).toBeUndefined();
    expect(run.openTasks()).toEqual(['first']);
    expect(substance(run.state).work).toEqual(before.work);
    sign(run, 'first', '+');
    expect(run.openTasks()).toEqual(['second', 'second', 'second']);
  });

  test('who agreed before a return must agree again after it', () => {
    const policies = { whenRepeated: 'once' } as const;
    const step = (id: string) => user(id, { policies });
    const returning = trailing(
      [
        node('start', 'startEvent'),
        step('one'),
        user('two', { candidates: [{ post: 'nurse', unit: 'school' }] }),
        step('three'),
        user('after'),
      ],
      ['start -> one', 'one -> two', 'two -> three', 'three -> after'],
    );
    const run = given(returning);
    const nurse = person('n', 'nurse@school');
    run.answer(['officer@school:p1'], []);
    run.complete('one');
    run.complete('two', {}, { actor: nurse });
    run.answer(['officer@school:p1'], []);
    expect(run.openTasks()).toEqual(['after']);
    expect(tryReturn(returning, run, { from: 'after', to: 'two' })).toBeUndefined();
    run.complete('two', {}, { actor: nurse });
    run.answer(['officer@school:p1'], []);
    expect(run.openTasks()).toEqual(['three']);
  });
});
