/** Clocks in the hands of people, and what ladders do themselves. */
import type { Texts } from '../../engine/json.ts';
import { dateInWords, endInWords } from '../date-words.ts';
import { inEnglish, line, quoted, type Line } from '../line.ts';
import type { EventOf, Words } from './words.ts';
import type { Label } from '../resources/label.shapes.ts';
import type { LineContext } from './line-context.ts';

export const clockWords = {
  clockRequested(event, context) {
    const name = quoted(context.deadline);
    const { what, date, after } = event.request;
    // That it goes on to those who decide next is said by the decision before.
    if (after !== undefined) return undefined;
    if (what === 'suspension')
      return line(
        'warning',
        `申请中止${name.zh}的计时（${context.why.zh}）`,
        `Asked to stop the clock of ${name.en} (${inEnglish(context.why)})`,
      );
    const until = dateInWords(date ?? '');
    return line('warning', `申请将${name.zh}延期到${until.zh}`, `Asked to extend ${name.en} to ${until.en}`);
  },
  clockRequestDecided(event, context) {
    const name = quoted(context.deadline);
    const asked =
      context.request === 'suspension'
        ? { zh: '中止计时', en: 'stop the clock' }
        : { zh: '延期', en: 'extend it' };
    if (event.next !== undefined)
      return line(
        'good',
        `同意${name.zh}的${asked.zh}申请，报下一审批人决定`,
        `Agreed to the request about ${name.en} (to ${asked.en}); those after them decide`,
      );
    return event.approved
      ? line(
          'good',
          `同意${name.zh}的${asked.zh}申请`,
          `Agreed to the request about ${name.en} (to ${asked.en})`,
        )
      : line(
          'bad',
          `不同意${name.zh}的${asked.zh}申请`,
          `Refused the request about ${name.en} (to ${asked.en})`,
        );
  },
  clockSuspended(event, context) {
    const name = quoted(context.deadline);
    const until = event.deadline.suspended?.until;
    const at = until === undefined ? undefined : endInWords(until);
    return line(
      'warning',
      `${name.zh}中止计时（${context.why.zh}）${at ? `，最迟到${at.zh}` : ''}`,
      `The clock of ${name.en} stands still (${inEnglish(context.why)})${at ? `, until ${at.en} at most` : ''}`,
    );
  },
  clockResumed(_event, context) {
    const name = quoted(context.deadline);
    const { due } = context;
    return line(
      'normal',
      `${name.zh}恢复计时，${due.zh}到期`,
      `The clock of ${name.en} runs on: due ${due.en}`,
    );
  },
  stepAcknowledged(_event, context) {
    const name = quoted(context.deadline);
    return line(
      'normal',
      `确认知悉${name.zh}的督办：${context.step?.zh ?? ''}`,
      `Acknowledged ${name.en}: ${context.step ? inEnglish(context.step) : ''}`,
    );
  },
  ladderActed(event, context) {
    const name = quoted(context.deadline);
    return acted(event, { name, context });
  },
  documentDue(event, context) {
    const name = quoted(context.deadline);
    return line(
      'warning',
      `${name.zh}应制发${quoted(documentOf(event, context)).zh}，由${context.to.zh}负责`,
      `${quoted(documentOf(event, context)).en} is to be drawn up for ${name.en} by ${context.to.en ?? context.to.zh}`,
    );
  },
  calendarChanged() {
    return line('normal', '按新发布的工作日历重算期限', 'Deadlines were counted again by the new calendar');
  },
} satisfies Words;

const documentOf = (event: { document: string }, { document }: LineContext): Label =>
  document ?? { zh: event.document };

/** What the machine did because time was over: named as such, whoever was late. */
function acted(
  event: EventOf<'ladderActed'>,
  { name, context }: { name: Texts; context: LineContext },
): Line {
  const to = context.to.zh ? context.to : { zh: '上级', en: 'whoever is above' };
  const target = quoted(context.target);
  const what: Record<typeof event.did, Texts> = {
    transfer: { zh: `转交给${to.zh}`, en: `given to ${to.en ?? to.zh}` },
    goTo: { zh: `转到${target.zh}`, en: `the case went to ${target.en}` },
    startCase: { zh: '启动督办', en: 'a case of supervision was begun' },
  };
  const { zh, en } = what[event.did];
  return event.reason === undefined
    ? line('bad', `${name.zh}超时，自动${zh}`, `${name.en} was overdue: by the machine ${en}`)
    : line(
        'bad',
        `${name.zh}超时，应自动${zh}，但未能执行`,
        `${name.en} was overdue; it could not be ${en} by the machine`,
      );
}
