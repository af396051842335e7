import { expect, test } from 'vitest';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { runScenario } from '../../definitions/scenario.ts';
import { Scenario } from '../../definitions/scenario-shape.ts';
import { boundary, error, message, model, node, nodes, timer, user } from '../support/model.ts';

const called = model(
  'errand',
  [
    node('begin', 'startEvent', { events: message('go') }),
    user('fetch'),
    boundary('late', 'fetch', { events: timer('duration', 'PT2H') }),
    node('lost', 'endEvent', { events: error('lost') }),
    ...nodes('endEvent', 'done'),
  ],
  ['begin -> fetch', 'fetch -> done', 'late -> lost'],
);
const caller = model(
  'p',
  [
    node('send', 'callActivity', {
      config: {
        calledElement: 'errand',
        binding: 'latest',
        message: 'go',
        inputs: [{ target: 'what', source: '= item' }],
        outputs: [{ target: 'got', source: '= got' }],
      },
    }),
    boundary('failed', 'send', { events: error('lost') }),
    ...nodes('startEvent', 'start'),
    ...nodes('endEvent', 'good', 'bad'),
  ],
  ['start -> send', 'send -> good', 'failed -> bad'],
);

function play(steps: unknown[], real = true) {
  const scenario = Scenario.parse({
    name: { zh: '试', en: 'Try' },
    start: { at: '2026-09-07T01:00:00Z', variables: { item: 'book' } },
    steps,
  });
  return runScenario(caller, nationalCalendar, scenario, real ? { called: { errand: called } } : {})
    .mismatches;
}

test('a called case ends as the scenario says', () => {
  expect(
    play(
      [
        { expect: { calls: ['send'] } },
        { call: 'send', ends: { variables: { got: 'book' } } },
        { expect: { status: 'completed', outcome: 'good', calls: [], variables: {} } },
      ],
      false,
    ),
  ).toEqual([]);
  expect(play([{ call: 'send', error: 'lost' }, { expect: { outcome: 'bad' } }], false)).toEqual([]);
});

test('a called case of a template at hand runs for real, with its own steps', () => {
  expect(
    play([
      {
        call: 'send',
        steps: [
          { expect: { tasks: ['fetch'], variables: { what: 'book' } } },
          { complete: 'fetch', variables: { got: 'book' } },
        ],
      },
      { expect: { status: 'completed', outcome: 'good' } },
    ]),
  ).toEqual([]);
});

test('time passes in both, and what the called case could not do reaches its caller', () => {
  expect(
    play([
      { until: '2026-09-07T02:59:59Z' },
      { expect: { status: 'active', calls: ['send'] } },
      { until: '2026-09-07T03:00:00Z' },
      { expect: { status: 'completed', outcome: 'bad' } },
    ]),
  ).toEqual([]);
});

test('what comes out otherwise in the called case is a mismatch, as is a call that does not run', () => {
  expect(play([{ call: 'send', steps: [{ expect: { tasks: ['other'] } }] }])).toMatchObject([
    { step: 1, what: 'tasks', found: ['fetch'] },
  ]);
  expect(play([{ call: 'other', ends: {} }])).toMatchObject([{ what: 'running call', found: ['send'] }]);
  expect(play([{ call: 'send', steps: [{ complete: 'fetch' }] }], false)).toMatchObject([
    { what: 'called template', expected: 'send' },
  ]);
});
