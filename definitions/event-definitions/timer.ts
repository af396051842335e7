import { parseDuration } from '../../engine/time/index.ts';
import { expressionProblems } from '../expression-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { EventReading } from '../reading.ts';
import { attributeOf, childOf, type SourceElement } from '../source-element.ts';

const kinds = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;

/** A timer on a date, after a duration or in a cycle; ISO 8601 or FEEL. Durations of days may count working days only. */
export const timer = {
  type: 'timerEventDefinition',
  attributes: ['calendar'],
  children: Object.keys(kinds),
  read(source, context) {
    const written = Object.keys(kinds).flatMap((role) => childOf(source, role) ?? []);
    const [time] = written;
    if (!time || written.length > 1 || time.text === '') {
      return { config: { kind: 'duration', value: 'PT0S' }, problems: [oneTime(source)] };
    }
    const kind = kinds[time.role as keyof typeof kinds];
    const calendar = attributeOf(source, 'calendar');
    const problems = [
      ...(time.text.startsWith('=') ? [] : literalProblems(source, kind, time.text)),
      ...expressionProblems(source, time.text, ['定时器', 'timer'], context),
      ...calendarProblems(source, { kind, value: time.text, calendar }),
    ];
    return { config: { kind, value: time.text, ...(calendar === 'working' ? { calendar } : {}) }, problems };
  },
} satisfies EventReading;

function literalProblems(
  source: SourceElement,
  kind: (typeof kinds)[keyof typeof kinds],
  text: string,
): Problem[] {
  switch (kind) {
    case 'date':
      return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text) &&
        !Number.isNaN(Date.parse(text))
        ? []
        : [badTime(source, 'timer-date', ['日期', 'date'], '2026-12-31T09:00:00+08:00', text)];
    case 'duration':
      return parseDuration(text).ok
        ? []
        : [badTime(source, 'timer-duration', ['时长', 'duration'], 'PT72H, P3D, P1M', text)];
    case 'cycle': {
      const [, rest] = /^R\d{0,6}\/(.+)$/.exec(text) ?? [];
      return rest !== undefined && parseDuration(rest).ok
        ? []
        : [badTime(source, 'timer-cycle', ['周期', 'cycle'], 'R/P1D, R3/PT10H', text)];
    }
  }
}

function calendarProblems(
  source: SourceElement,
  { kind, value, calendar }: { kind: string; value: string; calendar: string | undefined },
): Problem[] {
  if (calendar === undefined) return [];
  const countsDays = kind === 'duration' && (value.startsWith('=') || /^P\d+D$/.test(value));
  return calendar === 'working' && countsDays
    ? []
    : [
        badTime(
          source,
          'timer-calendar',
          ['工作日定时器', 'working-day timer'],
          'P3D (rf:calendar="working")',
          `${value} (${calendar})`,
        ),
      ];
}

function badTime(
  source: SourceElement,
  code: string,
  what: [string, string],
  expected: string,
  found: string,
): Problem {
  return errorAt(
    source,
    code,
    [
      `定时器的${what[0]}应如 ${expected}，实际为“${found}”`,
      `Expected the ${what[1]} of the timer to be like ${expected}, but found '${found}'`,
    ],
    [
      `按 ISO 8601 填写，如 ${expected}，或写 FEEL 表达式（以 = 开头）`,
      `Write it by ISO 8601, such as ${expected}, or as FEEL after '='`,
    ],
  );
}

function oneTime(source: SourceElement): Problem {
  return errorAt(
    source,
    'timer-without-time',
    ['定时器必须且只能设置日期、时长或周期之一', 'Expected the timer to have one date, duration or cycle'],
    ['设置其中一项', 'Set one of them'],
  );
}
