import type { OutboxRow } from '../db/outbox.ts';
import type { ProcessModel } from '../engine/model.ts';
import type { Label } from './resources/label.shapes.ts';

const kinds: Record<OutboxRow['kind'], Label> = {
  taskGiven: { zh: '任务通知', en: 'Task notice' },
  dueSoon: { zh: '到期提醒', en: 'Reminder' },
  overdue: { zh: '逾期通知', en: 'Overdue notice' },
  escalated: { zh: '升级督办通知', en: 'Escalation notice' },
  delegated: { zh: '委派通知', en: 'Notice of a delegation' },
  delegationAnswered: { zh: '委派意见已返回', en: 'Opinion on a delegated task' },
  taskReturned: { zh: '退回通知', en: 'Notice of a return' },
  urged: { zh: '催办通知', en: 'Urging' },
  copied: { zh: '抄送通知', en: 'Copy' },
  asked: { zh: '沟通：有人提问', en: 'Question' },
  answered: { zh: '沟通：已回复', en: 'Answer' },
  mentioned: { zh: '评论提及', en: 'Mention in a comment' },
  clockRequested: { zh: '延期或中止申请', en: 'Request about a deadline' },
  clockDecided: { zh: '延期或中止的审批结果', en: 'Decision on a request about a deadline' },
  deadlineMoved: { zh: '期限变动通知', en: 'Notice of a moved deadline' },
  linkUsed: { zh: '一次性链接已使用', en: 'A one-time link was used' },
  documentDue: { zh: '督办文书待制发', en: 'A document is to be drawn up' },
  caseSuspended: { zh: '事项挂起通知', en: 'The case stands still' },
  caseResumed: { zh: '事项恢复通知', en: 'The case goes on' },
  caseVoided: { zh: '事项作废通知', en: 'The case is void' },
  caseRecalled: { zh: '事项撤销通知', en: 'The case was recalled' },
  caseRejected: { zh: '事项驳回通知', en: 'The case ended by a reject' },
  stepRejected: { zh: '步骤驳回通知', en: 'A step was rejected' },
  caseCancelled: { zh: '事项取消通知', en: 'The case was cancelled' },
};

/** What the notification was about: `任务通知：编制整改方案`. */
export function noticeInWords({ kind, node }: OutboxRow, model: ProcessModel | undefined): Label {
  const about = model?.nodes[node]?.name;
  const { zh, en } = kinds[kind];
  return about ? { zh: `${zh}：${about.zh}`, en: `${en ?? zh}: ${about.en ?? about.zh}` } : { zh, en };
}

/** Why it did not arrive, and what to mend, from what the sender noted. It names no address. */
export function reasonInWords(error: string | null): Label {
  const found = reasons.find(([pattern]) => pattern.test(error ?? ''));
  return found?.[1] ?? unknown;
}

const unknown: Label = {
  zh: '多次发送均未成功，请核对邮件服务器后重发',
  en: 'Several attempts failed: check the mail server and send again',
};

/** The sender notes `no address …`, `the channel … is not set up` or `SMTP <code> <command>`. */
const reasons: [RegExp, Label][] = [
  [
    /^no address/,
    {
      zh: '收件人没有登记邮箱，请补登后重发',
      en: 'The recipient has no mail address: enter one and send again',
    },
  ],
  [
    /is not set up$/,
    {
      zh: '没有配置发送方式，请配置邮件服务器后重发',
      en: 'No way to send is set up: set up the mail server and send again',
    },
  ],
  [
    /^SMTP (EAUTH|53\d)/,
    {
      zh: '邮件服务器拒绝登录，请核对其账号和密码后重发',
      en: 'The mail server refused the log-in: check its account and send again',
    },
  ],
  [
    /^SMTP (55\d|EENVELOPE)/,
    {
      zh: '邮件服务器拒收该收件人，请核对邮箱地址后重发',
      en: 'The mail server refused this recipient: check the address and send again',
    },
  ],
  [
    /^SMTP E(CONNECTION|SOCKET|TIMEDOUT|DNS|CONNREFUSED)/,
    {
      zh: '多次连接邮件服务器均未成功，请核对网络和服务器后重发',
      en: 'The mail server could not be reached: check it and the network, and send again',
    },
  ],
];
