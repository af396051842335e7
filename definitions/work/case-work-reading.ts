import type { CaseWork } from '../../engine/work/model.ts';
import { labelOf } from '../label.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { repeatsIn } from '../repeats.ts';
import { attributeOf, extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';
import { readExcluded } from './excluded-reading.ts';
import { readVerbs } from './verb-reading.ts';

/** Human work of the whole case: the process's `rf:verbs`, `rf:suspension`s and whom it keeps out. Undefined when it says nothing of them. */
export function readCaseWork(
  process: SourceElement,
  context: ReadingContext,
): { work?: CaseWork; problems: Problem[] } {
  const owner = extensionOf(process, 'rf:verbs');
  const { verbs, problems } = owner ? readVerbs(owner, 'case', context) : { problems: [] };
  const suspensions = extensionsOf(process, 'rf:suspension').map((part) => {
    const key = attributeOf(part, 'key') ?? '';
    return { key, name: labelOf(part) ?? { zh: key } };
  });
  const keys = suspensions.map(({ key }) => key);
  const wrong = [...keys.filter((key) => key === ''), ...repeatsIn(keys.filter((key) => key !== ''))];
  const { excluded, problems: excludedProblems } = readExcluded(process, context);
  const found = [...problems, ...excludedProblems, ...wrong.map((key) => badKey(process, key))];
  if (!owner && suspensions.length === 0 && !excluded) return { problems: found };
  return {
    work: {
      // None: the engine knows what is then offered.
      verbs: verbs ?? [],
      ...(suspensions.length > 0 && { suspensions }),
      ...(excluded && { excluded }),
    },
    problems: found,
  };
}

function badKey(process: SourceElement, key: string): Problem {
  return errorAt(
    process,
    'suspension-key',
    [`中止理由编号“${key}”为空或重复`, `The key of the suspension '${key}' is empty or used twice`],
    ['给每个中止理由不同的编号', 'Give each reason its own key'],
  );
}
