import { adHocScope } from './ad-hoc.ts';
import type { Asked } from './command-rule.ts';
import { isOfSubject, ruleOf } from './command-rules.ts';
import { isFor } from './event-definitions/message-event-definition.ts';
import type { Actor, Command, Refusal } from './input.ts';
import type { ProcessModel, UserTaskConfig } from './model.ts';
import type { SubProcessConfig } from './scope.ts';
import type { CaseState, OpenTask, Subscription } from './state.ts';
import { byId } from './table.ts';
import { isVariableName } from './variable-name.ts';

/**
 * Whether a command is allowed as the case stands; undefined is yes. Decided before anything is recorded, so that a
 * refusal costs nothing. The second net under the server's policy: candidates and excluded units are checked here too.
 */
export function refuse(asked: Asked<Command>): Refusal | undefined {
  const { model, state, actor, command } = asked;
  if (state.status !== 'active') {
    return { code: 'case-closed', message: `Expected an open case, but it is ${state.status}` };
  }
  const badName =
    'variables' in command && Object.keys(command.variables ?? {}).find((name) => !isVariableName(name));
  if (typeof badName === 'string') {
    return {
      code: 'bad-input',
      message: `Expected the name of a variable, but found '${badName.slice(0, 100)}': use letters, digits and underscores`,
    };
  }
  if (isOfSubject(command)) return ruleOf(command).refuse(asked);
  switch (command.kind) {
    case 'claimTask':
    case 'releaseTask':
    case 'completeTask': {
      const task = byId(state.tasks, command.task);
      if (!task) return notOpen(command.task);
      return refuseTask(model, task, actor, command);
    }
    case 'recordProgress':
      if (command.text.trim() === '')
        return { code: 'bad-input', message: 'Expected a text, but it is empty' };
      return command.task !== undefined && !byId(state.tasks, command.task)
        ? notOpen(command.task)
        : undefined;
    case 'sendMessage':
      return refuseMessage(model, state, command);
    case 'sendSignal':
    case 'setVariables':
      return undefined;
    case 'startActivity':
      return adHocScope(state, model, command)
        ? undefined
        : {
            code: 'bad-input',
            message: `Expected an open ad-hoc sub-process in which ${command.node} can begin now, but there is none`,
          };
    case 'resolveIncident':
      return byId(state.incidents, command.incident)
        ? undefined
        : { code: 'not-found', message: `Expected incident ${command.incident} to be open, but it is not` };
    case 'cancelCase':
      return command.reason.trim() === ''
        ? { code: 'bad-input', message: 'Expected a reason, but it is empty' }
        : undefined;
    case 'advanceClock':
      return command.offset < state.clockOffset
        ? { code: 'bad-input', message: 'Expected the clock to move forward, but it would move back' }
        : undefined;
  }
}

function notOpen(task: string): Refusal {
  return { code: 'task-not-open', message: `Expected task ${task} to be open, but it is not` };
}

type TaskCommand = Command & { kind: 'claimTask' | 'releaseTask' | 'completeTask' };

function refuseTask(
  model: ProcessModel,
  task: OpenTask,
  actor: Actor,
  command: TaskCommand,
): Refusal | undefined {
  if (actor.kind !== 'person') return { code: 'not-allowed', message: 'Expected a person to act on a task' };
  if (command.generation !== undefined && command.generation !== task.generation) {
    return {
      code: 'task-changed',
      message: `Expected task ${task.id} in version ${command.generation}, but it is in ${task.generation}: load it again`,
      data: { claimedBy: task.claimedBy ?? null, generation: task.generation },
    };
  }
  if (actor.posts.some((held) => task.excludedUnits.includes(held.unit))) {
    return {
      code: 'not-allowed',
      message: `Expected someone outside of the unit concerned for ${task.node}: a unit never decides on its own item`,
    };
  }
  const isCandidate = task.candidates.some((wanted) =>
    actor.posts.some((held) => held.post === wanted.post && held.unit === wanted.unit),
  );
  if (!isCandidate) {
    const wanted = task.candidates.map(({ post, unit }) => `${post}@${unit}`).join(', ');
    return { code: 'not-allowed', message: `Expected a holder of ${wanted} for ${task.node}` };
  }
  if (task.claimedBy !== undefined && task.claimedBy !== actor.person) {
    return {
      code: 'task-changed',
      message: `Expected task ${task.id} to be free, but someone else has claimed it`,
      data: { claimedBy: task.claimedBy, generation: task.generation },
    };
  }
  return command.kind === 'completeTask' ? refuseOutcome(model, task, command) : undefined;
}

function refuseOutcome(
  model: ProcessModel,
  task: OpenTask,
  { outcome, reason }: Command & { kind: 'completeTask' },
): Refusal | undefined {
  const { outcomes = [] } = (model.nodes[task.node]?.config ?? {}) as Partial<UserTaskConfig>;
  const chosen = outcomes.find((offered) => offered.key === outcome);
  if (outcomes.length > 0 && !chosen) {
    const offered = outcomes.map(({ key }) => key).join(', ');
    return {
      code: 'bad-input',
      message: `Expected one of the outcomes ${offered}, but found ${String(outcome)}`,
    };
  }
  if (chosen?.needsReason && (reason ?? '').trim() === '') {
    return { code: 'bad-input', message: `Expected a reason for the outcome ${chosen.key}, but it is empty` };
  }
  return undefined;
}

function refuseMessage(
  model: ProcessModel,
  state: CaseState,
  { message, messageId, correlation, keepUntil }: Command & { kind: 'sendMessage' },
): Refusal | undefined {
  if (state.messageIds.includes(messageId)) return undefined;
  const awaiting = state.subscriptions.find((open) => isFor(open, message, correlation));
  if (!awaiting && keepUntil !== undefined) return undefined;
  if (!awaiting)
    return {
      code: 'not-found',
      message: `Expected the case to wait for message '${message}', but it does not`,
    };
  return refuseInstance(model, state, awaiting);
}

/** An event sub-process may allow only so many at once: no second request while one is pending. */
function refuseInstance(model: ProcessModel, state: CaseState, awaiting: Subscription): Refusal | undefined {
  const subProcess = model.nodes[model.nodes[awaiting.node]?.parent ?? ''];
  const { maxInstances } = (subProcess?.config ?? {}) as Partial<SubProcessConfig>;
  if (!subProcess || maxInstances === undefined || awaiting.token !== undefined) return undefined;
  const running = state.tokens.filter(
    (token) => token.node === subProcess.id && token.scope === awaiting.scope,
  ).length;
  if (running < maxInstances) return undefined;
  return {
    code: 'bad-input',
    message: `Expected at most ${maxInstances} of ${subProcess.id} at once: wait until the pending one is decided`,
  };
}
