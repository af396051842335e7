import type { DecisionModel, Requirement } from '../../engine/dmn/model.ts';
import { errorAt, type Problem } from '../problem.ts';
import { checkModel } from './check.ts';
import { readDefinitions, type ReadDefinitions } from './read.ts';
import { readXml } from './xml.ts';

export interface CompiledDecisions {
  /** By the name of the file; a file that cannot be read has none. */
  models: Record<string, DecisionModel>;
  problems: (Problem & { file: string })[];
}

/**
 * Files of DMN (1.1 to 1.6) by name to decision models, and everything that is wrong with them. Files that import each
 * other must be given together: each model is whole, with what it imports inside it.
 */
export function compileDecisions(files: Record<string, string>): CompiledDecisions {
  const problems: CompiledDecisions['problems'] = [];
  const read = new Map<string, ReadDefinitions>();
  for (const [file, xml] of Object.entries(files)) {
    const result = readXml(xml);
    if ('problem' in result) problems.push({ ...result.problem, file });
    else read.set(file, readDefinitions(result.root));
  }
  const byNamespace = new Map(
    [...read.values()].map((definitions) => [definitions.model.namespace, definitions]),
  );
  const models: CompiledDecisions['models'] = {};
  for (const [file, definitions] of read) {
    const { model, missing } = withImports(definitions, byNamespace);
    models[file] = model;
    const found = [...missing.map(importMissing), ...checkModel(model)];
    problems.push(...found.map((problem) => ({ ...problem, file })));
  }
  return { models, problems };
}

function importMissing({ name, namespace }: { name: string; namespace: string }): Problem {
  return errorAt(
    undefined,
    'import-missing',
    [
      `导入的决策文件不存在：${name}（${namespace}）`,
      `It imports '${name}' (${namespace}), which no file has`,
    ],
    ['把该文件放进 tables 文件夹，或删除导入', 'Put the file into the folder tables, or remove the import'],
  );
}

/** A model with the elements of all files it imports, directly or not; these are keyed by namespace and id. */
function withImports(
  { model, imports }: ReadDefinitions,
  all: ReadonlyMap<string, ReadDefinitions>,
): { model: DecisionModel; missing: ReadDefinitions['imports'] } {
  const whole: DecisionModel = {
    ...model,
    inputs: { ...model.inputs },
    decisions: { ...model.decisions },
    knowledge: { ...model.knowledge },
    services: { ...model.services },
    types: { ...model.types },
  };
  const missing: ReadDefinitions['imports'] = [];
  const seen = new Set([model.namespace]);
  const add = (list: ReadDefinitions['imports'], prefix: string): void => {
    for (const { name, namespace } of list) {
      const imported = all.get(namespace);
      if (!imported) {
        missing.push({ name, namespace });
        continue;
      }
      const typePrefix = name === '' ? prefix : `${prefix}${name}.`;
      for (const [type, definition] of Object.entries(imported.model.types)) {
        whole.types[`${typePrefix}${type}`] = qualified(definition, typePrefix, imported.model);
      }
      if (seen.has(namespace)) continue;
      seen.add(namespace);
      addElements(whole, imported.model, typePrefix);
      add(imported.imports, typePrefix);
    }
  };
  add(imports, '');
  return { model: whole, missing };
}

function addElements(whole: DecisionModel, imported: DecisionModel, typePrefix: string): void {
  const key = (id: string) => (id.includes('#') ? id : `${imported.namespace}#${id}`);
  const requirement = (each: Requirement): Requirement => ({ ...each, of: key(each.of) });
  const typed = <T extends { type?: string }>(element: T): T => qualified(element, typePrefix, imported);
  for (const [id, input] of Object.entries(imported.inputs)) whole.inputs[key(id)] = typed(input);
  for (const [id, decision] of Object.entries(imported.decisions)) {
    whole.decisions[key(id)] = {
      ...typed(decision),
      inputs: decision.inputs.map(requirement),
      decisions: decision.decisions.map(requirement),
      knowledge: decision.knowledge.map(requirement),
    };
  }
  for (const [id, knowledge] of Object.entries(imported.knowledge)) {
    whole.knowledge[key(id)] = { ...typed(knowledge), knowledge: knowledge.knowledge.map(requirement) };
  }
  for (const [id, service] of Object.entries(imported.services)) {
    whole.services[key(id)] = {
      ...typed(service),
      outputs: service.outputs.map(key),
      encapsulated: service.encapsulated.map(key),
      inputDecisions: service.inputDecisions.map(key),
      inputs: service.inputs.map(key),
    };
  }
}

/** Types of an imported file are known by the name of the import; its own logic names them bare. */
function qualified<T>(element: T, prefix: string, { types }: DecisionModel): T {
  return JSON.parse(JSON.stringify(element), (key, value: unknown) =>
    key === 'type' && typeof value === 'string' && Object.hasOwn(types, value) ? `${prefix}${value}` : value,
  ) as T;
}
