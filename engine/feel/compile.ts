import { calculate } from './arithmetic.ts';
import { builtins } from './builtins/index.ts';
import { call } from './call.ts';
import { compileFilter, compileFor, compileQuantified, readPath, type PartialUse } from './collections.ts';
import { inRange, isIn } from './compare.ts';
import { coerce, isInstance } from './feel-type.ts';
import {
  both,
  compareWith,
  comparison,
  conjunction,
  holdsOrder,
  negation,
  rangeOf,
  unaryRange,
} from './operators.ts';
import { limits, type Run } from './run.ts';
import type { Code, Scope } from './scope.ts';
import type { Syntax } from './syntax.ts';
import { FeelSyntaxError } from './token.ts';
import { emptyContext, FeelFunction, FeelRange, type Arguments, type Value } from './value.ts';

/** Compiles trees to closures and remembers how deep they go: what a call of them may take from the stack. */
export class Compiler {
  private level = 0;
  deepest = 0;

  compile(syntax: Syntax): Code {
    this.level += 1;
    this.deepest = Math.max(this.deepest, this.level);
    if (this.level > limits.depth)
      throw new FeelSyntaxError(0, '', `it goes more than ${limits.depth} levels deep`);
    const code = this.codeOf(syntax);
    this.level -= 1;
    return code;
  }

  private codeOf(syntax: Syntax): Code {
    switch (syntax.kind) {
      case 'literal': {
        const { value } = syntax;
        return () => value;
      }
      case 'name':
        return compileName(syntax.name);
      case 'list':
        return this.list(syntax.items);
      case 'context':
        return this.context(syntax.entries);
      case 'range':
        return this.range(syntax);
      case 'unary test': {
        const [operator, operand] = [syntax.operator, this.compile(syntax.operand)];
        return (scope) => unaryRange(operator, operand(scope), scope.run);
      }
      case 'path': {
        const [of, name] = [this.compile(syntax.of), syntax.name];
        return (scope) => readPath(of(scope), name, scope.run);
      }
      case 'filter':
        return compileFilter(this.compile(syntax.of), this.compile(syntax.by), syntax.by);
      case 'call': {
        const [called, given] = [
          this.compile(syntax.called),
          syntax.positional.map((each) => this.compile(each)),
        ];
        return (scope) => call(called(scope), { positional: given.map((each) => each(scope)) }, scope.run);
      }
      case 'named call': {
        const called = this.compile(syntax.called);
        const given = syntax.named.map(([name, value]) => [name, this.compile(value)] as const);
        return (scope) =>
          call(
            called(scope),
            { named: new Map(given.map(([name, value]) => [name, value(scope)])) },
            scope.run,
          );
      }
      case 'arithmetic': {
        const [operator, left, right] = [
          syntax.operator,
          this.compile(syntax.left),
          this.compile(syntax.right),
        ];
        return (scope) => calculate(operator, left(scope), right(scope), scope.run);
      }
      case 'negation': {
        const of = this.compile(syntax.of);
        return (scope) => negation(of(scope), scope.run);
      }
      case 'comparison': {
        const [left, right] = [this.compile(syntax.left), this.compile(syntax.right)];
        return comparison(syntax.operator, left, right);
      }
      case 'and':
        return conjunction(this.compile(syntax.left), this.compile(syntax.right), false);
      case 'or':
        return conjunction(this.compile(syntax.left), this.compile(syntax.right), true);
      case 'between': {
        const [value, low, high] = [syntax.value, syntax.low, syntax.high].map((each) =>
          this.compile(each),
        ) as [Code, Code, Code];
        return (scope) => {
          const found = value(scope);
          return both(
            holdsOrder('>=', found, low(scope), scope.run),
            holdsOrder('<=', found, high(scope), scope.run),
          );
        };
      }
      case 'in':
        return this.membership(syntax.value, syntax.tests);
      case 'instance of': {
        const [value, type] = [this.compile(syntax.value), syntax.type];
        return (scope) => isInstance(value(scope), type, scope.run);
      }
      case 'if': {
        const [condition, then, otherwise] = [syntax.condition, syntax.then, syntax.else].map((each) =>
          this.compile(each),
        ) as [Code, Code, Code];
        return (scope) => (condition(scope) === true ? then(scope) : otherwise(scope));
      }
      case 'for':
        return compileFor(
          this.iterations(syntax.iterations),
          this.compile(syntax.result),
          partialUseOf(syntax),
        );
      case 'some':
      case 'every':
        return compileQuantified(
          syntax.kind,
          this.iterations(syntax.iterations),
          this.compile(syntax.satisfies),
        );
      case 'function':
        return this.function(syntax);
    }
  }

  private iterations(iterations: Extract<Syntax, { kind: 'for' }>['iterations']) {
    return iterations.map(({ variable, over, to }) => ({
      variable,
      over: this.compile(over),
      ...(to && { to: this.compile(to) }),
    }));
  }

  private list(items: Syntax[]): Code {
    const codes = items.map((item) => this.compile(item));
    return (scope) => {
      scope.run.spend(codes.length);
      return codes.map((code) => code(scope));
    };
  }

  /** Each entry sees those before it. */
  private context(entries: [string, Syntax][]): Code {
    const codes = entries.map(([name, value]) => [name, this.compile(value)] as const);
    const isRepeated = new Set(entries.map(([name]) => name)).size < entries.length;
    return (scope) => {
      if (isRepeated) return scope.run.warn('A context names an entry twice');
      scope.run.spend(codes.length);
      const context = emptyContext();
      const inner = scope.inner(context);
      for (const [name, value] of codes) context[name] = value(inner);
      return context;
    };
  }

  private range({ start, end, startIncluded, endIncluded }: Extract<Syntax, { kind: 'range' }>): Code {
    const [low, high] = [this.compile(start), this.compile(end)];
    return (scope) => rangeOf([low(scope), high(scope)], [startIncluded, endIncluded], scope.run);
  }

  private membership(value: Syntax, tests: Syntax[]): Code {
    const found = this.compile(value);
    const codes = tests.map((test) => this.test(test));
    return (scope) => {
      const subject = found(scope);
      let result: boolean | null = false;
      for (const code of codes) {
        const holds = code(subject, scope);
        if (holds === true) return true;
        if (holds === null) result = null;
      }
      return result;
    };
  }

  /** A positive unary test: whether it holds for a value. */
  test(test: Syntax): (subject: Value, scope: Scope) => boolean | null {
    if (test.kind === 'unary test') {
      const [operator, operand] = [test.operator, this.compile(test.operand)];
      return (subject, scope) => compareWith(operator, subject, operand(scope), scope.run);
    }
    const code = this.compile(test);
    if (test.kind !== 'range') return (subject, scope) => isIn(subject, code(scope), scope.run);
    return (subject, scope) => {
      const range = code(scope);
      return range instanceof FeelRange ? inRange(subject, range, scope.run) : null;
    };
  }

  private function({ parameters, body }: Extract<Syntax, { kind: 'function' }>): Code {
    const inner = new Compiler();
    inner.level = this.level;
    const code = inner.compile(body);
    const depth = inner.deepest - this.level;
    this.deepest = Math.max(this.deepest, inner.deepest);
    return (scope) => userFunction(parameters, code, { scope, depth });
  }
}

export function compileName(name: string): Code {
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  return (scope) => {
    const found = scope.find(name);
    if (found !== undefined) return found;
    return builtin ?? asPath(name, scope) ?? scope.run.warn(`There is no '${name}'`);
  };
}

function partialUseOf(syntax: Extract<Syntax, { kind: 'for' }>): PartialUse {
  const found = { all: 0, filtered: 0 };
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { kind, name, of } = part as {
      kind?: unknown;
      name?: unknown;
      of?: { kind?: unknown; name?: unknown };
    };
    if (kind === 'name' && name === 'partial') found.all += 1;
    if (kind === 'filter' && of?.kind === 'name' && of.name === 'partial') found.filtered += 1;
    Object.values(part).forEach(visit);
  };
  visit([syntax.iterations, syntax.result]);
  if (found.all === 0) return 'none';
  return found.all === found.filtered ? 'items' : 'whole';
}

/** A name with a dot that is known elsewhere in the model is a way into a variable where it is not. */
function asPath(name: string, scope: Scope): Value | undefined {
  const [first = '', ...parts] = name.split('.');
  const found = parts.length === 0 ? undefined : scope.find(first);
  if (found === undefined) return undefined;
  return parts.reduce<Value>((value, part) => readPath(value, part.trim(), scope.run), found);
}

/** A function of the language over code; arguments are brought to the types of the parameters. */
export function userFunction(
  parameters: FeelFunction['parameters'],
  code: Code,
  { scope, depth }: { scope: Scope; depth: number },
): FeelFunction {
  return new FeelFunction(parameters, (given, run) => {
    const names = bind(parameters, given, run);
    return names === null ? null : run.within(depth + 2, () => code(scope.inner(names)));
  });
}

function bind(parameters: FeelFunction['parameters'], given: Arguments, run: Run) {
  const count = 'positional' in given ? given.positional.length : given.named.size;
  if (count !== parameters.length) {
    return run.warn(`A function takes ${parameters.length} arguments and is given ${count}`);
  }
  const names = emptyContext();
  for (const [index, { name, type }] of parameters.entries()) {
    const value = 'positional' in given ? given.positional[index] : given.named.get(name);
    if (value === undefined) return run.warn(`A function is not given its '${name}'`);
    const fitting = type === undefined ? value : coerce(value, type, run);
    if (fitting === null && value !== null) return null;
    names[name] = fitting;
  }
  return names;
}
