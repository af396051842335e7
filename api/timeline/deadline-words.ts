/** Deadlines: set, reached, moved and over. */
import type { Texts } from '../../engine/json.ts';
import type { Deadline } from '../../engine/clock/state.ts';
import { shanghaiTime } from '../../engine/time/instant.ts';
import { dateInWords } from '../date-words.ts';
import { inEnglish, line, quoted, type Line } from '../line.ts';
import type { EventOf, Words } from './words.ts';
import type { LineContext } from './line-context.ts';

export const deadlineWords = {
  deadlineSet(event, context) {
    const { due } = context;
    const tone = event.deadline.provisional ? 'warning' : 'normal';
    const { zh, en } = marksOf(event.deadline);
    if (event.deadline.ofCase) {
      // One of several clocks of the case: it is not the case that is due by then.
      const name = quoted(context.deadline);
      return line(tone, `${name.zh}开始计时，${due.zh}到期${zh}`, `${name.en} begins, due ${due.en}${en}`);
    }
    const node = subjectOf(context);
    return line(tone, `${node.zh}限${due.zh}前办结${zh}`, `${node.en} is due ${due.en}${en}`);
  },
  deadlineStepReached(event, context) {
    return reached(event, context);
  },
  deadlineChanged(event, context) {
    const { due: to, dueBefore: from } = context;
    const name = quoted(context.deadline);
    const why = causes[event.cause];
    return from === undefined
      ? line(
          'normal',
          `${name.zh}确定为${to.zh}（${why.zh}）`,
          `${name.en}: the due date ${to.en} is settled (${why.en})`,
        )
      : line(
          'warning',
          `${name.zh}由${from.zh}改为${to.zh}（${why.zh}）${provisional(event.to).zh}`,
          `${name.en}: due date moved from ${from.en} to ${to.en} (${why.en})${provisional(event.to).en}`,
        );
  },
  deadlineClosed(event, context) {
    if (!context.isLate) return undefined;
    const subject = subjectOf(context);
    // What the machine ended was not finished at all.
    if (event.actor?.kind === 'system' && !context.isOfCase)
      return line('bad', `${subject.zh}逾期未办结`, `${subject.en} was not finished in time`);
    return context.isOfCase
      ? line('bad', `${subject.zh}逾期完成`, `${subject.en} was met late`)
      : line('bad', `${subject.zh}逾期办结`, `${subject.en} was finished late`);
  },
  clockAdvanced(event, context) {
    // A case that begins under a moved clock has not seen it move.
    if (context.isAtStart) return undefined;
    const date = dateInWords(shanghaiTime(event.at).date);
    return line('normal', `演示时钟拨到${date.zh}`, `Demonstration clock moved to ${date.en}`);
  },
} satisfies Words;

/** The step, and which of its clocks where it has several; of a clock that runs across steps its name, as the process is none of them. */
function subjectOf({ node, deadline, isOfCase, isOneOfSeveral }: LineContext): Texts {
  const { zh, en } = quoted(isOfCase ? deadline : node);
  return isOneOfSeveral
    ? { zh: `${zh}的${quoted(deadline).zh}`, en: `${en}, ${quoted(deadline).en}` }
    : { zh, en };
}

const provisional = (deadline: { provisional: boolean }): Texts =>
  deadline.provisional
    ? { zh: '（节假日表未发布，暂定）', en: ' (provisional: holidays not published)' }
    : { zh: '', en: '' };

/** What is special about a deadline that begins: which cycle of it this is, and whether its date may move. */
function marksOf(deadline: Pick<Deadline, 'cycle' | 'provisional'>): Texts {
  const { cycle = 1 } = deadline;
  const { zh, en } = provisional(deadline);
  return cycle > 1 ? { zh: `（第 ${cycle} 轮）${zh}`, en: ` (round ${cycle})${en}` } : { zh, en };
}

const causes: Record<'extension' | 'calendar' | 'person' | 'suspension', Texts> = {
  extension: { zh: '批准延期', en: 'extension approved' },
  calendar: { zh: '工作日历更新', en: 'calendar updated' },
  person: { zh: '人工调整', en: 'changed by a person' },
  suspension: { zh: '中止计时', en: 'the clock stood still' },
};

function reached(event: EventOf<'deadlineStepReached'>, context: LineContext): Line {
  const node = subjectOf(context);
  const step = context.step ?? { zh: event.step.key };
  const { due } = context;
  const tone = { remind: 'warning', due: 'warning', escalate: 'bad' } as const;
  return line(
    tone[event.step.kind],
    `${node.zh}（${due.zh}到期）：${step.zh}`,
    `${node.en} (due ${due.en}): ${inEnglish(step)}`,
  );
}
