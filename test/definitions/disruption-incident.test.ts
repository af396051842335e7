import { expect, test } from 'vitest';
import { climb, deadlinesOf, describePackage, shippedPackage, taskOf } from './shipped-package.ts';

const disruption = shippedPackage('disruption-incident');
describePackage(disruption);

test('eight kinds of acts are offered', () => {
  const kinds = disruption.forms['first-report']!.schema.properties['kinds'] as { items: { enum: string[] } };
  expect(kinds.items.enum).toHaveLength(8);
});

test('the one way to a payment asks for a responsibility document', () => {
  const { flows } = disruption.model;
  const into = Object.values(flows).filter(({ target }) => target === 'pay');
  expect(into.map(({ source, condition }) => [source, condition])).toEqual([
    ['mayPay', '= responsibilityDocNo != null'],
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

test('mediation: thirty days from its acceptance, and ten more that both agree to', () => {
  expect(deadlinesOf(disruption)['mediation']).toMatchObject({
    startsAt: '= mediationAcceptedAt',
    rule: { amount: 30, unit: 'calendarDay' },
    extension: { most: 1, upTo: { amount: 10, unit: 'calendarDay' } },
  });
});

test('an hour on site reaches bureau, commission and publicity, and then the county', () => {
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
