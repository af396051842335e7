import type { EngineEvent } from '../engine/event.ts';
import type { WorkEvent } from '../engine/work/event.ts';
import type { TrailEvent } from '../engine/trail/event.ts';
import type { ClockEvent } from '../engine/clock/event.ts';
import { dateInWords, endInWords } from './date-words.ts';
import type { Label } from './resources/label.shapes.ts';
import type { LineContext } from './timeline.ts';
import { inEnglish, line, quoted, type Line } from './line.ts';

type Of<E extends { kind: string }> = EngineEvent & E;

/** What people do with tasks and cases, in one line each; undefined for the inner works. */
export function workText(event: Of<WorkEvent>, context: LineContext): Line | undefined {
  const node = quoted(context.node);
  const to = { zh: context.to.zh || '（无）', en: (context.to.en ?? context.to.zh) || '(nobody)' };
  switch (event.kind) {
    case 'peopleSought':
    case 'nodeAdded':
      return undefined;
    case 'peopleFound':
      return line('normal', `按规则确定${node.zh}的办理人：${to.zh}`, `Found for ${node.en}: ${to.en}`);
    case 'peopleChosen':
      return line(
        'normal',
        `选择后续步骤的办理人：${context.chosen.zh}`,
        `Chose people for steps to come: ${inEnglish(context.chosen)}`,
      );
    case 'peopleReplaced':
      return replaced(event, { node, to });
    case 'roundOpened':
      return line('normal', `${node.zh}由${to.zh}共同办理`, `${node.en} is decided together by ${to.en}`);
    // The completion of the task itself says what was decided.
    case 'signed':
      return undefined;
    case 'roundMemberAdded':
      return line(
        'normal',
        `${to.zh}加入${node.zh}的共同办理`,
        `${to.en} joined those who decide ${node.en}`,
      );
    case 'roundMemberRemoved':
      return event.recused
        ? line('warning', `回避${node.zh}，退出共同办理`, `Recused from ${node.en}`)
        : line(
            'warning',
            `将${to.zh}移出${node.zh}的共同办理`,
            `Removed from those who decide ${node.en}: ${to.en}`,
          );
    case 'roundClosed':
      return closed(event, node);
    case 'taskChanged':
      return changed(event, { node, to, context });
    case 'signerRemoved':
      return line(
        'warning',
        `减签：去掉${node.zh}的加签人员${to.zh}`,
        `Removed an added signer of ${node.en}: ${to.en}`,
      );
    case 'caseSuspended':
      return line('warning', '挂起事项', 'The case was suspended');
    case 'caseResumed':
      return line('good', '恢复事项', 'The case goes on');
    case 'caseRecalled':
      return line('warning', '发起人撤销事项', 'Recalled by whoever began it');
    case 'caseVoided':
      return line('bad', '事项作废，记录保留', 'The case was declared void; its history stays');
    case 'copied':
      return line('normal', `抄送${to.zh}`, `Copied to ${to.en}`);
    case 'copyRead':
      return line('normal', '已阅抄送', 'Read a copy');
    case 'urged':
      return line('warning', `催办${context.tasks.zh}`, `Urged ${context.tasks.en ?? context.tasks.zh}`);
    case 'commented':
      return context.to.zh
        ? line('normal', `评论，提及${to.zh}`, `Commented, mentioning ${to.en}`)
        : line('normal', '评论', 'Commented');
    case 'asked':
      return line('normal', `向${to.zh}提问`, `Asked ${to.en}`);
    case 'answered':
      return line(
        'normal',
        context.asker ? `答复${context.asker}的提问` : '答复提问',
        context.asker ? `Answered the question of ${context.asker}` : 'Answered a question',
      );
    case 'participantAdded':
      return line(
        'normal',
        `${context.unit.zh}加入办理`,
        `${inEnglish(context.unit)} takes part from now on`,
      );
  }
}

interface Words {
  zh: string;
  en: string;
}

function replaced(
  event: Of<WorkEvent> & { kind: 'peopleReplaced' },
  { node, to }: { node: Words; to: Words },
): Line {
  const why: Record<typeof event.policy, Words> = {
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

function closed(event: Of<WorkEvent> & { kind: 'roundClosed' }, node: Words): Line {
  const { passed, rejected, abstained, total } = event;
  const counts = {
    zh: `同意 ${passed}、反对 ${rejected}、弃权 ${abstained}，共 ${total}`,
    en: `${passed} for, ${rejected} against, ${abstained} abstained, of ${total}`,
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

function changed(
  event: Of<WorkEvent> & { kind: 'taskChanged' },
  { node, to, context }: { node: Words; to: Words; context: LineContext },
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
  { cause }: { cause?: 'orphan' | 'leaver' | 'supervisor' },
  { node, to }: { node: Words; to: Words },
): Line {
  switch (cause) {
    case 'orphan':
      return line(
        'warning',
        `${node.zh}无人办理，自动指派给${to.zh}`,
        `Nobody was left to do ${node.en}: given to ${to.en}`,
      );
    case 'leaver':
      return line(
        'normal',
        `离职转办：${node.zh}移交给${to.zh}`,
        `Staff moved: ${node.en} handed to ${to.en}`,
      );
    default:
      return line('normal', `${node.zh}指派给${to.zh}`, `Assigned ${node.en} to ${to.en}`);
  }
}

/** Going back and forth. The events that restore what was are its inner works. */
export function trailText(event: Of<TrailEvent>, context: LineContext): Line | undefined {
  const node = quoted(context.node);
  const target = quoted(context.target);
  switch (event.kind) {
    case 'stepReturned': {
      const then =
        event.resume === 'back'
          ? { zh: '，办理后直接回到退回的步骤', en: '; afterwards it comes straight back' }
          : { zh: '', en: '' };
      return event.isReject
        ? line(
            'bad',
            `${node.zh}驳回到${target.zh}${then.zh}`,
            `Rejected ${node.en} to ${target.en}${then.en}`,
          )
        : line(
            'warning',
            `${node.zh}退回到${target.zh}${then.zh}`,
            `Returned ${node.en} to ${target.en}${then.en}`,
          );
    }
    case 'stepWithdrawn':
      return line('warning', `撤回${node.zh}的办理`, `Withdrew what was done at ${node.en}`);
    case 'stepMoved':
      return line('warning', `从${node.zh}跳转到${target.zh}`, `Moved from ${node.en} to ${target.en}`);
    case 'stepResumed':
      return event.isBack
        ? line(
            'normal',
            `${node.zh}已修改，回到退回的步骤`,
            `${node.en} is mended: back to where it was returned from`,
          )
        : undefined;
    case 'detourEnded':
      return line(
        'warning',
        `${node.zh}未办结即终止，不再直接回到${target.zh}`,
        `${node.en} ended before it was done and does not come straight back to ${target.en}`,
      );
    case 'taskReopened':
      return line('normal', `${node.zh}重新打开`, `${node.en} is open again`);
    case 'trailUndone':
    case 'scopeReopened':
    case 'tokenRestored':
    case 'variablesRestored':
      return undefined;
  }
}

/** Clocks in the hands of people, and what ladders do themselves. */
export function clockText(event: Of<ClockEvent>, context: LineContext): Line | undefined {
  const name = quoted(context.deadline);
  switch (event.kind) {
    case 'clockRequested': {
      const { what, date } = event.request;
      if (what === 'suspension')
        return line(
          'warning',
          `申请中止${name.zh}的计时（${context.why.zh}）`,
          `Asked to stop the clock of ${name.en} (${inEnglish(context.why)})`,
        );
      const until = dateInWords(date ?? '');
      return line(
        'warning',
        `申请将${name.zh}延期到${until.zh}`,
        `Asked to extend ${name.en} to ${until.en}`,
      );
    }
    case 'clockRequestDecided': {
      const asked =
        context.request === 'suspension'
          ? { zh: '中止计时', en: 'stop the clock' }
          : { zh: '延期', en: 'extend it' };
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
    }
    case 'clockSuspended': {
      const until = event.deadline.suspended?.until;
      const at = until === undefined ? undefined : endInWords(until);
      return line(
        'warning',
        `${name.zh}中止计时（${context.why.zh}）${at ? `，最迟到${at.zh}` : ''}`,
        `The clock of ${name.en} stands still (${inEnglish(context.why)})${at ? `, until ${at.en} at most` : ''}`,
      );
    }
    case 'clockResumed': {
      const { due } = context;
      return line(
        'normal',
        `${name.zh}恢复计时，${due.zh}到期`,
        `The clock of ${name.en} runs on: due ${due.en}`,
      );
    }
    case 'stepAcknowledged':
      return line(
        'normal',
        `确认知悉${name.zh}的督办：${context.step?.zh ?? ''}`,
        `Acknowledged ${name.en}: ${context.step ? inEnglish(context.step) : ''}`,
      );
    case 'ladderActed':
      return acted(event, { name, context });
    case 'documentDue':
      return line(
        'warning',
        `${name.zh}应制发${quoted(documentOf(event, context)).zh}，由${context.to.zh}负责`,
        `${quoted(documentOf(event, context)).en} is to be drawn up for ${name.en} by ${context.to.en ?? context.to.zh}`,
      );
    case 'calendarChanged':
      return line('normal', '按新发布的工作日历重算期限', 'Deadlines were counted again by the new calendar');
  }
}

const documentOf = (event: { document: string }, { document }: LineContext): Label =>
  document ?? { zh: event.document };

/** What the machine did because time was over: named as such, whoever was late. */
function acted(
  event: Of<ClockEvent> & { kind: 'ladderActed' },
  { name, context }: { name: Words; context: LineContext },
): Line {
  const to = context.to.zh ? context.to : { zh: '上级', en: 'whoever is above' };
  const target = quoted(context.target);
  const what: Record<typeof event.did, Words> = {
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
