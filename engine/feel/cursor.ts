import { limits } from './run.ts';
import { FeelSyntaxError, tokenize, type Token } from './token.ts';

const keywords = new Set(
  'and between else every external false for function if in instance null or return satisfies some then true'.split(
    ' ',
  ),
);

export function isKeyword(word: string): boolean {
  return keywords.has(word);
}

/** Names of the language itself that hold a keyword. */
const ownNames = ['date and time', 'years and months duration', 'days and time duration'];

/** Signs that a name may hold (DMN 1.5, 10.3.1.4, "additional name symbols"). */
const nameSigns = new Set(['.', '/', '-', "'", '+', '*', '**']);

export function isNameSign(sign: string): boolean {
  return nameSigns.has(sign);
}

/**
 * A place in a text that is being read. Names may hold blanks, signs and even keywords, so a text can only be read with
 * the names in scope: `known` has those that are more than plain words in a row.
 */
export class Cursor {
  readonly source: string;
  private readonly tokens: Token[];
  private readonly known = new Map<string, { words: string[]; name: string }[]>();
  private position = 0;
  private depth = 0;

  constructor(source: string, known: Iterable<string>) {
    this.source = source;
    this.tokens = tokenize(source);
    for (const name of [...ownNames, ...known]) this.learn(name);
  }

  get token(): Token {
    return this.tokens[this.position]!;
  }

  after(steps: number): Token {
    return this.tokens[Math.min(this.position + steps, this.tokens.length - 1)]!;
  }

  advance(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.position += 1;
    return token;
  }

  isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  isSign(text: string): boolean {
    return this.token.kind === 'sign' && this.token.text === text;
  }

  isWord(text: string): boolean {
    return this.token.kind === 'word' && this.token.text === text;
  }

  takeSign(text: string): boolean {
    const found = this.isSign(text);
    if (found) this.position += 1;
    return found;
  }

  takeWord(text: string): boolean {
    const found = this.isWord(text);
    if (found) this.position += 1;
    return found;
  }

  expectSign(text: string): void {
    if (!this.takeSign(text)) this.fail(`'${text}' is expected here`);
  }

  expectWord(text: string): void {
    if (!this.takeWord(text)) this.fail(`'${text}' is expected here`);
  }

  fail(because?: string): never {
    throw new FeelSyntaxError(this.token.from, this.token.text, because);
  }

  /** Reads something one level deeper; beyond the limit the text is refused. */
  deeper<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > limits.nesting) this.fail(`more than ${limits.nesting} levels are nested`);
    const result = read();
    this.depth -= 1;
    return result;
  }

  /** Makes a name of the text itself (a key, a variable) known to what follows. */
  learn(name: string): void {
    const words = wordsOf(name);
    const [first] = words;
    if (first === undefined || words.length < 2) return;
    const sameStart = this.known.get(first) ?? [];
    sameStart.push({ words, name });
    // The longest name that fits is the one that is meant.
    sameStart.sort((a, b) => b.words.length - a.words.length);
    this.known.set(first, sameStart);
  }

  private knownName(): { words: string[]; name: string } | undefined {
    return this.known
      .get(this.token.text)
      ?.find(({ words }) => words.every((word, index) => this.after(index).text === word));
  }

  isName(): boolean {
    if (this.token.kind !== 'word') return false;
    return !keywords.has(this.token.text) || this.knownName() !== undefined;
  }

  /** A name: a known one, else the words up to the next keyword or sign. */
  name(): string {
    if (this.token.kind !== 'word') this.fail('a name is expected here');
    const known = this.knownName();
    if (known) {
      this.position += known.words.length;
      return known.name;
    }
    if (keywords.has(this.token.text)) this.fail('a name is expected here');
    const words = [this.advance().text];
    while (this.continuesName()) words.push(this.advance().text);
    return words.join(' ');
  }

  private continuesName(): boolean {
    const { kind, text } = this.token;
    if (kind === 'number') return /^\d+$/.test(text);
    return kind === 'word' && !keywords.has(text);
  }

  /** The name of a part of a context, after a dot: any word may begin it. */
  partName(): string {
    if (this.isName()) return this.name();
    if (this.token.kind !== 'word') this.fail('a name is expected here');
    return this.advance().text;
  }

  /** A name that is being given (a key, a parameter): all up to one of the signs that end it. */
  newName(ends: string[]): string {
    const from = this.token;
    if (from.kind !== 'word') this.fail('a name is expected here');
    let to = this.advance();
    while (
      this.token.kind === 'word' ||
      this.token.kind === 'number' ||
      (this.token.kind === 'sign' && nameSigns.has(this.token.text))
    ) {
      if (this.token.kind === 'word' && ends.includes(this.token.text)) break;
      to = this.advance();
    }
    const name = this.source.slice(from.from, to.to).replace(/\s+/g, ' ');
    this.learn(name);
    return name;
  }

  /** Whether a name and a colon stand here: an argument given by name. */
  isNamedArgument(): boolean {
    if (this.token.kind !== 'word') return false;
    let steps = 1;
    for (;;) {
      const { kind, text } = this.after(steps);
      if (kind === 'sign' && text === ':') return true;
      if (kind !== 'word' && kind !== 'number') return false;
      steps += 1;
    }
  }
}

/** The words and signs of a name; none for a name that no text can hold, such as one with a quotation mark. */
function wordsOf(name: string): string[] {
  try {
    const tokens = tokenize(name).slice(0, -1);
    return tokens.every(({ kind }) => kind !== 'string') ? tokens.map(({ text }) => text) : [];
  } catch (cause) {
    if (cause instanceof FeelSyntaxError) return [];
    throw cause;
  }
}

/** Whether a name must be known before a text that uses it can be read: it has a sign or a keyword in it. */
export function mustBeKnown(name: string): boolean {
  if (plainName.test(name)) return false;
  return /[./\-'+*]/.test(name) || name.split(/\s+/).some((word) => keywords.has(word));
}

const plainName = /^[\p{L}_][\p{L}\p{N}_]*$/u;
