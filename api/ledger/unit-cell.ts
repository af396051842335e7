import type { UnitRef } from './item.ts';
import { matchUnit, type UnitDirectory, type UnitMatch } from './unit-match.ts';

type Role = 'lead' | 'assist';
export interface UnitCell {
  lead?: UnitRef;
  assist: UnitRef[];
  faults: Exclude<UnitMatch, { unit: UnitRef }>[];
  /** Several units and none marked as leading: the first one was taken. */
  firstLeads: boolean;
  /** Units found by the end of their name only. */
  byEnding: { name: string; unit: UnitRef }[];
  /** The cell says 等, so it means units that it does not name. */
  andOthers: boolean;
}
interface Piece {
  name: string;
  role?: Role;
}

const leadWord = '(?:牵头|主办|主责|责任|整改|lead)';
const assistWord = '(?:配合|协办|协助|协同|参与|会办|assist)';
const separators = /[、，,；;/\n\t|]+/;
const prefix = new RegExp(`^(?:由)?(?:(${leadWord})|(${assistWord}))(?:单位|部门|学校)?[:：]`, 'i');
const suffix = new RegExp(
  `(?:[(（【[](?:(${leadWord})|(${assistWord}))(?:单位|部门)?[)）】\\]]|(牵头|主办|负责)|(配合|协办|协助|参与))$`,
  'i',
);

/**
 * Reads a cell that may name several units: "XX中学（牵头）、市场监管局", "牵头单位：政法委；配合单位：公安局、文旅局",
 * "交警大队牵头，一中、城管局配合". Without any mark the first unit is responsible and the others assist.
 */
export function readUnitCell(text: string, directory: UnitDirectory): UnitCell {
  const cell: UnitCell = { assist: [], faults: [], firstLeads: false, byEnding: [], andOthers: false };
  const found: { unit: UnitRef; role?: Role }[] = [];
  for (const piece of pieces(text, cell)) {
    if (cell.faults.length >= mostFaults) break;
    for (const match of matchPiece(piece.name, directory)) {
      if ('fault' in match) cell.faults.push(match);
      else {
        if (match.byEnding) cell.byEnding.push({ name: piece.name, unit: match.unit });
        if (!found.some((other) => other.unit.id === match.unit.id))
          found.push({ unit: match.unit, role: piece.role });
      }
    }
  }
  const unmarked = found.filter((one) => one.role === undefined);
  const leading = found.find((one) => one.role === 'lead') ?? unmarked[0];
  if (leading) cell.lead = leading.unit;
  cell.assist = found.filter((one) => one !== leading).map((one) => one.unit);
  cell.firstLeads = leading?.role === undefined && unmarked.length > 1;
  return cell;
}

function pieces(text: string, cell: UnitCell): Piece[] {
  const list: Piece[] = [];
  let standing: Role | undefined;
  let unmarkedFrom = 0;
  for (const raw of text
    .normalize('NFKC')
    .replace(/(?:、|，|,)?\s*(?=(?:牵头|配合|协办|主办)(?:单位|部门)[:：])/g, '\n')
    .split(separators)) {
    let name = raw.trim();
    const opened = prefix.exec(name);
    if (opened) {
      standing = opened[1] ? 'lead' : 'assist';
      name = name.slice(opened[0].length).trim();
    }
    if (/^[(（]?(?:等)[)）]?$|等(?:部门|单位|学校)?$/.test(name)) {
      cell.andOthers = true;
      name = name.replace(/[(（]?等(?:部门|单位|学校)?[)）]?$/, '');
    }
    const closed = suffix.exec(name);
    const role = closed ? (closed[1] || closed[3] ? 'lead' : 'assist') : standing;
    if (closed) name = name.slice(0, closed.index).replace(/^由/, '').trim();
    if (name) list.push(role ? { name, role } : { name });
    // "A牵头，B、C配合": a bare closing word speaks for every unmarked unit before it.
    if (closed?.[3] || closed?.[4]) for (const piece of list.slice(unmarkedFrom)) piece.role ??= role!;
    if (closed) unmarkedFrom = list.length;
  }
  return list;
}

/** Keeps the search for joints short, whatever a cell holds. */
const longestPiece = 100;
/** More wrong names in one cell than these tell nobody anything new. */
const mostFaults = 5;
const joint = /\s+|以及|和|及|与|&|\+/g;

/** A name as it stands, else cut at a space or at 和/及/与 when every part is then a known unit (文化和旅游局 stays whole). */
function matchPiece(name: string, directory: UnitDirectory): UnitMatch[] {
  const whole = matchUnit(name, directory);
  if ('unit' in whole && !whole.byEnding) return [whole];
  if (name.length > longestPiece) return [whole];
  for (const cut of name.matchAll(joint)) {
    const first = matchUnit(name.slice(0, cut.index), directory);
    if (!('unit' in first)) continue;
    const rest = matchPiece(name.slice(cut.index + cut[0].length), directory);
    if (rest.every((match) => 'unit' in match)) return [first, ...rest];
  }
  return [whole];
}
