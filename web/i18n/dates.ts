/**
 * The only place that turns dates and instants into text. People read dates of Asia/Shanghai wherever their
 * device stands: China has kept UTC+8 without summer time since 1992, so that the offset is fixed here.
 */
import { readAsEnd } from '../../engine/time/end.ts';
import { fromEpochMs } from '../../engine/time/instant.ts';
import type { Language } from './language.ts';

const shanghaiOffset = 8 * 3_600_000;

const weekdays: Record<Language, string[]> = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number) => String(value).padStart(2, '0');

/** Date 'YYYY-MM-DD' on which an instant (ISO 8601) falls in Shanghai. */
export function dateOf(instant: string | number | Date): string {
  const local = new Date(new Date(instant).getTime() + shanghaiOffset);
  return `${local.getUTCFullYear()}-${two(local.getUTCMonth() + 1)}-${two(local.getUTCDate())}`;
}

/** `2026年11月22日 周日`, `Sun 22 Nov 2026`; what is not a date comes back as it is. */
export function formatDate(date: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return date;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const weekday = weekdays[language][new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return language === 'zh'
    ? `${year}年${month}月${day}日 ${weekday}`
    : `${weekday} ${day} ${months[month - 1] ?? ''} ${year}`;
}

/** `11月22日`, `22 Nov`: for tight places where the year is plain. */
export function formatShortDate(date: string, language: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return date;
  return language === 'zh'
    ? `${Number(match[2])}月${Number(match[3])}日`
    : `${Number(match[3])} ${months[Number(match[2]) - 1] ?? ''}`;
}

/** `18:03`, the clock in Shanghai. */
export function formatTime(instant: string | number | Date): string {
  const local = new Date(new Date(instant).getTime() + shanghaiOffset);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** `2026年11月22日 周日 18:00`, `Sun 22 Nov 2026, 18:00`. */
export function formatInstant(instant: string | number | Date, language: Language): string {
  const join = language === 'zh' ? ' ' : ', ';
  return `${formatDate(dateOf(instant), language)}${join}${formatTime(instant)}`;
}

/**
 * The instant at which a time runs out; midnight ends its day: `2026年9月28日 周一 24:00`, `Mon 28 Sep 2026, end of the day`.
 * `dueDate`: the day meant, where known.
 */
export function formatEnd(instant: string, language: Language, dueDate?: string): string {
  const { date, time } = readAsEnd(fromEpochMs(Date.parse(instant)), dueDate);
  if (language === 'zh') return `${formatDate(date, language)} ${time}`;
  return `${formatDate(date, language)}, ${time === '24:00' ? 'end of the day' : time}`;
}

/** What a `datetime-local` input shows for an instant: `2026-11-22T18:00`, by the clock in Shanghai; '' for none. */
export function localTimeOf(instant: string): string {
  return Number.isNaN(Date.parse(instant)) ? '' : `${dateOf(instant)}T${formatTime(instant)}`;
}

/** The instant that somebody means who enters this local time (`2026-11-22T18:00`), wherever their device stands. */
export const instantOfLocalTime = (local: string): string =>
  `${local.length === 16 ? `${local}:00` : local}+08:00`;

/** Calendar days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A length of time in the largest units that matter: days and hours, hours and minutes, or minutes. */
export function splitDuration(milliseconds: number): { days: number; hours: number; minutes: number } {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}
