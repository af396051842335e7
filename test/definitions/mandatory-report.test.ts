import { describe, expect, test } from 'vitest';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { runScenario } from '../../definitions/scenario.ts';
import type { Act } from '../../definitions/scenario-shape.ts';
import {
  climb,
  deadlinesOf,
  describeAnswers,
  describePackage,
  shippedPackage,
  taskOf,
} from './shipped-package.ts';

const report = shippedPackage('mandatory-report');
describePackage(report);
describeAnswers(report);

test('nine situations are offered', () => {
  expect(report.forms['quick-report']!.schema.properties['situation']!.enum).toHaveLength(9);
});

test('one hour from the discovery to the number of 110, then the bureau’s leader; another hour, then the director', () => {
  const { call110 } = deadlinesOf(report);
  expect(call110).toMatchObject({ startsAt: '= discoveredAt', rule: { amount: 1, unit: 'hour' } });
  expect(climb(call110!.ladder)).toEqual([
    ['due', 0, 'hour', 'red'],
    ['director', 1, 'hour', 'red'],
  ]);
});

test('nothing stands before the call: it is offered as soon as the report is there, and can only be handed on', () => {
  expect(taskOf(report, 'call110').verbs?.map(({ verb }) => verb)).toEqual(['comment', 'ask', 'transfer']);
});

test('silence of the police: three days after they took it up a letter that urges, which the bureau draws up, then the procuratorate', () => {
  const { policeFeedback } = deadlinesOf(report);
  expect(policeFeedback).toMatchObject({
    startsAt: '= policeAcceptedAt',
    rule: { amount: 3, unit: 'calendarDay' },
  });
  expect(
    policeFeedback!.ladder!.map(({ document, action }) => [document?.zh ?? null, action?.kind ?? null]),
  ).toEqual([
    [null, null],
    ['催办函', null],
    [null, 'startCase'],
  ]);
  const letters = Object.values(deadlinesOf(report)).flatMap(({ ladder = [] }) =>
    ladder.filter(({ document }) => document?.zh === '催办函'),
  );
  expect(letters.map(({ whom }) => whom)).toEqual(
    letters.map(() => [expect.objectContaining({ post: 'report-officer', unit: 'bureau' })]),
  );
  expect(letters).toHaveLength(2);
});

test('the police take it up with a number and a time, or say why not', () => {
  const asked = taskOf(report, 'policeAccept').outcomes.map(({ key, requires = [] }) => [key, requires]);
  expect(asked).toEqual([
    ['accepted', ['policeCaseNo', 'policeAcceptedAt']],
    ['notFiled', ['notFiledReason']],
  ]);
});

test('who reported is asked once, shown to the two officers alone, and in no list', () => {
  const asks = Object.values(report.forms).filter(({ schema }) => 'reporterName' in schema.properties);
  expect(asks.map(({ key }) => key)).toEqual(['quick-report', 'reporter']);
  const shows = Object.keys(report.model.nodes).filter((id) => taskOf(report, id)?.form === 'reporter');
  expect(shows.map((id) => taskOf(report, id).candidates)).toEqual([
    [{ post: 'report-officer', unit: 'bureau' }],
  ]);
  expect(report.settings.facts).not.toContain('reporterName');
  expect(report.settings.title).not.toContain('reporter');
});

test('who is named, by post or as a person, is kept out of every step; the head also where only their part is ticked', () => {
  const unit = '= if schoolUnit = null then reportUnit else schoolUnit';
  expect(report.model.work?.excluded).toEqual({
    people: ['= namedStaff'],
    posts: [
      { post: '= namedPosts', unit },
      { post: '= if headNamed = true then "principal" else null', unit },
    ],
  });
});

test('the name of the reporter, and whoever they are in the record, is the officers’ to know', () => {
  expect(report.settings.confidentiality.reporter).toEqual({
    fields: ['reporterName', 'reporterContact'],
    knownTo: [{ post: 'report-officer', unit: 'bureau' }],
  });
});

describe('called by a bullying case', () => {
  const bullying = shippedPackage('bullying-case');
  const called = { 'mandatory-report': report.model, 'hand-off': shippedPackage('hand-off').model };
  const play = (file: string, steps: Act[]) => {
    const scenario = bullying.scenarios[file]!;
    return runScenario(bullying.model, nationalCalendar, { ...scenario, steps }, { called }).mismatches;
  };

  test('a serious signal at the intake puts 110 before the staff at once, beside the case’s own first steps', () => {
    const tasks = [
      'bureauReceive',
      'call110',
      'copyProcuratorate',
      'preserveEvidence',
      'protectChild',
      'sealReporter',
    ];
    expect(
      play('serious-signal', [
        {
          call: 'mandatoryReport',
          steps: [{ expect: { tasks, variables: { situation: 'violenceSuspected' } } }],
        },
        { expect: { tasks: ['notifyOffenderGuardian', 'notifyVictimGuardian', 'protect', 'screen'] } },
      ]),
    ).toEqual([]);
  });

  test('grade 4 goes to the police without waiting for a signature', () => {
    const steps = bullying.scenarios['grade-4']!.steps;
    const graded = steps.findIndex((act) => 'complete' in act && act.complete === 'grading');
    expect(
      play('grade-4', [
        ...steps.slice(0, graded + 1),
        {
          call: 'transferPolice',
          steps: [{ expect: { tasks: ['sign'], handlers: { sign: ['liaison@police'] } } }],
        },
      ]),
    ).toEqual([]);
  });
});
