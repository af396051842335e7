/** What becomes of tasks, and what people do with theirs. */
import type { Texts } from '../../engine/json.ts';
import { inEnglish, line, quoted, type Line } from '../line.ts';
import { type EventOf, othersIn, type Words } from './words.ts';
import type { LineContext } from './line-context.ts';

export const taskWords = {
  taskCreated(event, context) {
    const node = quoted(context.node);
    // That they were added says so.
    if (event.task.addedTo !== undefined) return undefined;
    return line(
      'normal',
      `${node.zh}交由${context.candidates.zh || '（暂无办理岗位）'}办理`,
      `${node.en} given to ${context.candidates.en || '(no post yet)'}`,
    );
  },
  taskClaimed(_event, context) {
    const node = quoted(context.node);
    return line('normal', `认领${node.zh}`, `Claimed ${node.en}`);
  },
  taskReleased(_event, context) {
    const node = quoted(context.node);
    return line('normal', `取消认领${node.zh}，可由他人认领`, `Gave ${node.en} back`);
  },
  taskCompleted(event, context) {
    const node = quoted(context.node);
    if (event.before) {
      const count = Object.keys(event.before).length;
      return count === 0
        ? line('good', '重新提交，填报内容未改', 'Submitted again, with the form as it was')
        : line('good', `修改后重新提交，改了 ${count} 项`, `Submitted again, with ${count} field(s) changed`);
    }
    return context.outcome
      ? line('good', `办理${node.zh}：${context.outcome.zh}`, `${node.en}: ${inEnglish(context.outcome)}`)
      : line('good', `完成${node.zh}`, `Completed ${node.en}`);
  },
  taskCancelled(_event, context) {
    const node = quoted(context.node);
    return line('normal', `${node.zh}不再需要办理`, `${node.en} is no longer needed`);
  },
  taskChanged(event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    return changed(event, { node, to, context });
  },
  signerRemoved(_event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    return line(
      'warning',
      `减签：去掉${node.zh}的加签人员${to.zh}`,
      `Removed an added signer of ${node.en}: ${to.en}`,
    );
  },
} satisfies Words;

function changed(
  event: EventOf<'taskChanged'>,
  { node, to, context }: { node: Texts; to: Texts; context: LineContext },
): Line | undefined {
  switch (event.verb) {
    case 'addSigners':
      return context.sign === 'after'
        ? line(
            'normal',
            `${node.zh}后加签：${to.zh}`,
            `Added signers after the decision on ${node.en}: ${to.en}`,
          )
        : line('normal', `${node.zh}前加签：${to.zh}`, `Added signers before ${node.en}: ${to.en}`);
    case 'signersDone':
      // Of a signer who acts after the handler it is the turn now.
      return event.task.sign === 'after'
        ? line('normal', `轮到${to.zh}签署${node.zh}`, `It is the turn of ${to.en} to sign ${node.en}`)
        : line('normal', `${node.zh}的加签人员已办理完毕`, `The signers added to ${node.en} are done`);
    case 'transfer':
      return line('normal', `${node.zh}转办给${to.zh}`, `Transferred ${node.en} to ${to.en}`);
    case 'delegate':
      return line('normal', `${node.zh}委派给${to.zh}`, `Delegated ${node.en} to ${to.en}`);
    case 'answerDelegation':
      return line('normal', `归还${node.zh}给${to.zh}`, `Gave ${node.en} back to ${to.en}`);
    case 'assign':
      return assigned(event, { node, to });
    case 'suspend':
      return line('warning', `挂起${node.zh}`, `Suspended ${node.en}`);
    case 'resume':
      return line('good', `恢复${node.zh}`, `Resumed ${node.en}`);
    case 'decide': {
      const outcome = context.outcome;
      return outcome
        ? line(
            'normal',
            `${node.zh}：${outcome.zh}，等待后加签人员办理`,
            `${node.en}: ${inEnglish(outcome)}; waits for the signers added after`,
          )
        : line(
            'normal',
            `已办理${node.zh}，等待后加签人员办理`,
            `Decided ${node.en}; waits for the signers added after`,
          );
    }
  }
}

function assigned(
  { cause, task }: Pick<EventOf<'taskChanged'>, 'cause' | 'task'>,
  { node, to }: { node: Texts; to: Texts },
): Line {
  switch (cause) {
    case 'orphan':
      return line(
        'warning',
        `${node.zh}无人办理，自动指派给${to.zh}`,
        `Nobody was left to do ${node.en}: given to ${to.en}`,
      );
    case 'leaver':
      if (task.delegatedBy)
        return line(
          'normal',
          `离职转办：${node.zh}的委派由${to.zh}接续`,
          `Staff moved: in the delegation of ${node.en} ${to.en} takes their place`,
        );
      return line(
        'normal',
        `离职转办：${node.zh}移交给${to.zh}`,
        `Staff moved: ${node.en} handed to ${to.en}`,
      );
    default:
      return line('normal', `${node.zh}指派给${to.zh}`, `Assigned ${node.en} to ${to.en}`);
  }
}
