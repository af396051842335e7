import { changeDeadline, extendDeadline } from './clock/change.ts';
import { civilDate } from './clock/open.ts';
import { CaseFault } from './fault.ts';
import type { JsonObject } from './json.ts';
import type { Run } from './run.ts';
import type { Token } from './state.ts';
import type { Deadline } from './clock/state.ts';

/**
 * Jobs that change the case itself and so run in the engine, in the same step. Both move the running deadline of a key, the
 * first that runs of several; without one there is an incident, or nothing to move (`ifNoneRuns`).
 * `extend-deadline` { deadline: key or list of keys, date: 'YYYY-MM-DD', ifNoneRuns?: 'fail' | 'nothing' }: counted as an extension.
 * `change-deadline` { …, reason }: for that reason, and no extension.
 */
export const ownJobs: Record<string, (run: Run, token: Token, parameters: JsonObject) => void> = {
  'extend-deadline'(run, _token, parameters) {
    const deadline = runningOf(run, parameters);
    if (deadline) extendDeadline(run, deadline, parameters['date'] ?? null);
  },
  'change-deadline'(run, _token, parameters) {
    const deadline = runningOf(run, parameters);
    if (!deadline) return;
    const date = civilDate(parameters['date'] ?? null, deadline.key);
    changeDeadline(run, deadline, { date, reason: String(parameters['reason'] ?? '') });
  },
};

function runningOf(run: Run, { deadline: asked, ifNoneRuns }: JsonObject): Deadline | undefined {
  const keys = Array.isArray(asked) ? asked : [asked];
  const found = keys.flatMap((key) => run.state.deadlines.filter((running) => running.key === key)).at(0);
  if (found || ifNoneRuns === 'nothing') return found;
  throw new CaseFault('no-deadline', {
    zh: `没有正在计时的期限“${keys.join('、')}”`,
    en: `Expected a running deadline '${keys.join("' or '")}', but there is none`,
  });
}
