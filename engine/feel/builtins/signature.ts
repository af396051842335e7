import { DaysTime, YearsMonths } from '../duration.ts';
import type { Run } from '../run.ts';
import { FeelFunction, kindOf, type Arguments, type Value } from '../value.ts';

/**
 * A function of the language: its forms in order, each written as the standard does with the types of its parameters, e.g.
 * `substring(string: string, start position: number, length?: number)`. `a | b` takes either, `?` behind a type also null,
 * `...` before a name all that follow. The first form that the arguments fit is run.
 */
export type Builtin = Record<string, Body>;

/** As a method, so that a body may say more exactly what it is given: `fit` sees to it. */
type Body = { run(given: (Value | undefined)[], run: Run): Value }['run'];

interface Parameter {
  name: string;
  types: string[];
  takesNull: boolean;
  isOptional: boolean;
  isRest: boolean;
}

class BuiltinFunction extends FeelFunction {
  private readonly forms: Parameter[][];

  constructor(forms: Parameter[][], invoke: FeelFunction['invoke']) {
    super(
      (forms[0] ?? []).map(({ name }) => ({ name })),
      invoke,
    );
    this.forms = forms;
  }

  override takes(count: number): boolean {
    return this.forms.some((parameters) => {
      const least = parameters.filter(({ isOptional, isRest }) => !isOptional && !isRest).length;
      return count >= least && (count <= parameters.length || parameters.at(-1)?.isRest === true);
    });
  }
}

export function define(forms: Builtin): FeelFunction {
  const read = Object.entries(forms).map(([signature, body]) => ({
    parameters: readSignature(signature),
    body,
  }));
  return new BuiltinFunction(
    read.map(({ parameters }) => parameters),
    (given, run) => {
      for (const { parameters, body } of read) {
        const values = fit(parameters, given);
        if (values === undefined) continue;
        run.spend(3 + costOf(values));
        return body(values, run);
      }
      return run.warn(`No form of the function fits its arguments: ${Object.keys(forms).join(' ')}`);
    },
  );
}

/** Lists are gone through by nearly every function that takes one. */
function costOf(values: Value[]): number {
  let cost = 0;
  for (const value of values) {
    if (Array.isArray(value)) cost += value.length;
    else if (typeof value === 'string') cost += value.length >> 4;
  }
  return cost;
}

function readSignature(signature: string): Parameter[] {
  const inside = signature.slice(signature.indexOf('(') + 1, -1);
  if (inside === '') return [];
  return inside.split(', ').map((text) => {
    const [name = '', type = 'any'] = text.split(': ');
    const takesNull = type.endsWith('?') || type === 'any';
    return {
      name: name.replace(/^\.\.\./, '').replace(/\?$/, ''),
      types: type.replace(/\?$/, '').split(' | '),
      takesNull,
      isOptional: name.endsWith('?'),
      isRest: name.startsWith('...'),
    };
  });
}

/** The arguments in the order of the parameters, brought to their types; undefined when they do not fit. */
function fit(parameters: Parameter[], given: Arguments): Value[] | undefined {
  const values = 'positional' in given ? given.positional : inOrder(parameters, given.named);
  if (values === undefined) return undefined;
  const last = parameters.at(-1);
  if (values.length > parameters.length && !last?.isRest) return undefined;
  const fitted: Value[] = [];
  for (const [index, value] of values.entries()) {
    const parameter = parameters[index] ?? last!;
    const one = fitOne(parameter, value);
    if (one === undefined) return undefined;
    fitted.push(one);
  }
  const missing = parameters.slice(values.length);
  return missing.every(({ isOptional }) => isOptional) ? fitted : undefined;
}

function inOrder(parameters: Parameter[], named: Map<string, Value>): Value[] | undefined {
  const values: Value[] = [];
  let found = 0;
  for (const { name } of parameters) {
    const value = named.get(name);
    if (value !== undefined) found += 1;
    values.push(value ?? null);
  }
  if (found < named.size) return undefined;
  // Optional ones at the end that were not named are not given at all.
  while (values.length > 0 && !named.has(parameters[values.length - 1]!.name)) values.pop();
  return values;
}

function fitOne({ types, takesNull }: Parameter, value: Value): Value | undefined {
  if (value === null) return takesNull ? null : undefined;
  if (types.some((type) => isOfType(value, type))) return value;
  if (types.includes('list')) return [value];
  const [only] = Array.isArray(value) && value.length === 1 ? (value as Value[]) : [];
  return only !== undefined && only !== null && types.some((type) => isOfType(only, type)) ? only : undefined;
}

function isOfType(value: Value, type: string): boolean {
  if (type === 'any') return true;
  if (type === 'duration') return value instanceof YearsMonths || value instanceof DaysTime;
  return kindOf(value) === type;
}
