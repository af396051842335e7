import { describe, expect, test } from 'vitest';
import type { ProcessModel } from '../../../engine/model.ts';
import type { VerbConfig } from '../../../engine/work/model.ts';
import { offeredVerbs } from '../../../engine/work/offered.ts';
import { given, person } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const everything = ['case.void', 'case.cancel', 'case.suspend', 'case.move', 'task.assign'];
const leader = { ...person('leader', 'leader@bureau'), permissions: everything };
const keeper = person('keeper', 'keeper@bureau');
const reason = '重复登记';

function report(verbs: VerbConfig[], parts: Partial<ProcessModel['work']> = {}) {
  return given(
    model('report', [node('start', 'startEvent'), user('work')], ['start -> work'], {
      work: { verbs, ...parts },
    }),
    { named: 'keeper2', grade: 1 },
  );
}
const byKeeper: VerbConfig = { verb: 'void', needs: ['reason'], by: [{ post: 'keeper', unit: 'bureau' }] };
const never = (verb: 'cancel' | 'suspend'): VerbConfig => ({ verb, needs: ['reason'], by: [] });

describe('who may end a case or stop it where the template names them', () => {
  test('a permission is no leave; whoever holds the named post needs none', () => {
    const run = report([byKeeper, never('cancel'), never('suspend')]);
    for (const kind of ['voidCase', 'cancelCase', 'suspendCase'] as const)
      expect(run.command({ kind, reason }, leader)?.code).toBe('not-allowed');
    expect(run.command({ kind: 'voidCase', reason: ' ' }, keeper)?.code).toBe('bad-input');
    expect(run.command({ kind: 'suspendCase', reason }, keeper)?.code).toBe('not-allowed');
    run.does(keeper, { kind: 'voidCase', reason });
    expect(run.state.status).toBe('voided');
  });

  test('a substitute of theirs may, and whom the matter names may not, whatever post they hold', () => {
    const excluded = { people: ['= named'], posts: [] };
    const run = report([byKeeper], { excluded });
    const named = person('keeper2', 'keeper@bureau');
    expect(run.command({ kind: 'voidCase', reason }, named)?.code).toBe('not-allowed');
    const posts = [{ post: 'keeper', unit: 'bureau' }];
    const forNamed = { ...person('s'), standsInFor: [{ person: 'keeper2', posts }] };
    expect(run.command({ kind: 'voidCase', reason }, forNamed)?.code).toBe('not-allowed');
    run.does({ ...person('s'), standsInFor: [{ person: 'keeper', posts }] }, { kind: 'voidCase', reason });
  });

  test('it may hang on what the case knows', () => {
    const unit = '= if grade >= 2 then null else "bureau"';
    const run = report([{ ...byKeeper, by: [{ post: 'keeper', unit }] }]);
    const variables = { grade: 2 };
    run.does(leader, { kind: 'setVariables', variables });
    expect(run.command({ kind: 'voidCase', reason }, keeper)?.code).toBe('not-allowed');
    run.does(leader, { kind: 'setVariables', variables: { grade: 1 } });
    run.does(keeper, { kind: 'voidCase', reason });
  });

  test('a page reads why not, in the words of the template', () => {
    const because = { zh: '不得由上级叫停', en: 'No superior stops it' };
    const run = report([{ ...byKeeper, because }, never('cancel')]);
    const offers = offeredVerbs(run['model'], run.state, leader);
    expect(offers.find(({ verb }) => verb === 'void')).toMatchObject({ allowed: false, reason: because });
    expect(offers.find(({ verb }) => verb === 'cancel')).toMatchObject({
      allowed: false,
      reason: { zh: '这类事项不能作此操作' },
    });
    expect(offeredVerbs(run['model'], run.state, keeper).find(({ verb }) => verb === 'void')?.allowed).toBe(
      true,
    );
  });

  test('what is said of the whole case is no verb of its steps', () => {
    const run = report([{ verb: 'comment', needs: [] }, never('suspend')]);
    const offers = offeredVerbs(run['model'], run.state, leader, run.task('work'));
    expect(offers.map(({ verb }) => verb)).toEqual(['comment']);
  });

  test('whatever called it ends with it: the machine does what a template says', () => {
    const run = report([never('cancel')]);
    run.does({ kind: 'system', name: 'parent' }, { kind: 'cancelCase', reason: 'parent' });
  });
});

test('where the template says nothing a case is cancelled by the permission', () => {
  const run = report([]);
  expect(run.command({ kind: 'cancelCase', reason }, keeper)?.code).toBe('not-allowed');
  run.does(leader, { kind: 'cancelCase', reason });
});

describe('a step that nobody takes from those who have it', () => {
  const teacher = person('teacher', 'teacher@school');
  const principal = person('principal', 'principal@school');
  const step = () =>
    given(
      model(
        'report',
        [
          node('start', 'startEvent'),
          user(
            'call',
            {
              candidates: [
                { post: 'teacher', unit: 'school' },
                { post: 'principal', unit: 'school' },
              ],
              policies: { stays: true },
            },
            { deadlines: [{ key: 'call', name: { zh: '报警时限' }, date: '2026-09-08' }] },
          ),
        ],
        ['start -> call'],
        { work: { verbs: [{ verb: 'transfer', needs: ['reason'] }] } },
      ),
    );

  test('is not claimed: that would keep the others out', () => {
    const run = step();
    const { id: task } = run.task('call');
    expect(run.command({ kind: 'claimTask', task }, principal)?.texts?.zh).toContain('不必认领');
  });

  test('is to be done at once: its date is not put off by any permission', () => {
    const run = step();
    const [deadline] = run.state.deadlines;
    const changing = { ...leader, permissions: ['deadline.change'] };
    const change = (date: string) =>
      run.command({ kind: 'changeDeadline', deadline: deadline!.id, date, reason: '等一等' }, changing);
    expect(change('2026-09-20')?.texts?.zh).toContain('不能推迟');
    expect(change(deadline!.dueDate)).toBeUndefined();
  });

  test('handed over or assigned, it is there for others too', () => {
    const run = step();
    const { id: task } = run.task('call');
    const to = { post: 'doctor', unit: 'school' };
    run.does(principal, { kind: 'transferTask', task, to, reason: '请校医一同报警' });
    const friend = { post: 'driver', unit: 'school' };
    run.does(leader, { kind: 'assignTask', task, to: [friend], reason: '指派', cause: 'supervisor' });
    expect(run.task('call').candidates.map(({ post }) => post)).toEqual([
      'teacher',
      'principal',
      'doctor',
      'driver',
    ]);
    run.complete('call', {}, { actor: teacher });
  });
});
