import { readDate, type DateContext, type DateNote, type DateReading } from './chinese-date.ts';
import type { LedgerColumns } from './columns.ts';
import { readDue } from './due-date.ts';
import { itemKey } from './fingerprint.ts';
import {
  longestText,
  type LedgerItem,
  type LedgerNoteCode,
  type LedgerProblemCode,
  type RectificationClass,
  type UnitRef,
} from './item.ts';
import type { MessageDetails } from './messages.ts';
import { compare } from './normalise.ts';
import type { RawCell, RawRow } from './rows.ts';
import type { SheetTitle } from './sheet-title.ts';
import { readUnitCell, type UnitCell } from './unit-cell.ts';
import type { UnitDirectory } from './unit-match.ts';

export interface ItemContext {
  columns: LedgerColumns;
  categories: Map<string, string>;
  levels: Map<string, string>;
  classes: Map<string, string>;
  directory: UnitDirectory;
  title: SheetTitle;
  /** The responsible unit of a sheet that has no column for it. */
  unitOfSheet?: UnitRef | undefined;
  sheet: string;
  importDate: string;
  date1904: boolean;
  /** Where a row's missing cell would stand, by column key. */
  columnIndex: Map<string, number>;
}
export interface Remark<Code> {
  code: Code;
  /** The cell at fault, or the key of the column whose cell is empty. */
  at: RawCell | string;
  details?: MessageDetails;
}
export interface ItemReading {
  item?: LedgerItem;
  problems: Remark<LedgerProblemCode>[];
  notes: Remark<LedgerNoteCode>[];
}

/** One row → one item, or the full list of what is wrong with it: a row is taken as a whole or not at all. */
export function readItem(raw: RawRow, context: ItemContext): ItemReading {
  const problems: ItemReading['problems'] = [];
  const notes: ItemReading['notes'] = [];
  const faulty = new Set<string>();
  for (const [key, cell] of raw.cells) {
    const code = cell.fault ?? (cell.text.length > longestText ? 'text-too-long' : undefined);
    if (!code) continue;
    problems.push({ code, at: cell });
    faulty.add(key);
  }
  const cellOf = (key: string) => (faulty.has(key) ? undefined : raw.cells.get(key));
  const text = (key: string) => cellOf(key)?.text;
  const isMissing = (key: string) => !faulty.has(key) && !raw.cells.has(key);

  const problem = text('problem');
  if (isMissing('problem')) problems.push({ code: 'missing', at: 'problem' });

  const units = readUnits();
  const checkDate = readCheckDate();
  const due = readDueDate();
  const completedDate = readOptionalDate('completedDate');
  const reviewDate = readOptionalDate('reviewDate');
  const category = readCategory();
  if (problems.length || !problem || !units.responsible) return { problems, notes };

  const item: LedgerItem = {
    itemKey: itemKey({
      unitId: (units.checked ?? units.responsible).id,
      problem,
      ...(text('place') && { place: text('place')! }),
      ...(checkDate && { checkDate }),
    }),
    checkers: (text('checkers') ?? '')
      .split(/[、，,;；/\n]+/)
      .map((one) => one.trim())
      .filter(Boolean),
    category: category.id,
    problem,
    measures: (text('measures') ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    responsibleUnit: units.responsible,
    assistUnits: units.assist,
    rectificationClass: due.class ?? 'rectifyByDate',
    row: { sheet: context.sheet, row: raw.row + 1 },
  };
  const seq = /\d{1,7}/.exec(text('seq')?.normalize('NFKC') ?? '')?.[0];
  if (seq !== undefined) item.seq = Number(seq);
  if (category.text) item.categoryText = category.text;
  const level = readLevel();
  if (level) item.level = level;
  if (units.checked) item.checkedUnit = units.checked;
  if (checkDate) item.checkDate = checkDate;
  if (due.date) item.dueDate = due.date;
  if (completedDate) item.completedDate = completedDate;
  if (reviewDate) item.reviewDate = reviewDate;
  for (const key of plainTexts) {
    const value = text(key);
    if (value) item[key] = value;
  }
  return { item, problems, notes };

  function readUnits(): { responsible?: UnitRef; checked?: UnitRef; assist: UnitRef[] } {
    const responsible = unitsOf('responsibleUnit');
    const assisting = unitsOf('assistUnits');
    const checked = unitsOf('checkedUnit');
    const lead = responsible?.lead ?? (isMissing('responsibleUnit') ? context.unitOfSheet : undefined);
    if (!lead && isMissing('responsibleUnit')) problems.push({ code: 'missing', at: 'responsibleUnit' });
    if (responsible && !responsible.lead && !responsible.faults.length)
      problems.push({ code: 'missing', at: cellOf('responsibleUnit')! });
    const others = [responsible?.assist, assisting?.lead, assisting?.assist, checked?.assist].flat();
    const assist = new Map(others.flatMap((unit) => (unit && unit.id !== lead?.id ? [[unit.id, unit]] : [])));
    return {
      ...(lead && { responsible: lead }),
      ...(checked?.lead && { checked: checked.lead }),
      assist: [...assist.values()],
    };
  }

  function unitsOf(key: 'responsibleUnit' | 'assistUnits' | 'checkedUnit'): UnitCell | undefined {
    const at = cellOf(key);
    if (!at) return undefined;
    const cell = readUnitCell(at.text, context.directory);
    for (const fault of cell.faults) {
      const details: MessageDetails = { found: fault.name };
      if (fault.fault === 'unit-ambiguous') details.names = fault.candidates;
      if (fault.fault === 'unit-unknown') details.nearest = fault.nearest;
      // 涉及学校：全县各学校 only describes the problem when another unit is responsible.
      if (fault.fault === 'unit-group' && key !== 'responsibleUnit')
        notes.push({ code: 'unit-and-others', at, details });
      else problems.push({ code: fault.fault, at, details });
    }
    for (const { name, unit } of cell.byEnding)
      notes.push({ code: 'unit-by-ending', at, details: { found: name, taken: unit.name } });
    if (cell.andOthers) notes.push({ code: 'unit-and-others', at });
    if (cell.firstLeads && cell.lead && key === 'responsibleUnit')
      notes.push({ code: 'first-unit-leads', at, details: { taken: cell.lead.name } });
    return cell;
  }

  function dateContext(direction: DateContext['direction'], check?: string): DateContext {
    const { importDate, date1904, title } = context;
    return {
      importDate,
      date1904,
      direction,
      ...(title.year && { titleYear: title.year }),
      ...(check && { checkDate: check }),
    };
  }

  function readCheckDate(): string | undefined {
    const at = cellOf('checkDate');
    if (!at) return context.title.checkDate;
    const reading = readDate(at.number ?? at.text, dateContext('past'));
    return settle(at, reading);
  }

  /** Records what the reading took for granted, or why it failed. */
  function settle(at: RawCell, reading: DateReading): string | undefined {
    if ('fault' in reading) {
      const code = at.several ? 'date-ambiguous' : reading.fault;
      problems.push({ code, at, details: { lastDay: reading.lastDay } });
      return undefined;
    }
    for (const note of reading.notes) notes.push(dateNote(at, note, reading.date));
    return reading.date;
  }

  function readDueDate(): { class?: RectificationClass; date?: string } {
    const classCell = cellOf('rectificationClass');
    const written = classCell && context.classes.get(compare(classCell.text));
    if (classCell && !written) notes.push({ code: 'class-unknown', at: classCell });
    const ofClass = written as RectificationClass | undefined;
    const at = cellOf('dueDate');
    if (!at) {
      const needsDate = ofClass === undefined || ofClass === 'rectifyByDate';
      if (isMissing('dueDate') && needsDate) problems.push({ code: 'missing', at: 'dueDate' });
      return ofClass ? { class: ofClass } : {};
    }
    const reading = readDue(at.number ?? at.text, dateContext('future', checkDate), context.columns.classes);
    if ('fault' in reading) {
      settle(at, reading);
      return {};
    }
    for (const note of reading.notes) notes.push(dateNote(at, note, reading.date ?? ''));
    if (reading.leftOut) notes.push({ code: 'date-words-left-out', at, details: { found: reading.leftOut } });
    if (checkDate && reading.date && reading.date < checkDate)
      problems.push({ code: 'due-before-check', at, details: { taken: checkDate } });
    const rectificationClass = ofClass ?? reading.class;
    return {
      ...(rectificationClass && { class: rectificationClass }),
      ...(reading.date && { date: reading.date }),
    };
  }

  function readOptionalDate(key: 'completedDate' | 'reviewDate'): string | undefined {
    const at = cellOf(key);
    if (!at) return undefined;
    const reading = readDate(at.number ?? at.text, dateContext('future', checkDate));
    const isWords = 'fault' in reading && !['date-impossible', 'date-out-of-range'].includes(reading.fault);
    if (!isWords) return settle(at, reading);
    notes.push({ code: 'optional-date-left-out', at });
    return undefined;
  }

  function readCategory(): { id: string; text?: string } {
    const at = cellOf('category');
    if (!at) return { id: 'other' };
    const exact = context.categories.get(compare(at.text));
    if (exact) return { id: exact };
    const key = compare(at.text);
    const inside = [...context.categories].filter(([word]) => word.length > 1 && key.includes(word));
    const longest = inside.sort(([a], [b]) => b.length - a.length)[0];
    if (!longest) notes.push({ code: 'category-unknown', at });
    return { id: longest?.[1] ?? 'other', text: at.text };
  }

  function readLevel(): string | undefined {
    const at = cellOf('level');
    if (!at) return undefined;
    const level = context.levels.get(compare(at.text));
    if (!level) notes.push({ code: 'level-unknown', at });
    return level;
  }
}

const plainTexts = [
  'source',
  'sourceDocNo',
  'place',
  'target',
  'funds',
  'responsibleLeader',
  'responsiblePerson',
  'reviewer',
  'reviewResult',
  'progress',
  'writeOff',
  'attachments',
  'remark',
] as const;

function dateNote(at: RawCell, note: DateNote, taken: string): Remark<LedgerNoteCode> {
  const details: MessageDetails = { taken };
  if (note.code === 'year-assumed') details.from = note.from;
  return { code: note.code, at, details };
}
