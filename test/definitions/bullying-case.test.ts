import { expect, test } from 'vitest';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { runScenario } from '../../definitions/scenario.ts';
import {
  climb,
  deadlinesOf,
  describeAnswers,
  describePackage,
  shippedPackage,
  taskOf,
} from './shipped-package.ts';

const bullying = shippedPackage('bullying-case');
describePackage(bullying);
describeAnswers(bullying);

test('ten days from the opening to the determination; day 7 reminds, day 10 is red at the bureau', () => {
  const { investigation } = deadlinesOf(bullying);
  expect(investigation).toMatchObject({
    rule: { amount: 10, unit: 'calendarDay', rollForward: true, endOfDay: 'midnight' },
    from: { node: 'openInvestigation', on: 'completed' },
    until: ['determine'],
    suspensions: [{ key: 'police' }, { key: 'appraisal' }],
  });
  expect(climb(investigation!.ladder)).toEqual([
    ['day7', -3, 'calendarDay', 'yellow'],
    ['day10', 0, 'calendarDay', 'red'],
    ['director', 3, 'workingDay', 'red'],
  ]);
});

test('from grade 2 the report to police and bureau is due in two hours, and its absence alarms after 24', () => {
  const { reportSerious } = deadlinesOf(bullying);
  expect(reportSerious!.rule).toMatchObject({ amount: 2, unit: 'hour' });
  expect(climb(reportSerious!.ladder)).toEqual([
    ['due', 0, 'hour', 'orange'],
    ['alarm', 22, 'hour', 'red'],
  ]);
});

test('what must be reported waits for nobody: it begins beside the flow, and nothing on it can be suspended or returned', () => {
  for (const [id, start] of [
    ['seriousSignal', 'signalSeen'],
    ['seriousBullying', 'isSerious'],
    ['gradeFour', 'isOffence'],
  ] as const) {
    expect(bullying.model.nodes[id]!.config).toMatchObject({ isEventSubProcess: true });
    expect(bullying.model.nodes[start]!.isInterrupting).toBe(false);
  }
  const offered = ['protect', 'reportSerious'].flatMap((id) =>
    taskOf(bullying, id).verbs?.map(({ verb }) => verb),
  );
  expect(new Set(offered)).toEqual(new Set(['comment', 'ask', 'transfer']));
});

test('the committee votes each for themselves, by more than half, with two thirds there', () => {
  expect(taskOf(bullying, 'vote').signing).toMatchObject({
    mode: 'vote',
    each: 'post',
    vote: { ratio: 50, moreThan: true, quorum: 66.6, tie: 'reject', decidesEarly: false },
  });
});

test('lists show the school and how far it is, and nothing of the children or of what happened', () => {
  expect(bullying.settings.confidentiality.level).toBe('strict');
  expect(bullying.settings.title).toBe('{schoolUnit} {channel}');
  const secret = [
    'victims',
    'offenders',
    'narrative',
    'place',
    'findings',
    'acts',
    'seriousSignals',
    'measures',
  ];
  expect(bullying.settings.facts.filter((fact) => secret.includes(fact))).toEqual([]);
});

test('who is named, by post or as a person, is kept out of every step of the case', () => {
  expect(bullying.model.work?.excluded).toEqual({
    people: ['= namedStaff'],
    posts: [{ post: '= namedPosts', unit: '= schoolUnit' }],
  });
});

test('a review is decided by people who took no part in what it reviews', () => {
  expect(taskOf(bullying, 'reviewVote').policies).toEqual({ notHandlersOf: ['vote'] });
});

test('where the principal is named nobody at the school is given a task or told, so that the school does not see the case', () => {
  const { events } = runScenario(bullying.model, nationalCalendar, bullying.scenarios['principal-named']!);
  const given = events.flatMap((event) => (event.kind === 'taskCreated' ? event.task.candidates : []));
  const told = events.flatMap((event) => (event.kind === 'deadlineStepReached' ? event.tell : []));
  expect(given.length).toBeGreaterThan(20);
  expect([...given, ...told].filter(({ unit }) => unit === 'school-no1')).toEqual([]);
});
