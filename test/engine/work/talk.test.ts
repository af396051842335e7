import { expect, test } from 'vitest';
import { candidate, given, officer, person } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const plain = model(
  'talk',
  [node('start', 'startEvent'), user('work'), user('after')],
  ['start -> work', 'work -> after'],
);
const teacher = person('t', 'teacher@school');

test('a copy goes to each once in a case, and says when it was first read', () => {
  const run = given(plain);
  const to = [candidate('teacher@school'), candidate('nurse@school')];
  run.does(officer, { kind: 'copyTo', to, task: run.task('work').id, note: '请知悉' });
  run.does(officer, { kind: 'copyTo', to: [...to, candidate('guard@school')] });
  expect(run.count('copied')).toBe(3);
  expect(run.command({ kind: 'copyTo', to })?.code).toBe('bad-input');
  const copy = run.state.work?.copies[0]?.id ?? '';
  expect(run.command({ kind: 'readCopy', copy }, officer)?.code).toBe('not-allowed');
  run.does(teacher, { kind: 'readCopy', copy });
  run.does(teacher, { kind: 'readCopy', copy });
  expect(run.count('copyRead')).toBe(1);
  expect(run.state.work?.copies[0]?.readAt).toBe(run.now);
  expect(run.command({ kind: 'readCopy', copy: 'y99' }, teacher)?.code).toBe('not-found');
});

test('a task is urged at most so often', () => {
  const run = given(
    model(
      'urging',
      [node('start', 'startEvent'), user('work', { verbs: [{ verb: 'urge', needs: [], everyMinutes: 60 }] })],
      ['start -> work'],
    ),
  );
  const { id: task } = run.task('work');
  run.does(officer, { kind: 'urge', tasks: [task], text: '请尽快' });
  run.after('PT59M');
  expect(run.command({ kind: 'urge', tasks: [task] })).toMatchObject({
    code: 'not-allowed',
    texts: { zh: '刚刚催办过，请稍后再催' },
  });
  expect(run.command({ kind: 'urge' })?.code).toBe('not-allowed');
  run.after('PT1M');
  run.does(officer, { kind: 'urge' });
  expect(run.last('urged').tasks).toEqual([task]);
  expect(run.command({ kind: 'urge', tasks: ['t99'] })?.code).toBe('task-not-open');
});

test('a question stays open until whom it was put to has answered, and holds nothing up', () => {
  const run = given(plain);
  run.does(officer, {
    kind: 'ask',
    text: '经费是否落实？',
    to: candidate('teacher@school'),
    task: run.task('work').id,
  });
  const question = run.state.work?.questions[0]?.id ?? '';
  run.complete('work');
  expect(run.command({ kind: 'answer', question, text: '是' }, officer)?.code).toBe('not-allowed');
  expect(run.command({ kind: 'answer', question, text: ' ' }, teacher)?.code).toBe('bad-input');
  run.does(teacher, { kind: 'answer', question, text: '已落实' });
  expect(run.command({ kind: 'answer', question, text: '再答' }, teacher)?.code).toBe('not-found');
});

test('a remark stands in the record, with whom it names; an empty one is none', () => {
  const run = given(plain);
  expect(run.command({ kind: 'comment', text: ' ' })?.code).toBe('bad-input');
  run.does(officer, { kind: 'comment', text: '请校办关注', mentions: [candidate('teacher@school')] });
  expect(run.last('commented')).toMatchObject({
    text: '请校办关注',
    mentions: [candidate('teacher@school')],
  });
});

test('a case of which nothing is asked but its tasks keeps nothing more', () => {
  const run = given(plain);
  run.complete('work');
  run.complete('after');
  expect(run.state).not.toHaveProperty('work');
  expect(run.events.some((event) => 'handler' in event || 'initiator' in event)).toBe(false);
});
