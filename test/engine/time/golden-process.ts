/** Prints what the golden vectors give on this host, so that a test can compare hosts in different time zones. */
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { dueFrom, instantAt, offsetFrom, remaining, shanghaiTime } from '../../../engine/time/index.ts';
import { goldenVectors } from './golden-vectors.ts';

const results = goldenVectors.flatMap(({ amount, unit, start }) =>
  ['00:00', '06:30', '23:59'].map((time) => {
    const begun = instantAt(start, time);
    const rule = { amount, unit, rollForward: true, endOfDay: 'closeOfBusiness', basis: 'test' } as const;
    const due = dueFrom(rule, begun, nationalCalendar);
    const reminder = offsetFrom(due.due, { amount: -3, unit: 'workingDay' }, nationalCalendar);
    return {
      begun,
      due,
      reminder,
      left: remaining(begun, due.due, nationalCalendar),
      at: shanghaiTime(due.due),
    };
  }),
);
const minutesBehindUtc = new Date('2026-01-15T00:00:00.000Z').getTimezoneOffset();
console.log(JSON.stringify({ minutesBehindUtc, results }));
