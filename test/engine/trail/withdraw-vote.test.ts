import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withdrawable } from '../../../engine/trail/withdraw.ts';
import type { Signing } from '../../../engine/work/model.ts';
import { given, person, type CaseUnderTest } from '../../support/given.ts';
import { user } from '../../support/model.ts';
import { end, finish, start, substance, trailing } from './returning.ts';

const posts = ['one', 'two', 'three', 'four'];
const signer = (post: string) => person(`p-${post}`, `${post}@school`);

const committee = (signing: Signing) =>
  trailing(
    [
      start,
      user('sign', {
        candidates: posts.map((post) => ({ post, unit: 'school' })),
        outcomes: [
          { key: 'yes', name: { zh: '同意' }, needsReason: false },
          { key: 'no', name: { zh: '不同意' }, needsReason: false, verdict: 'reject' },
        ],
        signing,
        verbs: (['withdraw', 'addSignersAfter'] as const).map((verb) => ({ verb, needs: [] })),
      }),
      user('after'),
      end,
    ],
    ['start -> sign', 'sign -> after', 'after -> end'],
  );
const voting = committee({ mode: 'vote', vote: { ratio: 50, decidesEarly: false } });
const inTurn = committee({ mode: 'sequential' });

function votes(run: CaseUnderTest, post: string, outcome = 'yes', variables = {}): void {
  const { id: task } = run.taskOf(`${post}@school`);
  run.does(signer(post), { kind: 'completeTask', task, outcome, variables });
}

const tryTakeBack = (run: CaseUnderTest, post: string) => {
  const [token] = run.state.tokens.filter(({ active }) => active);
  return run.command({ kind: 'withdrawTask', visit: token?.id ?? '' }, signer(post));
};

function takesBack(run: CaseUnderTest, post: string): void {
  expect(tryTakeBack(run, post)).toBeUndefined();
}

const decisions = (run: CaseUnderTest) =>
  run.state.work?.rounds[0]?.members.map(({ decision }) => decision?.outcome ?? '');

describe('a vote in a round that is open', () => {
  test('is withdrawn by who signed: all is exactly as it was, and they sign anew', () => {
    const run = given(voting);
    votes(run, 'one');
    const before = substance(run.state);
    votes(run, 'two', 'no', { seen: true });
    expect(withdrawable(voting, run.state, signer('two'))).toMatchObject([{ node: 'sign', person: 'p-two' }]);
    takesBack(run, 'two');
    expect(substance(run.state)).toEqual(before);
    expect(run.last('stepWithdrawn')).toMatchObject({ node: 'sign' });
    ['two', 'three', 'four'].forEach((post) => votes(run, post));
    expect(run.last('roundClosed')).toMatchObject({ result: 'pass', passed: 4, total: 4 });
    finish(run);
  });

  test('is withdrawn though others have signed since: their votes, and what they filled in, stay', () => {
    const run = given(voting);
    votes(run, 'one', 'no', { amount: 1 });
    votes(run, 'two', 'yes', { amount: 2 });
    takesBack(run, 'one');
    expect(decisions(run)).toEqual(['', 'yes', '', '']);
    expect(run.variables().amount).toBe(2);
    takesBack(run, 'two');
    expect(decisions(run)).toEqual(['', '', '', '']);
    expect(run.variables()).not.toHaveProperty('amount');
    expect(run.openTasks()).toHaveLength(4);
  });

  test('is nobody else’s to withdraw, and nobody’s where the step does not offer it', () => {
    const run = given(voting);
    votes(run, 'one');
    expect(tryTakeBack(run, 'two')?.code).toBe('not-allowed');
    const { verbs: _, ...config } = voting.nodes['sign']?.config as Record<string, never>;
    const nodes = { ...voting.nodes, sign: { ...voting.nodes['sign']!, config } };
    const without = given({ ...voting, nodes, work: { verbs: [] } });
    votes(without, 'one');
    expect(tryTakeBack(without, 'one')?.code).toBe('not-allowed');
  });

  test('stands when the round is decided, but for the last, which nobody has acted on', () => {
    const run = given(voting);
    posts.forEach((post) => votes(run, post));
    const visit =
      run.events.flatMap((event) => (event.kind === 'taskCreated' ? [event.task.token] : []))[0] ?? '';
    const tries = (post: string) => run.command({ kind: 'withdrawTask', visit }, signer(post));
    expect(tries('one')?.code).toBe('not-allowed');
    expect(tries('four')).toBeUndefined();
    expect(decisions(run)).toEqual(['yes', 'yes', 'yes', '']);
    takesBack(run, 'one');
    expect(decisions(run)).toEqual(['', 'yes', 'yes', '']);
  });

  test('one after the other: as long as the next has not signed', () => {
    const run = given(inTurn);
    const before = substance(run.state);
    votes(run, 'one');
    takesBack(run, 'one');
    expect(substance(run.state)).toEqual(before);
    votes(run, 'one');
    votes(run, 'two');
    expect(tryTakeBack(run, 'one')?.code).toBe('not-allowed');
    takesBack(run, 'two');
    expect(run.openTasks()).toHaveLength(1);
  });
});

test('in whatever order people sign and take back, what stands is as if only the others had signed', () => {
  const acts = fc.array(
    fc.record({ post: fc.constantFrom('one', 'two', 'three'), outcome: fc.constantFrom('yes', 'no') }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(acts, (all) => {
      const run = given(voting);
      const standing: { post: string; outcome: string }[] = [];
      for (const { post, outcome } of all) {
        const place = standing.findIndex((vote) => vote.post === post);
        if (place >= 0) {
          takesBack(run, post);
          standing.splice(place, 1);
        } else {
          votes(run, post, outcome, { last: post });
          standing.push({ post, outcome });
        }
      }
      const other = given(voting);
      for (const { post, outcome } of standing) votes(other, post, outcome, { last: post });
      const seen = ({ state }: CaseUnderTest) => {
        const { trail, work, ...rest } = substance(state);
        const firings = trail?.firings.map(({ at: _, by: __, ...firing }) => firing);
        const handlers = Object.values(work?.handlers ?? {}).map(({ person: by }) => by);
        return { ...rest, firings, handlers, rounds: work?.rounds, parts: Object.keys(work ?? {}) };
      };
      expect(seen(run)).toEqual(seen(other));
    }),
    { numRuns: 60, seed: 5 },
  );
});
