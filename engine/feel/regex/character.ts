/** Sets of characters as the regular expressions of XML Schema and XPath name them. A character is a code point. */
export type CharacterSet = (character: number) => boolean;

const test = (pattern: string): CharacterSet => {
  const expression = new RegExp(pattern, 'u');
  return (character) => expression.test(String.fromCodePoint(character));
};

export const not =
  (set: CharacterSet): CharacterSet =>
  (character) =>
    !set(character);

const isNameStart = test('[:_\\p{L}\\p{Nl}]');
const isNameCharacter = test('[-.:_\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}\\u00B7]');
const isSpace: CharacterSet = (character) =>
  character === 32 || character === 9 || character === 10 || character === 13;

/** `\d`, `\s` and the like by their letter. */
export const escapedSets: Record<string, CharacterSet> = {
  s: isSpace,
  S: not(isSpace),
  d: test('\\p{Nd}'),
  D: test('\\P{Nd}'),
  w: test('[^\\p{P}\\p{Z}\\p{C}]'),
  W: test('[\\p{P}\\p{Z}\\p{C}]'),
  i: isNameStart,
  I: not(isNameStart),
  c: isNameCharacter,
  C: not(isNameCharacter),
};

const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/;

/** `\p{name}`: a general category, or `Is` and a block; undefined when there is none of the name. */
export function setNamed(name: string): CharacterSet | undefined {
  if (categories.test(name)) return test(`\\p{${name}}`);
  const block = name.startsWith('Is') ? blockNamed(name.slice(2)) : undefined;
  return block && ((character) => character >= block[0] && character <= block[1]);
}

function blockNamed(name: string): [number, number] | undefined {
  return Object.hasOwn(blocks, name) ? blocks[name] : undefined;
}

const blocks: Record<string, [number, number]> = {
  BasicLatin: [0x0000, 0x007f],
  'Latin-1Supplement': [0x0080, 0x00ff],
  'LatinExtended-A': [0x0100, 0x017f],
  'LatinExtended-B': [0x0180, 0x024f],
  IPAExtensions: [0x0250, 0x02af],
  SpacingModifierLetters: [0x02b0, 0x02ff],
  CombiningDiacriticalMarks: [0x0300, 0x036f],
  Greek: [0x0370, 0x03ff],
  GreekandCoptic: [0x0370, 0x03ff],
  Cyrillic: [0x0400, 0x04ff],
  Armenian: [0x0530, 0x058f],
  Hebrew: [0x0590, 0x05ff],
  Arabic: [0x0600, 0x06ff],
  Devanagari: [0x0900, 0x097f],
  Bengali: [0x0980, 0x09ff],
  Thai: [0x0e00, 0x0e7f],
  Tibetan: [0x0f00, 0x0fff],
  HangulJamo: [0x1100, 0x11ff],
  Mongolian: [0x1800, 0x18af],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GreekExtended: [0x1f00, 0x1fff],
  GeneralPunctuation: [0x2000, 0x206f],
  SuperscriptsandSubscripts: [0x2070, 0x209f],
  CurrencySymbols: [0x20a0, 0x20cf],
  LetterlikeSymbols: [0x2100, 0x214f],
  NumberForms: [0x2150, 0x218f],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  BoxDrawing: [0x2500, 0x257f],
  GeometricShapes: [0x25a0, 0x25ff],
  MiscellaneousSymbols: [0x2600, 0x26ff],
  Dingbats: [0x2700, 0x27bf],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  Bopomofo: [0x3100, 0x312f],
  CJKUnifiedIdeographsExtensionA: [0x3400, 0x4dbf],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7af],
  CJKCompatibilityIdeographs: [0xf900, 0xfaff],
  HalfwidthandFullwidthForms: [0xff00, 0xffef],
};

const cases = new Map<number, number[]>();
const mostCases = 20_000;

/** A character and its other cases. */
export function variants(character: number): number[] {
  let found = cases.get(character);
  if (found === undefined) {
    const text = String.fromCodePoint(character);
    const [lower, upper] = [text.toLowerCase(), text.toUpperCase()];
    // Some have more than two: K, k and the sign of the kelvin.
    const all = [text, lower, upper, lower.toUpperCase(), upper.toLowerCase()];
    const texts = all.filter((each) => Array.from(each).length === 1);
    found = [...new Set(texts.map((each) => each.codePointAt(0)!))];
    if (cases.size >= mostCases) cases.clear();
    cases.set(character, found);
  }
  return found;
}
