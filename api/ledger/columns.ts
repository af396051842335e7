import { z } from 'zod';
import { invariant } from '../../errors.ts';
import { BothLanguages } from './item.ts';
import { compare } from './normalise.ts';

const Word = z.strictObject({
  id: z.string(),
  name: BothLanguages,
  synonyms: z.array(z.string()).default([]),
});
export type Word = z.infer<typeof Word>;

const Column = z.strictObject({
  key: z.string(),
  header: BothLanguages,
  synonyms: z.array(z.string()),
  /** Headers that mean this column only when the sheet has no better one for it. */
  fallback: z.array(z.string()).default([]),
  type: z.enum([
    'number',
    'text',
    'lines',
    'people',
    'date',
    'due',
    'unit',
    'units',
    'category',
    'level',
    'class',
    'image',
    'output',
  ]),
  required: z.boolean().default(false),
  /** Width in the export, in characters. */
  width: z.number().positive(),
});
export type LedgerColumn = z.infer<typeof Column>;

/** `definitions/<template>/ledger.json`: the columns, headers and words of a ledger, as data. */
export const LedgerColumns = z.strictObject({
  columns: z.array(Column),
  layouts: z.array(z.strictObject({ id: z.string(), name: BothLanguages, columns: z.array(z.string()) })),
  exportColumns: z.array(z.string()),
  /** Views of the same items with fewer columns, e.g. 问题清单. */
  lists: z.array(z.strictObject({ id: z.string(), name: BothLanguages, columns: z.array(z.string()) })),
  categories: z.array(Word),
  levels: z.array(Word),
  classes: z.array(Word),
  states: z.array(Word),
  flags: z.array(Word),
});
export type LedgerColumns = z.infer<typeof LedgerColumns>;
/** As it stands in the JSON file, before defaults are filled in. */
export type LedgerColumnsFile = z.input<typeof LedgerColumns>;

/** Normalised word → id. A Map, because headers such as `constructor` come from strangers. */
export function wordIndex(words: Word[]): Map<string, string> {
  const index = new Map<string, string>();
  for (const word of words)
    for (const spelling of [word.name.zh, word.name.en, ...word.synonyms])
      index.set(compare(spelling), word.id);
  return index;
}

export interface HeaderIndex {
  sure: Map<string, LedgerColumn>;
  fallback: Map<string, LedgerColumn>;
}

/** Every spelling of every header. Two columns that claim the same spelling are a fault of ledger.json. */
export function headerIndex(columns: LedgerColumn[]): HeaderIndex {
  const sure = new Map<string, LedgerColumn>();
  const fallback = new Map<string, LedgerColumn>();
  for (const column of columns) {
    for (const spelling of [column.header.zh, column.header.en, ...column.synonyms]) {
      const key = compare(spelling);
      const other = sure.get(key);
      invariant(
        !other || other === column,
        `expected one column for the header ${spelling}, found ${other?.key} and ${column.key}`,
      );
      sure.set(key, column);
    }
    for (const spelling of column.fallback) fallback.set(compare(spelling), column);
  }
  return { sure, fallback };
}
