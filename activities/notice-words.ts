/** What a short notice says: its subject line, and one or two sentences. What people wrote is read in the system, never in a mail. */
import type { NotificationKind } from '../db/schema/index.ts';
import type { Label } from '../engine/json.ts';
import { inLanguage, type Language } from './mail-words.ts';

/** Kinds with a text of their own tell of a task and its deadline in full; the others share one. */
export type FullMail = 'taskGiven' | 'dueSoon' | 'overdue' | 'escalated';
type ShortNotice = Exclude<NotificationKind, FullMail>;

/** After these nothing is left to do: no date counts any more. */
export const tellsOfAnEnd = (kind: NotificationKind): boolean => ends.has(kind);

const ends = new Set<NotificationKind>([
  'caseVoided',
  'caseRecalled',
  'caseRejected',
  'stepRejected',
  'caseCancelled',
]);

export const isShort = (kind: NotificationKind): kind is ShortNotice => kind in words;

interface Words {
  headline: Label;
  lead: Label | ((given: { by: string; step: string }) => Label);
}

const words: Record<ShortNotice, Words> = {
  delegated: {
    headline: { zh: '委派给您', en: 'Your opinion is asked for' },
    lead: ({ by, step }) => ({
      zh: `${by}请您就“${step}”提出意见。您提出意见后，任务退回${by}，由其决定。`,
      en: `${by} asks for your opinion on “${step}”. When you have given it, the task goes back to ${by}, who decides.`,
    }),
  },
  delegationAnswered: {
    headline: { zh: '委派意见已返回', en: 'Your task is back' },
    lead: {
      zh: '您委派的任务已有意见，现由您决定。意见请在系统中查看。',
      en: 'The task that you delegated is back with an opinion, which you find in the system. You decide it now.',
    },
  },
  taskReturned: {
    headline: { zh: '退回待办', en: 'Returned to you' },
    lead: {
      zh: '您的任务被退回，请按退回意见修改后重新提交。退回原因请在系统中查看。',
      en: 'A task was returned to you. Please mend it and submit it again; the reason stands in the system.',
    },
  },
  urged: {
    headline: { zh: '催办', en: 'Urged' },
    lead: {
      zh: '有人催办您的任务，请尽快办理。',
      en: 'Somebody urges you to do this task. Please see to it soon.',
    },
  },
  copied: {
    headline: { zh: '抄送', en: 'For your information' },
    lead: { zh: '有一事项抄送给您，请阅知。', en: 'A case was copied to you. Please read it.' },
  },
  asked: {
    headline: { zh: '有人向您提问', en: 'A question for you' },
    lead: {
      zh: '有人就此事项向您提问，请在系统中回复。',
      en: 'You are asked a question about this case. Please answer it in the system.',
    },
  },
  answered: {
    headline: { zh: '提问已回复', en: 'Your question is answered' },
    lead: {
      zh: '您的提问已有回复，请在系统中查看。',
      en: 'Your question has an answer. You find it in the system.',
    },
  },
  mentioned: {
    headline: { zh: '评论中提到了您', en: 'You are mentioned' },
    lead: { zh: '有人在此事项的评论中提到了您。', en: 'A comment on this case mentions you.' },
  },
  clockRequested: {
    headline: { zh: '期限申请待审批', en: 'A request about a deadline waits for you' },
    lead: {
      zh: '有一项延期或中止计时的申请需要您审批。',
      en: 'Somebody asks for an extension, or for a deadline to stand still. You decide it.',
    },
  },
  clockDecided: {
    headline: { zh: '期限申请已审批', en: 'Your request is decided' },
    lead: {
      zh: '您提出的期限申请已有结果，请在系统中查看。',
      en: 'Your request about a deadline is decided. You find the decision in the system.',
    },
  },
  deadlineMoved: {
    headline: { zh: '期限变动', en: 'Deadline moved' },
    lead: {
      zh: '您所办任务的期限有变动，请以新的期限为准。',
      en: 'The deadline of your task has moved. The date below is the one that counts.',
    },
  },
  documentDue: {
    headline: { zh: '文书待制发', en: 'A document is to be drawn up' },
    lead: { zh: '请制发下列文书。', en: 'Please draw up the document below.' },
  },
  linkUsed: {
    headline: { zh: '对方已经链接办理', en: 'The agency has acted over the link' },
    lead: {
      zh: '对方单位已通过您生成的一次性链接办理，办理情况请在系统中查看。',
      en: 'The agency has acted over the one-time link that you made. You find what it said in the system.',
    },
  },
  caseSuspended: {
    headline: { zh: '事项已挂起', en: 'The case stands still' },
    lead: {
      zh: '此事项已挂起，恢复之前无需办理。',
      en: 'This case stands still. There is nothing to do until it goes on.',
    },
  },
  caseResumed: {
    headline: { zh: '事项已恢复', en: 'The case goes on' },
    lead: { zh: '此事项已恢复办理。', en: 'This case goes on.' },
  },
  caseVoided: {
    headline: { zh: '事项已作废', en: 'The case is void' },
    lead: {
      zh: '此事项已作废，无需再办理，记录仍予保留。',
      en: 'This case was declared void. There is nothing more to do; its record stays.',
    },
  },
  caseRecalled: {
    headline: { zh: '事项已撤销', en: 'The case was recalled' },
    lead: {
      zh: '发起人已撤销此事项，您的任务无需再办理。',
      en: 'Whoever began this case has recalled it. Your task is over; there is nothing more to do.',
    },
  },
  caseRejected: {
    headline: { zh: '事项被驳回', en: 'The case was rejected' },
    lead: {
      zh: '此事项因被驳回而结束，您的任务无需再办理。',
      en: 'This case ended because it was rejected. Your task is over; there is nothing more to do.',
    },
  },
  stepRejected: {
    headline: { zh: '任务因驳回终止', en: 'Your task ended by a reject' },
    lead: {
      zh: '此事项被驳回到先前的步骤，您的任务无需再办理。以后如再次需要您办理，将另行通知。',
      en: 'This case was sent back by a reject. Your task is over; you will be told if you are needed again.',
    },
  },
  caseCancelled: {
    headline: { zh: '事项已取消', en: 'The case was cancelled' },
    lead: {
      zh: '此事项已取消，您的任务无需再办理。',
      en: 'This case was cancelled. Your task is over; there is nothing more to do.',
    },
  },
};

/** `by`: who asks; `step`: for what. Both in the reader's language. */
export function noticeWords(
  kind: NotificationKind,
  language: Language,
  given: { by: string; step: string },
): { headline: string | null; lead: string | null } {
  if (!isShort(kind)) return { headline: null, lead: null };
  const { headline, lead } = words[kind];
  const said = typeof lead === 'function' ? lead(given) : lead;
  return { headline: inLanguage(headline, language), lead: inLanguage(said, language) };
}
