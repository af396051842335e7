/** What the machine does by itself, and where it needs help. */
import { line, quoted } from '../line.ts';
import type { Words } from './words.ts';

export const flowWords = {
  escalationThrown(_event, context) {
    const node = quoted(context.node);
    return line('warning', `${node.zh}已上报`, `${node.en} was escalated`);
  },
  adHocBegun(_event, context) {
    const node = quoted(context.node);
    return line('normal', `开始${node.zh}`, `Began ${node.en}`);
  },
  compensationThrown(event, context) {
    const node = quoted(context.node);
    return event.activities.length > 0
      ? line('warning', `${node.zh}：开始撤回已完成的步骤`, `${node.en}: completed steps are being undone`)
      : undefined;
  },
  compensationStarted(_event, context) {
    const node = quoted(context.node);
    return line('warning', `以${node.zh}撤回先前的步骤`, `${node.en} undoes an earlier step`);
  },
  callStarted(_event, context) {
    const node = quoted(context.node);
    return line('normal', `发起${node.zh}`, `Started ${node.en}`);
  },
  callCompleted(_event, context) {
    const node = quoted(context.node);
    return line('good', `${node.zh}已办结`, `${node.en} is completed`);
  },
  callCancelled({ goesOn }, context) {
    const node = quoted(context.node);
    if (goesOn)
      return line(
        'warning',
        `${node.zh}不随本事项结束，继续办理`,
        `${node.en} does not end with it, and goes on by itself`,
      );
    return line('warning', `${node.zh}已取消`, `${node.en} was cancelled`);
  },
  errorThrown(_event, context) {
    const node = quoted(context.node);
    return line('bad', `${node.zh}报告无法继续`, `${node.en} reported that it cannot go on`);
  },
  incidentRaised(_event, context) {
    const node = quoted(context.node);
    return line('bad', `${node.zh}出现异常，等待处理`, `${node.en} is stuck and waits to be resolved`);
  },
  incidentResolved(event, context) {
    const node = quoted(context.node);
    return event.how === 'retry'
      ? line('good', `重试${node.zh}的异常`, `Retried ${node.en}`)
      : line('warning', `略过${node.zh}的异常`, `Dismissed the fault at ${node.en}`);
  },
  timerFired(_event, context) {
    const node = quoted(context.node);
    return line('normal', `到时：${node.zh}`, `Time came for ${node.en}`);
  },
  jobFailed(_event, context) {
    const node = quoted(context.node);
    return line('warning', `${node.zh}自动处理未成功`, `The automatic step ${node.en} failed`);
  },
} satisfies Words;
