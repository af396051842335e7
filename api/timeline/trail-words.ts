/** Going back and forth. */
import { line, quoted } from '../line.ts';
import type { Words } from './words.ts';

export const trailWords = {
  stepReturned(event, context) {
    const node = quoted(context.node);
    const target = quoted(context.target);
    const then =
      event.resume === 'back'
        ? { zh: '，办理后直接回到退回的步骤', en: '; afterwards it comes straight back' }
        : { zh: '', en: '' };
    return event.isReject
      ? line('bad', `${node.zh}驳回到${target.zh}${then.zh}`, `Rejected ${node.en} to ${target.en}${then.en}`)
      : line(
          'warning',
          `${node.zh}退回到${target.zh}${then.zh}`,
          `Returned ${node.en} to ${target.en}${then.en}`,
        );
  },
  stepWithdrawn(_event, context) {
    const node = quoted(context.node);
    return line('warning', `撤回${node.zh}的办理`, `Withdrew what was done at ${node.en}`);
  },
  stepMoved(_event, context) {
    const node = quoted(context.node);
    const target = quoted(context.target);
    return line('warning', `从${node.zh}跳转到${target.zh}`, `Moved from ${node.en} to ${target.en}`);
  },
  stepResumed(event, context) {
    const node = quoted(context.node);
    return event.isBack
      ? line(
          'normal',
          `${node.zh}已修改，回到退回的步骤`,
          `${node.en} is mended: back to where it was returned from`,
        )
      : undefined;
  },
  detourEnded(_event, context) {
    const node = quoted(context.node);
    const target = quoted(context.target);
    return line(
      'warning',
      `${node.zh}未办结即终止，不再直接回到${target.zh}`,
      `${node.en} ended before it was done and does not come straight back to ${target.en}`,
    );
  },
  taskReopened(_event, context) {
    const node = quoted(context.node);
    return line('normal', `${node.zh}重新打开`, `${node.en} is open again`);
  },
} satisfies Words;
