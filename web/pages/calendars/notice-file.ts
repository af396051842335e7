/** What a file of a year's notice holds: days as data, or the notice's own words. */
export type NoticeFile =
  { kind: 'days'; off: string[]; work: string[]; basis?: string } | { kind: 'words'; notice: string };

const isDays = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((day) => typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day));

/** Longest text that is taken for a notice; the State Council's have about 600 characters. */
const longestNotice = 20_000;

/**
 * `{ off, work, basis? }`, holiday-cn's `{ days: [{ date, isOffDay }], papers? }`, or plain text that speaks of days.
 * Undefined: none of these.
 */
export function readNoticeFile(text: string): NoticeFile | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Not JSON: the words of the notice, if it has dates.
    return /\d+\s*月\s*\d+\s*日/.test(text) && text.length <= longestNotice
      ? { kind: 'words', notice: text }
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (isDays(value['off']) && isDays(value['work'])) {
    const basis = typeof value['basis'] === 'string' ? value['basis'] : undefined;
    return { kind: 'days', off: value['off'], work: value['work'], basis };
  }
  if (!Array.isArray(value['days'])) return undefined;
  const days = value['days'] as { date: string; isOffDay: boolean }[];
  const off = days.filter((day) => day.isOffDay).map((day) => day.date);
  const work = days.filter((day) => !day.isOffDay).map((day) => day.date);
  const papers = value['papers'];
  const basis = Array.isArray(papers) && typeof papers[0] === 'string' ? papers[0] : undefined;
  return isDays(off) && isDays(work) ? { kind: 'days', off, work, basis } : undefined;
}
