import type { Label } from './resources/label.shapes.ts';

/** What there is of a person to hand over, by kind. */
const partNames: Record<Part, Required<Label>> = {
  named: { zh: '指名由其办理的任务', en: 'Tasks that name them' },
  claimed: { zh: '其已认领的任务', en: 'Tasks that they have claimed' },
  delegated: { zh: '其委派给他人的任务', en: 'Tasks that they have delegated' },
  delegatedTo: { zh: '他人委派其提出意见的任务', en: 'Tasks delegated to them for an opinion' },
  ahead: { zh: '选定由其办理的后续步骤', en: 'Steps to come for which they are chosen' },
  begun: {
    zh: '其发起或办理过、以后可能再找其办理的事项',
    en: 'Cases that may turn to them again for what they began or did',
  },
  questions: { zh: '向其提出、尚未答复的问题', en: 'Questions that wait for their answer' },
  drafts: { zh: '其未提交的草稿', en: 'Drafts that they have not sent' },
  substituteFor: { zh: '其代理他人', en: 'Those for whom they stand in' },
  substitutedBy: { zh: '他人代理其', en: 'Those who stand in for them' },
};

/** As it is called; undefined: no part of a staff move. */
export const partName = (part: string | undefined): Required<Label> | undefined =>
  (partNames as Partial<Record<string, Required<Label>>>)[part ?? ''];

export type Part =
  | ('named' | 'claimed' | 'delegated' | 'delegatedTo' | 'ahead' | 'begun' | 'questions' | 'drafts')
  | ('substituteFor' | 'substitutedBy');

/** What becomes of a part, where it is not the same as with everything else. */
export const becomes: Partial<Record<Part, Required<Label>>> = {
  delegated: { zh: '归还后由接收人办理', en: 'It comes back to the heir' },
  delegatedTo: {
    zh: '由接收人提出意见，之后归还委派人',
    en: 'The heir gives the opinion; it goes back to whoever asked for it',
  },
  begun: { zh: '以后须找其本人时，改找接收人', en: 'Where it turns to them again, it turns to the heir' },
  substituteFor: { zh: '改由接收人代理', en: 'The heir stands in for them' },
  substitutedBy: { zh: '代理随之终止', en: 'It ends' },
};

/** The counts of a move in the order in which its parts are named here: a stored plan knows no order. */
export const inOrder = (counts: Record<string, number>): [string, number][] => {
  const order = Object.keys(partNames);
  return Object.entries(counts).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
};
