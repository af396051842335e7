import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../../engine/input.ts';
import type { Node, ProcessModel, UserTaskConfig } from '../../../engine/model.ts';
import type { CaseState, OpenTask } from '../../../engine/state.ts';
import { byId } from '../../../engine/table.ts';
import type { Signing, Verb } from '../../../engine/work/model.ts';
import { pastVisits, visitsBefore, type Visit } from '../../../engine/trail/visits.ts';
import { waitsOf } from '../../../engine/work/task-change.ts';
import { given, person, type CaseUnderTest, type Person } from '../../support/given.ts';
import { model, node, nodes, user } from '../../support/model.ts';

const posts = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'];
const people: Person[] = posts.map((post) => ({
  ...person(`who-${post}`, `${post}@school`),
  permissions: ['task.assign'],
}));
const verbs = (
  [
    ...(['addSignersBefore', 'addSignersAfter', 'removeSigner', 'transfer', 'delegate', 'suspend'] as const),
    ...(['return', 'withdraw'] as const),
  ] satisfies Verb[]
).map((verb) => ({ verb, needs: [] }));
const outcomes: UserTaskConfig['outcomes'] = (['pass', 'reject', 'abstain'] as const).map((verdict) => ({
  key: verdict,
  name: { zh: verdict },
  needsReason: false,
  verdict,
}));

const step = (id: string, signing?: Signing) =>
  user(id, {
    candidates: posts.slice(0, signing ? 3 : 2).map((post) => ({ post, unit: 'school' })),
    outcomes,
    verbs,
    ...(signing && { signing }),
  });

const steps = ['plain', 'any', 'all', 'turns', 'vote', 'slow'];
const drawn: [Node[], string[]] = [
  [
    node('start', 'startEvent'),
    step('first'),
    step('last'),
    ...nodes('parallelGateway', 'fork', 'join'),
    step('plain'),
    step('any', { mode: 'any' }),
    step('all', { mode: 'all' }),
    step('turns', { mode: 'sequential' }),
    step('vote', { mode: 'vote', vote: { ratio: 60, quorum: 50 } }),
    step('slow', { mode: 'vote', vote: { decidesEarly: false, abstention: 'leave', tie: 'pass' } }),
    node('end', 'endEvent'),
  ],
  [
    ...steps.flatMap((id) => [`fork -> ${id}`, `${id} -> join`]),
    'start -> first',
    'first -> fork',
    'join -> last',
    'last -> end',
  ],
];
const process = model('signing', ...drawn);
/** The same, where steps can be returned and taken back as well. */
const trailing = model('signing', ...drawn, { keepsTrail: true });

/** What somebody tries; most of it is refused, which must change nothing. */
const attempt = fc.record({
  what: fc.constantFrom(
    ...(['complete', 'complete', 'complete', 'before', 'after', 'remove', 'remove'] as const),
    ...(['transfer', 'delegate', 'answer', 'assign', 'recuse', 'suspend', 'resume'] as const),
    ...(['claim', 'release', 'return', 'withdraw', 'withdraw'] as const),
  ),
  task: fc.nat(20),
  who: fc.nat(7),
  whom: fc.nat(7),
  verdict: fc.constantFrom('pass', 'pass', 'reject', 'abstain'),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function commandOf(each: Attempt, task: string, run: CaseUnderTest): Command {
  const { what, who, whom, verdict } = each;
  const to = { post: posts[whom] ?? '', unit: 'school' };
  switch (what) {
    case 'complete':
      return { kind: 'completeTask', task, outcome: verdict, variables: {} };
    case 'before':
    case 'after':
      return { kind: 'addSigners', task, sign: what, people: [to] };
    case 'remove':
      return { kind: 'removeSigner', task, reason: 'x' };
    case 'transfer':
      return { kind: 'transferTask', task, to };
    case 'delegate':
      return { kind: 'delegateTask', task, to };
    case 'answer':
      return { kind: 'answerDelegation', task, opinion: 'x' };
    case 'assign':
      return { kind: 'assignTask', task, to: [to], reason: 'x', cause: 'supervisor' };
    case 'recuse':
      return { kind: 'recuse', task, reason: 'x' };
    case 'suspend':
      return { kind: 'suspendTask', task, reason: 'x' };
    case 'resume':
      return { kind: 'resumeTask', task };
    case 'claim':
      return { kind: 'claimTask', task };
    case 'release':
      return { kind: 'releaseTask', task };
    case 'return': {
      const open = byId(run.state.tasks, task);
      const visits = open ? visitsBefore(run['model'], run.state, open) : [];
      const to = visits[who % Math.max(visits.length, 1)]?.visit ?? 'previous';
      const resume = whom % 3 === 0 ? 'back' : 'forward';
      return { kind: 'returnTask', task, to, resume, reason: 'x' };
    }
    case 'withdraw':
      return { kind: 'withdrawTask', visit: visitOf(run, each)?.visit ?? '' };
  }
}

/** What is wrong with who waits for whom; empty when it hangs together. */
function faults(state: CaseState): string[] {
  const rounds = state.work?.rounds ?? [];
  const found: string[] = [];
  for (const task of state.tasks) {
    if (task.waits !== waitsOf(state, task)) found.push(`${task.id} waits for ${String(task.waits)}`);
    if (task.round !== undefined && !rounds.some(({ id }) => id === task.round))
      found.push(`${task.id} of no round`);
    if (task.addedTo !== undefined && task.round === undefined && !byId(state.tasks, task.addedTo))
      found.push(`${task.id} added to a task that is gone`);
    if (task.decided && task.waits === undefined) found.push(`${task.id} is decided and waits for nothing`);
  }
  for (const { id, members, signing } of rounds) {
    if (!byId(state.tokens, rounds.find((round) => round.id === id)?.token ?? ''))
      found.push(`${id} without token`);
    for (const { task, decision, removed } of members) {
      const isOpen = task !== undefined && byId(state.tasks, task) !== undefined;
      const isAsked = !decision && !removed && (task !== undefined || signing.mode !== 'sequential');
      if (isOpen !== isAsked) found.push(`a member of ${id} ${isOpen ? 'has' : 'lacks'} a task`);
    }
  }
  for (const { id } of state.tokens) {
    const own = state.tasks.filter((task) => task.token === id);
    if (own.length > 0 && own.every(({ waits }) => waits !== undefined && waits !== 'suspended'))
      found.push(`all of ${id} wait for each other`);
  }
  return found;
}

/** The tasks with which an attempt makes sense; all of them where there are none, so that refusals are tried too. */
function aimedAt({ tasks }: CaseState, { what, task }: Attempt): OpenTask | undefined {
  const fits = (open: OpenTask): boolean => {
    if (what === 'remove') return open.addedTo !== undefined;
    if (what === 'answer') return open.delegatedBy !== undefined;
    if (what === 'resume') return open.suspendedFor !== undefined;
    return open.waits === undefined;
  };
  const fitting = tasks.filter(fits);
  const chosen = fitting.length > 0 ? fitting : tasks;
  return chosen[task % Math.max(chosen.length, 1)];
}

/** Mostly one whose task it is, or who did what is taken back; now and then a stranger. */
function actorOf(run: CaseUnderTest, each: Attempt, task: OpenTask): Person | undefined {
  const named = (name: string | undefined) => people.find(({ person: id }) => id === name);
  if (each.who === 7) return people[each.whom];
  if (each.what === 'remove') return named(task.addedBy);
  if (each.what === 'withdraw') return named(visitOf(run, each)?.person);
  return named(task.claimedBy) ?? ownerOf(task);
}

function visitOf(run: CaseUnderTest, { who }: Attempt): Visit | undefined {
  const visits = pastVisits(run.state);
  return visits[who % Math.max(visits.length, 1)];
}

function tries(run: CaseUnderTest, each: Attempt): void {
  const task = aimedAt(run.state, each);
  const who = task && actorOf(run, each, task);
  if (!who) return;
  const before = run.state;
  if (run.command(commandOf(each, task.id, run), who)) expect(run.state).toBe(before);
}

function play(played: ProcessModel, attempts: Attempt[]): CaseUnderTest {
  const run = given(played);
  for (const each of attempts) {
    if (run.state.status !== 'active') break;
    tries(run, each);
    expect(faults(run.state)).toEqual([]);
  }
  finish(run);
  expect(run.state.status).toBe('completed');
  return run;
}

// Long walks, on machines that do other things too.
const patience = { timeout: 120_000 };

test(
  'whatever people do to those who sign, somebody can always act, and each step ends once',
  patience,
  () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 80, size: 'max' }), (attempts) => {
        const run = play(process, attempts);
        for (const id of steps) expect(run.times(id)).toBe(1);
      }),
      { numRuns: 60 },
    );
  },
);

test('the same where steps are returned and taken back in between', patience, () => {
  fc.assert(
    fc.property(
      fc.array(attempt, { maxLength: 80, size: 'max' }),
      (attempts) => void play(trailing, attempts),
    ),
    { numRuns: 25 },
  );
});

/** Everybody does what is theirs until the case ends. */
function finish(run: CaseUnderTest): void {
  for (let left = 300; run.state.status === 'active' && left > 0; left -= 1) {
    const task = run.state.tasks.find(({ waits }) => waits === undefined || waits === 'suspended');
    if (!task) throw new Error(`Expected somebody to be able to act: ${JSON.stringify(run.state.tasks)}`);
    run.does(ownerOf(task), nextOf(task));
  }
}

function ownerOf({ candidates, claimedBy }: OpenTask): Person {
  const found = people.find(
    ({ person: name, posts: [post] }) =>
      (claimedBy === undefined || claimedBy === name) && candidates.some((each) => each.post === post?.post),
  );
  if (!found) throw new Error('Expected somebody whose task it is');
  return found;
}

function nextOf({ id: task, waits, delegatedBy }: OpenTask): Command {
  if (waits === 'suspended') return { kind: 'resumeTask', task };
  if (delegatedBy) return { kind: 'answerDelegation', task, opinion: 'x' };
  return { kind: 'completeTask', task, outcome: 'pass', variables: {} };
}
