import { expect, test } from 'vitest';
import { nationalCalendar } from '../../../definitions/calendars/index.ts';
import { nextDue } from '../../../engine/due.ts';
import { start, step } from '../../../engine/step.ts';
import type { CaseState } from '../../../engine/state.ts';
import { addMilliseconds } from '../../../engine/time/index.ts';
import { officer } from '../../support/given.ts';
import { clock, oneTask, rule, step as ladderStep } from './clock-case.ts';

const cases = 10_000;
const opened = '2026-09-07T01:00:00.000Z';
const model = oneTask([clock('d', { rule: rule(24, 'hour'), ladder: [ladderStep('due', 'due', 0)] })]);

/** Cases opened within one minute, each due a day later to the millisecond. */
function open(index: number): CaseState {
  const at = addMilliseconds(opened, index * 6);
  return start(model, nationalCalendar, {
    at,
    actor: officer,
    case: {
      caseId: `0190aaaa-0000-7000-8000-${String(index).padStart(12, '0')}`,
      tenant: 'qinghe',
      templateKey: 'clocked',
      templateVersion: 1,
      number: `测试〔2026〕${index}号`,
      title: 'x',
      units: [],
    },
    variables: {},
  }).state;
}

test('of 10,000 deadlines that fall due in the same minute each comes exactly once, and none a millisecond early', () => {
  const late: number[] = [];
  let [early, twice] = [0, 0];
  for (let index = 0; index < cases; index += 1) {
    const state = open(index);
    const due = nextDue(state)!;
    const before = step(model, nationalCalendar, state, { kind: 'tick', at: addMilliseconds(due, -1) });
    early += before.events.length;
    // The timer of the case fires at its instant or later: here up to a minute, in any order.
    const at = addMilliseconds(due, (index * 7919) % 60_000);
    const fired = step(model, nationalCalendar, before.state, { kind: 'tick', at });
    const reached = fired.events.filter(({ kind }) => kind === 'deadlineStepReached');
    if (reached.length === 1 && nextDue(fired.state) === undefined) late.push(index);
    twice += step(model, nationalCalendar, fired.state, { kind: 'tick', at: addMilliseconds(at, 60_000) })
      .events.length;
  }
  expect({ early, twice, fired: late.length }).toEqual({ early: 0, twice: 0, fired: cases });
}, 60_000);
