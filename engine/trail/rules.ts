import type { Asked, CommandRule, CommandRules } from '../command-rule.ts';
import type { Refusal } from '../input.ts';
import type { OpenTask } from '../state.ts';
import { byId } from '../table.ts';
import type { VerbConfig } from '../work/model.ts';
import { refusal } from '../work/not-allowed.ts';
import { isRefusal, refuseOnTask } from '../work/offered.ts';
import { verbConfig } from '../work/verb-config.ts';
import type { TrailCommand } from './command.ts';
import { moveTask } from './move.ts';
import {
  callerPrefix,
  hasInitiator,
  returnToCaller,
  returnToInitiator,
  returnToVisits,
  targetsOf,
} from './return.ts';
import { withdrawTask } from './withdraw.ts';
import { saidOf } from '../work/said.ts';

type Return = TrailCommand & { kind: 'returnTask' };

/** 退回: the step goes back to one that came before it, and whoever did that does it again. */
const returnTask: CommandRule<Return> = {
  refuse(asked) {
    const task = refuseOnTask(asked, 'return');
    if (isRefusal(task)) return task;
    const { model, state, command } = asked;
    const config = verbConfig(model, state, { verb: 'return', node: task.node });
    if (config?.resume && !config.resume.includes(command.resume))
      return refusal('bad-input', {
        zh: '本环节不允许这种退回后的走向',
        en: `Expected one of ${config.resume.join(', ')} after the return, but found ${command.resume}`,
      });
    return refuseTarget(asked, task, config);
  },
  obey(run, _actor, { task: id, to, resume, ...said }) {
    const task = byId(run.state.tasks, id);
    if (!task) return;
    const returning = { task: id, resume, ...saidOf(said) };
    if (to.startsWith(callerPrefix)) return returnToCaller(run, to, returning);
    if (to === 'initiator') return returnToInitiator(run, returning);
    return returnToVisits(run, targetsOf(run.model, run.state, { token: task.token, to }), returning);
  },
};

/** What a return may name: `to` of the verb holds nodes, `initiator` and `caller`. */
function refuseTarget(
  { model, state, command }: Asked<Return>,
  task: OpenTask,
  config: VerbConfig | undefined,
): Refusal | undefined {
  const { to } = command;
  const isAllowed = (target: string) => !config?.to || config.to.includes(target);
  if (to.startsWith(callerPrefix)) return state.parent && isAllowed('caller') ? undefined : noTarget(to);
  if (to === 'initiator') return hasInitiator(state) && isAllowed('initiator') ? undefined : noTarget(to);
  const targets = targetsOf(model, state, { token: task.token, to });
  return targets.length > 0 && targets.every(({ node }) => isAllowed(node)) ? undefined : noTarget(to);
}

function noTarget(to: string): Refusal {
  return refusal('bad-input', {
    zh: '只能退回到本环节之前办理过、且允许退回的环节',
    en: `Expected a step that was done before this one and that a return may go to, but found ${to}`,
  });
}

/** Each command of this subject with what allows it and what it does. */
export const trailRules: CommandRules<TrailCommand> = { returnTask, withdrawTask, moveTask };
