import type { EngineEvent } from '../engine/event.ts';
import { shanghaiTime } from '../engine/time/instant.ts';
import { dateInWords } from './date-words.ts';
import { inEnglish, line, quoted, type Line } from './line.ts';
import type { LineContext } from './timeline.ts';
import { clockText, trailText, workText } from './work-texts.ts';

/** The words of one event in both languages; undefined for the inner works that people do not read. */
export function textFor(event: EngineEvent, context: LineContext): Line | undefined {
  const node = quoted(context.node);
  switch (event.kind) {
    case 'caseStarted':
      return line('normal', `登记立项，编号 ${event.case.number}`, `Case ${event.case.number} registered`);
    case 'caseCompleted':
      return line('good', '事项办结', 'Case completed');
    case 'caseFailed':
      return context.failedAt
        ? line(
            'bad',
            `${quoted(context.failedAt).zh}无法继续，事项异常结束`,
            `Case ended with an error at ${quoted(context.failedAt).en}`,
          )
        : line('bad', '事项异常结束', 'Case ended with an error');
    case 'caseCancelled':
      return line('warning', '撤销事项', 'Case cancelled');
    case 'taskCreated':
      // That they were added says so.
      if (event.task.addedTo !== undefined) return undefined;
      return line(
        'normal',
        `${node.zh}交由${context.candidates.zh || '（暂无办理岗位）'}办理`,
        `${node.en} given to ${context.candidates.en || '(no post yet)'}`,
      );
    case 'taskClaimed':
      return line('normal', `认领${node.zh}`, `Claimed ${node.en}`);
    case 'taskReleased':
      return line('normal', `取消认领${node.zh}，可由他人认领`, `Gave ${node.en} back`);
    case 'taskCompleted':
      return context.outcome
        ? line('good', `办理${node.zh}：${context.outcome.zh}`, `${node.en}: ${inEnglish(context.outcome)}`)
        : line('good', `完成${node.zh}`, `Completed ${node.en}`);
    case 'taskCancelled':
      return line('normal', `${node.zh}不再需要办理`, `${node.en} is no longer needed`);
    case 'progressRecorded':
      return event.percent === undefined
        ? line('normal', '填报进展', 'Progress reported')
        : line('normal', `填报进展：${event.percent}%`, `Progress reported: ${event.percent} %`);
    case 'deadlineSet': {
      const { due } = context;
      return line(
        event.deadline.provisional ? 'warning' : 'normal',
        `${node.zh}限${due.zh}前办结${provisional(event.deadline).zh}`,
        `${node.en} is due ${due.en}${provisional(event.deadline).en}`,
      );
    }
    case 'deadlineStepReached':
      return reached(event, context);
    case 'deadlineChanged': {
      const { due: to, dueBefore: from } = context;
      const name = quoted(context.deadline);
      const why = causes[event.cause];
      return from === undefined
        ? line(
            'normal',
            `${name.zh}的期限确定为${to.zh}（${why.zh}）`,
            `${name.en}: the due date ${to.en} is settled (${why.en})`,
          )
        : line(
            'warning',
            `${name.zh}期限由${from.zh}改为${to.zh}（${why.zh}）${provisional(event.to).zh}`,
            `${name.en}: due date moved from ${from.en} to ${to.en} (${why.en})${provisional(event.to).en}`,
          );
    }
    case 'deadlineClosed':
      return context.isLate ? line('bad', `${node.zh}逾期办结`, `${node.en} was finished late`) : undefined;
    case 'clockAdvanced': {
      // A case that begins under a moved clock has not seen it move.
      if (context.isAtStart) return undefined;
      const date = dateInWords(shanghaiTime(event.at).date);
      return line('normal', `演示时钟拨到${date.zh}`, `Demonstration clock moved to ${date.en}`);
    }
    case 'messageReceived':
      return line('normal', `收到${node.zh}`, `Received ${node.en}`);
    case 'messageSent':
      return line('normal', `${node.zh}：消息已发出`, `${node.en}: message sent`);
    case 'messageKept':
      return line(
        'normal',
        `收到消息“${event.message.message}”，等到需要时使用`,
        `Received message “${event.message.message}” before it was needed`,
      );
    case 'messageExpired':
      return line(
        'warning',
        `消息“${event.message}”到期未用`,
        `Message “${event.message}” was not needed in time`,
      );
    case 'signalThrown':
      return line('normal', `${node.zh}：信号已发出`, `${node.en}: signal sent`);
    case 'signalReceived':
      return line('normal', `收到信号“${event.signal}”`, `Heard signal “${event.signal}”`);
    case 'conditionChanged':
      return event.holds
        ? line('normal', `${node.zh}的条件已满足`, `The condition of ${node.en} is met`)
        : undefined;
    case 'escalationThrown':
      return line('warning', `${node.zh}已上报`, `${node.en} was escalated`);
    case 'adHocBegun':
      return line('normal', `开始${node.zh}`, `Began ${node.en}`);
    case 'compensationThrown':
      return event.activities.length > 0
        ? line('warning', `${node.zh}：开始撤回已完成的步骤`, `${node.en}: completed steps are being undone`)
        : undefined;
    case 'compensationStarted':
      return line('warning', `以${node.zh}撤回先前的步骤`, `${node.en} undoes an earlier step`);
    case 'variablesSet':
      return event.reason === undefined ? undefined : line('warning', '更正数据', 'Data corrected');
    case 'callStarted':
      return line('normal', `发起${node.zh}`, `Started ${node.en}`);
    case 'callCompleted':
      return line('good', `${node.zh}已办结`, `${node.en} is completed`);
    case 'callCancelled':
      return line('warning', `${node.zh}已取消`, `${node.en} was cancelled`);
    case 'errorThrown':
      return line('bad', `${node.zh}报告无法继续`, `${node.en} reported that it cannot go on`);
    case 'incidentRaised':
      return line('bad', `${node.zh}出现异常，等待处理`, `${node.en} is stuck and waits to be resolved`);
    case 'incidentResolved':
      return event.how === 'retry'
        ? line('good', `重试${node.zh}的异常`, `Retried ${node.en}`)
        : line('warning', `略过${node.zh}的异常`, `Dismissed the fault at ${node.en}`);
    case 'timerFired':
      return line('normal', `到时：${node.zh}`, `Time came for ${node.en}`);
    case 'jobFailed':
      return line('warning', `${node.zh}自动处理未成功`, `The automatic step ${node.en} failed`);
    case 'peopleSought':
    case 'peopleFound':
    case 'peopleChosen':
    case 'peopleReplaced':
    case 'roundOpened':
    case 'signed':
    case 'roundMemberAdded':
    case 'roundMemberRemoved':
    case 'roundClosed':
    case 'taskChanged':
    case 'signerRemoved':
    case 'caseSuspended':
    case 'caseResumed':
    case 'caseRecalled':
    case 'caseVoided':
    case 'copied':
    case 'copyRead':
    case 'urged':
    case 'commented':
    case 'asked':
    case 'answered':
    case 'participantAdded':
    case 'nodeAdded':
      return workText(event, context);
    case 'stepReturned':
    case 'stepWithdrawn':
    case 'stepMoved':
    case 'trailUndone':
    case 'scopeReopened':
    case 'tokenRestored':
    case 'taskReopened':
    case 'variablesRestored':
    case 'stepResumed':
    case 'detourEnded':
      return trailText(event, context);
    case 'clockRequested':
    case 'clockRequestDecided':
    case 'clockSuspended':
    case 'clockResumed':
    case 'stepAcknowledged':
    case 'ladderActed':
    case 'documentDue':
    case 'calendarChanged':
      return clockText(event, context);
    case 'flowTaken':
    case 'tokenPlaced':
    case 'elementStarted':
    case 'elementCompleted':
    case 'elementCancelled':
    case 'endReached':
    case 'scopeOpened':
    case 'scopeClosed':
    case 'adHocSatisfied':
    case 'instanceCompleted':
    case 'tokensConsumed':
    case 'gatewayActivated':
    case 'gatewayReset':
    case 'eventGathered':
    case 'compensationPossible':
    case 'timerStarted':
    case 'timerCancelled':
    case 'jobCreated':
    case 'jobCompleted':
    case 'jobCancelled':
    case 'subscriptionOpened':
    case 'subscriptionClosed':
      return undefined;
  }
}

const provisional = (deadline: { provisional: boolean }): { zh: string; en: string } =>
  deadline.provisional
    ? { zh: '（节假日表未发布，暂定）', en: ' (provisional: holidays not published)' }
    : { zh: '', en: '' };

const causes: Record<'extension' | 'calendar' | 'person' | 'suspension', { zh: string; en: string }> = {
  extension: { zh: '批准延期', en: 'extension approved' },
  calendar: { zh: '工作日历更新', en: 'calendar updated' },
  person: { zh: '人工调整', en: 'changed by a person' },
  suspension: { zh: '中止计时', en: 'the clock stood still' },
};

function reached(event: EngineEvent & { kind: 'deadlineStepReached' }, context: LineContext): Line {
  const node = quoted(context.node);
  const step = context.step ?? { zh: event.step.key };
  const { due } = context;
  const tone = { remind: 'warning', due: 'warning', escalate: 'bad' } as const;
  return line(
    tone[event.step.kind],
    `${node.zh}（${due.zh}到期）：${step.zh}`,
    `${node.en} (due ${due.en}): ${inEnglish(step)}`,
  );
}
