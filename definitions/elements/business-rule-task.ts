import { variableProblems } from '../activity-reading.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ElementReading } from '../reading.ts';
import { attributeOf } from '../source-element.ts';

/** Asks a decision of the package's `tables/*.dmn`, and keeps the answer under a name. */
export const businessRuleTask = {
  type: 'businessRuleTask',
  kind: 'activity',
  attributes: ['decision', 'resultVariable', 'implementation'],
  read(source, context) {
    const decision = attributeOf(source, 'decision');
    const resultVariable = attributeOf(source, 'resultVariable') ?? decision ?? '';
    const problems: Problem[] = variableProblems(source, resultVariable === '' ? undefined : resultVariable);
    if (decision === undefined) {
      problems.push(
        errorAt(
          source,
          'decision-missing',
          ['业务规则任务没有指定决策', 'The business rule task does not name a decision'],
          ['填写决策表中的决策编号', 'Name a decision of the decision tables'],
        ),
      );
    } else if (context.decisions && !context.decisions.has(decision)) {
      problems.push(
        errorAt(
          source,
          'decision-unknown',
          [`没有编号为“${decision}”的决策`, `There is no decision with the id '${decision}'`],
          ['改为决策表中已有的决策编号', 'Name a decision that the decision tables have'],
        ),
      );
    }
    return { config: { decision: decision ?? '', resultVariable }, problems };
  },
} satisfies ElementReading;
