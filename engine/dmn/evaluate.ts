import { CaseFault } from '../fault.ts';
import { toJson } from '../feel/border.ts';
import { Run } from '../feel/run.ts';
import type { Within } from '../feel.ts';
import type { Context, Value } from '../feel/value.ts';
import type { Json, JsonObject, Texts } from '../json.ts';
import { Evaluation, givenByName } from './decide.ts';
import { fromJson, typeOf } from './item-type.ts';
import type { DecisionModel } from './model.ts';
import { programOf } from './program.ts';

/** A value (null is one too), or why there is none: an element throws the fault, and the case waits with an incident. */
export type DecisionResult = { value: Json } | { fault: CaseFault };

/**
 * Evaluates a decision or a decision service over JSON inputs by name. Dates, times and durations are their FEEL texts and
 * are read by the declared type of the input; in the value they are texts again. `now()` and `today()` are the instant `when`. A table
 * whose hit policy is broken, an input that is not of its type and the like are a fault, not null: null would pass unseen.
 */
export function evaluateDecision(
  model: DecisionModel,
  decisionOrServiceId: string,
  inputs: JsonObject,
  when: string | Within,
): DecisionResult {
  const { at, allowance, calendar }: Within = typeof when === 'string' ? { at: when } : when;
  const program = programOf(model);
  const run = new Run(at, {
    types: program.typeNamed,
    ...(allowance && { allowance }),
    ...(calendar && { calendar }),
  });
  try {
    const typed: Context = { ...inputs };
    for (const { name, type } of [...Object.values(model.inputs), ...Object.values(model.decisions)]) {
      if (Object.hasOwn(typed, name)) typed[name] = fromJson(typed[name] ?? null, typeOf(type), run);
    }
    const value = toJson(evaluateElement(model, decisionOrServiceId, typed, run), run);
    const [failure] = run.failures;
    return failure === undefined ? { value } : { fault: failed(decisionOrServiceId, failure) };
  } catch (cause) {
    if (cause instanceof CaseFault) return { fault: cause };
    return { fault: failed(decisionOrServiceId, { zh: '无法求值', en: 'it cannot be evaluated' }, cause) };
  }
}

/** The same over FEEL values; failures stay in the run. */
export function evaluateElement(model: DecisionModel, id: string, names: Context, run: Run): Value {
  const program = programOf(model);
  const service = Object.hasOwn(model.services, id) ? model.services[id] : undefined;
  const evaluation = new Evaluation(program, givenByName(program, names, service), run);
  return service ? evaluation.serve(id) : evaluation.decide(id);
}

function failed(id: string, why: Texts, cause?: unknown): CaseFault {
  return new CaseFault(
    'decision-failed',
    {
      zh: `决策“${id}”没有给出结果：${why.zh}`,
      en: `Expected the decision '${id}' to give a value, but: ${why.en}`,
    },
    { cause },
  );
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
