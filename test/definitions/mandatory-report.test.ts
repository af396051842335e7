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

describe('no superior stops it, and nobody takes the call from who has it', () => {
  const play = (steps: Act[], variables = {}) => {
    const { name, start } = report.scenarios['reported']!;
    const scenario = { name, start: { ...start, variables: { ...start.variables, ...variables } }, steps };
    return runScenario(report.model, nationalCalendar, scenario).mismatches;
  };
  const reason = '内部先了解情况';
  const refused = 'not-allowed';

  test('neither void, nor cancelled, suspended, claimed or moved on', () => {
    const superiors = ['deputy-director@bureau', 'rectification-office@bureau', 'principal@school-no1'];
    for (const by of superiors)
      expect(
        play([
          { act: 'voidCase', by, reason, refused },
          { act: 'cancelCase', by, reason, refused },
          { act: 'suspendCase', by, reason, refused },
          { act: 'moveTask', on: 'call110', by, to: 'closing', reason, refused },
        ]),
      ).toEqual([]);
    expect(play([{ act: 'claimTask', on: 'call110', by: 'principal@school-no1', refused }])).toEqual([]);
  });

  test('nobody sends it back to whoever reported: what runs would end', () => {
    const [by, on] = ['principal@school-no1', 'preserveEvidence'];
    const returned = (to: string): Act => ({
      ...{ act: 'returnTask', on, by, to, resume: 'forward', reason, refused: 'bad-input' },
    });
    expect(play([returned('initiator')])).toEqual([]);
    expect(report.model.work?.verbs.find(({ verb }) => verb === 'return')?.to).not.toContain('call110');
  });

  test('given to somebody else it is the reporter’s as well, who calls', () => {
    const to = 'moral-education@school-no1';
    expect(
      play([
        { act: 'transferTask', on: 'call110', by: 'principal@school-no1', to, reason },
        {
          ...{ act: 'assignTask', on: 'call110', by: 'deputy-director@bureau', from: to },
          ...{ to: ['vice-principal@school-no1'], reason, cause: 'supervisor' },
        },
        {
          ...{ complete: 'call110', by: report.scenarios['reported']!.start.by, outcome: 'called' },
          variables: { policeCalledAt: '2026-10-12T09:05:00+08:00', policeAlarmNo: '接警1号' },
        },
      ] as Act[]),
    ).toEqual([]);
  });

  test('an officer who is to know the reporter declares one void that was made twice, for a reason; not one whom it names', () => {
    const by = 'report-officer@bureau';
    const isVoid: Act = { expect: { status: 'voided' } };
    expect(play([{ act: 'voidCase', by, reason: '重复登记' }, isVoid])).toEqual([]);
    expect(play([{ act: 'voidCase', by, reason: '', refused: 'bad-input' }])).toEqual([]);
    expect(
      play([{ act: 'voidCase', by: 'jinran', reason: '重复登记', refused }], { namedStaff: ['jinran'] }),
    ).toEqual([]);
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

  test('from grade 2 on nobody declares the case void before the police have the report; before that the bureau alone', () => {
    const { steps } = bullying.scenarios['grade-2']!;
    const graded = steps.findIndex((act) => 'complete' in act && act.complete === 'grading');
    const voided = (by: string, refused?: string): Act => ({
      ...{ act: 'voidCase', by, reason: '重复登记' },
      ...(refused !== undefined && { refused }),
    });
    const [office, head] = ['bullying-office@bureau', 'principal@school-no1'];
    expect(play('grade-2', [...steps.slice(0, graded + 1), voided(office, 'not-allowed')])).toEqual([]);
    expect(play('grade-2', [...steps.slice(0, graded), voided(head, 'not-allowed'), voided(office)])).toEqual(
      [],
    );
    const suspended: Act = {
      act: 'suspendCase',
      by: 'deputy-director@bureau',
      reason: '等',
      refused: 'not-allowed',
    };
    expect(play('grade-2', [...steps.slice(0, graded), suspended])).toEqual([]);
  });

  test('a step that goes back takes the duty to report with it nowhere: while the grade stands it is open', () => {
    const { steps } = bullying.scenarios['grade-2']!;
    const graded = steps.findIndex((act) => 'complete' in act && act.complete === 'grading');
    const returned = (to: string, resume: 'forward' | 'back', refused?: string): Act => ({
      ...{
        act: 'returnTask',
        on: 'priorNotice',
        by: 'moral-education@school-no1',
        to,
        resume,
        reason: '再议',
      },
      ...(refused !== undefined && { refused }),
    });
    const tasks = (...open: string[]): Act => ({ expect: { tasks: open } });
    const before = steps.slice(0, graded + 1);
    expect(
      play('grade-2', [
        ...before,
        returned('grading', 'back', 'bad-input'),
        returned('grading', 'forward'),
        tasks('grading', 'reportSerious'),
        steps[graded]!,
        tasks('priorNotice', 'reportSerious'),
        returned('initiator', 'forward'),
        tasks('reportSerious', 'start'),
      ]),
    ).toEqual([]);
  });

  test('the report goes on though the case that called it ends', () => {
    expect(bullying.model.nodes['mandatoryReport']!.config).toMatchObject({ outlives: true });
    expect(taskOf(bullying, 'reportSerious').policies).toMatchObject({ stays: true });
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
