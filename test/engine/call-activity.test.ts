import { expect, test } from 'vitest';
import { given, office } from '../support/given.ts';
import { boundary, error, message, model, node, user, within } from '../support/model.ts';

const call = (config: object = {}, parts: object = {}) =>
  node('call', 'callActivity', {
    config: { calledElement: 'other', binding: 'latest', inputs: [], outputs: [], ...config },
    ...parts,
  });

const calling = (more = [boundary('caught', 'call', { events: error('unsafe') })], node = call()) =>
  model(
    'calling',
    [{ ...start }, node, ...more, user('after'), user('evacuate')],
    ['start -> call', 'call -> after', ...more.map(({ id }) => `${id} -> evacuate`)],
  );
const start = node('start', 'startEvent');
const failed = (code: string) => ({ kind: 'callEnded', result: { ok: false, error: code } }) as const;

test('an error that nothing in a called case catches is its caller’s error', () => {
  const run = given(calling());
  run.fromCall(failed('unsafe'));
  expect(run.openTasks()).toEqual(['evacuate']);
  expect(run.incidents()).toEqual([]);
});

test('what no caller catches goes on to the caller’s own caller, level by level', () => {
  const parent = { caseId: 'top', call: 'c1' };
  const bottom = given(
    model('bottom', [start, node('end', 'endEvent', { events: error('unsafe') })], ['start -> end']),
    {},
    { parent: { caseId: 'middle', call: 'c1' } },
  );
  expect(bottom.state.status).toBe('failed');
  const [report] = bottom.effects;
  if (report?.kind !== 'reportToParent') throw new Error('Expected the called case to report');
  expect(report).toEqual({
    kind: 'reportToParent',
    parent: { caseId: 'middle', call: 'c1' },
    result: { ok: false, error: 'unsafe' },
  });

  const middle = given(calling([boundary('caught', 'call', { events: error('else') })]), {}, { parent });
  middle.fromCall({ kind: 'callEnded', result: report.result });
  expect(middle.state).toMatchObject({ status: 'failed', outcome: 'unsafe' });
  expect(middle.effects.at(-1)).toEqual({
    kind: 'reportToParent',
    parent,
    result: { ok: false, error: 'unsafe' },
  });

  const top = given(calling());
  top.fromCall({ kind: 'callEnded', result: { ok: false, error: 'unsafe' } });
  expect(top.openTasks()).toEqual(['evacuate']);
});

test('the caller learns with which end the called case ended, where it maps that out, and nothing else of it', () => {
  const bottom = given(
    model('bottom', [start, node('withdrawn', 'endEvent')], ['start -> withdrawn']),
    { secret: 1 },
    { parent: { caseId: 'top', call: 'c1' } },
  );
  const [report] = bottom.effects;
  if (report?.kind !== 'reportToParent') throw new Error('Expected the called case to report');
  const outputs = [{ target: 'how', source: '= calledOutcome' }];
  const run = given(calling(undefined, call({}, { outputs })));
  run.fromCall({ kind: 'callEnded', result: report.result });
  expect(run.variables()).toEqual({ how: 'withdrawn' });

  const plain = given(calling());
  plain.fromCall({ kind: 'callEnded', result: report.result });
  expect(plain.variables()).toEqual({});
});

test('at the top an error that nothing catches is for people to look at; a retry goes on', () => {
  const run = given(calling());
  run.fromCall(failed('else'));
  expect(run.incidents()).toEqual(['call-failed']);
  expect(run.state.status).toBe('active');
  run.retry();
  expect(run.openTasks()).toEqual(['after']);
});

test('a called case that was cancelled is for people to look at, on every level', () => {
  const run = given(calling(), {}, { parent: { caseId: 'top', call: 'c1' } });
  run.fromCall(failed('cancelled'));
  expect(run.incidents()).toEqual(['call-failed']);
});

test('the error climbs from the call through the scopes around it', () => {
  const run = given(
    model(
      'climbs',
      [
        start,
        ...within('sub', [node('s', 'startEvent'), call(), user('never')]),
        boundary('caught', 'sub', { events: error() }),
        user('evacuate'),
      ],
      ['start -> sub', 's -> call', 'call -> never', 'caught -> evacuate'],
    ),
  );
  run.fromCall(failed('anything'));
  expect(run.openTasks()).toEqual(['evacuate']);
});

test('a call names the version, or the message with which the called case begins', () => {
  const run = given(calling([], call({ binding: { version: 3 }, message: 'intake' })));
  expect(run.effects).toMatchObject([
    { kind: 'startCall', calledElement: 'other', binding: { version: 3 }, message: 'intake', variables: {} },
  ]);
});

test('each instance of a multi-instance call is a case of its own, with its own data and result', () => {
  const run = given(
    calling(
      [],
      call(
        { inputs: [{ target: 'to', source: '= unit' }] },
        {
          loop: {
            isSequential: false,
            collection: '= units',
            item: 'unit',
            output: { collection: 'answers', element: '= answer' },
          },
        },
      ),
    ),
    { units: ['police', 'fire'] },
  );
  const calls = run.effects.flatMap((effect) => (effect.kind === 'startCall' ? [effect] : []));
  expect(calls.map(({ variables }) => variables)).toEqual([{ to: 'police' }, { to: 'fire' }]);
  expect(new Set(calls.map(({ caseId }) => caseId)).size).toBe(2);
  for (const [index, { call: id }] of [...calls.entries()].reverse()) {
    const result = { ok: true, variables: { answer: index } } as const;
    run.input({ kind: 'callEnded', at: run.now, call: id, result });
  }
  expect(run.openTasks()).toEqual(['after']);
  expect(run.variables()['answers']).toEqual([0, 1]);
});

test('a call that is interrupted is cancelled, and what it reports later finds nobody', () => {
  const run = given(calling([boundary('stop', 'call', { events: message('stop') })]));
  run.message('stop');
  expect(run.openTasks()).toEqual(['evacuate']);
  expect(run.effects.at(-1)?.kind).toBe('cancelCall');
  run.fromCall({ kind: 'callEnded', result: { ok: true, variables: {} } });
  expect(run.openTasks()).toEqual(['evacuate']);
});

test('a called case reports its result, its failure and its cancellation once', () => {
  const parent = { caseId: 'caller', call: 'c9' };
  const called = () => given(model('called', [start, user('work')], ['start -> work']), { x: 1 }, { parent });
  const done = called();
  done.complete('work', { y: 2 });
  expect(done.effects).toEqual([
    { kind: 'reportToParent', parent, result: { ok: true, variables: { x: 1, y: 2 }, outcome: 'completed' } },
  ]);
  const stopped = called();
  stopped.does(office, { kind: 'cancelCase', reason: '重复' });
  expect(stopped.effects).toEqual([
    { kind: 'reportToParent', parent, result: { ok: false, error: 'cancelled' } },
  ]);
});

test('a call that outlives its caller goes on whatever ends that one, and a withdrawal does not reach it', () => {
  const calling = (outlives?: true) =>
    given(
      model(
        'caller',
        [
          start,
          node('call', 'callActivity', {
            config: {
              calledElement: 'report',
              binding: 'latest',
              inputs: [],
              outputs: [],
              ...(outlives && { outlives }),
            },
          }),
        ],
        ['start -> call'],
      ),
    );
  const kept = calling(true);
  kept.does(office, { kind: 'cancelCase', reason: '误登' });
  expect(kept.effects.map(({ kind }) => kind)).not.toContain('cancelCall');
  expect(kept.events.find(({ kind }) => kind === 'callCancelled')).toMatchObject({ goesOn: true });
  const ended = calling();
  ended.does(office, { kind: 'cancelCase', reason: '误登' });
  expect(ended.effects.map(({ kind }) => kind)).toContain('cancelCall');
});
