import { variableProblems } from '../activity-reading.ts';
import { asFeel, expressionProblems } from '../expression-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading } from '../reading.ts';
import { attributeOf } from '../source-element.ts';

/** A FEEL expression and the variable that takes its value. No other language runs here. */
export const scriptTask = {
  type: 'scriptTask',
  kind: 'activity',
  attributes: ['scriptFormat', 'script', 'resultVariable'],
  read(source, context) {
    const format = attributeOf(source, 'scriptFormat') ?? 'feel';
    const written = attributeOf(source, 'script');
    const script = asFeel(written ?? '');
    const resultVariable = attributeOf(source, 'resultVariable');
    const problems: Problem[] = [
      ...(format.toLowerCase() === 'feel' ? [] : [otherLanguage(format)]),
      ...(written === undefined
        ? [withoutScript()]
        : expressionProblems(source, script, ['脚本', 'script'], context)),
      ...variableProblems(source, resultVariable),
    ];
    return { config: { script, ...(resultVariable === undefined ? {} : { resultVariable }) }, problems };

    function otherLanguage(found: string): Problem {
      return errorAt(
        source,
        'script-language',
        [`脚本语言应为 feel，实际为“${found}”`, `Expected a script in feel, but found '${found}'`],
        ['把脚本改写为 FEEL 表达式', 'Write the script as a FEEL expression'],
      );
    }
    function withoutScript(): Problem {
      return errorAt(
        source,
        'script-missing',
        ['脚本任务没有脚本', 'The script task has no script'],
        ['填写 FEEL 表达式', 'Write a FEEL expression'],
      );
    }
  },
} satisfies ElementReading;
