import type { Texts } from '../json.ts';
import { CaseFault } from '../fault.ts';
import type { WorkingCalendar } from '../time/calendar.ts';
import type { FeelType } from './feel-type.ts';

/**
 * What one evaluation may cost, counted and never timed, so that it ends at the same place on every machine. A step is
 * about one small operation on one element; the whole budget is well under a quarter of a second of computing.
 */
export const limits = {
  steps: 250_000,
  /** Of all evaluations that one input sets off. */
  stepsTogether: 500_000,
  /** Levels of the syntax tree below each other, calls included. */
  depth: 1200,
  /** Levels of a text that are read into each other. */
  nesting: 100,
  /** Characters of a text that is built. */
  text: 1_000_000,
  warnings: 20,
};

/** Steps that several evaluations have together: each is bounded, and so are all that one input of a case sets off. */
export interface Allowance {
  steps: number;
}

interface RunOptions {
  types?: (name: string) => FeelType | undefined;
  allowance?: Allowance;
  calendar?: WorkingCalendar;
}

/** One evaluation: its instant, what it may still spend, and what it had to warn of. */
export class Run {
  /** The instant that `now()` and `today()` are (UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`). */
  readonly at: string;
  readonly warnings: string[] = [];
  /** Why a decision has no value it should have: more than a warning, as null would hide it. */
  readonly failures: Texts[] = [];
  /** Types by name: those of the decision model, where there is one. */
  readonly types: ((name: string) => FeelType | undefined) | undefined;
  /** By which working days are counted; absent outside of a case. */
  readonly calendar: WorkingCalendar | undefined;
  private readonly allowance: Allowance;
  private steps = limits.steps;
  private depth = 0;

  constructor(at: string, { types, allowance, calendar }: RunOptions = {}) {
    this.at = at;
    this.types = types;
    this.calendar = calendar;
    this.allowance = allowance ?? { steps: limits.steps };
  }

  get spent(): number {
    return limits.steps - this.steps;
  }

  spend(steps: number): void {
    this.steps -= steps;
    this.allowance.steps -= steps;
    if (this.steps < 0 || this.allowance.steps < 0) {
      throw new CaseFault('expression-too-costly', {
        zh: `表达式运算超过 ${limits.steps} 步，已停止`,
        en: `Expected an expression of at most ${limits.steps} steps, but it needs more`,
      });
    }
  }

  /** Goes down by some levels of the tree for as long as the function runs. */
  within<T>(levels: number, inner: () => T): T {
    this.depth += levels;
    if (this.depth > limits.depth) {
      throw new CaseFault('expression-too-deep', {
        zh: `表达式嵌套和调用超过 ${limits.depth} 层，已停止`,
        en: `Expected an expression of at most ${limits.depth} levels, calls included, but it goes deeper`,
      });
    }
    const result = inner();
    this.depth -= levels;
    return result;
  }

  /** A text that an operation is about to build: its length is spent and bounded. */
  text(built: string): string {
    this.spend(built.length >> 4);
    if (built.length > limits.text) {
      throw new CaseFault('expression-too-costly', {
        zh: `表达式生成的文字超过 ${limits.text} 个字符，已停止`,
        en: `Expected a text of at most ${limits.text} characters, but it grows longer`,
      });
    }
    return built;
  }

  /** FEEL answers null where others fail; the reason is kept for who asks. Always null. */
  warn(reason: string): null {
    if (this.warnings.length < limits.warnings) this.warnings.push(reason);
    return null;
  }

  fail(reason: Texts): null {
    if (this.failures.length < limits.warnings) this.failures.push(reason);
    return null;
  }
}
