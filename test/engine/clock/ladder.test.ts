import { describe, expect, test } from 'vitest';
import { clock, deadline, head, holder, oneTask, reached, rule, step, supervisor } from './clock-case.ts';
import { given, person } from '../../support/given.ts';

/** Due on Tuesday 8 September 2026, 17:30 in Shanghai. */
const running = (...ladder: ReturnType<typeof step>[]) =>
  given(oneTask([clock('d', { rule: rule(1, 'workingDay'), ladder })]));
const day = { amount: 1, unit: 'workingDay' } as const;
const toHead = [{ kind: 'post', post: 'head', unit: 'school' } as const];

describe('a step that repeats', () => {
  test('comes again so often and at this distance', () => {
    const run = running(step('late', 'escalate', 1, { repeat: { every: { ...day, amount: 2 }, times: 2 } }));
    run.after('P20D');
    expect(reached(run)).toEqual(['late 2026-09-09T00:30', 'late 2026-09-11T00:30', 'late 2026-09-15T00:30']);
  });

  test('stops when the work is done', () => {
    const run = running(step('late', 'escalate', 1, { repeat: { every: day, times: 50 } }));
    run.after('P3D');
    run.complete('work');
    run.after('P20D');
    expect(reached(run)).toHaveLength(2);
  });

  test('in hours it repeats by the instant, and begins anew for a new date', () => {
    const run = running(
      step('due', 'due', 0, {
        repeat: { every: { amount: 2, unit: 'hour' }, times: 2 },
        after: { amount: 0, unit: 'hour' },
      }),
    );
    run.after('P1DT10H');
    expect(reached(run)).toEqual(['due 2026-09-08T09:30']);
    run.command(
      { kind: 'changeDeadline', deadline: deadline(run, 'd').id, date: '2026-09-10', reason: '准予' },
      supervisor,
    );
    run.after('P5D');
    expect(reached(run).slice(1)).toEqual([
      'due 2026-09-10T09:30',
      'due 2026-09-10T11:30',
      'due 2026-09-10T13:30',
    ]);
  });

  test('repeats whose time went by unseen are not made up for', () => {
    const run = running(step('late', 'escalate', 1, { repeat: { every: day, times: 3 } }));
    run.input({ kind: 'tick', at: '2026-09-11T03:00:00.000Z' });
    expect(reached(run)).toEqual(['late 2026-09-11T03:00']);
    run.now = '2026-09-11T03:00:00.000Z';
    run.after('P9D');
    expect(reached(run)).toEqual(['late 2026-09-11T03:00', 'late 2026-09-14T00:30']);
  });
});

describe('a step that asks to be seen', () => {
  const asks = step('late', 'escalate', 1, {
    whom: [...toHead, { kind: 'post', post: 'supervisor', unit: 'bureau' }],
    repeat: { every: day, times: 10 },
    acknowledge: { within: { amount: 3, unit: 'workingDay' } },
  });
  const seen = (run: ReturnType<typeof running>, actor = head) =>
    run.command({ kind: 'acknowledgeStep', deadline: deadline(run, 'd').id, step: 'late' }, actor);

  test('rests when somebody has said that they have seen it, and comes again when that expires', () => {
    const run = running(asks);
    run.after('P3D');
    expect(reached(run)).toHaveLength(2);
    expect(run.last('deadlineStepReached').needsAcknowledgement).toBe(true);
    expect(seen(run)).toBeUndefined(); // on Thursday the 10th
    expect(run.last('stepAcknowledged')).toMatchObject({ by: 'p2', until: '2026-09-15T00:30:00.000Z' });
    run.after('P4D');
    expect(reached(run)).toHaveLength(2);
    run.after('P2D');
    expect(reached(run).slice(2)).toEqual(['late 2026-09-15T00:30', 'late 2026-09-16T00:30']);
    expect(deadline(run, 'd').awaiting).toMatchObject([{ step: 'late' }]);
    expect(deadline(run, 'd').awaiting?.[0]?.until).toBeUndefined();
  });

  test('of several who say so the first counts; each is recorded once', () => {
    const run = running(asks);
    run.after('P2D');
    seen(run);
    run.after('P1D');
    seen(run, supervisor);
    seen(run, supervisor);
    expect(run.count('stepAcknowledged')).toBe(2);
    expect(run.last('stepAcknowledged').until).toBeUndefined();
    expect(deadline(run, 'd').awaiting?.[0]).toMatchObject({
      until: '2026-09-14T00:30:00.000Z',
      by: ['p2', 'p3'],
    });
  });

  test('a reminder that was seen does not come again after its date', () => {
    const soon = step('soon', 'remind', 0, {
      after: { amount: -4, unit: 'hour' },
      acknowledge: { within: { amount: 1, unit: 'workingDay' } },
    });
    const run = running(soon);
    run.after('P1DT6H');
    expect(reached(run)).toEqual(['soon 2026-09-08T05:30']);
    run.command({ kind: 'acknowledgeStep', deadline: deadline(run, 'd').id, step: 'soon' });
    run.after('P5D');
    expect(reached(run)).toHaveLength(1);
  });

  test('what was seen was said of a date: a new one asks anew', () => {
    const run = running(asks);
    run.after('P3D');
    seen(run);
    run.command(
      { kind: 'changeDeadline', deadline: deadline(run, 'd').id, date: '2026-09-21', reason: '准予' },
      supervisor,
    );
    expect(deadline(run, 'd').awaiting).toBeUndefined();
    run.after('P14D');
    expect(reached(run).slice(2)[0]).toBe('late 2026-09-22T00:30');
    expect(deadline(run, 'd').awaiting).toMatchObject([{ step: 'late' }]);
  });

  test('who stands in for one of those who were told has seen it for them', () => {
    const run = running(asks);
    run.after('P2D');
    const standsInFor = [{ person: 'p2', posts: [{ post: 'head', unit: 'school' }] }];
    expect(seen(run, { ...person('p8', 'clerk@school'), standsInFor })).toBeUndefined();
    expect(run.last('stepAcknowledged').actor).toMatchObject({ person: 'p8', for: 'p2' });
  });

  test('only those who were told can have seen it, and only what was reached', () => {
    const run = running(asks);
    expect(seen(run)?.code).toBe('not-found');
    run.after('P2D');
    expect(seen(run, holder('p9', 'clerk'))?.code).toBe('not-allowed');
  });

  test('a step that nobody must see is not waited for', () => {
    const run = running(step('late', 'escalate', 1));
    run.after('P3D');
    expect(deadline(run, 'd').awaiting).toBeUndefined();
  });
});

test('whoever handles it by name draws up the document by name', () => {
  const run = running(
    step('late', 'escalate', 1, { whom: [{ kind: 'handlers' }], document: { zh: '情况说明' } }),
  );
  run.does(
    { ...person('chief'), permissions: ['task.assign'] },
    {
      ...{ kind: 'assignTask', task: run.task('work').id, reason: '指定', cause: 'supervisor' },
      to: [{ post: 'head', unit: 'school', person: 'p2' }],
    },
  );
  run.after('P7D');
  expect(run.last('documentDue').by).toEqual([{ post: 'head', unit: 'school', person: 'p2' }]);
});

test('a step names the document that those whom it tells must draw up, once', () => {
  const run = running(
    step('late', 'escalate', 1, {
      whom: toHead,
      document: { zh: '督办单' },
      repeat: { every: day, times: 3 },
    }),
  );
  run.after('P7D');
  expect(run.count('documentDue')).toBe(1);
  expect(run.last('documentDue')).toMatchObject({
    document: '督办单',
    by: [{ post: 'head', unit: 'school' }],
    step: 'late',
    actor: { kind: 'system' },
  });
});

describe('what a ladder does by itself', () => {
  test('transfers the open tasks to a post, as the machine’s doing, once', () => {
    const run = running(
      step('late', 'escalate', 1, {
        name: { zh: '逾期一日转办', en: 'Transfer after a day' },
        action: { kind: 'transfer', to: { post: 'head', unit: 'school' } },
        repeat: { every: day, times: 2 },
      }),
    );
    run.after('P7D');
    // By the names that people know, not by the template's keys.
    expect(run.last('taskChanged').reason).toMatch(/期限“.+”：逾期一日转办 .+Transfer after a day/);
    expect(run.task('work')).toMatchObject({
      candidates: [{ post: 'head', unit: 'school' }],
      owner: [{ post: 'officer', unit: 'school' }],
    });
    expect(run.count('ladderActed')).toBe(1);
    expect(run.last('taskChanged')).toMatchObject({
      verb: 'assign',
      cause: 'supervisor',
      actor: { kind: 'system', name: 'tick' },
    });
    expect(run.openTasks()).toEqual(['work']); // nothing was decided
    run.complete('work', {}, { actor: head });
    expect(run.last('deadlineClosed').met).toBe(false);
  });

  test('a transfer to nobody is an incident with the reason, and the task stays where it is', () => {
    const run = running(
      step('late', 'escalate', 1, { action: { kind: 'transfer', to: { post: '= chief', unit: 'school' } } }),
    );
    run.after('P7D');
    expect(run.incidents()).toEqual(['ladder-failed']);
    expect(run.last('ladderActed').reason).toContain('Expected a post');
    expect(run.task('work').candidates).toEqual([{ post: 'officer', unit: 'school' }]);
  });

  test('goes to a step further on, as the machine’s doing: the late step is left undone, and not on time', () => {
    const run = running(step('late', 'escalate', 1, { action: { kind: 'goTo', node: 'after' } }));
    run.after('P7D');
    expect(run.openTasks()).toEqual(['after']);
    expect(run.last('stepMoved')).toMatchObject({ to: 'after', actor: { kind: 'system', name: 'tick' } });
    expect(run.last('deadlineClosed').met).toBe(false);
    expect(run.count('taskCompleted')).toBe(0);
    run.complete('after');
    expect(run.state.status).toBe('completed');
  });

  test('where it can not go there, an incident says why, and the step waits on', () => {
    const run = running(step('late', 'escalate', 1, { action: { kind: 'goTo', node: 'start' } }));
    run.after('P7D');
    expect(run.openTasks()).toEqual(['work']);
    expect(run.incidents()).toEqual(['ladder-failed']);
    expect(run.state.incidents[0]!.message).toContain('Expected a step ahead of this one');
  });

  test('starts a case of supervision that is linked to this one, once', () => {
    const run = running(
      step('late', 'escalate', 1, {
        action: {
          kind: 'startCase',
          template: 'supervision',
          inputs: [{ target: 'about', source: '= title' }],
        },
        repeat: { every: day, times: 3 },
      }),
    );
    run.set({ title: '北门乱停' });
    run.after('P9D');
    const opened = run.effects.filter(({ kind }) => kind === 'openCase');
    expect(opened).toMatchObject([
      { template: 'supervision', variables: { about: '北门乱停' }, link: 'supervises' },
    ]);
    expect(run.last('ladderActed')).toMatchObject({ case: (opened[0] as { id: string }).id });
  });
});
