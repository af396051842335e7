import type { Problem } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';
import { assignment } from './assignment.ts';
import { canonicalNames } from './namespaces.ts';
import type { VendorContext, VendorMeaning } from './meaning.ts';

export type { VendorPeople } from './meaning.ts';

/** What is understood of other engines' files, each meaning in its own file. */
const meanings: VendorMeaning[] = [assignment];

/**
 * A file of another engine in our own terms: what its attributes and extensions mean becomes `rf:` extensions, before
 * anything else is read. What is not understood stays as it is, and is named by `foreignContent`.
 */
export function fromVendors(
  definitions: SourceElement,
  context: VendorContext,
): { definitions: SourceElement; problems: Problem[] } {
  const problems: Problem[] = [];
  const translate = (source: SourceElement): SourceElement => {
    let translated = canonicalNames(source, context.namespaces);
    for (const meaning of meanings) {
      const result = meaning.translate(translated, context);
      if (!result) continue;
      translated = result.source;
      problems.push(...result.problems);
    }
    return { ...translated, children: translated.children.map(translate) };
  };
  return { definitions: translate(definitions), problems };
}
