import { describe, expect, test } from 'vitest';
import type { UserTaskConfig } from '../../../engine/model.ts';
import { candidate, given, person, type CaseUnderTest, type Person } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const step: Partial<UserTaskConfig> = {
  verbs: (['addSignersBefore', 'addSignersAfter', 'removeSigner', 'transfer'] as const).map((verb) => ({
    verb,
    needs: [],
  })),
  outcomes: [
    { key: 'yes', name: { zh: '同意' }, needsReason: false },
    { key: 'no', name: { zh: '不同意' }, needsReason: false, verdict: 'reject' },
  ],
};
const signing = model(
  'signing',
  [
    node('start', 'startEvent'),
    user('work', step),
    node('which', 'exclusiveGateway'),
    user('agreed'),
    user('refused'),
  ],
  ['start -> work', 'work -> which', 'which -> agreed : default', 'which -> refused : outcome = "no"'],
);
const a = person('a', 'officer@school');
const b = person('b', 'teacher@school');
const c = person('c', 'nurse@school');
const d = person('d', 'guard@school');
const seatOf = new Map<Person, string>([
  [a, 'officer@school'],
  [b, 'teacher@school'],
  [c, 'nurse@school'],
  [d, 'guard@school'],
]);
const seat = (who: Person) => seatOf.get(who) ?? '';

function add(run: CaseUnderTest, who: Person, sign: 'before' | 'after', ...whom: Person[]) {
  const people = whom.map((each) => candidate(seat(each)));
  return run.command({ kind: 'addSigners', task: run.taskOf(seat(who)).id, sign, people }, who);
}
function signs(run: CaseUnderTest, who: Person, outcome = 'yes') {
  const { id: task } = run.taskOf(seat(who));
  return run.command({ kind: 'completeTask', task, outcome, variables: {} }, who);
}
const remove = (run: CaseUnderTest, who: Person, whom: Person) =>
  run.command({ kind: 'removeSigner', task: run.taskOf(seat(whom)).id, reason: '无需会签' }, who);

describe('前加签', () => {
  test('who is added acts first, and the task then is its handler’s again', () => {
    const run = given(signing);
    add(run, a, 'before', b, c);
    expect(run.taskOf(seat(a))).toMatchObject({ waits: 'signersBefore', owner: [candidate(seat(a))] });
    expect(signs(run, a)?.texts?.zh).toBe('等待加签人先办');
    signs(run, b);
    expect(signs(run, a)?.code).toBe('not-allowed');
    signs(run, c);
    expect(run.openTasks()).toEqual(['work']);
    expect(signs(run, a)).toBeUndefined();
    expect(run.openTasks()).toEqual(['agreed']);
  });

  test('a reject of who acts first advises: the handler still decides, and the case goes on', () => {
    const run = given(signing);
    add(run, a, 'before', b, c);
    signs(run, b, 'no');
    expect(run.last('taskCompleted')).toMatchObject({ verdict: 'reject', outcome: 'no' });
    signs(run, c);
    expect(signs(run, a)).toBeUndefined();
    expect(run.openTasks()).toEqual(['agreed']);
    expect(run.variables()).toEqual({ outcome: 'yes' });
  });
});

describe('后加签', () => {
  test('who is added acts when the handler has decided, and only then the step is done', () => {
    const run = given(signing);
    add(run, a, 'after', b, c);
    expect(signs(run, b)?.texts?.zh).toBe('等待原办理人先办');
    signs(run, a);
    expect(run.taskOf(seat(a))).toMatchObject({ waits: 'signersAfter' });
    signs(run, b);
    expect(run.openTasks()).toContain('work');
    signs(run, c);
    expect(run.openTasks()).toEqual(['agreed']);
    expect(run.last('taskCompleted').actor).toMatchObject({ person: 'a' });
  });

  test('a reject of who acts after is the step’s, the others are asked no more, and the diagram says what follows', () => {
    const run = given(signing);
    add(run, a, 'after', b, c);
    signs(run, a);
    signs(run, b, 'no');
    expect(run.openTasks()).toEqual(['refused']);
    expect(run.last('taskCancelled').actor).toEqual({ kind: 'system', name: 'signing' });
  });

  test('the handler’s own reject asks nobody after it', () => {
    const run = given(signing);
    add(run, a, 'after', b);
    signs(run, a, 'no');
    expect(run.openTasks()).toEqual(['refused']);
  });
});

describe('both on one task, and added ones who add', () => {
  test('before and after may be mixed', () => {
    const run = given(signing);
    add(run, a, 'after', c);
    add(run, a, 'before', b);
    expect(signs(run, c)?.code).toBe('not-allowed');
    signs(run, b);
    signs(run, a);
    expect(run.openTasks()).toEqual(['work', 'work']);
    signs(run, c);
    expect(run.openTasks()).toEqual(['agreed']);
  });

  test('who was added may add others, to any depth', () => {
    const run = given(signing);
    add(run, a, 'before', b);
    add(run, b, 'before', c);
    add(run, c, 'after', d);
    expect(signs(run, b)?.code).toBe('not-allowed');
    signs(run, c);
    expect(signs(run, b)?.code).toBe('not-allowed');
    signs(run, d);
    signs(run, b);
    signs(run, a);
    expect(run.openTasks()).toEqual(['agreed']);
  });

  test('nobody is asked twice at the same time', () => {
    const run = given(signing);
    add(run, a, 'before', b);
    expect(add(run, a, 'after', b)?.texts?.zh).toBe('所选人员已在办理人中');
    expect(add(run, a, 'before', a)?.code).toBe('bad-input');
    expect(add(run, a, 'after', c, c)?.code).toBe('bad-input');
    const to = candidate(seat(b));
    expect(run.command({ kind: 'transferTask', task: run.taskOf(seat(a)).id, to }, a)?.code).toBe(
      'not-allowed',
    );
  });
});

test('what is decided takes effect only when a suspended task is resumed', () => {
  const verbs = [...(step.verbs ?? []), { verb: 'suspend' as const, needs: [] }];
  const run = given(
    model(
      'held',
      [node('start', 'startEvent'), user('work', { ...step, verbs }), user('after')],
      ['start -> work', 'work -> after'],
    ),
  );
  add(run, a, 'after', b);
  signs(run, a);
  const { id: task } = run.taskOf(seat(a));
  run.does(a, { kind: 'suspendTask', task, reason: '等材料' });
  signs(run, b, 'no');
  expect(run.openTasks()).toEqual(['work']);
  run.does(a, { kind: 'resumeTask', task });
  expect(run.openTasks()).toEqual(['after']);
  expect(run.variables()).toEqual({ outcome: 'no' });
});

describe('减签', () => {
  test('whom one added one takes back, with whom they added in turn, and the task is one’s own again', () => {
    const run = given(signing);
    add(run, a, 'before', b);
    add(run, b, 'before', c);
    expect(remove(run, d, b)?.code).toBe('not-allowed');
    expect(remove(run, a, b)).toBeUndefined();
    expect(run.events.filter(({ kind }) => kind === 'signerRemoved')).toHaveLength(2);
    expect(signs(run, a)).toBeUndefined();
    expect(run.openTasks()).toEqual(['agreed']);
  });

  test('when the last who acts after is taken back, a decision takes effect; without one the task stays open', () => {
    const run = given(signing);
    add(run, a, 'after', b, c);
    remove(run, a, c);
    expect(run.taskOf(seat(a)).waits).toBeUndefined();
    signs(run, a);
    expect(remove(run, a, b)).toBeUndefined();
    expect(run.openTasks()).toEqual(['agreed']);

    const other = given(signing);
    add(other, a, 'after', b);
    remove(other, a, b);
    expect(other.openTasks()).toEqual(['work']);
  });

  test('who was given the task by the process is nobody’s to remove', () => {
    const run = given(signing);
    add(run, a, 'before', b);
    expect(remove(run, b, a)?.texts?.zh).toBe('只能减去加签的人员');
  });
});
