import type { PostAtUnitExpression } from '../../engine/model.ts';
import { errorAt, type Problem } from '../problem.ts';
import { attributeOf, childOf, childrenOf, extensionOf, type SourceElement } from '../source-element.ts';
import type { VendorContext, VendorMeaning, VendorPeople } from './meaning.ts';
import { Expressions, extension, rewritten } from './rewriting.ts';

interface Wanted {
  kind: 'user' | 'group';
  name: string;
}

const said = [
  'camunda:assignee',
  'camunda:candidateUsers',
  'camunda:candidateGroups',
  'zeebe:assignmentDefinition',
];

/**
 * Who does a user task: `assignee`, `candidateUsers` and `candidateGroups` of Camunda and its relatives, and the
 * standard's own `potentialOwner` and `humanPerformer` with `user(a), group(b)`. An assignee alone has the task.
 */
export const assignment: VendorMeaning = {
  translate(source, context) {
    if (source.type !== 'userTask') return undefined;
    const expressions = new Expressions(source);
    const wanted = wantedBy(source, expressions);
    const isOurs = extensionOf(source, 'rf:assignment') !== undefined;
    if (wanted.length === 0 && (isOurs || !context.people?.anyone)) return undefined;
    const { found, problems } = findPeople(source, wanted, context);
    const add = found.map(({ post, unit }) => extension(source, 'rf:assignment', { post, unit }));
    const children = source.children.filter(({ role }) => role !== 'resources');
    return {
      source: { ...rewritten(source, { drop: said, add }), children },
      problems: [...problems, ...expressions.problems],
    };
  },
};

function wantedBy(source: SourceElement, expressions: Expressions): Wanted[] {
  const definition = extensionOf(source, 'zeebe:assignmentDefinition');
  const written = (name: string) =>
    expressions.read(attributeOf(source, `camunda:${name}`) ?? (definition && attributeOf(definition, name)));
  const assignee = written('assignee');
  if (assignee !== undefined) return [{ kind: 'user', name: assignee }];
  const performer = owners(source, 'humanPerformer');
  if (performer.length > 0) return performer;
  return [
    ...namesIn(written('candidateUsers')).map((name): Wanted => ({ kind: 'user', name })),
    ...namesIn(written('candidateGroups')).map((name): Wanted => ({ kind: 'group', name })),
    ...owners(source, 'potentialOwner'),
  ];
}

/** `user(kermit), group(sales)`; a bare name is a group. */
function owners(source: SourceElement, type: string): Wanted[] {
  return childrenOf(source, 'resources')
    .filter((resource) => resource.type === type)
    .flatMap((resource) => {
      const expression = childOf(resource, 'resourceAssignmentExpression');
      return namesIn(expression && childOf(expression, 'expression')?.text).map((text): Wanted => {
        const [, kind, name = text] = /^(user|group)\((.*)\)$/.exec(text) ?? [];
        return { kind: kind === 'user' ? 'user' : 'group', name: name.trim() };
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
  const looked = wanted.map((one) => ({ ...one, post: postOf(one, people) }));
  return {
    found: looked.flatMap(({ post }) => post ?? []),
    problems: looked.filter(({ post }) => !post).map((one) => unknownPerson(source, one)),
  };
}

/** A name written as post@unit is ours already; of any other the directory of the import must know who is meant. */
function postOf({ kind, name }: Wanted, people: VendorPeople | undefined): PostAtUnitExpression | undefined {
  const [, post, unit] = /^([^@\s=]+)@([^@\s]+)$/.exec(name) ?? [];
  if (post !== undefined && unit !== undefined) return { post, unit };
  return people?.[kind](name);
}

function unknownPerson(source: SourceElement, { kind, name }: Wanted): Problem {
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
