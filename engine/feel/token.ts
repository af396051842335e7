/** A FEEL text as words, numbers, texts and signs, in one pass. */

export interface Token {
  kind: 'word' | 'number' | 'string' | 'sign' | 'end';
  /** As written; of a string, what it says. */
  text: string;
  from: number;
  to: number;
}

/** A text that is not FEEL: where, and what stands there. */
export class FeelSyntaxError extends Error {
  readonly position: number;
  readonly found: string;

  constructor(position: number, found: string, because = 'it is not expected here') {
    super(
      `${found === '' ? (position === 0 ? 'the text' : 'the end') : `'${found}' at ${position + 1}`}: ${because}`,
    );
    this.name = 'FeelSyntaxError';
    this.position = position;
    this.found = found;
  }
}

const blanks = /(?:[\s\u0085\u180e\ufeff]+|\/\/[^\n\r]*|\/\*(?:[^*]|\*(?!\/))*\*\/)+/uy;
const wordStart =
  '?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\\u{10000}-\\u{EFFFF}';
const word = new RegExp(`[${wordStart}][${wordStart}0-9\u00B7\u0300-\u036F\u203F-\u2040]*`, 'uy');
const numeral = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const signs = /\.\.|\*\*|<=|>=|!=|->|[-+*/=<>()[\]{},:.@']/uy;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  for (;;) {
    at += match(blanks)?.length ?? 0;
    if (at >= text.length) break;
    const from = at;
    if (text[at] === '"') {
      const { value, to } = readString(text, at);
      tokens.push({ kind: 'string', text: value, from, to });
      at = to;
      continue;
    }
    const [kind, found] = nextToken(match);
    if (kind === undefined || found === undefined) throw new FeelSyntaxError(at, text.slice(at, at + 1));
    at += found.length;
    tokens.push({ kind, text: found, from, to: at });
  }
  tokens.push({ kind: 'end', text: '', from: text.length, to: text.length });
  return tokens;
}

function nextToken(match: (pattern: RegExp) => string | undefined): [Token['kind']?, string?] {
  const number = match(numeral);
  if (number !== undefined) return ['number', number];
  const name = match(word);
  if (name !== undefined) return ['word', name];
  const sign = match(signs);
  return sign === undefined ? [] : ['sign', sign];
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** What a string literal says. A backslash before anything else is itself, so that patterns can be written plainly. */
function readString(text: string, from: number): { value: string; to: number } {
  let value = '';
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return { value, to: at + 1 };
    if (char !== '\\') {
      value += char;
      continue;
    }
    const next = text[at + 1] ?? '';
    const code = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6}))/.exec(text.slice(at + 1, at + 8));
    const point = code && parseInt(code[1] ?? code[2] ?? '', 16);
    if (code && point !== null && point <= 0x10ffff) {
      value += String.fromCodePoint(point);
      at += code[0].length;
    } else if (Object.hasOwn(escapes, next)) {
      value += escapes[next];
      at += 1;
    } else {
      value += char;
    }
  }
  throw new FeelSyntaxError(from, text.slice(from, from + 12), 'the text does not end');
}
