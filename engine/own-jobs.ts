import { extendDeadline } from './clock/change.ts';
import { CaseFault } from './fault.ts';
import type { JsonObject } from './json.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';

/**
 * Jobs that change the case itself and so run in the engine, in the same step.
 * `extend-deadline` { deadline: key or list of keys, date: 'YYYY-MM-DD', ifNoneRuns?: 'fail' | 'nothing' }: moves the running
 * deadline of that key, the first that runs of several; without one there is an incident, or nothing to move.
 */
export const ownJobs: Record<string, (run: Run, token: Token, parameters: JsonObject) => void> = {
  'extend-deadline'(run, _token, { deadline: asked, date, ifNoneRuns }) {
    const keys = Array.isArray(asked) ? asked : [asked];
    const deadline = keys
      .flatMap((key) => run.state.deadlines.filter((running) => running.key === key))
      .at(0);
    if (!deadline) {
      if (ifNoneRuns === 'nothing') return;
      throw new CaseFault('no-deadline', {
        zh: `没有正在计时的期限“${keys.join('、')}”`,
        en: `Expected a running deadline '${keys.join("' or '")}', but there is none`,
      });
    }
    extendDeadline(run, deadline, date ?? null);
  },
};
