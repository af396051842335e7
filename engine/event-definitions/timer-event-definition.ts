import type { EventBehaviour } from '../element.ts';
import { CaseFault } from '../fault.ts';
import type { Expression } from '../model.ts';
import type { Run } from '../run.ts';
import type { Timer } from '../state.ts';
import {
  addDuration,
  dueFrom,
  instantAt,
  isCivilDate,
  isInstant,
  parseDuration,
  fromEpochMs,
} from '../time/index.ts';
import { evaluate } from '../feel.ts';

export interface TimerConfig {
  kind: 'date' | 'duration' | 'cycle';
  /** ISO 8601, or FEEL that gives it. */
  value: Expression;
  /** `working`: a duration in whole days counts working days and ends at the opening of the office. */
  calendar?: 'working';
}

/** Most firings of one cycle: what goes on for ever is a schedule, not a timer. */
const mostRepeats = 10_000;

/**
 * Timer: a date, a duration or a cycle (BPMN 2.0.2, 10.5.5). Cycles repeat only where the event does not end what it is
 * attached to; elsewhere their first firing is the only one.
 */
export const timerEventDefinition = {
  type: 'timerEventDefinition',
  wait(run, { token, scope, node, event }, config) {
    const value = evaluate(config.value, run.variables(scope, token), run);
    if (typeof value !== 'string') throw badTimer(node.id, 'no text');
    const repeats = node.isInterrupting === false;
    const timer: Timer = {
      id: run.nextId('m'),
      ...(token && { token: token.id }),
      scope,
      node: node.id,
      ...(event !== undefined && { event }),
      ...firstFiring(run, node.id, { ...config, value }, repeats),
    };
    run.emit({ kind: 'timerStarted', timer });
  },
} satisfies EventBehaviour<TimerConfig>;

function firstFiring(
  run: Run,
  node: string,
  { kind, value, calendar }: TimerConfig,
  repeats: boolean,
): Pick<Timer, 'due' | 'repeat'> {
  switch (kind) {
    case 'date':
      return { due: instantOf(value, node) };
    case 'duration':
      return { due: after(run, run.at, value, { node, calendar }) };
    case 'cycle': {
      const [, count, duration] = /^R(\d*)\/(.+)$/.exec(value) ?? [];
      if (duration === undefined) throw badTimer(node, value);
      const times = count === '' ? mostRepeats : Math.min(Number(count), mostRepeats);
      const due = after(run, run.at, duration, { node, calendar });
      return repeats && times > 1 ? { due, repeat: { remaining: times - 1, duration } } : { due };
    }
  }
}

/** When a repeating timer fires next, counted from its due instant so that lateness does not add up. */
export function nextFiring(run: Run, timer: Timer): { due: string; remaining: number | null } | undefined {
  const { repeat } = timer;
  if (!repeat || repeat.remaining === 0) return undefined;
  const remaining = repeat.remaining === null ? null : repeat.remaining - 1;
  return { due: after(run, timer.due, repeat.duration, { node: timer.node }), remaining };
}

function after(
  run: Run,
  from: string,
  text: string,
  options: { node: string; calendar?: 'working' },
): string {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw badTimer(options.node, text);
  const { months, days, milliseconds } = parsed.duration;
  const isWorking = options.calendar === 'working' && months === 0 && milliseconds === 0;
  if (!isWorking) return addDuration(from, parsed.duration);
  const rule = {
    amount: days,
    unit: 'workingDay',
    rollForward: true,
    endOfDay: 'midnight',
    basis: '',
  } as const;
  return dueFrom(rule, from, run.calendar).due;
}

function instantOf(value: string, node: string): string {
  if (isCivilDate(value)) return instantAt(value, '00:00');
  if (isInstant(value)) return value;
  // A date and time with an offset, as modelers write it. Without an offset it is Chinese time, whatever the host's zone.
  const withZone = /(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}+08:00`;
  const epoch = Date.parse(withZone);
  if (Number.isNaN(epoch)) throw badTimer(node, value);
  return fromEpochMs(epoch);
}

function badTimer(node: string, found: string): CaseFault {
  return new CaseFault('bad-timer', {
    zh: `定时器 ${node} 应为 ISO 8601 日期、时长或周期，现为“${found.slice(0, 60)}”`,
    en: `Expected an ISO 8601 date, duration or cycle for the timer ${node}, but found '${found.slice(0, 60)}'`,
  });
}
