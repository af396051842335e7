import { errorAt } from '../problem.ts';
import type { EventReading, Reading } from '../reading.ts';
import { attributeOf } from '../source-element.ts';

/** A BPMN error by its code. Without one, a catching event takes every error. */
export const error = {
  type: 'errorEventDefinition',
  attributes: ['errorRef'],
  read(source, context): Reading {
    const reference = source.attributes['errorRef'];
    if (reference === undefined) return { config: {}, problems: [] };
    const code = attributeOf(context.roots.get(reference) ?? source, 'errorCode');
    if (code !== undefined) return { config: { code }, problems: [] };
    return {
      config: {},
      problems: [
        errorAt(
          source,
          'error-without-code',
          ['引用的错误没有错误代码', 'The error that it refers to has no code'],
          ['给该错误填写错误代码', 'Give the error a code'],
        ),
      ],
    };
  },
} satisfies EventReading;
