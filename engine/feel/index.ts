import { Compiler } from './compile.ts';
import { mustBeKnown } from './cursor.ts';
import { namesToKnow } from './known-names.ts';
import { parseExpression } from './parse.ts';
import { Run } from './run.ts';
import { Scope, type Code } from './scope.ts';
import type { Context, Value } from './value.ts';

/** Compiled texts: a diagram has a few hundred, and reading one costs a hundred times what running it does. */
const compiled = new Map<string, { code: Code; depth: number }>();
const mostCompiled = 5000;

/**
 * Compiles a FEEL expression. `known` are the names in scope that hold signs or keywords (`mustBeKnown`), without which the
 * text may mean something else. Throws FeelSyntaxError.
 */
export function compileExpression(
  source: string,
  known: readonly string[] = [],
): { code: Code; depth: number } {
  const key = known.length === 0 ? source : [source, ...known].join('\n');
  let found = compiled.get(key);
  if (found === undefined) {
    const compiler = new Compiler();
    const code = compiler.compile(parseExpression(source, known));
    found = { code, depth: compiler.deepest };
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(key, found);
  }
  return found;
}

export { mustBeKnown, namesToKnow, Run, Scope };
export type { Code, Context, Value };
