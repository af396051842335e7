import { readAsEnd } from '../engine/time/end.ts';

/** Dates as people write them, for texts that the server puts together. Pages format dates of their own. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

export interface InWords {
  zh: string;
  en: string;
}

/** 'YYYY-MM-DD' as 2026年11月24日, 24 Nov 2026; what is not a date comes back as it is. */
export function dateInWords(date: string): InWords {
  const [, year, month, day] = isoDate.exec(date) ?? [];
  const nameOfMonth = months[Number(month) - 1];
  if (nameOfMonth === undefined) return { zh: date, en: date };
  return {
    zh: `${year}年${Number(month)}月${Number(day)}日`,
    en: `${Number(day)} ${nameOfMonth} ${year}`,
  };
}

/** An instant (ISO) by the clock of China, which has one time, UTC+8: 2026年11月24日 18:03, 24 Nov 2026, 18:03. */
export function instantInWords(instant: string): InWords {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  const { zh, en } = dateInWords(local.slice(0, 10));
  const time = local.slice(11, 16);
  return { zh: `${zh} ${time}`, en: `${en}, ${time}` };
}

/** An instant at which a time runs out: midnight is 2026年11月24日 24:00; 24 Nov 2026, end of the day. */
export function endInWords(instant: string): InWords {
  const { date, time } = readAsEnd(instant);
  const { zh, en } = dateInWords(date);
  return { zh: `${zh} ${time}`, en: `${en}, ${time === '24:00' ? 'end of the day' : time}` };
}

/** The texts of a refusal with the dates of its data, which stand there as `{name}`, as each language writes them. */
export function withDates(texts: InWords, data: Readonly<Record<string, unknown>> = {}): InWords {
  const filled = (language: keyof InWords) =>
    texts[language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = data[name];
      return typeof value === 'string' ? dateInWords(value)[language] : whole;
    });
  return { zh: filled('zh'), en: filled('en') };
}

export const isDateText = (text: string): boolean => dateInWords(text).zh !== text;

/** An instant as JSON has it, with its zone: what people type into a line of text does not look like it. */
export const isInstantText = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
  !Number.isNaN(Date.parse(text));
