import { attributeOf, extensionOf } from '../source-element.ts';
import { isJuel } from './juel.ts';
import type { VendorMeaning } from './meaning.ts';
import { Expressions, rewritten } from './rewriting.ts';

/** What a multi-instance activity is done for: a list, and the name under which each instance sees its item. */
export const loops: VendorMeaning = {
  translate(source) {
    if (source.type !== 'multiInstanceLoopCharacteristics') return undefined;
    const zeebe = extensionOf(source, 'zeebe:loopCharacteristics');
    const written = attributeOf(source, 'camunda:collection');
    const expressions = new Expressions(source);
    const collection =
      written !== undefined && !isJuel(written) && !written.startsWith('=')
        ? `= ${written}`
        : expressions.read(written);
    const theirs = {
      collection: collection ?? zeebe?.attributes['inputCollection'],
      item: attributeOf(source, 'camunda:elementVariable') ?? zeebe?.attributes['inputElement'],
      outputCollection: zeebe?.attributes['outputCollection'],
      outputElement: zeebe?.attributes['outputElement'],
    };
    const given = Object.entries(theirs).filter(([, value]) => value !== undefined);
    if (given.length === 0) return undefined;
    return {
      source: rewritten(source, {
        drop: [
          'camunda:collection',
          'camunda:elementVariable',
          'camunda:elementIndexVariable',
          'zeebe:loopCharacteristics',
        ],
        attributes: Object.fromEntries(given),
      }),
      problems: expressions.problems,
    };
  },
};
