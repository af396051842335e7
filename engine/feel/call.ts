import type { Run } from './run.ts';
import { FeelFunction, kindOf, type Arguments, type Value } from './value.ts';

export function call(called: Value, given: Arguments, run: Run): Value {
  run.spend(2);
  if (!(called instanceof FeelFunction)) return run.warn(`A ${kindOf(called)} cannot be called`);
  return called.invoke(given, run);
}
