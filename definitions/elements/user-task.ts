import type { Label } from '../../engine/json.ts';
import type { UserTaskConfig } from '../../engine/model.ts';
import { variableProblems } from '../activity-reading.ts';
import { expressionProblems } from '../expression-reading.ts';
import { laneAssignments } from '../lane-reading.ts';
import { unknownUnit } from '../people-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading, ReadingContext } from '../reading.ts';
import { attributeOf, extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';
import { readAssignment } from '../work/assignment-reading.ts';
import { readExcluded } from '../work/excluded-reading.ts';
import { readFields } from '../work/field-reading.ts';
import { readOneTimeLink } from '../work/one-time-link-reading.ts';
import { readOutcomes } from '../work/outcome-reading.ts';
import { readPolicies } from '../work/policies-reading.ts';
import { readReject } from '../work/reject-reading.ts';
import { readSigning } from '../work/signing-reading.ts';
import { readVerbs } from '../work/verb-reading.ts';

/** Work of a person: who may do it and who may not, with which form, and how it may come out. */
export const userTask = {
  type: 'userTask',
  kind: 'activity',
  attributes: ['implementation', 'outcomeVariable'],
  extensions: [
    'rf:assignment',
    'rf:people',
    'rf:signing',
    'rf:verb',
    'rf:field',
    'rf:oneTimeLink',
    'rf:reject',
    'rf:excludedUnit',
    'rf:excludedPerson',
    'rf:excludedPost',
    'rf:form',
    'rf:stage',
    'rf:instruction',
    'rf:outcome',
  ],
  read(source, context) {
    const own = extensionsOf(source, 'rf:assignment');
    const assignments = (own.length > 0 ? own : laneAssignments(context.lanes?.get(source.id))).map((part) =>
      readAssignment(part, context),
    );
    const excluded = extensionsOf(source, 'rf:excludedUnit').map((part) => attributeOf(part, 'unit') ?? '');
    const { excluded: namedOut, problems: namedProblems } = readExcluded(source, context);
    const { outcomes, problems: outcomeProblems } = readOutcomes(source, context);
    const people = assignments.flatMap((assignment) => assignment.people ?? []);
    const { pick, policies, problems: policyProblems } = readPolicies(source, context);
    const { signing, problems: signingProblems } = readSigning(source, context);
    const { verbs, problems: verbProblems } = readVerbs(source, 'step', context);
    const { fields, problems: fieldProblems } = readFields(source, context);
    const { link, problems: linkProblems } = readOneTimeLink(source, context);
    const { onReject, problems: rejectProblems } = readReject(source, context);
    // A chain of heads signs one after the other, unless the template says otherwise.
    const inTurn = people.some(({ kind }) => kind === 'heads') && signing === undefined;
    const form = partAttribute(source, 'rf:form', 'key');
    const stage = partAttribute(source, 'rf:stage', 'key');
    const instruction = readInstruction(source);
    const outcomeVariable = attributeOf(source, 'outcomeVariable') ?? 'outcome';
    const config: UserTaskConfig = {
      candidates: assignments.flatMap(({ candidate }) => candidate ?? []),
      excludedUnits: excluded,
      outcomes,
      outcomeVariable,
      ...(form === undefined ? {} : { form }),
      ...(stage === undefined ? {} : { stage }),
      ...(instruction === undefined ? {} : { instruction }),
      ...(people.length > 0 && { people }),
      ...(pick && { pick }),
      ...(policies && { policies }),
      ...(signing && { signing }),
      ...(inTurn && { signing: { mode: 'sequential' as const } }),
      ...(verbs && { verbs }),
      ...(fields && { fields }),
      ...(onReject && { onReject }),
      ...(namedOut && { excluded: namedOut }),
      ...(link && { link }),
    };
    const problems = [
      ...(assignments.length === 0 ? [withoutAssignment(source)] : []),
      ...assignments.flatMap((assignment) => assignment.problems),
      ...excluded.flatMap((unit) => excludedProblems(source, unit, context)),
      ...namedProblems,
      ...outcomeProblems,
      ...policyProblems,
      ...signingProblems,
      ...verbProblems,
      ...fieldProblems,
      ...linkProblems,
      ...rejectProblems,
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
