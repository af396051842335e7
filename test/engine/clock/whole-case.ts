/**
 * Runs a whole case with every kind of clock and prints what happened, so that a test can compare hosts: in other time
 * zones, and with a clock that is wrong by CLOCK_OFF milliseconds.
 */
const wrongBy = Number(process.env['CLOCK_OFF'] ?? 0);
if (wrongBy !== 0) {
  const right = Date;
  globalThis.Date = class extends right {
    constructor(given: string | number | Date = right.now() + wrongBy) {
      super(given);
    }
    static override now = () => right.now() + wrongBy;
  } as DateConstructor;
}
const { clock, deadline, head, oneTask, rule, step, supervisor } = await import('./clock-case.ts');
const { given } = await import('../../support/given.ts');

const late = step('late', 'escalate', 1, {
  repeat: { every: { amount: 1, unit: 'workingDay' }, times: 3 },
  acknowledge: { within: { amount: 2, unit: 'workingDay' } },
});
const run = given(
  oneTask(
    [
      clock('ours', {
        rule: rule(5, 'workingDay'),
        startsAt: '= sentAt',
        suspensions: [{ key: 'police', name: { zh: '公安立案' }, most: { amount: 10, unit: 'calendarDay' } }],
        extension: { approval: [{ post: 'head', unit: 'school' }] },
        ladder: [step('soon', 'remind', -1), step('due', 'due', 0), late],
      }),
      clock('hours', { rule: rule(36, 'hour'), ladder: [step('hour', 'due', 0)] }),
    ],
    {
      caseDeadlines: [
        clock('citizen', { rule: rule(1, 'month', { endOfDay: 'midnight' }), neverStops: true }),
      ],
    },
  ),
  { sentAt: '2026-09-06T23:30:00+08:00' },
  { at: '2026-09-07T16:30:00.000Z' },
);
run.after('P1D');
run.command({ kind: 'suspendClock', deadline: deadline(run, 'ours').id, why: 'police', reason: '立案' });
run.after('P12D');
run.command({
  kind: 'requestExtension',
  deadline: deadline(run, 'ours').id,
  date: '2026-09-30',
  reason: 'x',
});
run.command(
  { kind: 'decideClockRequest', request: run.state.clockRequests?.[0]?.id ?? '', approve: true },
  head,
);
run.after('P19D');
run.command({ kind: 'acknowledgeStep', deadline: deadline(run, 'ours').id, step: 'late' }, supervisor);
run.after('P9D');
run.complete('work');
run.after('P9D');
run.complete('after');

const minutesBehindUtc = new Date('2026-01-15T00:00:00.000Z').getTimezoneOffset();
const hostIsAheadBy = Math.round((Date.now() - performance.timeOrigin - performance.now()) / 60_000);
console.log(JSON.stringify({ minutesBehindUtc, hostIsAheadBy, events: run.events, state: run.state }));
