import { asFeel, expressionProblems } from '../expression-reading.ts';
import { errorAt } from '../problem.ts';
import type { EventReading } from '../reading.ts';
import { childOf } from '../source-element.ts';

/** Occurs when its FEEL condition becomes true. */
export const conditional = {
  type: 'conditionalEventDefinition',
  children: ['condition'],
  read(source, context) {
    const written = childOf(source, 'condition')?.text ?? '';
    const condition = asFeel(written);
    const problems =
      written === ''
        ? [
            errorAt(
              source,
              'condition-empty',
              ['条件事件没有条件', 'The conditional event has no condition'],
              ['填写 FEEL 条件', 'Write a FEEL condition'],
            ),
          ]
        : expressionProblems(source, condition, ['条件', 'condition'], context);
    return { config: { condition }, problems };
  },
} satisfies EventReading;
