import type { PostAtUnitExpression } from '../engine/model.ts';
import { expressionProblems, type Place } from './expression-reading.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { attributeOf, type SourceElement } from './source-element.ts';

/** A post at a unit, either of them a literal that the directory must know or an expression over the case. */
export function readPostAtUnit(
  source: SourceElement,
  place: Place,
  context: ReadingContext,
): { value: PostAtUnitExpression; problems: Problem[] } {
  const [post, unit] = [attributeOf(source, 'post'), attributeOf(source, 'unit')];
  const problems = [
    ...(post === undefined ? [missing(source, 'post-missing', place, ['岗位', 'post'])] : []),
    ...(unit === undefined ? [missing(source, 'unit-missing', place, ['单位', 'unit'])] : []),
    ...expressionProblems(source, post, place, context),
    ...expressionProblems(source, unit, place, context),
    ...(post === undefined ? [] : unknownPost(source, post, context)),
    ...(unit === undefined ? [] : unknownUnit(source, unit, context)),
  ];
  return { value: { post: post ?? '', unit: unit ?? '' }, problems };
}

/** A literal unit that the directory does not have. */
export function unknownUnit(source: SourceElement, unit: string, { units }: ReadingContext): Problem[] {
  if (unit.startsWith('=') || !units || units.has(unit)) return [];
  return [
    errorAt(
      source,
      'unit-unknown',
      [`组织目录中没有单位“${unit}”`, `The directory has no unit '${unit}'`],
      [
        '从目录中选择单位，或写成表达式（如 = responsibleUnit）',
        'Choose a unit of the directory, or write an expression such as = responsibleUnit',
      ],
    ),
  ];
}

/** A literal post that the directory does not have. */
export function unknownPost(source: SourceElement, post: string, { posts }: ReadingContext): Problem[] {
  if (post.startsWith('=') || !posts || posts.has(post)) return [];
  return [
    errorAt(
      source,
      'post-unknown',
      [`组织目录中没有岗位“${post}”`, `The directory has no post '${post}'`],
      ['从目录中选择岗位，或先在组织目录中新增', 'Choose a post of the directory, or add it there first'],
    ),
  ];
}

function missing(source: SourceElement, code: string, place: Place, what: Place): Problem {
  return errorAt(
    source,
    code,
    [`${place[0]}缺少${what[0]}`, `The ${place[1]} has no ${what[1]}`],
    [`填写${what[0]}`, `Fill in the ${what[1]}`],
  );
}
