import { equal } from '../feel/compare.ts';
import { coerce } from '../feel/feel-type.ts';
import type { Code, Scope } from '../feel/scope.ts';
import { emptyContext, type Value } from '../feel/value.ts';
import type { ModelCompiler } from './boxed.ts';
import { applyHitPolicy, type Hit } from './hit-policy.ts';
import { typeOf } from './item-type.ts';
import type { DecisionTable } from './model.ts';

/** A decision table as code. */
export function compileTable(table: DecisionTable, compiler: ModelCompiler): Code {
  const inputs = table.inputs.map(({ expression, type, values }) => ({
    code: compiler.expression(expression),
    type: typeOf(type),
    allowed: values === undefined ? undefined : compiler.tests(values),
    expression,
  }));
  const rules = table.rules.map(({ id, when, then }) => ({
    id,
    when: inputs.map((_, column) => compiler.tests(when[column] ?? '-')),
    then: table.outputs.map((_, column) => compiler.expression(then[column] ?? '')),
  }));
  const types = table.outputs.map(({ type }) => typeOf(type));
  const defaults = table.outputs.map((output) => output.default && compiler.expression(output.default));
  const priorities = table.outputs.map(({ values, type }) => {
    const listed = values ?? compiler.allowedValues(type);
    return listed === undefined ? undefined : compiler.expression(`[${listed}]`);
  });

  const evaluate = (codes: Code[], scope: Scope): Value[] =>
    codes.map((code, column) => coerce(code(scope), types[column] ?? { kind: 'any' }, scope.run));

  const valueOf = (outputs: Value[]): Value => {
    if (table.outputs.length === 1) return outputs[0] ?? null;
    const context = emptyContext();
    for (const [column, { name }] of table.outputs.entries())
      context[name ?? `${column + 1}`] = outputs[column] ?? null;
    return context;
  };

  return (scope) => {
    const { run } = scope;
    const given: Value[] = [];
    for (const { code, type, allowed, expression } of inputs) {
      const value = coerce(code(scope), type, run);
      if (value !== null && allowed && !allowed(value, scope, run)) {
        return run.fail({
          zh: `“${expression}”的值不在该列列出的范围内`,
          en: `The value of '${expression}' is not one of those that its column lists`,
        });
      }
      given.push(value);
    }
    const hits: Hit[] = [];
    for (const { id, when, then } of rules) {
      run.spend(1);
      if (!when.every((holds, column) => holds(given[column] ?? null, scope, run))) continue;
      const outputs = evaluate(then, scope);
      hits.push({ rule: id, outputs, value: valueOf(outputs) });
      if (table.hitPolicy === 'FIRST') break;
    }
    if (hits.length === 0 && defaults.some((code) => code !== undefined)) {
      return valueOf(
        evaluate(
          defaults.map((code) => code || (() => null)),
          scope,
        ),
      );
    }
    const lists = priorities.map((code) => code?.(scope) ?? null);
    const rank = (output: Value, column: number): number => {
      const list = lists[column];
      if (!Array.isArray(list)) return 0;
      const found = list.findIndex((item) => equal(item, output, run) === true);
      return found < 0 ? list.length : found;
    };
    return applyHitPolicy(table, hits, { rank, run });
  };
}
