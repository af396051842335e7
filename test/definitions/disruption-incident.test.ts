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

const disruption = shippedPackage('disruption-incident');
describePackage(disruption);
describeAnswers(disruption);

test('eight kinds of acts are offered', () => {
  const kinds = disruption.forms['first-report']!.schema.properties['kinds'] as { items: { enum: string[] } };
  expect(kinds.items.enum).toHaveLength(8);
});

test('the one way to a payment asks for a responsibility document, which a judgment is', () => {
  const { flows } = disruption.model;
  const into = Object.values(flows).filter(({ target }) => target === 'pay');
  expect(into.map(({ source, condition }) => [source, condition])).toEqual([
    ['mayPay', '= responsibilityDocNo != null or judgmentNo != null'],
  ]);
});

test('whoever approves the closing reads on what basis was paid, where there was a dispute', () => {
  const fields = disruption.forms['closing']!.layout.flatMap((section) => section.fields);
  const basis = fields.filter(({ showWhen }) => showWhen?.field === 'hasDispute').map(({ field }) => field);
  expect(basis).toEqual([
    ...['responsibilityDocNo', 'agreementNo', 'judgmentNo', 'judgmentNote'],
    ...['agreedSum', 'payout', 'paymentSum', 'paymentDocNo'],
  ]);
});

test('one negotiates where responsibility is clear and a document says so, with at most five, on record', () => {
  const into = Object.values(disruption.model.flows).find(({ target }) => target === 'negotiate');
  expect(into!.condition).toBe('= responsibilityOutcome = "clear" and responsibilityDocNo != null');
  expect(disruption.forms['representatives']!.schema.properties['representatives']).toMatchObject({
    maximum: 5,
  });
  expect(disruption.forms['negotiation']!.schema.properties['isRecorded']).toMatchObject({ const: true });
});

test('what grows grave later is as grave: a death, the media or more than ten people can be noted on scene and in each report', () => {
  for (const id of ['policeOnScene', 'firstReport', 'updateReport'])
    expect(taskOf(disruption, id).writes).toEqual(
      expect.arrayContaining(['headcount', 'hasDeath', 'hasMedia']),
    );
});

test('an answer asks for what it has and no more: who does not sue has no court, who is not insured no claim', () => {
  const asks = (id: string) =>
    Object.fromEntries(taskOf(disruption, id).outcomes.map(({ key, requires = [] }) => [key, requires]));
  expect(asks('sue')).toEqual({ sued: ['court', 'courtCaseNo'], waived: [] });
  expect(asks('insurance')).toEqual({ claimed: ['insurer', 'claimNo'], none: [] });
  expect(asks('acceptMediation')).toEqual({ accepted: ['mediationNo', 'mediationAcceptedAt'], refused: [] });
  expect(asks('establishResponsibility')).toEqual({ issued: ['responsibilityDocNo'], noLiability: [] });
  expect(asks('responsibility')).toEqual({ clear: ['responsibilityDocNo'], disputed: [] });
  for (const form of ['court', 'insurance', 'mediation-acceptance'])
    expect(disruption.forms[form]!.schema.required).toEqual([]);
});

test('mediation: thirty days from its acceptance, and ten more that both agree to', () => {
  expect(deadlinesOf(disruption)['mediation']).toMatchObject({
    startsAt: '= mediationAcceptedAt',
    rule: { amount: 30, unit: 'calendarDay' },
    extension: { most: 1, upTo: { amount: 10, unit: 'calendarDay' } },
  });
});

test('an hour on site reaches bureau, commission and publicity, and then the county', () => {
  // Of the scene alone: no report and no talk with the family is late by it.
  expect(disruption.model.nodes['onScene']!.deadlines?.map(({ key }) => key)).toEqual(['onSite']);
  expect(disruption.model.caseDeadlines ?? []).toEqual([]);
  expect(climb(deadlinesOf(disruption)['onSite']!.ladder)).toEqual([
    ['leaders', 0, 'hour', 'red'],
    ['county', 2, 'hour', 'red'],
  ]);
});

test('110 and the first report wait for no approval', () => {
  const offered = ['call110', 'firstReport'].flatMap((id) =>
    taskOf(disruption, id).verbs?.map(({ verb }) => verb),
  );
  expect(new Set(offered)).toEqual(new Set(['comment', 'ask', 'transfer']));
});

test('lists show neither demands nor injuries nor what is paid', () => {
  const secret = ['demands', 'injuries', 'agreedSum', 'paymentSum', 'accidentFacts', 'summary'];
  expect(disruption.settings.facts.filter((fact) => secret.includes(fact))).toEqual([]);
});

describe('the police deal with it by law through a hand-off', () => {
  const called = { 'hand-off': shippedPackage('hand-off').model };
  const file = disruption.scenarios['no-dispute']!;
  // Whoever may do a step does it.
  const ordered = file.steps
    .slice(
      0,
      file.steps.findIndex((act) => 'call' in act),
    )
    .map((act) => ('complete' in act ? { ...act, by: undefined } : act));
  /** Order is restored on Monday 12 October at 9:00; then these steps. */
  const play = (steps: Act[], variables = {}) =>
    runScenario(
      disruption.model,
      nationalCalendar,
      {
        ...file,
        start: { ...file.start, variables: { ...file.start.variables, ...variables } },
        steps: [...ordered, ...steps],
      },
      { called },
    ).mismatches;
  const within = (...steps: Act[]): Act => ({ call: 'handToPolice', steps });
  const object = (complete: string, by: string): Act => ({
    complete,
    outcome: 'object',
    by,
    reason: '不属于本所管辖',
    variables: { objectionGround: '公安机关办理行政案件程序规定：由违法行为地公安机关管辖' },
  });
  const answered: Act[] = [
    {
      complete: 'handle',
      outcome: 'done',
      by: 'liaison@police-station',
      variables: { handlingResult: '对带头人处以警告' },
    },
    {
      complete: 'merge',
      outcome: 'merged',
      by: 'liaison@police-station',
      variables: { replyText: '已依法处理' },
    },
    {
      complete: 'approveReply',
      outcome: 'approve',
      by: 'leader@police-station',
      variables: { replyDocNo: '公决1号' },
    },
  ];

  test('at once and without an approval; the reply is due in thirty days, moved off a day off', () => {
    expect(
      play([
        within({
          expect: {
            tasks: ['sign'],
            handlers: { sign: ['liaison@police-station'] },
            dueDates: { sign: '2026-10-13', reply: '2026-11-11' },
            variables: { issuerUnit: 'school-no1', documentKind: 'transferLetter', leadByPaper: false },
          },
        }),
      ]),
    ).toEqual([]);
  });

  test('with an account: signed for, accepted, answered, confirmed by the school; the answer is there to be recorded', () => {
    expect(
      play([
        within(
          {
            complete: 'sign',
            outcome: 'sign',
            by: 'liaison@police-station',
            variables: { pages: 3, receivedBy: '联络员' },
          },
          {
            complete: 'examine',
            outcome: 'accept',
            by: 'liaison@police-station',
            variables: { handlingOpinion: '立案查处' },
          },
          ...answered,
          { expect: { tasks: ['confirm'] } },
          { complete: 'confirm', outcome: 'confirm', by: 'safety-officer@school-no1' },
        ),
        {
          expect: {
            calls: [],
            tasks: ['firstReport', 'punishment'],
            handlers: { punishment: ['safety-officer@school-no1', 'legal-affairs@bureau'] },
            variables: {
              policeHandOff: 'closed',
              punishmentDocNo: '公决1号',
              punishmentNote: '对带头人处以警告',
            },
          },
        },
      ]),
    ).toEqual([]);
  });

  test('without an account: the school registers the receipt and the reply that came on paper', () => {
    expect(
      play(
        [
          within(
            {
              expect: {
                tasks: ['registerReceipt'],
                handlers: { registerReceipt: ['safety-officer@school-no1'] },
              },
            },
            {
              complete: 'registerReceipt',
              outcome: 'received',
              attachments: ['scan'],
              by: 'safety-officer@school-no1',
              variables: {
                receiptDocNo: '公收3号',
                receivedAt: '2026-10-12T10:00:00+08:00',
                receivedBy: '值班民警',
              },
            },
            {
              complete: 'registerReply',
              outcome: 'replied',
              attachments: ['scan'],
              by: 'safety-officer@school-no1',
              variables: { acceptance: 'accepted', replyDocNo: '公函7号', handlingResult: '予以训诫' },
            },
            {
              complete: 'merge',
              outcome: 'merged',
              by: 'safety-officer@school-no1',
              variables: { replyText: '予以训诫' },
            },
            { complete: 'confirm', outcome: 'confirm', by: 'principal@school-no1' },
          ),
          {
            expect: {
              tasks: ['firstReport', 'punishment'],
              variables: {
                policeReceiptNo: '公收3号',
                punishmentDocNo: '公函7号',
                punishmentNote: '予以训诫',
              },
            },
          },
        ],
        { policeByPaper: true },
      ),
    ).toEqual([]);
  });

  test('they may object with a legal ground; the third time the commission names who is in charge', () => {
    const dismissed: Act = {
      complete: 'reviewObjection',
      outcome: 'dismiss',
      by: 'principal@school-no1',
      reason: '发生在其辖区',
      variables: { objectionAnswer: '发生在其辖区' },
    };
    expect(
      play([
        within(
          object('sign', 'liaison@police-station'),
          dismissed,
          object('sign', 'liaison@police-station'),
          dismissed,
          object('sign', 'liaison@police-station'),
          { expect: { tasks: ['adjudicate'], handlers: { adjudicate: ['leader@plc'] } } },
        ),
      ]),
    ).toEqual([]);
  });

  test('the school may withdraw it when they object: then there is nothing to record', () => {
    expect(
      play([
        within(object('sign', 'liaison@police-station'), {
          complete: 'reviewObjection',
          outcome: 'withdraw',
          by: 'principal@school-no1',
          reason: '当事人已和解，由学校处理',
          variables: { objectionAnswer: '由学校处理' },
        }),
        { expect: { calls: [], tasks: ['firstReport'], variables: { policeHandOff: 'withdrawn' } } },
      ]),
    ).toEqual([]);
  });

  test('nobody signs: urged after a working day, then their head, then the head of the school', () => {
    expect(
      play([
        { until: '2026-10-16T18:00:00+08:00' },
        within({
          expect: {
            ladder: { sign: ['urge', 'letter', 'leader', 'leader', 'issuer', 'leader'] },
            told: {
              'sign/urge': ['liaison@police-station'],
              'sign/letter': ['safety-officer@school-no1'],
              'sign/issuer': ['principal@school-no1', 'leader@school-no1', 'deputy-director@school-no1'],
            },
            documents: { 'sign/letter': '催办通知书', 'sign/issuer': '督办单' },
          },
        }),
      ]),
    ).toEqual([]);
  });
});

test('guardians who come themselves choose nobody, and who awaits a judgment asks for thirty days more, not for a red light', () => {
  const { outcomes } = taskOf(disruption, 'chooseRepresentatives');
  expect(outcomes.map(({ key, requires }) => [key, requires])).toEqual([
    ['chosen', ['representatives', 'mandateDocNo']],
    ['notNeeded', undefined],
  ]);
  expect(deadlinesOf(disruption)['judgment']!.extension).toMatchObject({ most: 24, upTo: { amount: 30 } });
});
