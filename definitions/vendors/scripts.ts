import { attributeOf, extensionOf } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { isJuel } from './juel.ts';
import { Expressions, rewritten } from './rewriting.ts';

/** The result of a script task, and the scripts that are FEEL already or `${…}`. Any other language is refused where scripts are read. */
export const scripts: VendorMeaning = {
  translate(source) {
    if (source.type !== 'scriptTask') return undefined;
    const script = extensionOf(source, 'zeebe:script');
    const written = (script && attributeOf(script, 'expression')) ?? attributeOf(source, 'script');
    const resultVariable =
      attributeOf(source, 'camunda:resultVariable') ?? (script && attributeOf(script, 'resultVariable'));
    const format = attributeOf(source, 'scriptFormat')?.toLowerCase();
    const isExpression =
      written !== undefined && isJuel(written) && (format === undefined || format === 'juel');
    if (resultVariable === undefined && !script && !isExpression) return undefined;
    const expressions = new Expressions(source);
    const attributes = {
      ...(resultVariable === undefined ? {} : { resultVariable }),
      ...(isExpression ? { script: expressions.read(written), scriptFormat: undefined } : {}),
      ...(script ? { script: written } : {}),
    };
    return {
      source: rewritten(source, {
        drop: ['camunda:resultVariable', 'camunda:autoStoreVariables', 'zeebe:script'],
        attributes,
      }),
      problems: expressions.problems,
    };
  },
};
