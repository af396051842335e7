import type { PostAtUnitExpression } from '../../engine/model.ts';
import { errorAt, type Problem } from '../problem.ts';
import { attributeOf, childOf, childrenOf, extensionsOf, type SourceElement } from '../source-element.ts';
import type { VendorContext, VendorMeaning, VendorPeople } from './meaning.ts';
import { extension, withoutAttributes } from './rewriting.ts';

type Wanted = { kind: 'user' | 'group'; name: string };

const attributes = ['camunda:assignee', 'camunda:candidateUsers', 'camunda:candidateGroups', 'camunda:owner'];

/**
 * Who does a user task: `assignee`, `candidateUsers` and `candidateGroups` of Camunda and its relatives, and the
 * standard's own `potentialOwner` and `humanPerformer` with `user(a), group(b)`. An assignee alone has the task.
 */
export const assignment: VendorMeaning = {
  translate(source, context) {
    if (source.type !== 'userTask') return undefined;
    const isOurs = extensionsOf(source, 'rf:assignment').length > 0;
    const wanted = wantedBy(source);
    if (wanted.length === 0 && (isOurs || !context.people?.anyone)) return undefined;
    const { found, problems } = findPeople(source, wanted, context);
    return {
      source: {
        ...withoutAttributes(source, attributes),
        children: source.children.filter(({ role }) => role !== 'resources'),
        extensions: [
          ...source.extensions,
          ...found.map(({ post, unit }) => extension(source, 'rf:assignment', { post, unit })),
        ],
      },
      problems,
    };
  },
};

function wantedBy(source: SourceElement): Wanted[] {
  const assignee = attributeOf(source, 'camunda:assignee');
  const performer = owners(source, 'humanPerformer');
  if (assignee !== undefined) return [{ kind: 'user', name: assignee }];
  if (performer.length > 0) return performer;
  return [
    ...namesIn(attributeOf(source, 'camunda:candidateUsers')).map((name) => ({
      kind: 'user' as const,
      name,
    })),
    ...namesIn(attributeOf(source, 'camunda:candidateGroups')).map((name) => ({
      kind: 'group' as const,
      name,
    })),
    ...owners(source, 'potentialOwner'),
  ];
}

/** `user(kermit), group(sales)`; a bare name is a group. */
function owners(source: SourceElement, type: string): Wanted[] {
  return childrenOf(source, 'resources')
    .filter((resource) => resource.type === type)
    .flatMap((resource) => {
      const expression = childOf(resource, 'resourceAssignmentExpression');
      return namesIn(expression && childOf(expression, 'expression')?.text).map((text) => {
        const [, kind, name] = /^(user|group)\((.*)\)$/.exec(text) ?? [];
        return {
          kind: kind === 'user' ? ('user' as const) : ('group' as const),
          name: (name ?? text).trim(),
        };
      });
    });
}

/** Names with commas between them; those of an expression are its own. */
function namesIn(text: string | undefined): string[] {
  if (text === undefined) return [];
  if (text.trimStart().startsWith('=')) return [text];
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function findPeople(
  source: SourceElement,
  wanted: Wanted[],
  { people }: VendorContext,
): { found: PostAtUnitExpression[]; problems: Problem[] } {
  if (wanted.length === 0) return { found: people?.anyone ? [people.anyone] : [], problems: [] };
  const looked = wanted.map(({ kind, name }) => ({ kind, name, post: postOf(kind, name, people) }));
  return {
    found: looked.flatMap(({ post }) => post ?? []),
    problems: looked.filter(({ post }) => !post).map(({ kind, name }) => unknownPerson(source, kind, name)),
  };
}

function postOf(kind: Wanted['kind'], name: string, people: VendorPeople | undefined) {
  const [, post, unit] = /^([^@\s]+)@([^@\s]+)$/.exec(name) ?? [];
  if (post !== undefined && unit !== undefined) return { post, unit };
  return people?.[kind](name);
}

function unknownPerson(source: SourceElement, kind: Wanted['kind'], name: string): Problem {
  const what: [string, string] = kind === 'user' ? ['用户', 'user'] : ['用户组', 'group'];
  return errorAt(
    source,
    'assignment-foreign',
    [
      `不知道${what[0]}“${name}”是哪个单位的哪个岗位`,
      `It is not known which post at which unit the ${what[1]} '${name}' is`,
    ],
    [
      '在属性面板中选择岗位和单位，或把名称写成“岗位@单位”',
      'Choose the post and the unit in the panel, or write the name as post@unit',
    ],
  );
}
