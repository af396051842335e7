import type { DecisionModel, ItemDefinition, TypeName } from '../../engine/dmn/model.ts';
import { knownNames } from '../../engine/dmn/known-names.ts';
import { typeNamed } from '../../engine/feel/feel-type.ts';
import { readType } from '../../engine/feel/parse-type.ts';
import { Cursor } from '../../engine/feel/cursor.ts';
import { FeelSyntaxError } from '../../engine/feel/token.ts';
import { errorAt, warningAt, type Problem } from '../problem.ts';
import { checkLogic } from './logic-check.ts';
import { at, type Place } from './place.ts';

/** Everything about a model that would fail, or be passed over, when it is run. */
export function checkModel(model: DecisionModel): Problem[] {
  const known = knownNames(model);
  const problems = [...requirementProblems(model), ...circleProblems(model), ...typeProblems(model)];
  for (const [id, decision] of ownElements(model.decisions)) {
    const place: Place = { id, name: decision.name };
    if (decision.logic) problems.push(...checkLogic(decision.logic, { place, known, model }));
    else problems.push(emptyDecision(place));
  }
  for (const [id, knowledge] of ownElements(model.knowledge)) {
    const place: Place = { id, name: knowledge.name };
    if (knowledge.logic) problems.push(...checkLogic(knowledge.logic, { place, known, model }));
    else problems.push(emptyDecision(place));
  }
  return problems;
}

/** What comes from an imported file is checked with that file. */
function ownElements<T>(elements: Record<string, T>): [string, T][] {
  return Object.entries(elements).filter(([id]) => !id.includes('#'));
}

function emptyDecision(place: Place): Problem {
  return warningAt(
    at(place),
    'decision-empty',
    ['该决策没有逻辑', 'The decision has no logic'],
    ['写出决策表或表达式', 'Give it a decision table or an expression'],
  );
}

function requirementProblems(model: DecisionModel): Problem[] {
  const { inputs, decisions, knowledge, services } = model;
  const missing = (place: Place, ids: string[], among: Record<string, unknown>[]): Problem[] =>
    ids
      .filter((id) => !among.some((elements) => Object.hasOwn(elements, id)))
      .map((id) =>
        errorAt(
          at(place),
          'reference-unresolved',
          [`引用的元素“${id}”不存在`, `It refers to an element '${id}' that is not there`],
          ['删除该引用，或补上该元素或导入', 'Remove the reference, or add the element or its import'],
        ),
      );
  return [
    ...ownElements(decisions).flatMap(([id, decision]) => [
      ...missing(
        { id, name: decision.name },
        decision.inputs.map(({ of }) => of),
        [inputs],
      ),
      ...missing(
        { id, name: decision.name },
        decision.decisions.map(({ of }) => of),
        [decisions],
      ),
      ...missing(
        { id, name: decision.name },
        decision.knowledge.map(({ of }) => of),
        [knowledge, services],
      ),
    ]),
    ...ownElements(knowledge).flatMap(([id, each]) =>
      missing(
        { id, name: each.name },
        each.knowledge.map(({ of }) => of),
        [knowledge, services],
      ),
    ),
    ...ownElements(services).flatMap(([id, service]) => [
      ...missing({ id, name: service.name }, [...service.outputs, ...service.encapsulated], [decisions]),
      ...missing({ id, name: service.name }, service.inputDecisions, [decisions]),
      ...missing({ id, name: service.name }, service.inputs, [inputs]),
      ...(service.outputs.length === 0 ? [emptyDecision({ id, name: service.name })] : []),
    ]),
  ];
}

/** Decisions that need themselves, by whatever way round. */
function circleProblems({ decisions }: DecisionModel): Problem[] {
  const state = new Map<string, 'open' | 'done'>();
  const problems: Problem[] = [];
  const visit = (id: string): void => {
    if (state.get(id) === 'done') return;
    const decision = decisions[id];
    if (!decision) return;
    if (state.get(id) === 'open') {
      problems.push(
        errorAt(
          at({ id, name: decision.name }),
          'decision-circle',
          ['该决策直接或间接需要它自己', 'The decision needs itself, directly or through others'],
          ['删除其中一条信息需求连线', 'Remove one of the information requirements'],
        ),
      );
      return;
    }
    state.set(id, 'open');
    for (const { of } of decision.decisions) visit(of);
    state.set(id, 'done');
  };
  Object.keys(decisions).forEach(visit);
  return problems;
}

function typeProblems(model: DecisionModel): Problem[] {
  const { inputs, decisions, knowledge, services, types } = model;
  const problems: Problem[] = [];
  const check = (place: Place, type: TypeName | undefined): void => {
    const unknown = type === undefined ? undefined : unknownType(type, types);
    if (unknown !== undefined) problems.push(typeUnknown(place, unknown));
  };
  for (const elements of [inputs, decisions, knowledge, services]) {
    for (const [id, { name, type }] of ownElements<{ name: string; type?: string }>(elements))
      check({ id, name }, type);
  }
  const checkItem = (place: Place, item: ItemDefinition): void => {
    check(place, item.type);
    for (const component of item.components ?? []) checkItem(place, component.type);
    for (const type of [...(item.function?.parameters ?? []), item.function?.result]) check(place, type);
  };
  for (const [name, item] of Object.entries(types)) {
    checkItem({ id: name, name }, item);
    if (meansItself(name, types)) problems.push(typeUnknown({ id: name, name }, name));
  }
  return problems;
}

/** A type that stands for another, and so on until it stands for itself, stands for nothing. */
function meansItself(name: string, types: DecisionModel['types']): boolean {
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined; next = types[next]?.type) {
    if (seen.has(next)) return true;
    seen.add(next);
  }
  return false;
}

/** The type, when it is none that there is. */
function unknownType(type: TypeName, types: DecisionModel['types']): string | undefined {
  if (Object.hasOwn(types, type) || typeNamed(type).kind !== 'named') return undefined;
  // A type may also be written out, such as list<number>.
  try {
    const cursor = new Cursor(type, []);
    const read = readType(cursor);
    return cursor.isAtEnd() && read.kind !== 'named' ? undefined : type;
  } catch (cause) {
    if (cause instanceof FeelSyntaxError) return type;
    throw cause;
  }
}

function typeUnknown(place: Place, type: string): Problem {
  return errorAt(
    at(place),
    'type-unknown',
    [`类型“${type}”不存在`, `There is no type '${type}'`],
    ['改用 FEEL 类型，或补上该数据类型的定义', 'Use a type of FEEL, or define the item'],
  );
}
