import { describe, expect, test } from 'vitest';
import type { ProcessModel } from '../../../engine/model.ts';
import type { Verb } from '../../../engine/work/model.ts';
import { offeredVerbs } from '../../../engine/work/offered.ts';
import { given, officer, person } from '../../support/given.ts';
import { boundary, model, node, nodes, timer, user } from '../../support/model.ts';

const withVerbs = (...verbs: Verb[]): Partial<ProcessModel> => ({
  work: { verbs: verbs.map((verb) => ({ verb, needs: [] })) },
});
const chief = { ...person('chief'), permissions: ['case.suspend', 'case.void'] };

function working(parts: Partial<ProcessModel> = {}) {
  return given(
    model(
      'whole',
      [
        node('start', 'startEvent'),
        user('work'),
        boundary('late', 'work', { events: timer('duration', 'PT1H'), isInterrupting: false }),
        user('reminder'),
        node('call', 'callActivity', {
          config: { calledElement: 'child', binding: 'latest', inputs: [], outputs: [] },
        }),
        ...nodes('parallelGateway', 'fork'),
      ],
      ['start -> fork', 'fork -> work', 'fork -> call', 'late -> reminder'],
      parts,
    ),
  );
}

describe('挂起', () => {
  test('while the case stands still nobody acts, and its timers come when it is resumed', () => {
    const run = working();
    expect(run.command({ kind: 'suspendCase', reason: '立案' }, officer)?.code).toBe('not-allowed');
    run.does(chief, { kind: 'suspendCase', reason: '立案' });
    const { id: task } = run.task('work');
    expect(run.command({ kind: 'completeTask', task, variables: {} })?.texts?.zh).toContain('挂起');
    expect(run.command({ kind: 'claimTask', task })?.code).toBe('not-allowed');
    run.does(officer, { kind: 'comment', text: '等公安意见' });
    run.after('PT2H');
    expect(run.openTasks()).toEqual(['work']);
    run.does(chief, { kind: 'resumeCase' });
    run.after('PT1M');
    expect(run.openTasks()).toEqual(['work', 'reminder']);
    run.complete('work');
  });

  test('only for a reason that the template names, where it names any', () => {
    const run = working({ work: { verbs: [], suspensions: [{ key: 'police', name: { zh: '公安立案' } }] } });
    expect(run.command({ kind: 'suspendCase', reason: '忙' }, chief)?.code).toBe('bad-input');
    run.does(chief, { kind: 'suspendCase', reason: 'police' });
    expect(run.command({ kind: 'suspendCase', reason: 'police' }, chief)?.code).toBe('not-allowed');
  });

  test('a single task is suspended by its handler and resumed again; a deadline on it is another thing', () => {
    const run = working(withVerbs('suspend'));
    const { id: task } = run.task('work');
    expect(run.command({ kind: 'resumeTask', task })?.code).toBe('not-allowed');
    expect(run.command({ kind: 'suspendTask', task, reason: '' })?.code).toBe('bad-input');
    run.does(officer, { kind: 'suspendTask', task, reason: '等材料' });
    expect(run.command({ kind: 'completeTask', task, variables: {} })?.texts?.zh).toBe('任务已挂起');
    expect(run.command({ kind: 'suspendTask', task, reason: '等材料' })?.code).toBe('not-allowed');
    run.does(officer, { kind: 'resumeTask', task });
    run.complete('work');
  });
});

describe('the end of a case by people', () => {
  test('who began it takes it back where the template says so, and what it called ends too', () => {
    const refused = working();
    expect(refused.command({ kind: 'recallCase', reason: '误报' })?.code).toBe('not-allowed');
    const run = working(withVerbs('recall'));
    expect(run.command({ kind: 'recallCase', reason: '误报' }, person('other', 'officer@school'))?.code).toBe(
      'not-allowed',
    );
    expect(run.command({ kind: 'recallCase', reason: '' })?.code).toBe('bad-input');
    run.does(officer, { kind: 'recallCase', reason: '误报' });
    expect(run.state).toMatchObject({ status: 'cancelled', outcome: '误报' });
    expect(run.effects.some(({ kind }) => kind === 'cancelCall')).toBe(true);
  });

  test('a permission declares it void, whatever the template lists, and the history stays', () => {
    const run = working();
    expect(run.command({ kind: 'voidCase', reason: '重复' })?.code).toBe('not-allowed');
    run.does(chief, { kind: 'suspendCase', reason: 'x' });
    run.does(chief, { kind: 'voidCase', reason: '重复' });
    expect(run.state.status).toBe('voided');
    expect(run.command({ kind: 'comment', text: 'x' })?.code).toBe('case-closed');
  });
});

describe('what a page is told', () => {
  test('without any verb in the template people talk, and nothing else', () => {
    const run = working();
    const offers = offeredVerbs(run['model'], run.state, officer, run.task('work'));
    expect(offers.map(({ verb, allowed }) => [verb, allowed])).toEqual([
      ['comment', true],
      ['ask', true],
      ['urge', true],
      ['copyTo', true],
    ]);
    expect(offeredVerbs(run['model'], run.state, chief).map(({ verb }) => verb)).toContain('void');
  });

  test('a verb that cannot be used now says why, and the server says the same', () => {
    const run = working(withVerbs('transfer', 'recall'));
    const stranger = person('s', 'teacher@school');
    const [transfer] = offeredVerbs(run['model'], run.state, stranger, run.task('work'));
    expect(transfer).toMatchObject({
      verb: 'transfer',
      allowed: false,
      code: 'not-allowed',
      reason: { zh: '您不是该任务的办理人' },
    });
    const to = { post: 'teacher', unit: 'school' };
    const refusal = run.command({ kind: 'transferTask', task: run.task('work').id, to }, stranger);
    expect(refusal?.texts).toEqual(transfer?.reason);
    const recall = offeredVerbs(run['model'], run.state, stranger).find(({ verb }) => verb === 'recall');
    expect(recall).toMatchObject({ allowed: false, reason: { zh: '只有发起人可以撤销' } });
  });
});
