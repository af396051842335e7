import { describe, expect, test } from 'vitest';
import type { UserTaskConfig } from '../../../engine/model.ts';
import { namedAhead } from '../../../engine/work/named-ahead.ts';
import { inspect } from '../../../engine/inspect.ts';
import { candidate, given, officer, person } from '../../support/given.ts';
import { model, node, user, within } from '../../support/model.ts';

const offering: Partial<UserTaskConfig> = {
  verbs: [
    { verb: 'addTask', needs: [], offers: ['note'] },
    { verb: 'addSubCase', needs: [], offers: ['hand-off'] },
    { verb: 'transfer', needs: [] },
  ],
};
const helper = person('h', 'teacher@school');
const people = [candidate('teacher@school:h')];
const name = { zh: '补充材料', en: 'More papers' };

function working() {
  return given(
    model(
      'adding',
      [
        node('start', 'startEvent'),
        ...within('stage', [node('begin', 'startEvent'), user('work', offering), node('done', 'endEvent')]),
        user('after'),
      ],
      ['start -> stage', 'begin -> work', 'work -> done', 'stage -> after'],
      { work: { verbs: [{ verb: 'addParticipant', needs: [] }] } },
    ),
  );
}

describe('a task that no diagram foresaw', () => {
  test('is a step like any other, and its scope does not complete before it', () => {
    const run = working();
    const { id: task } = run.task('work');
    run.does(officer, { kind: 'addTask', name, people, task, form: 'note', due: '2026-09-10T08:00:00.000Z' });
    const added = run.taskOf('teacher@school:h');
    expect(inspect(run['model'], run.state).map((waiting) => waiting.name)).toContainEqual(name);
    expect(run.last('nodeAdded')).toMatchObject({ node: added.node, from: 'work' });
    expect(run.state.deadlines).toMatchObject([{ node: added.node, dueDate: '2026-09-10', name }]);
    run.complete('work');
    expect(run.openTasks()).toEqual([added.node]);
    expect(run.command({ kind: 'completeTask', task: added.id, variables: {} }, officer)?.code).toBe(
      'not-allowed',
    );
    run.does(helper, { kind: 'completeTask', task: added.id, variables: {} });
    expect(run.openTasks()).toEqual(['after']);
    // Whoever leaves later has nothing of it still to come.
    expect(namedAhead(run.state, 'h')).toEqual([]);
  });

  test('beside one body of a multi-instance task it ends with none of them', () => {
    const run = given(
      model(
        'many',
        [
          node('start', 'startEvent'),
          user('each', offering, { loop: { isSequential: false, cardinality: '= 2' } }),
          user('after'),
        ],
        ['start -> each', 'each -> after'],
      ),
    );
    run.does(officer, { kind: 'addTask', name, people, task: run.task('each').id });
    run.complete('each');
    run.complete('each');
    expect(run.openTasks()).toHaveLength(2);
    run.complete('after');
    expect(run.state.status).toBe('active');
    run.does(helper, { kind: 'completeTask', task: run.taskOf('teacher@school:h').id, variables: {} });
    expect(run.state.status).toBe('completed');
  });

  test('only where the step offers it, with a form that it offers, a name, and time to do it', () => {
    const run = working();
    const { id: task } = run.task('work');
    const attempt = (more: object) => run.command({ kind: 'addTask', name, people, task, ...more })?.code;
    expect(attempt({ form: 'secret' })).toBe('not-allowed');
    expect(attempt({ name: { zh: ' ' } })).toBe('bad-input');
    expect(attempt({ people: [] })).toBe('bad-input');
    expect(attempt({ due: '2026-01-01T00:00:00.000Z' })).toBe('bad-input');
    expect(run.command({ kind: 'addTask', name, people, task }, helper)?.code).toBe('not-allowed');
  });
});

test('a case may be called by hand, with data that is not read as an expression', () => {
  const run = working();
  const { id: task } = run.task('work');
  const variables = { note: '= secret', list: [1, { a: null }] };
  expect(run.command({ kind: 'addSubCase', name, template: 'other', variables, task })?.code).toBe(
    'not-allowed',
  );
  run.does(officer, { kind: 'addSubCase', name, template: 'hand-off', variables, task });
  expect(run.effects.at(-1)).toMatchObject({
    ...{ kind: 'startCall', calledElement: 'hand-off', variables },
    // It is named as they said.
    title: name.zh,
  });
  run.complete('work');
  expect(run.openTasks()).toEqual([]);
  run.fromCall({ kind: 'callEnded', result: { ok: true, variables: { x: 1 } } });
  expect(run.openTasks()).toEqual(['after']);
});

test('a handler brings another unit in, and says why', () => {
  const run = working();
  const command = { kind: 'addParticipant', unit: 'police', role: 'assisting', reason: '涉案' } as const;
  expect(run.command(command, helper)?.code).toBe('not-allowed');
  expect(run.command({ ...command, reason: '' })?.code).toBe('bad-input');
  run.does(officer, command);
  expect(run.last('participantAdded')).toMatchObject({ unit: 'police', role: 'assisting' });
});
