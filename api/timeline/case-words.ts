/** What becomes of a case as a whole, and what people enter into it. */
import { inEnglish, line, quoted } from '../line.ts';
import type { Words } from './words.ts';

export const caseWords = {
  caseStarted(event) {
    return line('normal', `登记立项，编号 ${event.case.number}`, `Case ${event.case.number} registered`);
  },
  caseCompleted() {
    return line('good', '事项办结', 'Case completed');
  },
  caseFailed(_event, context) {
    return context.failedAt
      ? line(
          'bad',
          `${quoted(context.failedAt).zh}无法继续，事项异常结束`,
          `Case ended with an error at ${quoted(context.failedAt).en}`,
        )
      : line('bad', '事项异常结束', 'Case ended with an error');
  },
  caseCancelled() {
    return line('warning', '撤销事项', 'Case cancelled');
  },
  caseSuspended(_event, { why }) {
    return why.zh === ''
      ? line('warning', '挂起事项', 'The case was suspended')
      : line('warning', `挂起事项：${why.zh}`, `The case was suspended: ${inEnglish(why)}`);
  },
  caseResumed() {
    return line('good', '恢复事项', 'The case goes on');
  },
  caseRecalled() {
    return line('warning', '发起人撤销事项', 'Recalled by whoever began it');
  },
  caseVoided() {
    return line('bad', '事项作废，记录保留', 'The case was declared void; its history stays');
  },
  participantAdded(_event, context) {
    return line('normal', `${context.unit.zh}加入办理`, `${inEnglish(context.unit)} takes part from now on`);
  },
  nodeAdded(event, context) {
    const node = quoted(context.node);
    return event.config['type'] === 'callActivity'
      ? line('normal', `发起${node.zh}`, `Started ${node.en}`)
      : line('normal', `增加任务${node.zh}`, `Added the task ${node.en}`);
  },
  progressRecorded(event) {
    return event.percent === undefined
      ? line('normal', '填报进展', 'Progress reported')
      : line('normal', `填报进展：${event.percent}%`, `Progress reported: ${event.percent} %`);
  },
  variablesSet(event) {
    return event.reason === undefined ? undefined : line('warning', '更正数据', 'Data corrected');
  },
} satisfies Words;
