import { compare } from './normalise.ts';
import type { UnitRef } from './item.ts';

/** One unit of the organisation directory as it stands on the day of the import. */
export interface DirectoryUnit {
  id: string;
  name: string;
  shortName?: string | undefined;
  /** Other and former names: 一中, 工商局. */
  aliases: string[];
  kind: string;
}

/** Made once for each import, because a ledger asks for thousands of names. */
export interface UnitDirectory {
  units: DirectoryUnit[];
  bySpelling: Map<string, DirectoryUnit[]>;
  fullNames: { key: string; unit: DirectoryUnit }[];
  spellings: { unit: DirectoryUnit; size: number }[];
  /** Two neighbouring characters → the spellings (by index) that have them. */
  byPair: Map<string, number[]>;
}

export type UnitMatch =
  | { unit: UnitRef; byEnding?: boolean }
  | { fault: 'unit-unknown'; name: string; nearest?: string | undefined }
  | { fault: 'unit-ambiguous'; name: string; candidates: string[] }
  | { fault: 'unit-group'; name: string };

export function unitDirectory(units: DirectoryUnit[]): UnitDirectory {
  const directory: UnitDirectory = {
    units,
    bySpelling: new Map(),
    fullNames: units.map((unit) => ({ key: compare(unit.name), unit })),
    spellings: [],
    byPair: new Map(),
  };
  for (const unit of units)
    for (const spelling of new Set([unit.name, unit.shortName ?? unit.name, ...unit.aliases].map(compare))) {
      append(directory.bySpelling, spelling, unit);
      const own = pairs(spelling);
      for (const pair of own) append(directory.byPair, pair, directory.spellings.length);
      directory.spellings.push({ unit, size: own.size });
    }
  return directory;
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** 各中小学, 全县学校, 相关部门: nobody in particular, so nobody can sign for it. */
const group =
  /^(?:各|全县|全区|全市|全体|所有|有关|相关|县直|全部)|(?:各校|各学校|有关部门|相关部门|相关单位|有关单位|成员单位)$/;
const shortestEnding = 3;
const longestName = 60;

/** One name → one unit: by name, short name or alias, else by an ending that only one unit's name has. */
export function matchUnit(name: string, directory: UnitDirectory): UnitMatch {
  const key = compare(name);
  if (key.length > longestName) return { fault: 'unit-unknown', name };
  const exact = directory.bySpelling.get(key) ?? [];
  if (exact.length === 1) return { unit: ref(exact[0]!) };
  if (exact.length > 1) return { fault: 'unit-ambiguous', name, candidates: exact.map((unit) => unit.name) };
  if (group.test(key)) return { fault: 'unit-group', name };
  if (key.length >= shortestEnding) {
    const ending = directory.fullNames.filter((one) => one.key.endsWith(key)).map((one) => one.unit);
    if (ending.length === 1) return { unit: ref(ending[0]!), byEnding: true };
    if (ending.length > 1)
      return { fault: 'unit-ambiguous', name, candidates: ending.map((unit) => unit.name) };
  }
  return { fault: 'unit-unknown', name, nearest: nearest(key, directory) };
}

function ref(unit: DirectoryUnit): UnitRef {
  return { id: unit.id, name: unit.name };
}

function pairs(text: string): Set<string> {
  const signs = [...text];
  return new Set(signs.slice(1).map((sign, at) => signs[at]! + sign));
}

/** The unit whose name shares most neighbouring pairs of characters, when that is at least half of them. */
function nearest(key: string, { spellings, byPair }: UnitDirectory): string | undefined {
  const asked = pairs(key);
  const both = new Map<number, number>();
  for (const pair of asked) for (const at of byPair.get(pair) ?? []) both.set(at, (both.get(at) ?? 0) + 1);
  let best: { name: string; score: number } | undefined;
  for (const [at, count] of both) {
    const { unit, size } = spellings[at]!;
    const score = (2 * count) / (asked.size + size);
    if (score >= 0.5 && score > (best?.score ?? 0)) best = { name: unit.name, score };
  }
  return best?.name;
}
