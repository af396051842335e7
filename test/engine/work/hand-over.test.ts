import { describe, expect, test } from 'vitest';
import type { Command } from '../../../engine/input.ts';
import type { UserTaskConfig } from '../../../engine/model.ts';
import type { Verb } from '../../../engine/work/model.ts';
import { candidate, given, person } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const offer = (...verbs: Verb[]): Pick<UserTaskConfig, 'verbs'> => ({
  verbs: verbs.map((verb) => ({ verb, needs: [] })),
});
const a = person('a', 'officer@school');
const b = person('b', 'teacher@school');
const c = person('c', 'nurse@school');

function working(config: Partial<UserTaskConfig> = offer('transfer', 'delegate')) {
  return given(
    model(
      'handing',
      [node('start', 'startEvent'), user('work', config), user('after')],
      ['start -> work', 'work -> after'],
    ),
  );
}

describe('转办', () => {
  test('the new handler decides, the old one cannot any more, and the first owner stays known', () => {
    const run = working();
    const { id: task } = run.task('work');
    run.does(a, { kind: 'transferTask', task, to: candidate('teacher@school:b'), reason: '出差' });
    run.does(b, { kind: 'transferTask', task, to: candidate('nurse@school') });
    expect(run.command({ kind: 'completeTask', task, variables: {} }, a)?.code).toBe('not-allowed');
    expect(run.command({ kind: 'completeTask', task, variables: {} }, b)?.code).toBe('not-allowed');
    expect(run.task('work').owner).toEqual([candidate('officer@school')]);
    run.does(c, { kind: 'completeTask', task, variables: {} });
    expect(run.openTasks()).toEqual(['after']);
    expect(run.events.find((event) => event.kind === 'taskChanged')).toMatchObject({
      verb: 'transfer',
      reason: '出差',
      to: [candidate('teacher@school:b')],
    });
  });

  test('what the step does not offer is refused, whatever the page sent', () => {
    const run = working({});
    const { id: task } = run.task('work');
    const to = candidate('teacher@school');
    expect(run.command({ kind: 'transferTask', task, to }, a)).toMatchObject({
      code: 'not-allowed',
      texts: { zh: '本环节未开放该操作' },
    });
    expect(run.command({ kind: 'delegateTask', task, to }, a)?.code).toBe('not-allowed');
    expect(run.state.work).toBeUndefined();
  });

  test('a reason that the template asks for must come with it', () => {
    const run = working({ verbs: [{ verb: 'transfer', needs: ['reason', 'attachment'] }] });
    const command = {
      kind: 'transferTask',
      task: run.task('work').id,
      to: candidate('teacher@school'),
    } as const;
    expect(run.command(command, a)?.code).toBe('bad-input');
    expect(run.command({ ...command, reason: '出差' }, a)?.texts?.zh).toBe('请上传附件');
    expect(run.command({ ...command, reason: '出差', attachments: ['x'] }, a)).toBeUndefined();
  });

  test('only those among whom the template lets one choose, and never of a unit concerned', () => {
    const run = working({
      verbs: [{ verb: 'transfer', needs: [], among: [{ post: 'teacher', unit: '= unit' }] }],
      excludedUnits: ['police'],
    });
    run.set({ unit: 'school' });
    const { id: task } = run.task('work');
    const attempt = (to: string) => run.command({ kind: 'transferTask', task, to: candidate(to) }, a)?.code;
    expect(attempt('nurse@school')).toBe('not-allowed');
    expect(attempt('teacher@police')).toBe('not-allowed');
    expect(attempt('teacher@school:b')).toBeUndefined();
  });

  test('a stale page hands nothing over', () => {
    const run = working();
    const { id: task } = run.task('work');
    const to = candidate('teacher@school');
    run.does(a, { kind: 'claimTask', task });
    expect(run.command({ kind: 'transferTask', task, to, generation: 1 }, a)?.code).toBe('task-changed');
    run.does(a, { kind: 'transferTask', task, to, generation: 2 });
    expect(run.task('work')).toMatchObject({ generation: 3 });
    expect(run.task('work').claimedBy).toBeUndefined();
  });
});

test('nothing is handed to somebody who took part in what the step reviews', () => {
  const reviews = {
    ...offer('transfer', 'addSignersAfter'),
    candidates: [{ post: 'teacher', unit: 'school' }],
    policies: { notHandlersOf: ['first'] },
  };
  const run = given(
    model(
      'reviewing',
      [node('start', 'startEvent'), user('first'), user('work', reviews)],
      ['start -> first', 'first -> work'],
    ),
  );
  run.complete('first');
  run.answer(['teacher@school:b'], []);
  const { id: task } = run.task('work');
  const to = candidate('officer@school:p1');
  expect(run.command({ kind: 'transferTask', task, to }, b)?.texts?.zh).toContain('应当回避');
  const adding = { kind: 'addSigners', task, sign: 'after', people: [to] } as const;
  expect(run.command({ ...adding, people: [to] }, b)?.code).toBe('not-allowed');
});

describe('委派', () => {
  test('an opinion comes back to who asked for it, over a chain, and that one must still decide', () => {
    const run = working();
    const { id: task } = run.task('work');
    run.does(a, { kind: 'delegateTask', task, to: candidate('teacher@school:b') });
    run.does(b, { kind: 'delegateTask', task, to: candidate('nurse@school') });
    expect(run.command({ kind: 'completeTask', task, variables: {} }, c)?.texts?.zh).toContain('归还');
    expect(run.command({ kind: 'delegateTask', task, to: candidate('officer@school') }, c)?.code).toBe(
      'bad-input',
    );
    run.does(c, { kind: 'answerDelegation', task, opinion: '同意' });
    expect(run.command({ kind: 'answerDelegation', task, opinion: '再说' }, a)?.code).toBe('not-allowed');
    expect(run.command({ kind: 'answerDelegation', task, opinion: ' ' }, b)?.code).toBe('bad-input');
    run.does(b, { kind: 'answerDelegation', task, opinion: '可以' });
    expect(run.openTasks()).toEqual(['work']);
    expect(run.command({ kind: 'answerDelegation', task, opinion: 'x' }, a)?.code).toBe('not-allowed');
    run.does(a, { kind: 'completeTask', task, variables: {} });
    expect(run.openTasks()).toEqual(['after']);
  });
});

describe('指派', () => {
  test('a permission gives a task to others, with the reason and the cause in the record', () => {
    const run = working();
    const { id: task } = run.task('work');
    const command: Command = {
      kind: 'assignTask',
      task,
      to: [candidate('teacher@school')],
      reason: '离职',
      cause: 'leaver',
    };
    expect(run.command(command, a)?.code).toBe('not-allowed');
    const chief = { ...person('chief'), permissions: ['task.assign'] };
    expect(run.command({ ...command, reason: '' }, chief)?.code).toBe('bad-input');
    run.does(chief, command);
    expect(run.last('taskChanged')).toMatchObject({ verb: 'assign', cause: 'leaver', reason: '离职' });
    expect(run.last('taskChanged').actor).toEqual({ kind: 'person', person: 'chief', posts: [] });
    run.does(b, { kind: 'completeTask', task, variables: {} });
  });

  test('it ends a delegation: nothing comes back to who is gone', () => {
    const run = working();
    const { id: task } = run.task('work');
    run.does(a, { kind: 'delegateTask', task, to: candidate('teacher@school') });
    run.does(
      { kind: 'system', name: 'sweep' },
      {
        kind: 'assignTask',
        task,
        to: [candidate('nurse@school')],
        reason: '无人办理',
        cause: 'orphan',
      },
    );
    run.does(c, { kind: 'completeTask', task, variables: {} });
    expect(run.openTasks()).toEqual(['after']);
  });
});
