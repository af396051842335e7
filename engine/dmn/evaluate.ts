import { CaseFault } from '../fault.ts';
import type { Json, JsonObject } from '../json.ts';
import type { DecisionModel } from './model.ts';

/** A value (null is one too), or why there is none: an element throws the fault, and the case waits with an incident. */
export type DecisionResult = { value: Json } | { fault: CaseFault };

/**
 * Evaluates a decision or a decision service over JSON inputs by name. Dates, times and durations are their FEEL texts and
 * are read by the declared type of the input; in the value they are texts again. `now()` and `today()` are `at`.
 */
export function evaluateDecision(
  model: DecisionModel,
  decisionOrServiceId: string,
  inputs: JsonObject,
  at: string,
): DecisionResult {
  void [model, inputs, at];
  return { fault: new CaseFault('decision-failed', `Expected a decision '${decisionOrServiceId}'`) };
}

/** The model of a package that holds the decision or decision service of this id. */
export function decisionModelOf(
  models: Record<string, DecisionModel> | undefined,
  decisionOrServiceId: string,
): DecisionModel | undefined {
  return Object.values(models ?? {}).find(
    ({ decisions, services }) =>
      Object.hasOwn(decisions, decisionOrServiceId) || Object.hasOwn(services, decisionOrServiceId),
  );
}
