import { errorAt, warningAt, type Problem } from './problem.ts';
import type { SourceElement } from './source-element.ts';

/** Problems of how elements are joined, said in one place because several checks find them. */
export function leadsNowhere(source: SourceElement): Problem {
  return errorAt(
    source,
    'leads-nowhere',
    ['没有后续步骤', 'It leads nowhere'],
    ['从它连线到后续步骤', 'Draw a flow from it to the next step'],
  );
}

export function endsSilently(source: SourceElement): Problem {
  return warningAt(
    source,
    'implicit-end',
    ['没有后续步骤，流程会在此悄然结束', 'Nothing follows it: the process ends here without saying so'],
    ['连线到一个结束事件', 'Draw a flow to an end event'],
  );
}

export function unreachable(source: SourceElement): Problem {
  return errorAt(
    source,
    'unreachable',
    ['从开始事件无法到达', 'No way leads here from the start'],
    ['连线到它，或删除它', 'Draw a flow to it, or remove it'],
  );
}

export function startMissing(scope: SourceElement): Problem {
  return errorAt(
    scope,
    'start-missing',
    ['没有开始事件', 'There is no start event'],
    ['添加一个开始事件', 'Add a start event'],
  );
}

export function startTwice(start: SourceElement): Problem {
  return errorAt(
    start,
    'start-twice',
    ['这里只能有一个这样的开始事件', 'Only one start event of this kind can be here'],
    ['保留一个，其余删除', 'Keep one and remove the others'],
  );
}

export function startTrigger(
  start: SourceElement,
  scope: 'process' | 'subProcess' | 'eventSubProcess',
): Problem {
  const allowed = {
    process: ['无、定时、消息、信号或条件', 'none, timer, message, signal or conditional'],
    subProcess: ['无', 'none'],
    eventSubProcess: [
      '定时、消息、信号、条件、错误、升级或补偿',
      'timer, message, signal, conditional, error, escalation or compensation',
    ],
  }[scope] as [string, string];
  return errorAt(
    start,
    scope === 'eventSubProcess' ? 'event-sub-process-trigger' : 'start-trigger',
    [
      `这里的开始事件触发方式应为：${allowed[0]}`,
      `Expected the trigger of a start event here to be ${allowed[1]}`,
    ],
    ['更换开始事件的类型', 'Change the type of the start event'],
  );
}

export function flowInto(source: SourceElement): Problem {
  return errorAt(
    source,
    'flow-into',
    ['不能有连线进入它', 'No flow may lead into it'],
    ['删除进入它的连线', 'Remove the flow that leads into it'],
  );
}

export function flowOutOf(source: SourceElement): Problem {
  return errorAt(
    source,
    'flow-out-of',
    ['不能有连线从它出去', 'No flow may lead out of it'],
    ['删除从它出去的连线', 'Remove the flow that leads out of it'],
  );
}

export function errorStartMustInterrupt(start: SourceElement): Problem {
  return errorAt(
    start,
    'error-must-interrupt',
    ['错误开始事件必须是中断型', 'Expected the error start event to interrupt'],
    ['改为中断型开始事件', 'Make the start event interrupting'],
  );
}
