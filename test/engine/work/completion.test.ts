import { describe, expect, test } from 'vitest';
import type { UserTaskConfig } from '../../../engine/model.ts';
import { given, type CaseUnderTest } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';
import { finding, outcomes } from './second-step.ts';

describe('what a completion must bring', () => {
  const work = (config: Partial<UserTaskConfig>) =>
    given(model('brings', [node('start', 'startEvent'), user('work', config)], ['start -> work']));
  const complete = (run: CaseUnderTest, more: object) =>
    run.command({ kind: 'completeTask', task: run.task('work').id, variables: {}, ...more });

  test('a field that the step may not write is refused by name, also when its page never showed it', () => {
    const run = work({ writes: ['note'] });
    expect(complete(run, { variables: { note: 'x', amount: 1 } })?.message).toContain("'amount'");
    expect(complete(run, { variables: { note: 'x' } })).toBeUndefined();
  });

  test('a required field must have a value, but not from who rejects', () => {
    const run = work({ fields: { note: 'required' }, outcomes });
    expect(complete(run, { outcome: 'yes' })?.texts?.zh).toBe('请填写“note”');
    expect(complete(run, { outcome: 'yes', variables: { note: '' } })?.code).toBe('bad-input');
    expect(complete(run, { outcome: 'no' })).toBeUndefined();
    const filled = work({ fields: { note: 'required' } });
    filled.set({ note: 'x' });
    expect(complete(filled, {})).toBeUndefined();
  });

  test('an outcome asks for fields of its own, whatever it passes or rejects; what was there before counts', () => {
    const [yes, no] = outcomes;
    const run = work({
      outcomes: [
        { ...yes!, requires: ['docNo'] },
        { ...no!, requires: ['ground'] },
      ],
    });
    expect(complete(run, { outcome: 'yes' })?.texts?.zh).toBe('请填写“docNo”');
    expect(complete(run, { outcome: 'no', variables: { docNo: '1号', ground: '  ' } })?.texts?.zh).toBe(
      '请填写“ground”',
    );
    run.set({ docNo: '1号' });
    expect(complete(run, { outcome: 'yes' })).toBeUndefined();
  });

  test('an opinion and an attachment, where the outcome needs them', () => {
    const run = work({
      outcomes: [{ key: 'ok', name: { zh: '同意' }, needsReason: false, needs: ['opinion', 'attachment'] }],
    });
    expect(complete(run, { outcome: 'ok' })?.texts?.zh).toBe('请填写意见');
    expect(complete(run, { outcome: 'ok', opinion: '同意' })?.texts?.zh).toBe('请上传附件');
    expect(complete(run, { outcome: 'ok', opinion: '同意', attachments: ['a1'] })).toBeUndefined();
    expect(run.last('taskCompleted')).toMatchObject({ opinion: '同意', attachments: ['a1'] });
  });
});

describe('a reject', () => {
  test('follows the diagram, or ends the case where the template says so', () => {
    const flow = finding({ candidates: [{ post: 'officer', unit: 'school' }] });
    flow.complete('second', {}, { outcome: 'no' });
    expect(flow.openTasks()).toEqual(['refused']);
    const end = finding({ candidates: [{ post: 'officer', unit: 'school' }], onReject: 'end' });
    end.complete('second', {}, { outcome: 'no', reason: '不符合' });
    expect(end.state).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });

  test('of a round ends the case only where the template says so', () => {
    const config: Partial<UserTaskConfig> = {
      candidates: [
        { post: 'officer', unit: 'school' },
        { post: 'nurse', unit: 'school' },
      ],
      signing: { mode: 'all' },
    };
    const flow = finding(config);
    flow.complete('second', {}, { outcome: 'no' });
    expect(flow.openTasks()).toEqual(['refused']);
    const end = finding({ ...config, onReject: 'end' });
    end.complete('second', {}, { outcome: 'no' });
    expect(end.state.status).toBe('completed');
  });
});
