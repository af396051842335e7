import { methodTwin } from './juel-methods.ts';
import { tokensOf, type Token } from './juel-tokens.ts';

export type Translation = { ok: true; feel: string } | { ok: false; fault: string };

/** Whether a text holds an expression of the kind that Camunda 7, Flowable and their relatives write: `${…}` or `#{…}`. */
export function isJuel(text: string): boolean {
  return /[$#]\{/.test(text);
}

/**
 * `${amount > 100 && !closed}` as FEEL: `= amount > 100 and not(closed)`. Literals, names and paths, comparison, logic,
 * arithmetic, `empty`, `? :` and the methods that have a twin are translated; anything else is a fault, never a guess.
 * Text around expressions joins them.
 */
export function juelToFeel(text: string): Translation {
  const trimmed = text.trim();
  const parts = partsOf(trimmed);
  if (!parts) return { ok: false, fault: trimmed };
  const [only, second] = parts;
  try {
    if (only && !second)
      return { ok: true, feel: `= ${only.kind === 'text' ? quoted(only.text) : translate(only.text)}` };
    const joined = parts.map((part) =>
      part.kind === 'text' ? quoted(part.text) : `string(${translate(part.text)})`,
    );
    return { ok: true, feel: `= ${joined.join(' + ')}` };
  } catch (fault) {
    if (fault instanceof Untranslatable) return { ok: false, fault: fault.message };
    throw fault;
  }
}

class Untranslatable extends Error {}

interface Part {
  kind: 'text' | 'expression';
  text: string;
}

/** The text cut at its expressions; undefined when one does not end. Braces in strings are passed over. */
function partsOf(text: string): Part[] | undefined {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: opening, index } of text.matchAll(/[$#]\{/g)) {
    if (index < from) continue;
    if (index > from) parts.push({ kind: 'text', text: text.slice(from, index) });
    const inside = /(?:[^}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*\}/y;
    inside.lastIndex = index + opening.length;
    const [found] = inside.exec(text) ?? [];
    if (found === undefined) return undefined;
    parts.push({ kind: 'expression', text: found.slice(0, -1) });
    from = inside.lastIndex;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

function translate(text: string): string {
  const tokens = tokensOf(text);
  if (!tokens || tokens.length === 0) throw new Untranslatable(text.trim());
  return new Translator(text.trim(), tokens).whole();
}

/** Most expressions within each other, and most characters of a part: beyond it nobody could read the text either. */
const deepest = 50;
const longest = 4096;

const comparisons: Record<string, string> = {
  '==': '=',
  eq: '=',
  '!=': '!=',
  ne: '!=',
  '<': '<',
  lt: '<',
  '>': '>',
  gt: '>',
  '<=': '<=',
  le: '<=',
  '>=': '>=',
  ge: '>=',
};

/** One pass from left to right, a function for each level of precedence. */
class Translator {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly tokens: Token[];

  constructor(text: string, tokens: Token[]) {
    this.text = text;
    this.tokens = tokens;
  }

  whole(): string {
    const feel = this.choice();
    if (this.at < this.tokens.length) throw this.untranslatable();
    return feel;
  }

  private choice(): string {
    this.depth += 1;
    if (this.depth > deepest) throw this.untranslatable();
    const condition = this.any();
    let feel = condition;
    if (this.take('?')) {
      const whenTrue = this.choice();
      this.need(':');
      feel = `(if ${condition} then ${whenTrue} else ${this.choice()})`;
    }
    this.depth -= 1;
    return feel;
  }

  private any(): string {
    let feel = this.all();
    while (this.take('||', 'or')) feel = `${feel} or ${this.all()}`;
    return feel;
  }

  private all(): string {
    let feel = this.comparison();
    while (this.take('&&', 'and')) feel = `${feel} and ${this.comparison()}`;
    return feel;
  }

  private comparison(): string {
    const left = this.sum();
    const sign = this.take(...Object.keys(comparisons));
    return sign === undefined ? left : `${left} ${comparisons[sign]} ${this.sum()}`;
  }

  private sum(): string {
    let feel = this.product();
    for (let sign = this.take('+', '-'); sign !== undefined; sign = this.take('+', '-'))
      feel = `${feel} ${sign} ${this.product()}`;
    return feel;
  }

  private product(): string {
    let feel = this.unary();
    const signs = ['*', '/', 'div', '%', 'mod'];
    for (let sign = this.take(...signs); sign !== undefined; sign = this.take(...signs)) {
      const right = this.unary();
      if (sign === '%' || sign === 'mod') feel = `modulo(${feel}, ${right})`;
      else feel = `${feel} ${sign === 'div' ? '/' : sign} ${right}`;
    }
    return feel;
  }

  private unary(): string {
    this.depth += 1;
    if (this.depth > deepest) throw this.untranslatable();
    const feel = this.negated();
    // Some twins name their object several times, and so could grow without end.
    if (feel.length > longest) throw this.untranslatable();
    this.depth -= 1;
    return feel;
  }

  private negated(): string {
    if (this.take('!', 'not')) return `not(${this.unary()})`;
    if (this.take('-')) return `-${this.unary()}`;
    if (this.take('empty')) {
      const value = this.unary();
      return `(if ${value} = null or ${value} = "" or ${value} = [] then true else false)`;
    }
    return this.path();
  }

  private path(): string {
    let feel = this.value();
    for (;;) {
      if (feel.length > longest) throw this.untranslatable();
      if (this.take('.')) feel = this.member(feel);
      else if (this.take('[')) feel = this.element(feel);
      else return feel;
    }
  }

  private member(object: string): string {
    const name = this.name();
    if (!this.take('(')) return object === 'execution' ? this.refuse() : `${object}.${name}`;
    const given: string[] = [];
    if (!this.take(')')) {
      do given.push(this.choice());
      while (this.take(','));
      this.need(')');
    }
    return methodTwin(object, name, given) ?? this.refuse();
  }

  /** `list[0]` counts from 0 and FEEL from 1; `map["key"]` is a path. */
  private element(object: string): string {
    const key = this.choice();
    this.need(']');
    if (/^\d+$/.test(key)) return `${object}[${Number(key) + 1}]`;
    const [, name] = /^"([\p{L}_][\p{L}\p{N}_]*)"$/u.exec(key) ?? [];
    return name === undefined ? `${object}[${key} + 1]` : `${object}.${name}`;
  }

  private value(): string {
    if (this.take('(')) {
      const feel = this.choice();
      this.need(')');
      return `(${feel})`;
    }
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind === 'number') return token.text;
    if (token?.kind === 'string') return quoted(token.value);
    if (token?.kind !== 'name') return this.refuse();
    if (['true', 'false', 'null'].includes(token.text)) return token.text;
    // A function, or a name that FEEL cannot write.
    return this.peek('(') || token.text.includes('$') ? this.refuse() : variableName(token.text);
  }

  private name(): string {
    const token = this.tokens[this.at];
    this.at += 1;
    return token?.kind === 'name' ? token.text : this.refuse();
  }

  private peek(...texts: string[]): string | undefined {
    const token = this.tokens[this.at];
    return token && token.kind !== 'string' && texts.includes(token.text) ? token.text : undefined;
  }

  private take(...texts: string[]): string | undefined {
    const found = this.peek(...texts);
    if (found !== undefined) this.at += 1;
    return found;
  }

  private need(text: string): void {
    if (this.take(text) === undefined) this.refuse();
  }

  private refuse(): never {
    throw this.untranslatable();
  }

  private untranslatable(): Untranslatable {
    return new Untranslatable(this.text);
  }
}

const counters: Record<string, string> = {
  nrOfInstances: 'numberOfInstances',
  nrOfActiveInstances: 'numberOfActiveInstances',
  nrOfCompletedInstances: 'numberOfCompletedInstances',
  // Theirs begins at 0, the standard's at 1 (BPMN 2.0.2, 10.3.8).
  loopCounter: '(loopCounter - 1)',
};

/** What multi-instance activities of these engines call their counters, in the words of the standard. */
export function variableName(name: string): string {
  return Object.hasOwn(counters, name) ? counters[name]! : name;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
