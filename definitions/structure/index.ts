import type { Problem } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';
import { activityRules } from './activities.ts';
import { callRules } from './calls.ts';
import { compensationRules } from './compensation.ts';
import { dataSetRules } from './data-sets.ts';
import { dataTypeRules } from './data-types.ts';
import { eventRules } from './events.ts';
import { gatewayRules } from './gateways.ts';
import { linkRules } from './links.ts';
import { messageFlowRules } from './message-flows.ts';
import { openFile, type StandardRule } from './rule.ts';
import { sequenceFlowRules } from './sequence-flows.ts';
import { textRules } from './texts.ts';

/** Rules of the standard that hold for a file as it is written, each with its clause. */
export const standardRules: readonly StandardRule[] = [
  ...sequenceFlowRules,
  ...messageFlowRules,
  ...gatewayRules,
  ...eventRules,
  ...linkRules,
  ...compensationRules,
  ...activityRules,
  ...callRules,
  ...dataSetRules,
  ...dataTypeRules,
  ...textRules,
];

/** Beyond so many the rest is noise, and a file made to be slow stays quick. */
const enough = 1000;

/** Everything in a file that breaks a rule of the standard. */
export function standardProblems(definitions: SourceElement, { isVendor }: { isVendor: boolean }): Problem[] {
  const file = openFile(definitions, { isVendor });
  const problems: Problem[] = [];
  for (const rule of standardRules) {
    if (problems.length >= enough) break;
    for (const problem of rule.check(file)) problems.push(problem);
  }
  return problems.slice(0, enough);
}
