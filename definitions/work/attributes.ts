import { asFeel, expressionProblems, type Place } from '../expression-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { attributeOf, type SourceElement } from '../source-element.ts';

/**
 * Reads the attributes of one `rf:` part and gathers what is wrong with them. `place` names the part in Chinese and
 * English; every problem marks the element on the diagram that the part belongs to.
 */
export class Attributes {
  readonly problems: Problem[] = [];
  private readonly source: SourceElement;
  private readonly place: Place;
  private readonly context: ReadingContext;

  constructor(source: SourceElement, place: Place, context: ReadingContext) {
    this.source = source;
    this.place = place;
    this.context = context;
  }

  text(name: string): string | undefined {
    return attributeOf(this.source, name);
  }

  /** The texts between blanks and commas. */
  list(name: string): string[] {
    return (this.text(name) ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  }

  flag(name: string): boolean | undefined {
    return this.choice(name, ['true', 'false']) === undefined ? undefined : this.text(name) === 'true';
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const found = this.text(name);
    if (found === undefined) return undefined;
    const known = choices.find((choice) => choice === found);
    if (known === undefined) this.wrong(name, choices.join(' | '), found);
    return known;
  }

  choices<T extends string>(name: string, choices: readonly T[]): T[] {
    return this.list(name).flatMap((found) => {
      const known = choices.find((choice) => choice === found);
      if (known === undefined) this.wrong(name, choices.join(' | '), found);
      return known ?? [];
    });
  }

  /** A number within bounds; `whole`: without a fraction. */
  number(name: string, bounds: { from: number; to: number; whole?: boolean }): number | undefined {
    const found = this.text(name);
    if (found === undefined) return undefined;
    const value = Number(found);
    const fits = value >= bounds.from && value <= bounds.to && (!bounds.whole || Number.isInteger(value));
    if (!fits) this.wrong(name, `${bounds.from}–${bounds.to}`, found);
    return fits ? value : undefined;
  }

  /** A text that may be FEEL (leading `=`) or itself. */
  expression(name: string): string | undefined {
    const found = this.text(name);
    this.problems.push(...expressionProblems(this.source, found, this.named(name), this.context));
    return found;
  }

  /** FEEL, with or without its sign. */
  feel(name: string): string | undefined {
    const found = this.text(name);
    const feel = found === undefined ? undefined : asFeel(found);
    this.problems.push(...expressionProblems(this.source, feel, this.named(name), this.context));
    return feel;
  }

  /** Says that an attribute holds something else than it may. */
  wrong(name: string, expected: string | Place, found: string): void {
    const [zh, en] = typeof expected === 'string' ? [expected, expected] : expected;
    this.fault(
      'setting-value',
      [
        `${this.place[0]}的 ${name} 应为 ${zh}，实际为“${found}”`,
        `Expected ${name} of the ${this.place[1]} to be ${en}, but found '${found}'`,
      ],
      [`改为 ${zh}`, `Write ${en}`],
    );
  }

  /** Says that attributes stand where they mean nothing. */
  unfit(names: string[], why: Place): void {
    const found = names.filter((name) => this.text(name) !== undefined);
    if (found.length === 0) return;
    this.fault(
      'setting-unfit',
      [
        `${this.place[0]}的 ${found.join('、')} 在此无意义：${why[0]}`,
        `${found.join(', ')} of the ${this.place[1]} mean nothing here: ${why[1]}`,
      ],
      ['删除该设置', 'Remove the setting'],
    );
  }

  fault(code: string, message: [string, string], mend: [string, string]): void {
    this.problems.push(errorAt(this.source, code, message, mend));
  }

  private named(name: string): Place {
    return [`${this.place[0]}的 ${name}`, `${name} of the ${this.place[1]}`];
  }
}
