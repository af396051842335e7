import { expressionProblems } from '../expression-reading.ts';
import { errorAt } from '../problem.ts';
import type { EventReading, Reading } from '../reading.ts';
import { attributeOf } from '../source-element.ts';

/** A signal by its name, or by an expression that gives it: all that wait for it hear it. */
export const signal = {
  type: 'signalEventDefinition',
  attributes: ['signalRef'],
  read(source, context): Reading {
    const root = context.roots.get(source.attributes['signalRef'] ?? '');
    const name = root && (attributeOf(root, 'name') ?? root.id);
    if (name !== undefined) {
      const problems = expressionProblems(source, name, ['信号名称', 'name of the signal'], context);
      return { config: { signal: name }, problems };
    }
    return {
      config: { signal: '' },
      problems: [
        errorAt(
          source,
          'signal-without-name',
          ['没有指明是哪个信号', 'It does not say which signal it is'],
          ['选择一个信号并给它命名', 'Choose a signal, and give the signal a name'],
        ),
      ],
    };
  },
} satisfies EventReading;
