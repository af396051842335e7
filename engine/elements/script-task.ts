import type { Element } from '../element.ts';
import type { Expression } from '../model.ts';
import { receiveResults } from '../variables.ts';

export interface ScriptTaskConfig {
  /** FEEL. */
  script: Expression;
  resultVariable?: string;
}

/** Script task: evaluates FEEL and keeps the result under a name (BPMN 2.0.2, 13.3.3). */
export const scriptTask = {
  type: 'scriptTask',
  start(run, token, { config }) {
    const result = run.evaluate(config.script, token);
    if (config.resultVariable !== undefined) receiveResults(run, token, { [config.resultVariable]: result });
    run.agenda.push({ kind: 'leave', token: token.id });
  },
} satisfies Element<ScriptTaskConfig>;
