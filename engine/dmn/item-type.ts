import { readAtLiteral } from '../feel/at-literal.ts';
import { typeNamed, type FeelType } from '../feel/feel-type.ts';
import type { Run } from '../feel/run.ts';
import { emptyContext, isContext, kindOf, type Context, type Value } from '../feel/value.ts';
import type { ItemDefinition, TypeName } from './model.ts';
import type { Tests } from './unary-tests.ts';

/** How a type is made of an item definition; `tests` compiles its constraints. */
export function feelTypeOf(definition: ItemDefinition, tests: (source: string) => Tests): FeelType {
  const item = withTests(baseOf(definition, tests), definition.allowed, tests);
  const whole: FeelType = definition.isCollection ? { kind: 'list', item } : item;
  return withTests(whole, definition.constraint, tests);
}

function baseOf(definition: ItemDefinition, tests: (source: string) => Tests): FeelType {
  if (definition.components) {
    return {
      kind: 'context',
      members: definition.components.map(({ name, type }) => [name, feelTypeOf(type, tests)]),
    };
  }
  if (definition.function) {
    const { parameters, result } = definition.function;
    return { kind: 'function', parameters: parameters.map(typeOf), result: typeOf(result) };
  }
  return typeOf(definition.type);
}

export function typeOf(name: TypeName | undefined): FeelType {
  return name === undefined ? { kind: 'any' } : typeNamed(name);
}

function withTests(of: FeelType, source: string | undefined, tests: (source: string) => Tests): FeelType {
  if (source === undefined) return of;
  const holds = tests(source);
  return { kind: 'checked', of, check: (value, run) => holds(value, null, run) };
}

/** JSON as a value of a type: texts become the dates, times and durations that the type says they are. */
export function fromJson(value: Value, type: FeelType, run: Run): Value {
  if (value === null) return null;
  run.spend(1);
  return run.within(1, () => readAs(value, type, run));
}

function readAs(value: Value, type: FeelType, run: Run): Value {
  switch (type.kind) {
    case 'named': {
      const meant = run.types?.(type.name);
      return meant ? fromJson(value, meant, run) : value;
    }
    case 'checked':
      return fromJson(value, type.of, run);
    case 'list':
      return Array.isArray(value)
        ? value.map((item) => fromJson(item, type.item, run))
        : fromJson(value, type.item, run);
    case 'context':
      return isContext(value) ? readContext(value, type, run) : value;
    case 'basic': {
      const read = typeof value === 'string' && type.name !== 'string' ? readAtLiteral(value) : null;
      return read !== null && kindOf(read) === type.name ? read : value;
    }
    case 'any':
    case 'null':
    case 'range':
    case 'function':
      return value;
  }
}

function readContext(value: Context, type: Extract<FeelType, { kind: 'context' }>, run: Run): Context {
  const read = Object.assign(emptyContext(), value);
  for (const [name, member] of type.members) {
    if (Object.hasOwn(read, name)) read[name] = fromJson(read[name] ?? null, member, run);
  }
  return read;
}
