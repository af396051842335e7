import { adHocScope } from './ad-hoc.ts';
import type { Asked } from './command-rule.ts';
import { isOfSubject, ruleOf } from './command-rules.ts';
import { isFor } from './event-definitions/message-event-definition.ts';
import type { Command, Refusal } from './input.ts';
import type { ProcessModel } from './model.ts';
import { refuseOneMore } from './one-more.ts';
import type { CaseState } from './state.ts';
import { byId } from './table.ts';
import { isVariableName } from './variable-name.ts';
import { refuseCompletion } from './work/completion.ts';
import { notOpen, refusal } from './work/not-allowed.ts';
import { caseSuspended, refuseUnsaid, refuseVerb } from './work/offered.ts';
import { notToClaim, stays } from './work/stays.ts';
import { refuseTurn } from './work/turn.ts';

/** What may be done with a suspended case: end or resume it, speak of it, count its clocks, and hear from outside. */
const whileSuspended = new Set<Command['kind']>([
  ...(['resumeCase', 'suspendCase', 'voidCase', 'cancelCase', 'assignTask', 'replaceChosen'] as const),
  ...(['takeOverTask', 'nameHeir', 'handOnQuestion'] as const),
  ...(['comment', 'ask', 'answer', 'copyTo', 'readCopy', 'recordProgress'] as const),
  ...(['requestExtension', 'suspendClock', 'resumeClock', 'decideClockRequest'] as const),
  ...(['changeDeadline', 'acknowledgeStep', 'recountDeadlines', 'advanceClock', 'revokeLink'] as const),
  ...(['sendMessage', 'sendSignal'] as const),
]);

/**
 * Whether a command is allowed as the case stands; undefined is yes. Decided before anything is recorded, so that a
 * refusal costs nothing. The second net under the server's policy: candidates and excluded units are checked here too.
 */
export function refuse(asked: Asked<Command>): Refusal | undefined {
  const { model, state, command } = asked;
  if (state.status !== 'active') {
    return caseClosed(state);
  }
  const badName =
    'variables' in command && Object.keys(command.variables ?? {}).find((name) => !isVariableName(name));
  if (typeof badName === 'string') {
    const found = badName.slice(0, 100);
    return refusal('bad-input', {
      zh: `变量名“${found}”不合规，请用字母、数字和下划线`,
      en: `Expected the name of a variable, but found '${found}': use letters, digits and underscores`,
    });
  }
  if (state.work?.suspended && !whileSuspended.has(command.kind)) return caseSuspended();
  if (isOfSubject(command)) return ruleOf(command).refuse(asked);
  switch (command.kind) {
    case 'claimTask':
    case 'releaseTask':
    case 'completeTask': {
      const task = byId(state.tasks, command.task);
      if (!task) return notOpen(command.task);
      if (command.kind === 'claimTask' && stays(model, state, task)) return notToClaim;
      return (
        refuseTurn(asked, task, {
          generation: command.generation,
          evenDelegated: command.kind !== 'completeTask',
        }) ?? (command.kind === 'completeTask' ? refuseCompletion({ ...asked, command }, task) : undefined)
      );
    }
    case 'recordProgress':
      if (command.text.trim() === '')
        return refusal('bad-input', { zh: '请填写内容', en: 'Expected a text, but it is empty' });
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
        : refusal('bad-input', {
            zh: `${command.node} 现在不能启动：没有可启动它的自由子流程`,
            en: `Expected an open ad-hoc sub-process in which ${command.node} can begin now, but there is none`,
          });
    case 'resolveIncident':
      return byId(state.incidents, command.incident)
        ? undefined
        : refusal('not-found', {
            zh: '该异常已处理，请刷新查看',
            en: `Expected incident ${command.incident} to be open, but it is not`,
          });
    case 'cancelCase':
      return (
        refuseVerb(asked, { verb: 'cancel' }) ??
        refuseUnsaid({ model, state, command }, 'cancel', { always: ['reason'] })
      );
    case 'advanceClock':
      return command.offset < state.clockOffset
        ? refusal('bad-input', {
            zh: '时钟只能向前拨',
            en: 'Expected the clock to move forward, but it would move back',
          })
        : undefined;
  }
}

/** `state`: of a case that has ended. */
export const caseClosed = ({ status }: Pick<CaseState, 'status'>): Refusal =>
  refusal('case-closed', {
    zh: '事项已结束，不能再办理',
    en: `Expected an open case, but it is ${status}`,
  });

function refuseMessage(
  model: ProcessModel,
  state: CaseState,
  { message, messageId, correlation, keepUntil }: Command & { kind: 'sendMessage' },
): Refusal | undefined {
  if (state.messageIds.includes(messageId)) return undefined;
  const awaiting = state.subscriptions.find((open) => isFor(open, message, correlation));
  if (!awaiting && keepUntil !== undefined) return undefined;
  if (!awaiting)
    return refusal('not-found', {
      zh: `事项现在不等待消息“${message}”`,
      en: `Expected the case to wait for message '${message}', but it does not`,
    });
  const subProcess = model.nodes[model.nodes[awaiting.node]?.parent ?? ''];
  const begins = subProcess !== undefined && awaiting.token === undefined;
  return begins ? refuseOneMore(model, state, { subProcess, scope: awaiting.scope }) : undefined;
}
