/** What people tell each other about a case. */
import { line } from '../line.ts';
import { othersIn, type Words } from './words.ts';

export const talkWords = {
  copied(_event, context) {
    const to = othersIn(context);
    return line('normal', `抄送${to.zh}`, `Copied to ${to.en}`);
  },
  copyRead() {
    return line('normal', '已阅抄送', 'Read a copy');
  },
  urged(_event, context) {
    return line('warning', `催办${context.tasks.zh}`, `Urged ${context.tasks.en ?? context.tasks.zh}`);
  },
  commented(_event, context) {
    const to = othersIn(context);
    return context.to.zh
      ? line('normal', `评论，提及${to.zh}`, `Commented, mentioning ${to.en}`)
      : line('normal', '评论', 'Commented');
  },
  asked(_event, context) {
    const to = othersIn(context);
    return line('normal', `向${to.zh}提问`, `Asked ${to.en}`);
  },
  questionHandedOn(_event, context) {
    const { leaver } = context;
    const to = othersIn(context);
    return line(
      'normal',
      `离职转办：向${leaver}的提问改由${to.zh}答复`,
      `Staff moved: the question to ${leaver} is for ${to.en} to answer`,
    );
  },
  answered(_event, context) {
    return line(
      'normal',
      context.asker ? `答复${context.asker}的提问` : '答复提问',
      context.asker ? `Answered the question of ${context.asker}` : 'Answered a question',
    );
  },
} satisfies Words;
