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

test('ten days from the opening to the determination; day 10 is red, and the bureau draws up the supervision order', () => {
  const { investigation } = deadlinesOf(bullying);
  expect(investigation).toMatchObject({
    rule: { amount: 10, unit: 'calendarDay', rollForward: true, endOfDay: 'midnight' },
    from: { node: 'openInvestigation', on: 'completed' },
    until: ['determine'],
    suspensions: [{ key: 'police' }, { key: 'appraisal' }],
  });
  expect(climb(investigation!.ladder)).toEqual([
    ['day10', 0, 'calendarDay', 'red'],
    ['order', 0, 'calendarDay', 'red'],
    ['director', 3, 'workingDay', 'red'],
  ]);
  const orders = investigation!.ladder!.filter(({ document }) => document?.zh === '督办单');
  expect(orders.map(({ whom }) => whom)).toEqual([
    [expect.objectContaining({ post: 'bullying-office', unit: 'bureau' })],
  ]);
});

test('day 7 is the seventh after the opening, whatever day the tenth rolls over to', () => {
  const { committee } = deadlinesOf(bullying);
  expect(committee).toMatchObject({
    rule: { amount: 7, unit: 'calendarDay', rollForward: false },
    from: { node: 'openInvestigation', on: 'completed' },
    // A meeting without a quorum is none.
    until: ['carried'],
  });
  expect(climb(committee!.ladder)).toEqual([['day7', 0, 'calendarDay', 'yellow']]);
});

test('each visit has a record of its own, and whoever closes the case reads them, the reports and what became of appeals', () => {
  const shown = (key: string) =>
    bullying.forms[key]!.layout.flatMap(({ fields }) => fields.map(({ field }) => field));
  for (const form of ['closing', 'approve-closing'])
    expect(shown(form)).toEqual(
      expect.arrayContaining([
        ...['determination', 'grade', 'measures', 'disciplineNote', 'visit1Note', 'visit2Note', 'visit3Note'],
        ...['policeReportNo', 'bureauReportNo', 'policeOutcome', 'followUpPlan'],
        ...['schoolAppealOutcome', 'schoolAppealDecision', 'reReviewOutcome', 'reReviewDecision'],
      ]),
    );
  expect(shown('archive')).toEqual(['determination', 'grade', 'closingSummary', 'archiveNo']);
});

test('both sides are told how a conflict that is not bullying was dealt with, and an appeal against that sees it', () => {
  for (const form of ['victim-notice', 'offender-notice', 'school-appeal', 're-review']) {
    const { layout } = bullying.forms[form]!;
    const note = layout.flatMap(({ fields }) => fields).find(({ field }) => field === 'disciplineNote');
    expect(note).toMatchObject({
      readOnly: true,
      showWhen: { field: 'determination', in: ['otherConflict'] },
    });
  }
});

test('a step of a ladder names those whom it tells', () => {
  const late = Object.values(deadlinesOf(bullying)).flatMap(({ key, ladder = [] }) =>
    ladder.filter(({ name }) => name.zh.includes('报负责人')).map(({ whom }) => ({ key, whom })),
  );
  expect(late.length).toBeGreaterThan(10);
  expect(late.filter(({ whom }) => !JSON.stringify(whom).includes('routing.chair'))).toEqual([]);
});

test('a sanction may be appealed to the school within fifteen working days of its delivery, and then to the bureau', () => {
  expect(bullying.settings.messages.map(({ name }) => name)).toContain('sanction-appeal');
  expect(deadlinesOf(bullying)['schoolAppeal']!.rule).toMatchObject({ amount: 15, unit: 'workingDay' });
  expect(taskOf(bullying, 'schoolAppeal').policies).toMatchObject({
    notHandlersOf: ['decideClass', 'decideSchool', 'discipline'],
  });
  const { state } = runScenario(bullying.model, nationalCalendar, bullying.scenarios['appeals']!);
  const { variables } = state.scopes[0]!;
  expect(variables['sanctionAppealUntil']).toBe('2026-11-04');
});

test('an answer that leads elsewhere says where: the case it joins, the new report, the sanction as changed', () => {
  const asked = (id: string) => taskOf(bullying, id).outcomes.flatMap(({ requires = [] }) => requires);
  expect(asked('screen')).toEqual(['linkedCase', 'linkedCase']);
  expect(asked('visit1')).toEqual(['newReport']);
  expect(asked('schoolAppeal')).toEqual(['schoolAppealDecision']);
  expect(asked('reReview')).toEqual(['reReviewDecision']);
});

test('the notifications say what was found, decided and on what basis, until when one may appeal, and bear a number', () => {
  for (const side of ['victim', 'offender']) {
    const { schema } = bullying.forms[`${side}-notice`]!;
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining(['findings', 'decisionText', 'decisionBasis', 'appealUntil', `${side}NoticeNo`]),
    );
    expect(schema.required).toContain(`${side}NoticeNo`);
  }
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

test('the police are asked what for, and have thirty days, as after a disruption', () => {
  const { config } = bullying.model.nodes['transferPolice']!;
  expect(config).toMatchObject({
    inputs: expect.arrayContaining([
      expect.objectContaining({ target: 'requirements', source: expect.stringContaining('处理结果') }),
      expect.objectContaining({ target: 'replyDate', source: expect.stringContaining('P30D') }),
    ]),
  });
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

test('whoever acts on what a review decided reads its result, its findings and its number', () => {
  const result = ['reviewDecisionOutcome', 'reviewFindings', 'reviewDocNo'];
  const read = (form: string) =>
    bullying.forms[form]!.layout.flatMap(({ fields }) => fields).filter(({ field }) =>
      result.includes(field),
    );
  const shown: Record<string, string[] | undefined> = {
    ...{
      grade: ['change'],
      'open-investigation': ['redo'],
      closing: ['revoke'],
      'approve-closing': ['revoke'],
    },
    ...{ correct: undefined, 'review-delivery': undefined },
  };
  for (const [form, outcomes] of Object.entries(shown)) {
    const showWhen = outcomes && { field: 'reviewDecisionOutcome', in: outcomes };
    expect(read(form)).toEqual(
      result.map((field) =>
        expect.objectContaining({ field, readOnly: true, ...(showWhen && { showWhen }) }),
      ),
    );
  }
});

test('the grade that the table suggests reads as a grade does', () => {
  const fields = bullying.forms['grade']!.layout.flatMap((section) => section.fields);
  const optionsOf = (name: string) => fields.find(({ field }) => field === name)?.options;
  expect(optionsOf('suggestedGrade')).toEqual(optionsOf('grade'));
});

test('where the principal is named nobody at the school is given a task or told, so that the school does not see the case', () => {
  const { events } = runScenario(bullying.model, nationalCalendar, bullying.scenarios['principal-named']!);
  const given = events.flatMap((event) => (event.kind === 'taskCreated' ? event.task.candidates : []));
  const told = events.flatMap((event) => (event.kind === 'deadlineStepReached' ? event.tell : []));
  expect(given.length).toBeGreaterThan(20);
  expect([...given, ...told].filter(({ unit }) => unit === 'school-no1')).toEqual([]);
});
