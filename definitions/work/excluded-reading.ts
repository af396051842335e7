import type { ExcludedConfig } from '../../engine/work/model.ts';
import { expressionProblems } from '../expression-reading.ts';
import { readPostAtUnit } from '../people-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { attributeOf, extensionsOf, type SourceElement } from '../source-element.ts';

/** `rf:excludedPerson` and `rf:excludedPost` of a task or of the process. Undefined when nobody is named. */
export function readExcluded(
  source: SourceElement,
  context: ReadingContext,
): { excluded?: ExcludedConfig; problems: Problem[] } {
  const people = extensionsOf(source, 'rf:excludedPerson').map((part) => ({
    part,
    person: attributeOf(part, 'person') ?? '',
  }));
  const posts = extensionsOf(source, 'rf:excludedPost').map((part) =>
    readPostAtUnit(part, ['回避岗位', 'excluded post'], context),
  );
  const problems = [
    ...people.flatMap(({ part, person }) =>
      person === ''
        ? [withoutPerson(part)]
        : expressionProblems(part, person, ['回避人员', 'excluded person'], context),
    ),
    ...posts.flatMap((read) => read.problems),
  ];
  if (people.length + posts.length === 0) return { problems };
  return {
    excluded: { people: people.map(({ person }) => person), posts: posts.map(({ value }) => value) },
    problems,
  };
}

function withoutPerson(source: SourceElement): Problem {
  return errorAt(
    source,
    'excluded-person-missing',
    ['没有写明谁应当回避', 'It is not said who is kept out'],
    ['在 person 中写表达式，例如 = namedStaff', 'Write an expression in person, for example = namedStaff'],
  );
}
