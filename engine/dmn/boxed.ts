import type { Texts } from '../json.ts';
import { call } from '../feel/call.ts';
import { compileFilter, compileFor, compileQuantified } from '../feel/collections.ts';
import { userFunction } from '../feel/compile.ts';
import { coerce, type FeelType } from '../feel/feel-type.ts';
import { compileExpression } from '../feel/index.ts';
import type { Code, Scope } from '../feel/scope.ts';
import { FeelSyntaxError } from '../feel/token.ts';
import { emptyContext, FeelFunction } from '../feel/value.ts';
import { typeOf } from './item-type.ts';
import type { Boxed, BoxedFunction, ContextEntry, TypeName } from './model.ts';
import { compileTable } from './table.ts';
import { compileTests, type Tests } from './unary-tests.ts';

/** Longest text of a cell or a literal expression that is read, in characters. */
export const longestText = 20_000;

/** Compiles the logic of one model: its texts are read with all the names that it knows. */
export class ModelCompiler {
  private readonly known: readonly string[];
  /** The allowed values of a type of the model, as written. */
  readonly allowedValues: (type: TypeName | undefined) => string | undefined;

  constructor(known: readonly string[], allowedValues: (type: TypeName | undefined) => string | undefined) {
    this.known = known;
    this.allowedValues = allowedValues;
  }

  /** A FEEL text; one that cannot be read fails when it is run: its model was not to be published. */
  expression(source: string): Code {
    if (source.trim() === '') return () => null;
    try {
      checkLength(source);
      return compileExpression(source, this.known).code;
    } catch (cause) {
      const failure = unreadable(source, cause);
      return ({ run }) => run.fail(failure);
    }
  }

  tests(source: string): Tests {
    try {
      checkLength(source);
      return compileTests(source, this.known);
    } catch (cause) {
      const failure = unreadable(source, cause);
      return (_value, _scope, run) => run.fail(failure) ?? false;
    }
  }

  /** A boxed expression; its value is brought to its type. */
  boxed(boxed: Boxed): Code {
    const code = this.kind(boxed);
    if (boxed.type === undefined || boxed.kind === 'function') return code;
    const type = typeOf(boxed.type);
    return (scope) => coerce(code(scope), type, scope.run);
  }

  private kind(boxed: Boxed): Code {
    switch (boxed.kind) {
      case 'literal':
        return this.expression(boxed.text);
      case 'table':
        return compileTable(boxed.table, this);
      case 'context':
        return this.context(boxed.entries);
      case 'list': {
        const elements = boxed.elements.map((element) => this.boxed(element));
        return (scope) => elements.map((element) => element(scope));
      }
      case 'relation':
        return this.relation(boxed);
      case 'invocation':
        return this.invocation(boxed);
      case 'function':
        return this.function(boxed);
      case 'conditional': {
        const [condition, then, otherwise] = [
          this.boxed(boxed.if),
          this.boxed(boxed.then),
          this.boxed(boxed.else),
        ];
        return (scope) => (condition(scope) === true ? then(scope) : otherwise(scope));
      }
      case 'filter':
        return compileFilter(this.boxed(boxed.in), this.boxed(boxed.match));
      case 'for': {
        const over = [{ variable: boxed.variable, over: this.boxed(boxed.in) }];
        const usesPartial = JSON.stringify(boxed.return).includes('partial');
        return compileFor(over, this.boxed(boxed.return), usesPartial ? 'whole' : 'none');
      }
      case 'some':
      case 'every':
        return compileQuantified(
          boxed.kind,
          [{ variable: boxed.variable, over: this.boxed(boxed.in) }],
          this.boxed(boxed.satisfies),
        );
      case 'nothing': {
        const { why } = boxed;
        return ({ run }) => run.warn(`There is no logic: ${why}`);
      }
    }
  }

  /** Each entry sees those before it; the last may have no name: then it is the value of the whole. */
  private context(entries: ContextEntry[]): Code {
    const codes = entries.map(({ name, type, value }) => ({
      name,
      type: typeOf(type),
      code: this.boxed(value),
    }));
    return (scope) => {
      const context = emptyContext();
      const inner = scope.inner(context);
      for (const { name, type, code } of codes) {
        const value = coerce(code(inner), type, scope.run);
        if (name === undefined) return value;
        context[name] = value;
      }
      return context;
    };
  }

  private relation({ columns, rows }: Extract<Boxed, { kind: 'relation' }>): Code {
    const types = columns.map(({ type }) => typeOf(type));
    const codes = rows.map((row) => row.map((cell) => this.boxed(cell)));
    return (scope) =>
      codes.map((row) => {
        const context = emptyContext();
        for (const [index, { name }] of columns.entries()) {
          context[name] = coerce(row[index]?.(scope) ?? null, types[index]!, scope.run);
        }
        return context;
      });
  }

  private invocation({ called, bindings }: Extract<Boxed, { kind: 'invocation' }>): Code {
    const target = this.boxed(called);
    const codes = bindings.map(({ name, value }) => [name, this.boxed(value)] as const);
    return (scope) => {
      const named = new Map(codes.map(([name, code]) => [name, code(scope)]));
      return call(target(scope), { named }, scope.run);
    };
  }

  private function({ parameters, body }: BoxedFunction): Code {
    const make = this.functionOf({ kind: 'function', parameters, body });
    return (scope) => make(scope);
  }

  /** The function that a definition stands for in a scope; `result` is the type of its values. */
  functionOf({ parameters, body }: BoxedFunction, result?: FeelType): (scope: Scope) => FeelFunction {
    const code = this.boxed(body);
    const typed = parameters.map(({ name, type }) => ({
      name,
      ...(type !== undefined && { type: typeOf(type) }),
    }));
    const bodyType = result ?? (body.type === undefined ? undefined : typeOf(body.type));
    const checked: Code = result ? (scope) => coerce(code(scope), result, scope.run) : code;
    return (scope): FeelFunction => {
      const { invoke } = userFunction(typed, checked, { scope, depth: depthOfLogic });
      return new FeelFunction(typed, invoke, bodyType);
    };
  }
}

/** Levels that the logic of a function is worth: its boxes are few, and its texts are bounded themselves. */
const depthOfLogic = 20;

function unreadable(source: string, cause: unknown): Texts {
  if (!(cause instanceof FeelSyntaxError)) throw cause;
  return {
    zh: `不是可读的 FEEL：${source}`,
    en: `Expected FEEL, but found ${cause.message}, in: ${source}`,
  };
}

function checkLength(source: string): void {
  if (source.length > longestText)
    throw new FeelSyntaxError(0, '', `it has more than ${longestText} characters`);
}
