import type { FeelType } from '../feel/feel-type.ts';
import type { Code, Scope } from '../feel/scope.ts';
import type { FeelFunction } from '../feel/value.ts';
import { ModelCompiler } from './boxed.ts';
import { feelTypeOf, typeOf } from './item-type.ts';
import { knownNames } from './known-names.ts';
import type { DecisionModel, ItemDefinition } from './model.ts';

/** A model ready to run: its texts read once, its types by name. */
export interface Program {
  model: DecisionModel;
  typeNamed: (name: string) => FeelType | undefined;
  logicOf: (decision: string) => Code | undefined;
  functionOf: (knowledge: string) => ((scope: Scope) => FeelFunction) | undefined;
}

const programs = new WeakMap<DecisionModel, Program>();

export function programOf(model: DecisionModel): Program {
  let program = programs.get(model);
  if (program === undefined) {
    program = makeProgram(model);
    programs.set(model, program);
  }
  return program;
}

function makeProgram(model: DecisionModel): Program {
  const compiler = new ModelCompiler(knownNames(model), (type) =>
    type === undefined ? undefined : model.types[type]?.allowed,
  );
  const typeNamed = remembering((name) => {
    const definition = definitionOf(model, name);
    return definition && feelTypeOf(definition, (source) => compiler.tests(source));
  });
  return {
    model,
    typeNamed,
    logicOf: remembering((id) => {
      const logic = model.decisions[id]?.logic;
      return logic && compiler.boxed(logic);
    }),
    functionOf: remembering((id) => {
      const knowledge = model.knowledge[id];
      if (!knowledge?.logic) return undefined;
      return compiler.functionOf(
        knowledge.logic,
        knowledge.type === undefined ? undefined : typeOf(knowledge.type),
      );
    }),
  };
}

/** By its whole name, else by that which it has in the file it comes from. */
function definitionOf({ types }: DecisionModel, name: string): ItemDefinition | undefined {
  if (Object.hasOwn(types, name)) return types[name];
  const imported = Object.keys(types).find((type) => type.endsWith(`.${name}`));
  return imported === undefined ? undefined : types[imported];
}

function remembering<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key) as T;
  };
}
