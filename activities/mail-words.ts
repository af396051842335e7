/** Dates, posts and units as a mail writes them. */
import type { Label } from '../engine/json.ts';
import type { PostAtUnit } from '../engine/model.ts';
import { weekdayOf } from '../engine/time/civil-date.ts';
import { readAsEnd } from '../engine/time/end.ts';

export type Language = 'zh' | 'en';

export const inLanguage = (label: Label, language: Language): string =>
  language === 'en' ? (label.en ?? label.zh) : label.zh;

const weekdays = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 2026年9月9日 周三, or Wed 9 Sep 2026. */
export function dateInWords(date: string, language: Language): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const weekday = weekdays[language][weekdayOf(date) - 1];
  return language === 'zh'
    ? `${year}年${month}月${day}日 ${weekday}`
    : `${weekday} ${day} ${months[month - 1]} ${year}`;
}

/** An instant at which a time runs out: 2026年9月9日 周三 24:00, or Wed 9 Sep 2026, end of the day. */
export function endInWords(instant: string, language: Language): string {
  const { date, time } = readAsEnd(instant);
  const day = dateInWords(date, language);
  if (language === 'zh') return `${day} ${time}`;
  return `${day}, ${time === '24:00' ? 'end of the day' : time}`;
}

/** Names of posts and units of a tenant, by key and id. */
export interface PlaceNames {
  posts: ReadonlyMap<string, Label>;
  units: ReadonlyMap<string, Label>;
}

/** 校长（第一小学）, or Principal (First School). */
export function postInWords({ post, unit }: PostAtUnit, names: PlaceNames, language: Language): string {
  const postName = inLanguage(names.posts.get(post) ?? { zh: post }, language);
  const unitName = inLanguage(names.units.get(unit) ?? { zh: unit }, language);
  return language === 'zh' ? `${postName}（${unitName}）` : `${postName} (${unitName})`;
}

const handlers: Label = { zh: '承办人', en: 'the handlers' };

export function peopleInWords(
  told: { whom: readonly PostAtUnit[]; handlers: boolean },
  names: PlaceNames,
  language: Language,
): string {
  const parts = told.whom.map((post) => postInWords(post, names, language));
  if (told.handlers) parts.unshift(inLanguage(handlers, language));
  return [...new Set(parts)].join(language === 'zh' ? '、' : ', ');
}

const colours: Record<string, Label> = {
  blue: { zh: '蓝色', en: 'blue' },
  yellow: { zh: '黄色', en: 'yellow' },
  orange: { zh: '橙色', en: 'orange' },
  red: { zh: '红色', en: 'red' },
};

export const colourInWords = (colour: string | null, language: Language): string | null =>
  colour === null ? null : inLanguage(colours[colour] ?? { zh: colour }, language);
