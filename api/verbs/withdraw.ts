import { z } from 'zod';
import { untouchedCallsOf } from '../../db/case-list.ts';
import { inScope, system } from '../../db/connection.ts';
import { AppError } from '../../errors.ts';
import { visibleTask } from '../task-command.ts';
import { taskVerb } from '../verb-route.ts';
import { said } from './said.shapes.ts';

/** Of a completed task: by the one who completed it. */
const WithdrawTask = z.strictObject(said).meta({ id: 'WithdrawTask' });
export type WithdrawTask = z.infer<typeof WithdrawTask>;

export const withdrawTask = taskVerb({
  path: 'withdraw',
  summary: {
    zh: '撤回：后续尚未办理时收回自己的办理',
    en: 'Withdraw what one has just done, while nobody has acted on it',
  },
  body: WithdrawTask,
  // Its step is over: what it offers is asked of the step, not of the task.
  verb: 'withdraw',
  isForHandlers: false,
  isOfDone: true,
  refuse({ user }, { closedHow, completedBy }) {
    if (closedHow === 'completed' && completedBy === user.person) return;
    throw new AppError(
      'not-allowed',
      `Expected a task that ${user.person} completed, but it is ${String(closedHow)}`,
      {
        texts: {
          zh: '只有办理人本人可以撤回自己办结的任务。',
          en: 'Only the one who completed a task can withdraw it.',
        },
      },
    );
  },
  async command({ scoped, params, said: { task: _, ...came }, user, task, dependencies: { db } }) {
    const row = await scoped((tx) => visibleTask(tx, params.taskKey));
    // Also of calls that the person does not see: they may end with what called them.
    const untouched = await inScope(db, system(user.tenant), (tx) => untouchedCallsOf(tx, task.caseId));
    return { kind: 'withdrawTask', visit: row.task.token, ...came, untouched };
  },
});
