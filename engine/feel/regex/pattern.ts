import { escapedSets, not, setNamed, variants, type CharacterSet } from './character.ts';

/** A regular expression as a tree. */
export type Pattern =
  | { kind: 'set'; set: CharacterSet }
  | { kind: 'sequence' | 'choice'; parts: Pattern[] }
  | { kind: 'repeat'; of: Pattern; least: number; most: number; isReluctant: boolean }
  | { kind: 'group'; of: Pattern; index: number }
  | { kind: 'again'; index: number }
  | { kind: 'start' | 'end' };

export interface Flags {
  dotIsAll: boolean;
  isMultiline: boolean;
  ignoresCase: boolean;
}

/** The text is no regular expression of XPath. */
export class PatternError extends Error {}

const [deepest, mostRepeats] = [50, 1000];

/** Reads a pattern (XQuery 1.0 and XPath 2.0 functions, 7.6.1): no look-around, nothing that is only JavaScript's. */
export class PatternReader {
  private readonly characters: string[];
  private readonly flags: Flags;
  private position = 0;
  private depth = 0;
  private readonly closed = new Set<number>();
  groups = 0;
  hasBackReferences = false;

  constructor(text: string, flags: Flags, ignoresBlanks: boolean) {
    this.characters = Array.from(ignoresBlanks ? withoutBlanks(text) : text);
    this.flags = flags;
  }

  read(): Pattern {
    const pattern = this.choice();
    if (this.position < this.characters.length) this.fail();
    return pattern;
  }

  private get next(): string | undefined {
    return this.characters[this.position];
  }

  private take(character: string): boolean {
    const found = this.next === character;
    if (found) this.position += 1;
    return found;
  }

  private expect(character: string): void {
    if (!this.take(character)) this.fail();
  }

  private fail(): never {
    throw new PatternError(`the pattern is not understood at ${this.position + 1}`);
  }

  private choice(): Pattern {
    this.depth += 1;
    if (this.depth > deepest) throw new PatternError(`the pattern nests more than ${deepest} groups`);
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    this.depth -= 1;
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  private sequence(): Pattern {
    const parts: Pattern[] = [];
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') parts.push(this.quantified());
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  private quantified(): Pattern {
    const of = this.atom();
    const bounds = this.quantifier();
    if (!bounds) return of;
    const [least, most] = bounds;
    return { kind: 'repeat', of, least, most, isReluctant: this.take('?') };
  }

  private quantifier(): [number, number] | undefined {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    if (!this.take('{')) return undefined;
    const least = this.count() ?? this.fail();
    const most = this.take(',') ? (this.count() ?? Infinity) : least;
    this.expect('}');
    if (most < least) this.fail();
    return [least, most];
  }

  private count(): number | undefined {
    let digits = '';
    while (this.next !== undefined && /^\d$/.test(this.next)) digits += this.characters[this.position++];
    if (digits === '') return undefined;
    const count = Number(digits);
    if (count > mostRepeats) throw new PatternError(`the pattern repeats more than ${mostRepeats} times`);
    return count;
  }

  private atom(): Pattern {
    const character = this.characters[this.position++]!;
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'set', set: this.characterClass() };
      case '.':
        return { kind: 'set', set: this.flags.dotIsAll ? () => true : (each) => each !== 10 && each !== 13 };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        this.position -= 1;
        return this.fail();
      default:
        return { kind: 'set', set: this.oneCharacter(character.codePointAt(0)!) };
    }
  }

  private group(): Pattern {
    if (this.take('?')) {
      this.expect(':');
      const of = this.choice();
      this.expect(')');
      return of;
    }
    this.groups += 1;
    const index = this.groups;
    const of = this.choice();
    this.expect(')');
    this.closed.add(index);
    return { kind: 'group', of, index };
  }

  /** Only a group that is closed before it can be meant again; of several digits, as many as make such a group. */
  private escape(): Pattern {
    if (!/^[1-9]$/.test(this.next ?? '')) return { kind: 'set', set: this.escapedSet() };
    let index = Number(this.characters[this.position++]);
    while (/^\d$/.test(this.next ?? '') && index * 10 + Number(this.next) <= this.groups) {
      index = index * 10 + Number(this.characters[this.position++]);
    }
    if (!this.closed.has(index)) this.fail();
    this.hasBackReferences = true;
    return { kind: 'again', index };
  }

  private escapedSet(): CharacterSet {
    const letter = this.characters[this.position++] ?? this.fail();
    if (letter === 'p' || letter === 'P') return this.category(letter === 'P');
    if (Object.hasOwn(escapedSets, letter)) return escapedSets[letter]!;
    return this.oneCharacter(this.escapedCharacter(letter));
  }

  private escapedCharacter(letter: string): number {
    const control = { n: 10, r: 13, t: 9 }[letter];
    if (control !== undefined) return control;
    if (!'\\|.-^?*+{}()[]$'.includes(letter)) this.fail();
    return letter.codePointAt(0)!;
  }

  private category(isNegated: boolean): CharacterSet {
    this.expect('{');
    const end = this.characters.indexOf('}', this.position);
    const set = end < 0 ? undefined : setNamed(this.characters.slice(this.position, end).join(''));
    if (!set) this.fail();
    this.position = end + 1;
    return isNegated ? not(set) : set;
  }

  private oneCharacter(character: number): CharacterSet {
    if (!this.flags.ignoresCase) return (each) => each === character;
    const same = variants(character);
    return (each) => same.includes(each) || variants(each).includes(character);
  }

  /** `[a-z]`, `[^a-z]`, `[a-z-[aeiou]]`. Without regard to case, a character is in it when one of its cases is. */
  private characterClass(): CharacterSet {
    this.depth += 1;
    if (this.depth > deepest) throw new PatternError(`the pattern nests more than ${deepest} groups`);
    const isNegated = this.take('^');
    const sets: CharacterSet[] = [];
    let without: CharacterSet | undefined;
    while (this.next !== ']') {
      if (this.next === undefined || without) this.fail();
      if (this.next === '-' && this.characters[this.position + 1] === '[') {
        if (sets.length === 0) this.fail();
        this.position += 2;
        without = this.characterClass();
      } else {
        sets.push(this.classPart());
      }
    }
    if (sets.length === 0) this.fail();
    this.expect(']');
    this.depth -= 1;
    const inside: CharacterSet = (each) => sets.some((set) => set(each)) !== isNegated;
    return without ? (each) => inside(each) && !without(each) : inside;
  }

  private classPart(): CharacterSet {
    const from = this.classCharacter();
    if (typeof from === 'function') return from;
    const isRange = this.next === '-' && !['[', ']', undefined].includes(this.characters[this.position + 1]);
    if (!isRange) return this.oneCharacter(from);
    this.position += 1;
    const to = this.classCharacter();
    if (typeof to === 'function' || to < from) this.fail();
    const inRange: CharacterSet = (each) => each >= from && each <= to;
    return this.flags.ignoresCase ? (each) => variants(each).some(inRange) : inRange;
  }

  private classCharacter(): number | CharacterSet {
    const character = this.characters[this.position++] ?? this.fail();
    if (character === '[') this.fail();
    if (character !== '\\') return character.codePointAt(0)!;
    const letter = this.next ?? this.fail();
    if (letter === 'p' || letter === 'P' || Object.hasOwn(escapedSets, letter)) return this.escapedSet();
    this.position += 1;
    return this.escapedCharacter(letter);
  }
}

/** Flag `x`: blanks outside of classes are there for the reader only. */
function withoutBlanks(text: string): string {
  let kept = '';
  let inClass = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '\\') {
      kept += character + (text[++at] ?? '');
      continue;
    }
    if (character === '[') inClass += 1;
    if (character === ']') inClass -= 1;
    if (inClass > 0 || !/[ \t\n\r]/.test(character)) kept += character;
  }
  return kept;
}
