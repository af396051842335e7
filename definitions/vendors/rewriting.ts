import { errorAt, type Problem } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';
import { isJuel, juelToFeel } from './juel.ts';

/** An extension of ours, at the element that says the same in another engine's terms. */
export function extension(
  at: SourceElement,
  type: string,
  attributes: Record<string, string | undefined>,
  extensions: SourceElement[] = [],
): SourceElement {
  const given = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    type,
    id: at.id,
    name: at.name,
    role: 'extension',
    attributes: Object.fromEntries(given),
    text: '',
    children: [],
    extensions,
  };
}

/** The element with more extensions, and without those of the named types and the named attributes. */
export function rewritten(
  source: SourceElement,
  change: {
    drop?: readonly string[];
    attributes?: Record<string, string | undefined>;
    add?: SourceElement[];
  },
): SourceElement {
  const { attributes = {}, add = [] } = change;
  const drop = new Set(change.drop);
  const kept = Object.entries({ ...source.attributes, ...attributes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !drop.has(entry[0]),
  );
  return {
    ...source,
    attributes: Object.fromEntries(kept),
    extensions: [...source.extensions.filter(({ type }) => !drop.has(type)), ...add],
  };
}

/** Values of attributes that may be `${…}`, in FEEL, with a problem for each that has no twin there. */
export class Expressions {
  readonly problems: Problem[] = [];
  private readonly source: SourceElement;

  constructor(source: SourceElement) {
    this.source = source;
  }

  read(text: string): string;
  read(text: string | undefined): string | undefined;
  read(text: string | undefined): string | undefined {
    if (text === undefined || !isJuel(text)) return text;
    const translation = juelToFeel(text);
    if (translation.ok) return translation.feel;
    this.problems.push(untranslatable(this.source, translation.fault));
    return '= null';
  }
}

function untranslatable(source: SourceElement, fault: string): Problem {
  return errorAt(
    source,
    'expression-foreign',
    [
      `表达式“${fault.slice(0, 200)}”没有对应的 FEEL 写法`,
      `The expression '${fault.slice(0, 200)}' has no twin in FEEL`,
    ],
    [
      '改写为 FEEL 表达式（以 = 开头）；调用代码的部分改为服务任务',
      "Write it as FEEL after '='; make a service task of what calls code",
    ],
  );
}

/** Something that another engine would do and this one does not: what it is, and what to do instead. */
export function refusedMeaning(source: SourceElement, what: string, mend: [zh: string, en: string]): Problem {
  return errorAt(
    source,
    'extension-refused',
    [`其他引擎的“${what}”在这里不会执行`, `'${what}' of another engine is not run here`],
    mend,
  );
}
