import { expect, test } from 'vitest';
import type { Actor } from '../../engine/input.ts';
import { given, officer } from '../support/given.ts';
import { model, node, user } from '../support/model.ts';

const accept = model(
  'acceptance',
  [
    node('start', 'startEvent'),
    user('accept', {
      candidates: [{ post: 'acceptance-team', unit: 'bureau' }],
      excludedUnits: ['= responsibleUnit'],
      outcomes: [
        { key: 'passed', name: { zh: '通过' }, needsReason: false },
        { key: 'failed', name: { zh: '不通过' }, needsReason: true },
      ],
    }),
    node('end', 'endEvent'),
  ],
  ['start -> accept', 'accept -> end'],
);

const person = (id: string, ...posts: [string, string][]): Actor => ({
  kind: 'person',
  person: id,
  posts: posts.map(([post, unit]) => ({ post, unit })),
});
const checker = person('p9', ['acceptance-team', 'bureau']);
const facts = { responsibleUnit: 'school-no1' };

test('only a holder of the post at the unit may complete a task', () => {
  const run = given(accept, facts);
  const task = run.task('accept').id;
  const command = { kind: 'completeTask', task, outcome: 'passed', variables: {} } as const;
  expect(run.command(command, officer)?.code).toBe('not-allowed');
  expect(run.command(command, person('p8', ['acceptance-team', 'other-bureau']))?.code).toBe('not-allowed');
  expect(run.command(command, checker)).toBeUndefined();
  expect(run.state.status).toBe('completed');
});

test('the responsible unit can never accept its own item, whatever other posts its people hold', () => {
  const run = given(accept, facts);
  const both = person('p7', ['acceptance-team', 'bureau'], ['teacher', 'school-no1']);
  const refusal = run.command(
    { kind: 'completeTask', task: run.task('accept').id, outcome: 'passed', variables: {} },
    both,
  );
  expect(refusal?.code).toBe('not-allowed');
  expect(run.command({ kind: 'claimTask', task: run.task('accept').id }, both)?.code).toBe('not-allowed');
});

test('an outcome must be one that the task offers, and says why where it must', () => {
  const run = given(accept, facts);
  const task = run.task('accept').id;
  const attempt = (outcome: string, reason?: string) =>
    run.command({ kind: 'completeTask', task, outcome, variables: {}, ...(reason && { reason }) }, checker)
      ?.code;
  expect(attempt('maybe')).toBe('bad-input');
  expect(attempt('failed')).toBe('bad-input');
  expect(attempt('failed', '护栏未加固')).toBeUndefined();
  expect(run.last('taskCompleted')).toMatchObject({ outcome: 'failed', reason: '护栏未加固' });
});

test('a claim keeps others out, and a stale page gets a plain refusal', () => {
  const run = given(accept, facts);
  const task = run.task('accept').id;
  const other = person('p10', ['acceptance-team', 'bureau']);
  run.command({ kind: 'claimTask', task, generation: 1 }, checker);
  expect(run.command({ kind: 'claimTask', task, generation: 1 }, other)).toMatchObject({
    code: 'task-changed',
    data: { claimedBy: 'p9' },
  });
  expect(run.command({ kind: 'completeTask', task, outcome: 'passed', variables: {} }, other)?.code).toBe(
    'task-changed',
  );
  run.command({ kind: 'releaseTask', task, generation: 2 }, checker);
  expect(
    run.command({ kind: 'completeTask', task, outcome: 'passed', variables: {} }, other),
  ).toBeUndefined();
});

test('a second completion of the same task is refused, and nothing happens twice', () => {
  const run = given(accept, facts);
  const task = run.task('accept').id;
  const command = { kind: 'completeTask', task, outcome: 'passed', variables: {} } as const;
  run.command(command, checker);
  const before = run.state;
  expect(run.command(command, checker)?.code).toBe('case-closed');
  expect(run.state).toBe(before);
});

test('a task that would be nobody’s is an incident', () => {
  const run = given(
    model(
      'lost',
      [node('start', 'startEvent'), user('work', { candidates: [{ post: 'officer', unit: '= unit' }] })],
      ['start -> work'],
    ),
  );
  expect(run.incidents()).toEqual(['nobody']);
  run.retry({ unit: 'school' });
  expect(run.openTasks()).toEqual(['work']);
});

test('a list of units gives the task to the post at each of them', () => {
  const run = given(
    model(
      'several',
      [node('start', 'startEvent'), user('work', { candidates: [{ post: 'liaison', unit: '= units' }] })],
      ['start -> work'],
    ),
    { units: ['police', 'market'] },
  );
  expect(run.task('work').candidates).toEqual([
    { post: 'liaison', unit: 'police' },
    { post: 'liaison', unit: 'market' },
  ]);
});
