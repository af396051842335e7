import type { Problem } from '../problem.ts';
import { childrenOf, type SourceElement } from '../source-element.ts';
import { assignment } from './assignment.ts';
import { calls } from './calls.ts';
import { cron } from './cron.ts';
import { dueDates } from './due-dates.ts';
import { errorCodes } from './error-codes.ts';
import { expressions } from './expressions.ts';
import { forms } from './forms.ts';
import { jobs } from './jobs.ts';
import { leftovers } from './leftovers.ts';
import { loops } from './loops.ts';
import { mappings } from './mappings.ts';
import type { VendorContext, VendorMeaning } from './meaning.ts';
import { messages } from './messages.ts';
import { messagesThrown } from './messages-thrown.ts';
import { canonicalNames } from './namespaces.ts';
import { scripts } from './scripts.ts';

export type { VendorPeople } from './meaning.ts';

/** What is understood of other engines' files, each meaning in its own file; what is left after them is refused or named. */
export const vendorMeanings = {
  ...{ assignment, calls, cron, dueDates, errorCodes, expressions, forms, jobs, loops },
  ...{ mappings, messages, messagesThrown, scripts },
  leftovers,
} satisfies Record<string, VendorMeaning>;

/**
 * A file of another engine in our own terms: what its attributes and extensions mean becomes `rf:` extensions, before
 * anything else is read.
 */
export function fromVendors(
  written: SourceElement,
  { namespaces, people }: Omit<VendorContext, 'roots'>,
): { definitions: SourceElement; problems: Problem[] } {
  const problems: Problem[] = [];
  const definitions = canonicalNames(written, namespaces);
  const roots = new Map(childrenOf(definitions, 'rootElements').map((root) => [root.id, root]));
  return { definitions: translate(definitions), problems };

  function translate(source: SourceElement): SourceElement {
    let translated = source;
    for (const meaning of Object.values<VendorMeaning>(vendorMeanings)) {
      const result = meaning.translate(translated, { namespaces, people, roots });
      if (!result) continue;
      translated = result.source;
      problems.push(...result.problems);
    }
    return { ...translated, children: translated.children.map(translate) };
  }
}
