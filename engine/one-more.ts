import { refuseAbout } from './clock/about.ts';
import type { Refusal } from './input.ts';
import type { Node, ProcessModel } from './model.ts';
import type { SubProcessConfig } from './scope.ts';
import type { CaseState } from './state.ts';
import { refusal } from './work/not-allowed.ts';

/**
 * Whether an event sub-process may go on once more in this scope: it may allow only so many at once, and be a request about
 * a deadline. No second request while one is pending.
 */
export function refuseOneMore(
  model: ProcessModel,
  state: CaseState,
  { subProcess, scope }: { subProcess: Node; scope: string },
): Refusal | undefined {
  const { maxInstances = Infinity } = (subProcess.config ?? {}) as Partial<SubProcessConfig>;
  const running = state.tokens.filter(
    (token) => token.node === subProcess.id && token.scope === scope,
  ).length;
  if (running < maxInstances) return refuseAbout(model, state, subProcess);
  const { zh, en = zh } = subProcess.name;
  return refusal('bad-input', {
    zh: `“${zh}”同时最多 ${maxInstances} 项，请待前一项办结后再提出`,
    en: `Expected at most ${maxInstances} of “${en}” at once: wait until the pending one is decided`,
  });
}
