import { extendDeadline } from './clock/change.ts';
import { CaseFault } from './fault.ts';
import type { JsonObject } from './json.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';

/**
 * Jobs that change the case itself and so run in the engine, in the same step.
 * `extend-deadline` { deadline: key, date: 'YYYY-MM-DD' }: moves the running deadline of that key.
 */
export const ownJobs: Record<string, (run: Run, token: Token, parameters: JsonObject) => void> = {
  'extend-deadline'(run, _token, { deadline: key, date }) {
    const deadline = run.state.deadlines.find((running) => running.key === key);
    if (!deadline) {
      throw new CaseFault('no-deadline', {
        zh: `没有正在计时的期限“${String(key)}”`,
        en: `Expected a running deadline '${String(key)}', but there is none`,
      });
    }
    extendDeadline(run, deadline, date ?? null);
  },
};
