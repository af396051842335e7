import { isIn } from '../feel/compare.ts';
import { Compiler } from '../feel/compile.ts';
import { parseUnaryTests } from '../feel/parse-tests.ts';
import type { Run } from '../feel/run.ts';
import { Scope } from '../feel/scope.ts';
import type { Syntax } from '../feel/syntax.ts';
import { emptyContext, type Value } from '../feel/value.ts';

/** Whether a value passes; a null scope is that of the built-in functions alone. */
export type Tests = (value: Value, scope: Scope | null, run: Run) => boolean;

/** Compiles a cell of a decision table, or the allowed values of a type. Throws FeelSyntaxError. */
export function compileTests(source: string, known: readonly string[]): Tests {
  const syntax = parseUnaryTests(source, known);
  if (syntax.kind === 'anything') return () => true;
  const compiler = new Compiler();
  const tests = syntax.tests.map(({ test, usesInput }) => compileTest(compiler, test, usesInput));
  const isNegated = syntax.kind === 'none of';
  return (value, scope, run) => {
    run.spend(tests.length);
    const names = emptyContext();
    names['?'] = value;
    const inner = new Scope(names, scope, run);
    const holds = tests.some((test) => test(value, inner));
    return isNegated ? !holds : holds;
  };
}

/**
 * A test that speaks of `?` is a condition. Another is what the value must be, contain it, or (a condition over other
 * variables) be true, where the value itself is no boolean.
 */
function compileTest(
  compiler: Compiler,
  test: Syntax,
  usesInput: boolean,
): (value: Value, scope: Scope) => boolean {
  if (test.kind === 'unary test' || test.kind === 'range') {
    const holds = compiler.test(test);
    return (value, scope) => holds(value, scope) === true;
  }
  const code = compiler.compile(test);
  if (usesInput) return (_, scope) => code(scope) === true;
  return (value, scope) => {
    const found = code(scope);
    if (typeof found === 'boolean' && typeof value !== 'boolean') return found;
    return isIn(value, found, scope.run) === true;
  };
}
