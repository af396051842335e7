/** Who does a step, and how several decide it together. */
import type { Texts } from '../../engine/json.ts';
import type { Signing } from '../../engine/work/model.ts';
import { inEnglish, line, quoted, type Line } from '../line.ts';
import { type EventOf, othersIn, type Words } from './words.ts';

const together: Record<Signing['mode'], Texts> = {
  any: { zh: '或签', en: 'by the first of' },
  all: { zh: '会签', en: 'together by' },
  sequential: { zh: '依次办理', en: 'one after the other by' },
  vote: { zh: '表决', en: 'by a vote of' },
};

export const peopleWords = {
  peopleFound(_event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    return line('normal', `按规则确定${node.zh}的办理人：${to.zh}`, `Found for ${node.en}: ${to.en}`);
  },
  peopleChosen(_event, context) {
    return line(
      'normal',
      `选择后续步骤的办理人：${context.chosen.zh}`,
      `Chose people for steps to come: ${inEnglish(context.chosen)}`,
    );
  },
  chosenReplaced(_event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    return line(
      'normal',
      `离职转办：${node.zh}届时改由${to.zh}办理`,
      `Staff moved: ${node.en} is for ${to.en} when it comes`,
    );
  },
  heirNamed(_event, context) {
    const { leaver } = context;
    const to = othersIn(context);
    return line(
      'normal',
      `离职转办：以后凡由${leaver}发起或办理过而须再找其本人的，改由${to.zh}办理`,
      `Staff moved: where the case would turn to ${leaver} again for what they began or did, it turns to ${to.en}`,
    );
  },
  heirAsked(_event, context) {
    const { leaver } = context;
    const node = quoted(context.node);
    const to = othersIn(context);
    return line(
      'normal',
      `${node.zh}原应由${leaver}办理，其工作已移交，改由${to.zh}办理`,
      `${node.en} was for ${leaver}, whose work was handed over: ${to.en} does it`,
    );
  },
  peopleReplaced(event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    return replaced(event, { node, to });
  },
  roundOpened(event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    const how = together[event.round.signing.mode];
    return line('normal', `${node.zh}由${to.zh}${how.zh}`, `${node.en} is decided ${how.en} ${to.en}`);
  },
  roundMemberAdded(_event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    return line('normal', `${to.zh}加入${node.zh}的共同办理`, `${to.en} joined those who decide ${node.en}`);
  },
  roundMemberRemoved(event, context) {
    const node = quoted(context.node);
    const to = othersIn(context);
    return event.recused
      ? line('warning', `回避${node.zh}，退出共同办理`, `Recused from ${node.en}`)
      : line(
          'warning',
          `将${to.zh}移出${node.zh}的共同办理`,
          `Removed from those who decide ${node.en}: ${to.en}`,
        );
  },
  roundClosed(event, context) {
    const node = quoted(context.node);
    return closed(event, node);
  },
} satisfies Words;

function replaced(event: EventOf<'peopleReplaced'>, { node, to }: { node: Texts; to: Texts }): Line {
  const why: Record<typeof event.policy, Texts> = {
    nobody: { zh: '应办岗位无人任职', en: 'nobody holds the post asked for' },
    initiator: { zh: '办理人就是发起人', en: 'the handler would be whoever began the case' },
    repeated: { zh: '此人已在前面的步骤同意', en: 'they agreed at an earlier step' },
  };
  const { zh, en } = why[event.policy];
  if (event.verdict !== undefined)
    return line(
      event.verdict === 'pass' ? 'normal' : 'bad',
      `${node.zh}：${zh}，按规则自动${event.verdict === 'pass' ? '通过' : '不通过'}`,
      `${node.en}: ${en}; ${event.verdict === 'pass' ? 'passed' : 'rejected'} by the rule`,
    );
  return line(
    'warning',
    `${node.zh}：${zh}，改由${to.zh}办理`,
    `${node.en}: ${en}; given to ${to.en} instead`,
  );
}

function closed(event: EventOf<'roundClosed'>, node: Texts): Line {
  const { passed, rejected, abstained, total } = event;
  // Where abstentions leave the total they are not part of what it counts.
  const isLeft = passed + rejected + abstained > total;
  const counts = {
    zh: `同意 ${passed}、反对 ${rejected}、弃权 ${abstained}${isLeft ? '（不计入）' : ''}，共 ${total}`,
    en: `${passed} for, ${rejected} against, ${abstained} abstained${isLeft ? ' (not counted)' : ''}, of ${total}`,
  };
  switch (event.result) {
    case 'pass':
      return line('good', `${node.zh}通过（${counts.zh}）`, `${node.en} passed (${counts.en})`);
    case 'reject':
      return line('bad', `${node.zh}未通过（${counts.zh}）`, `${node.en} did not pass (${counts.en})`);
    case 'noQuorum':
      return line(
        'warning',
        `${node.zh}未达到法定人数（${counts.zh}）`,
        `${node.en}: no quorum (${counts.en})`,
      );
    case 'cancelled':
      return line('normal', `${node.zh}的共同办理终止`, `${node.en} is no longer decided together`);
  }
}
