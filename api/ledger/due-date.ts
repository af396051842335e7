import { readDate, type DateContext, type DateFault, type DateNote } from './chinese-date.ts';
import type { Word } from './columns.ts';
import type { RectificationClass } from './item.ts';

export type DueReading =
  | { class?: RectificationClass; date?: string; notes: DateNote[]; leftOut?: string }
  | { fault: DateFault; lastDay?: number };

/**
 * Reads the cell 整改时限: a date, a class word (立行立改, 长期坚持), or both ("立行立改，9月10日前").
 * Words beside a class that are no date ("长期坚持，每月检查一次") are left out and returned in `leftOut`.
 */
export function readDue(raw: string | number, context: DateContext, classes: Word[]): DueReading {
  if (typeof raw === 'number') return readDate(raw, context);
  let rest = raw.normalize('NFKC');
  let found: RectificationClass | undefined;
  const spellings = classes
    .flatMap((word) =>
      [word.name.zh, word.name.en, ...word.synonyms].map((spelling) => ({ id: word.id, spelling })),
    )
    .sort((a, b) => b.spelling.length - a.spelling.length);
  for (const { id, spelling } of spellings) {
    const at = rest.toLowerCase().indexOf(spelling.toLowerCase());
    if (at < 0) continue;
    rest = rest.slice(0, at) + rest.slice(at + spelling.length);
    found ??= id as RectificationClass;
  }
  if (!found) return readDate(raw, context);
  const bare = rest.replace(/[\p{P}\p{Z}\s]|整改|完成|并|到位|前$/gu, '');
  if (bare === '') return found === 'rectifyByDate' ? { fault: 'date-vague' } : { class: found, notes: [] };
  const reading = readDate(rest, context);
  if ('date' in reading) return { class: found, ...reading };
  const mayBeWords = found !== 'rectifyByDate' && reading.fault === 'date-unreadable' && !/\d/.test(rest);
  return mayBeWords ? { class: found, notes: [], leftOut: rest.replace(/^[\p{P}\s]+/u, '') } : reading;
}
