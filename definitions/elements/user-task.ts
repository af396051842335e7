import type { Label } from '../../engine/json.ts';
import type { Outcome, UserTaskConfig } from '../../engine/model.ts';
import { variableProblems } from '../activity-reading.ts';
import { expressionProblems } from '../expression-reading.ts';
import { laneAssignments } from '../lane-reading.ts';
import { labelOf } from '../label.ts';
import { readPostAtUnit, unknownUnit } from '../people-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading, ReadingContext } from '../reading.ts';
import { repeatsIn } from '../repeats.ts';
import { attributeOf, extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';

/** Work of a person: who may do it and who may not, with which form, and how it may come out. */
export const userTask = {
  type: 'userTask',
  kind: 'activity',
  attributes: ['implementation', 'outcomeVariable'],
  extensions: ['rf:assignment', 'rf:excludedUnit', 'rf:form', 'rf:stage', 'rf:instruction', 'rf:outcome'],
  read(source, context) {
    const own = extensionsOf(source, 'rf:assignment');
    const assignments = (own.length > 0 ? own : laneAssignments(context.lanes?.get(source.id))).map((part) =>
      readPostAtUnit(part, ['办理人', 'assignment'], context),
    );
    const excluded = extensionsOf(source, 'rf:excludedUnit').map((part) => attributeOf(part, 'unit') ?? '');
    const outcomes = extensionsOf(source, 'rf:outcome').map(readOutcome);
    const form = partAttribute(source, 'rf:form', 'key');
    const stage = partAttribute(source, 'rf:stage', 'key');
    const instruction = readInstruction(source);
    const outcomeVariable = attributeOf(source, 'outcomeVariable') ?? 'outcome';
    const config: UserTaskConfig = {
      candidates: assignments.map(({ value }) => value),
      excludedUnits: excluded,
      outcomes,
      outcomeVariable,
      ...(form === undefined ? {} : { form }),
      ...(stage === undefined ? {} : { stage }),
      ...(instruction === undefined ? {} : { instruction }),
    };
    const problems = [
      ...(assignments.length === 0 ? [withoutAssignment(source)] : []),
      ...assignments.flatMap((assignment) => assignment.problems),
      ...excluded.flatMap((unit) => excludedProblems(source, unit, context)),
      ...outcomeProblems(source, outcomes),
      ...unknownForm(source, form, context),
      ...variableProblems(source, outcomeVariable),
    ];
    return { config: JSON.parse(JSON.stringify(config)), problems };
  },
} satisfies ElementReading;

function partAttribute(source: SourceElement, type: string, name: string): string | undefined {
  const part = extensionOf(source, type);
  return part && attributeOf(part, name);
}

function readOutcome(part: SourceElement): Outcome {
  const key = attributeOf(part, 'key') ?? '';
  return { key, name: labelOf(part) ?? { zh: key }, needsReason: part.attributes['needsReason'] === 'true' };
}

function readInstruction(source: SourceElement): Label | undefined {
  const [zh, en] = [
    partAttribute(source, 'rf:instruction', 'zh'),
    partAttribute(source, 'rf:instruction', 'en'),
  ];
  if (zh === undefined) return undefined;
  return en === undefined ? { zh } : { zh, en };
}

function excludedProblems(source: SourceElement, unit: string, context: ReadingContext): Problem[] {
  return [
    ...unknownUnit(source, unit, context),
    ...expressionProblems(source, unit, ['回避单位', 'excluded unit'], context),
  ];
}

function outcomeProblems(source: SourceElement, outcomes: Outcome[]): Problem[] {
  const keys = outcomes.map(({ key }) => key);
  const wrong = [...keys.filter((key) => key === ''), ...repeatsIn(keys.filter((key) => key !== ''))];
  return wrong.map((key) =>
    errorAt(
      source,
      'outcome-key',
      [`办理结果编号“${key}”为空或重复`, `The outcome key '${key}' is empty or used twice`],
      ['给每个办理结果不同的编号', 'Give each outcome its own key'],
    ),
  );
}

function unknownForm(source: SourceElement, form: string | undefined, { forms }: ReadingContext): Problem[] {
  if (form === undefined || !forms || forms.has(form)) return [];
  return [
    errorAt(
      source,
      'form-unknown',
      [`没有编号为“${form}”的表单`, `There is no form with the key '${form}'`],
      ['选择已有的表单，或先新建该表单', 'Choose a form that exists, or make it first'],
    ),
  ];
}

function withoutAssignment(source: SourceElement): Problem {
  return errorAt(
    source,
    'assignment-missing',
    ['没有指定由谁办理', 'Nobody is assigned to the task'],
    ['选择办理岗位和单位', 'Choose the post and the unit that do it'],
  );
}
