import type { CalendarPreview } from '../../api/resources/batches.shapes.ts';
import { daysBetween, weekdayOf } from '../../engine/time/civil-date.ts';
import { readAsEnd } from '../../engine/time/end.ts';
import type { YearFile } from './year-file.ts';

/** What was read, so that somebody can hold it beside the notice. */
export function fileInWords({ year, calendar, items }: YearFile): string[] {
  const lines =
    items.length > 0 ? items : [{ name: '全年 / the whole year', off: calendar.off, work: calendar.work }];
  return [
    `${year}：放假 ${calendar.off.length} 天，调休上班 ${calendar.work.length} 天 / ${calendar.off.length} days off, ${calendar.work.length} worked in exchange`,
    ...(calendar.basis ? [`  ${calendar.basis}`] : []),
    ...lines.map(({ name, off, work }) => {
      const worked = work.length > 0 ? `；上班 ${work.map(day).join('、')}` : '';
      return `  ${name}：${spans(off).join('、') || '—'}${worked}`;
    }),
  ];
}

/** What publishing would move, before anything is. */
export function previewInWords({ counts, moves, problems, workingDays }: CalendarPreview): string[] {
  return [
    `工作日 ${workingDays} 天 / working days`,
    `${counts.cases} 个在办事项、${counts.deadlines} 个时限：${counts.moved} 个改期，${counts.settled} 个由暂定转为确定 / ` +
      `${counts.deadlines} deadlines of ${counts.cases} open cases: ${counts.moved} move, ${counts.settled} are provisional no longer`,
    ...moves.slice(0, 20).map(({ number, name, ...move }) => `  ${number} ${name.zh}：${moveInWords(move)}`),
    ...(counts.shown > 20 ? [`  … ${counts.shown - 20}`] : []),
    ...problems.map(({ at, message }) => `  ! ${at} ${message}`),
  ];
}

/** Where office hours were changed and not yet counted by, a deadline may end at another time of the same day. */
function moveInWords({ from, to, fromDue, toDue }: Pick<Move, 'from' | 'to' | 'fromDue' | 'toDue'>): string {
  if (from !== to) return `${from} → ${to}`;
  if (fromDue === toDue) return `${to} 不再暂定 / no longer provisional`;
  return `${to} ${readAsEnd(fromDue, from).time} → ${readAsEnd(toDue, to).time}`;
}

type Move = CalendarPreview['moves'][number];

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
const day = (date: string): string => `${date}（周${weekdays[weekdayOf(date) - 1]}）`;

/** Days in a row as one span. */
function spans(dates: string[]): string[] {
  const rows: string[][] = [];
  for (const date of dates) {
    const row = rows.at(-1);
    if (row && daysBetween(row.at(-1)!, date) === 1) row.push(date);
    else rows.push([date]);
  }
  return rows.map((row) => (row.length === 1 ? day(row[0]!) : `${day(row[0]!)}至${day(row.at(-1)!)}`));
}
