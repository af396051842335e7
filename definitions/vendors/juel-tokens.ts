/** A word of the expression language of Java EE, as far as it has a twin in FEEL. */
export type Token =
  | { kind: 'number'; text: string }
  | { kind: 'string'; value: string }
  | { kind: 'name'; text: string }
  | { kind: 'sign'; text: string };

/** Longest expression that is translated. */
const longest = 4096;

const patterns: [Token['kind'] | 'blank', RegExp][] = [
  ['blank', /\s+/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['string', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y],
  ['name', /[\p{L}_$][\p{L}\p{N}_$]*/uy],
  ['sign', /&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]]/y],
];

/** The words of an expression; undefined where something stands that has no meaning to us. */
export function tokensOf(text: string): Token[] | undefined {
  if (text.length > longest) return undefined;
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const found = firstMatch(text, at);
    if (!found) return undefined;
    at += found.match.length;
    if (found.kind === 'string') tokens.push({ kind: 'string', value: unquoted(found.match) });
    else if (found.kind !== 'blank') tokens.push({ kind: found.kind, text: found.match });
  }
  return tokens;
}

function firstMatch(text: string, at: number) {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [match] = pattern.exec(text) ?? [];
    if (match !== undefined) return { kind, match };
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}
