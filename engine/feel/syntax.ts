import type { ArithmeticOperator } from './arithmetic.ts';
import type { FeelType } from './feel-type.ts';
import type { RangeOperator, Value } from './value.ts';

/** A FEEL expression as a tree. */
export type Syntax =
  | { kind: 'literal'; value: Value }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: Syntax[] }
  | { kind: 'context'; entries: [name: string, value: Syntax][] }
  | { kind: 'range'; start: Syntax; end: Syntax; startIncluded: boolean; endIncluded: boolean }
  | { kind: 'unary test'; operator: RangeOperator; operand: Syntax }
  | { kind: 'path'; of: Syntax; name: string }
  | { kind: 'filter'; of: Syntax; by: Syntax }
  | { kind: 'call'; called: Syntax; positional: Syntax[] }
  | { kind: 'named call'; called: Syntax; named: [name: string, value: Syntax][] }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Syntax; right: Syntax }
  | { kind: 'negation'; of: Syntax }
  | { kind: 'comparison'; operator: RangeOperator; left: Syntax; right: Syntax }
  | { kind: 'and' | 'or'; left: Syntax; right: Syntax }
  | { kind: 'between'; value: Syntax; low: Syntax; high: Syntax }
  | { kind: 'in'; value: Syntax; tests: Syntax[] }
  | { kind: 'instance of'; value: Syntax; type: FeelType }
  | { kind: 'if'; condition: Syntax; then: Syntax; else: Syntax }
  | { kind: 'for'; iterations: Iteration[]; result: Syntax }
  | { kind: 'some' | 'every'; iterations: Iteration[]; satisfies: Syntax }
  | { kind: 'function'; parameters: { name: string; type?: FeelType }[]; body: Syntax };

/** `variable in over`, or `variable in over..to`. */
export interface Iteration {
  variable: string;
  over: Syntax;
  to?: Syntax;
}

/** What stands in a cell of a decision table: `-`, tests of which one must hold, or `not(…)`. */
export type UnaryTests =
  { kind: 'anything' } | { kind: 'one of' | 'none of'; tests: { test: Syntax; usesInput: boolean }[] };
