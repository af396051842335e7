import { decisionModelOf, evaluateDecision } from '../dmn/evaluate.ts';
import type { Element } from '../element.ts';
import { CaseFault } from '../fault.ts';
import { receiveResults } from '../variables.ts';

export interface BusinessRuleTaskConfig {
  /** Id of a decision or decision service in the process model's decisions. */
  decision: string;
  resultVariable: string;
}

/**
 * Business rule task: asks a DMN decision, which sees the case's variables and the task's mapped inputs, and keeps its
 * answer under a name (BPMN 2.0.2, 13.3.3).
 */
export const businessRuleTask = {
  type: 'businessRuleTask',
  start(run, token, { id, config }) {
    const model = decisionModelOf(run.model.decisions, config.decision);
    if (!model)
      throw new CaseFault('no-decision', {
        zh: `步骤 ${id} 所需的决策“${config.decision}”不存在`,
        en: `Expected the decision ${config.decision} for ${id}, but there is none`,
      });
    const answer = evaluateDecision(model, config.decision, run.variables(token.scope, token), run);
    if ('fault' in answer) throw answer.fault;
    receiveResults(run, token, { [config.resultVariable]: answer.value });
    run.agenda.push({ kind: 'leave', token: token.id });
  },
} satisfies Element<BusinessRuleTaskConfig>;
