import type { Verb } from '../engine/work/model.ts';
import { AppError, type ProblemDetail } from '../errors.ts';
import type { Label } from './resources/label.shapes.ts';
import type { Need, VerbKey } from './resources/work.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

/** The words on the buttons, where the template has none of its own. */
export const verbNames: Record<VerbKey | Verb, Required<Label>> = {
  addSignersBefore: { zh: '前加签', en: 'Add signers before' },
  addSignersAfter: { zh: '后加签', en: 'Add signers after' },
  removeSigner: { zh: '减签', en: 'Remove a signer' },
  transfer: { zh: '转办', en: 'Transfer' },
  delegate: { zh: '委派', en: 'Delegate' },
  answerDelegation: { zh: '归还', en: 'Give back with an opinion' },
  recuse: { zh: '回避', en: 'Recuse oneself' },
  assign: { zh: '指派', en: 'Assign' },
  return: { zh: '退回', en: 'Return' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  recall: { zh: '撤销', en: 'Recall' },
  suspend: { zh: '挂起', en: 'Suspend' },
  resume: { zh: '恢复', en: 'Resume' },
  void: { zh: '作废', en: 'Void' },
  cancel: { zh: '撤销事项', en: 'Cancel the case' },
  move: { zh: '跳转', en: 'Move' },
  copyTo: { zh: '抄送', en: 'Copy to' },
  urge: { zh: '催办', en: 'Urge' },
  comment: { zh: '评论', en: 'Comment' },
  ask: { zh: '沟通', en: 'Ask' },
  addTask: { zh: '增加任务', en: 'Add a task' },
  addSubCase: { zh: '增加子事项', en: 'Add a sub-case' },
  addParticipant: { zh: '增加参与单位', en: 'Add a unit' },
  resubmit: { zh: '重新发起', en: 'Resubmit' },
  completeMany: { zh: '批量办理', en: 'Complete many' },
};

/** Where the reason of a verb stands: of what people say, it is what they say. */
export type ReasonField = 'reason' | 'text' | 'note';

/** What came with a verb or an outcome, as far as something may be asked for. */
export interface Given extends Partial<Record<ReasonField, string>> {
  opinion?: string;
  attachments?: readonly string[];
}

/**
 * Refuses when something that must come with it is missing: names each field, and says what to do. `reasonIn`: the field that
 * is its reason, where what people say is one.
 */
export function refuseMissing(
  needs: readonly Need[],
  given: Given,
  { name, language, reasonIn = 'reason' }: { name: Label; language: Language; reasonIn?: ReasonField },
): void {
  const isThere: Record<Need, boolean> = {
    reason: (given[reasonIn] ?? '') !== '',
    opinion: (given.opinion ?? '') !== '',
    attachment: (given.attachments?.length ?? 0) > 0,
  };
  const details: ProblemDetail[] = needs
    .filter((need) => !isThere[need])
    .map((need) => ({
      at: need === 'reason' ? `/${reasonIn}` : places[need],
      message: mends(name)[need][language],
    }));
  if (details.length > 0) {
    throw new AppError('bad-input', `Expected ${needs.join(', ')}, but ${details.length} missing`, {
      details,
    });
  }
}

const places = { opinion: '/opinion', attachment: '/attachments' };

const mends = (name: Label): Record<Need, { zh: string; en: string }> => ({
  reason: { zh: `“${name.zh}”须说明理由`, en: `“${name.en ?? name.zh}”: say why` },
  opinion: { zh: `“${name.zh}”须填写意见`, en: `“${name.en ?? name.zh}”: give your opinion` },
  attachment: { zh: `“${name.zh}”须上传附件`, en: `“${name.en ?? name.zh}”: add a file` },
});
