import { describe, expect, test } from 'vitest';
import type { Command } from '../../../engine/input.ts';
import type { LinkConfig } from '../../../engine/link/config.ts';
import { agencyActor } from '../../../engine/link/serving.ts';
import { candidate, given, officer, person } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const signer = { unit: '治安大队', name: '王警官', post: '民警', phone: '0354-110' };
const link: LinkConfig = {
  unit: 'police',
  longest: { amount: 14, unit: 'calendarDay' },
  waives: ['attachment'],
  shows: [],
  fills: [
    { field: 'receivedBy', from: 'name' },
    { field: 'receivedAt', from: 'at' },
  ],
};
const outcome = (key: string, more: object = {}) => ({ key, name: { zh: key }, needsReason: false, ...more });

/** The officer registers the paper receipt of the police, then their reply. */
const handedOver = (config: Partial<LinkConfig> = {}) =>
  given(
    model(
      'handed-over',
      [
        node('start', 'startEvent'),
        user('receipt', {
          link: { ...link, ...config },
          outcomes: [
            outcome('received', { needs: ['attachment'] }),
            outcome('refused', { needsReason: true, verdict: 'reject' }),
          ],
          writes: ['receivedBy', 'receivedAt', 'pages'],
          verbs: [
            { verb: 'addSignersBefore', needs: [] },
            { verb: 'addSignersAfter', needs: [] },
          ],
        }),
        user('reply', { link: { ...link, ...config, fills: [] } }),
        user('after'),
      ],
      ['start -> receipt', 'receipt -> reply', 'reply -> after'],
    ),
  );
type Run = ReturnType<typeof handedOver>;

const make = (run: Run, at = 'receipt', hash = 'a'.repeat(64)): Command => ({
  ...{ kind: 'makeLink', task: run.task(at).id, hash },
});
const use = (run: Run, at: string, more: object = {}): Command => ({
  ...{ kind: 'useLink', link: run.state.links!.at(-1)!.id, task: run.task(at).id, signer, variables: {} },
  ...more,
});
const received = { outcome: 'received', variables: { pages: 3 } };

describe('a one-time link', () => {
  test('lets the agency do its steps one after the other; each act is its own, and nobody’s of the county', () => {
    const run = handedOver();
    run.does(officer, make(run));
    run.does(agencyActor, use(run, 'receipt', received));
    expect(run.last('linkUsed')).toMatchObject({
      unit: 'police',
      node: 'receipt',
      signer,
      actor: agencyActor,
    });
    const completed = run.last('taskCompleted');
    expect(completed).toMatchObject({ node: 'receipt', actor: agencyActor, outcome: 'received' });
    expect(completed).toMatchObject({
      variables: { pages: 3, receivedBy: '王警官', receivedAt: completed!.at },
    });
    run.does(agencyActor, use(run, 'reply'));
    expect(run.openTasks()).toEqual(['after']);
    expect(run.state.links![0]!.uses!.map(({ node: done }) => done)).toEqual(['receipt', 'reply']);
  });

  test('does each step once, whoever was first', () => {
    const overLink = handedOver();
    overLink.does(officer, make(overLink));
    const again = use(overLink, 'receipt', received);
    overLink.does(agencyActor, again);
    expect(overLink.command(again, agencyActor)?.code).toBe('task-not-open');

    const onPaper = handedOver();
    onPaper.does(officer, make(onPaper));
    const late = use(onPaper, 'receipt', received);
    const { id: task } = onPaper.task('receipt');
    onPaper.does(officer, {
      ...{ kind: 'completeTask', task, outcome: 'received', attachments: ['scan'], variables: {} },
    });
    expect(onPaper.command(late, agencyActor)?.code).toBe('task-not-open');
  });

  test('gives the agency the rights of the step and no others', () => {
    const run = handedOver();
    run.does(officer, make(run));
    const refused = (more: object) => run.command(use(run, 'receipt', more), agencyActor)?.code;
    expect(refused({ ...received, variables: { leadUnit: 'market' } })).toBe('bad-input');
    expect(refused({ outcome: 'refused' })).toBe('bad-input');
    expect(refused({ outcome: 'agreed' })).toBe('bad-input');
    expect(refused({ ...received, signer: { ...signer, phone: ' ' } })).toBe('bad-input');
    expect(run.command(use(run, 'receipt', received), officer)?.code).toBe('not-allowed');
    run.does(agencyActor, use(run, 'receipt', { outcome: 'refused', reason: '不属于本机关职责' }));
    expect(run.last('taskCompleted')).toMatchObject({ outcome: 'refused', reason: '不属于本机关职责' });
  });

  test('is made by whoever could do the step, for an agency without an account', () => {
    const run = handedOver();
    expect(run.command(make(run), person('t', 'teacher@school'))?.code).toBe('not-allowed');
    expect(run.command({ ...make(run), hash: 'abc' } as Command, officer)?.code).toBe('bad-input');
    const withAccount = handedOver({ unit: '= null' });
    expect(withAccount.command(make(withAccount), officer)?.code).toBe('not-allowed');
  });

  test('takes the place of the one before, and is revoked by whoever made it or has the step', () => {
    const run = handedOver();
    run.does(officer, make(run));
    run.does(officer, make(run, 'receipt', 'b'.repeat(64)));
    const [first, second] = run.state.links!;
    expect(run.last('linkRevoked')).toMatchObject({ link: first!.id, cause: 'replaced' });
    const old = { ...use(run, 'receipt', received), link: first!.id } as Command;
    expect(run.command(old, agencyActor)?.code).toBe('not-found');
    const revoke: Command = { kind: 'revokeLink', link: second!.id };
    expect(run.command(revoke, person('t', 'teacher@school'))?.code).toBe('not-allowed');
    run.does(officer, revoke);
    expect(run.command(use(run, 'receipt', received), agencyActor)?.code).toBe('not-found');
    expect(run.command(revoke, officer)?.code).toBe('not-found');
  });

  test('is over after the longest time, at 24:00 of the last day', () => {
    const run = handedOver();
    run.does(officer, make(run));
    const { madeAt, expiresAt } = run.state.links![0]!;
    expect(expiresAt > madeAt).toBe(true);
    expect(expiresAt.slice(11)).toBe('16:00:00.000Z');
    run.after('P15D');
    expect(run.command(use(run, 'receipt', received), agencyActor)?.code).toBe('not-found');
  });

  test('waits with the step for signers who were added to it', () => {
    const run = handedOver();
    run.does(officer, make(run));
    const { id: task } = run.task('receipt');
    const people = [candidate('teacher@school:h')];
    run.does(officer, { kind: 'addSigners', task, sign: 'before', people });
    const asked: Command = { ...use(run, 'receipt', received), task } as Command;
    expect(run.command(asked, agencyActor)?.code).toBe('not-allowed');
  });

  test('what was done over it takes effect when signers after it agree, and is still the agency’s', () => {
    const run = handedOver();
    run.does(officer, make(run));
    const { id: task } = run.task('receipt');
    const people = [candidate('teacher@school:h')];
    run.does(officer, { kind: 'addSigners', task, sign: 'after', people });
    run.does(agencyActor, { ...use(run, 'receipt', received), task } as Command);
    const helper = person('h', 'teacher@school');
    run.does(helper, {
      ...{ kind: 'completeTask', task: run.taskOf('teacher@school:h').id, outcome: 'received' },
      ...{ attachments: ['x'], variables: {} },
    });
    expect(run.openTasks()).toEqual(['reply']);
    const completed = run.events.filter(({ kind }) => kind === 'taskCompleted');
    expect(completed.at(-1)).toMatchObject({ task, actor: agencyActor });
  });
});
