import { expect, test } from 'vitest';
import { nextDue } from '../../engine/due.ts';
import { given, monday } from '../support/given.ts';
import { boundary, message, model, node, timer, user } from '../support/model.ts';

type Kind = 'date' | 'duration' | 'cycle';

const waits = (kind: Kind, value: string, config: object = {}) =>
  given(
    model(
      'waits',
      [
        node('start', 'startEvent'),
        node('wait', 'intermediateCatchEvent', {
          config,
          events: [{ type: 'timerEventDefinition', config: { kind, value, ...config } }],
        }),
        user('next'),
      ],
      ['start -> wait', 'wait -> next'],
    ),
    { when: '2026-09-09', after: 'PT2H' },
    { at: monday },
  );

test.each<[string, Kind, string, string]>([
  ['a date is its first moment in China', 'date', '2026-09-09', '2026-09-08T16:00:00.000Z'],
  ['an instant is itself', 'date', '2026-09-09T00:30:00.000Z', '2026-09-09T00:30:00.000Z'],
  ['an offset counts', 'date', '2026-09-09T09:00:00+09:00', '2026-09-09T00:00:00.000Z'],
  ['a time in Z', 'date', '2026-09-09T09:00:00Z', '2026-09-09T09:00:00.000Z'],
  ['without an offset it is Chinese time', 'date', '2026-09-09T09:00:00', '2026-09-09T01:00:00.000Z'],
  ['a date from the data', 'date', '= when', '2026-09-08T16:00:00.000Z'],
  ['a duration from the arrival', 'duration', 'P1DT1H', '2026-09-08T02:00:00.000Z'],
  ['a duration from the data', 'duration', '= after', '2026-09-07T03:00:00.000Z'],
  ['the first firing of a cycle', 'cycle', 'R3/PT1H', '2026-09-07T02:00:00.000Z'],
])('%s', (_, kind, value, due) => {
  const run = waits(kind, value);
  expect(nextDue(run.state)).toBe(due);
  run.after('P9D');
  expect(run.last('timerFired')).toMatchObject({ node: 'wait', due });
  expect(run.openTasks()).toEqual(['next']);
});

test('a date that is past fires at once', () => {
  const run = waits('date', '2020-01-01');
  run.after('PT0S');
  expect(run.openTasks()).toEqual(['next']);
});

test('working days are counted by the calendar of the case', () => {
  // 25 to 27 September 2026 are off, 20 September is a make-up working Sunday.
  const run = waits('duration', 'P14D', { calendar: 'working' });
  expect(nextDue(run.state)?.slice(0, 10)).toBe('2026-09-24');
  expect(nextDue(waits('duration', 'PT48H', { calendar: 'working' }).state)).toBe('2026-09-09T01:00:00.000Z');
});

test.each<[Kind, string]>([
  ['date', 'soon'],
  ['date', '2026-13-01T00:00:00Z'],
  ['duration', '3 days'],
  ['cycle', 'P1D'],
  ['cycle', 'R3/often'],
  ['duration', '= 3'],
])('a %s that can not be read is an incident: %s', (kind, value) => {
  expect(waits(kind, value).incidents()).toEqual(['bad-timer']);
});

const remind = (value: string, isInterrupting = false) =>
  given(
    model(
      'remind',
      [
        node('start', 'startEvent'),
        user('work'),
        boundary('tick', 'work', { isInterrupting, events: timer('cycle', value) }),
        node('end', 'endEvent'),
      ],
      ['start -> work', 'tick -> end'],
    ),
  );

test('a cycle fires as often as it says, one without a number for as long as its activity runs', () => {
  const counted = remind('R2/PT1H');
  counted.after('PT9H');
  expect(counted.times('tick')).toBe(2);
  expect(nextDue(counted.state)).toBeUndefined();
  const endless = remind('R/PT1H');
  endless.after('PT9H');
  expect(endless.times('tick')).toBe(9);
  expect(remind('R1/PT1H').last('timerStarted').timer).not.toHaveProperty('repeat');
  expect(remind('R99999/PT1H').last('timerStarted').timer.repeat?.remaining).toBe(9999);
});

test('where it ends its activity a cycle fires once', () => {
  const run = remind('R5/PT1H', true);
  run.after('PT9H');
  expect(run.times('tick')).toBe(1);
});

test('what is due at once fires in the order of its instants, and each sees what the one before it did', () => {
  const run = given(
    model(
      'order',
      [
        node('start', 'startEvent'),
        user('work'),
        boundary('second', 'work', { isInterrupting: false, events: timer('duration', 'PT2H') }),
        boundary('first', 'work', { isInterrupting: false, events: timer('duration', 'PT1H') }),
        boundary('third', 'work', { events: timer('duration', 'PT3H') }),
        boundary('never', 'work', { isInterrupting: false, events: timer('duration', 'PT4H') }),
        boundary('asked', 'work', { isInterrupting: false, events: message('m') }),
        ...['e1', 'e2', 'e3', 'e4', 'e5'].map((id) => node(id, 'endEvent')),
      ],
      ['start -> work', 'second -> e2', 'first -> e1', 'third -> e3', 'never -> e4', 'asked -> e5'],
    ),
  );
  // The worker was away for a day: one look finds all of them due.
  run.input({ kind: 'tick', at: '2026-09-08T01:00:00.000Z' });
  expect(run.completed().filter((id) => /^e\d/.test(id))).toEqual(['e1', 'e2', 'e3']);
  expect(run.count('timerCancelled')).toBe(1);
});
