import type { Header } from './header.ts';
import { readDate } from './chinese-date.ts';
import type { UnitRef } from './item.ts';
import { compare } from './normalise.ts';
import { matchUnit, type UnitDirectory } from './unit-match.ts';
import type { Grid } from './workbook.ts';

export interface SheetTitle {
  text: string;
  year?: number;
  unit?: UnitRef;
  checkDate?: string;
}

const unitLabel = /(?:学校|单位)(?:名称)?(?:[(（][^()（）]{0,8}[)）])?\s*[:：]\s*([^\s:：(（]{2,30})/g;
const checkLabel = /(?:检查|排查|督查)(?:时间|日期)\s*[:：]\s*([^:：]{4,24})/;

/** What the rows above the header and the sheet's name say for every row: 年份, 单位：, 检查时间：. */
export function readTitle(
  grid: Grid,
  header: Header,
  directory: UnitDirectory,
  importDate: string,
): SheetTitle {
  const lines: string[] = [];
  for (const row of grid.rows.slice(0, header.from))
    for (const cell of [...(row?.values() ?? [])]) lines.push(cell.text);
  const all = lines.join('  ').normalize('NFKC');
  const title: SheetTitle = { text: lines[0] ?? '' };
  const year = /(20\d\d)年/.exec(all)?.[1];
  if (year) title.year = Number(year);
  const unit = labelled(all, directory) ?? contained(`${all}  ${grid.name}`, directory);
  if (unit) title.unit = unit;
  const written = checkLabel.exec(all)?.[1]?.split(/\s{2,}/)[0];
  if (written) {
    const context = { importDate, date1904: false, direction: 'past' as const };
    const reading = readDate(written, title.year ? { ...context, titleYear: title.year } : context);
    if ('date' in reading) title.checkDate = reading.date;
  }
  return title;
}

function labelled(text: string, directory: UnitDirectory): UnitRef | undefined {
  for (const [, name] of text.matchAll(unitLabel)) {
    const match = matchUnit(name ?? '', directory);
    if ('unit' in match) return match.unit;
  }
  return undefined;
}

/** 青禾县第一中学隐患整改台账: the one unit named in full. A bureau's name only says who keeps the ledger. */
function contained(text: string, directory: UnitDirectory): UnitRef | undefined {
  const key = compare(text);
  const named = directory.units.filter((unit) => unit.kind !== 'bureau' && key.includes(compare(unit.name)));
  const longest = named.sort((a, b) => b.name.length - a.name.length)[0];
  const others = named.filter((unit) => unit !== longest && !longest?.name.includes(unit.name));
  return longest && others.length === 0 ? { id: longest.id, name: longest.name } : undefined;
}
