import { expect, test } from 'vitest';
import { given } from '../../support/given.ts';
import { model, nodes, user } from '../../support/model.ts';

test('a case may be taken back by who began it until the step that the template names is done', () => {
  const made = model(
    'p',
    [...nodes('startEvent', 'start'), user('check'), user('sign'), user('do'), ...nodes('endEvent', 'end')],
    ['start -> check', 'check -> sign', 'sign -> do', 'do -> end'],
    { work: { verbs: [{ verb: 'recall', needs: ['reason'], until: ['sign'] }] } },
  );
  const recall = { kind: 'recallCase', reason: '误报' } as const;

  const early = given(made);
  early.complete('check');
  expect(early.command(recall)).toBeUndefined();
  expect(early.state.status).toBe('cancelled');

  const late = given(made);
  late.complete('check');
  late.complete('sign');
  expect(late.command(recall)).toMatchObject({
    code: 'not-allowed',
    texts: { zh: '“sign”已办理，不能再撤销' },
  });
  expect(late.openTasks()).toEqual(['do']);
});
