import type { LadderStep } from './parts.ts';
import { freeKey } from './parts.ts';

/** When a step of a ladder comes, as its author thinks of it: before, at or after the end, and how far from it. */
export type Side = 'before' | 'at' | 'after';

export const sideOf = (step: LadderStep): Side =>
  Number(step.amount || 0) === 0 ? 'at' : Number(step.amount) < 0 ? 'before' : 'after';

const kindOf: Record<Side, string> = { before: 'remind', at: 'due', after: 'escalate' };

const unitWords: Record<string, { zh: string; en: [one: string, many: string] }> = {
  hour: { zh: '小时', en: ['hour', 'hours'] },
  calendarDay: { zh: '天', en: ['day', 'days'] },
  workingDay: { zh: '个工作日', en: ['working day', 'working days'] },
};

/** The step moved to another time. Its names follow: they stand in mails and in the timeline, and must not say the old time. */
export function atTime(step: LadderStep, side: Side, distance: number, unit: string): LadderStep {
  const amount =
    side === 'at' ? 0 : Math.max(1, Math.trunc(Math.abs(distance)) || 1) * (side === 'before' ? -1 : 1);
  return {
    ...step,
    kind: kindOf[side],
    amount: String(amount),
    unit,
    ...namesOf(side, Math.abs(amount), unit),
  };
}

function namesOf(side: Side, count: number, unit: string): { name: string; nameEn: string } {
  if (side === 'at') return { name: '到期提醒', nameEn: 'Due' };
  const words = unitWords[unit];
  const zh = `${count}${words?.zh ?? unit}`;
  const en = `${count} ${words?.en[count === 1 ? 0 : 1] ?? unit}`;
  return side === 'before'
    ? { name: `到期前${zh}提醒`, nameEn: `Reminder ${en} before due` }
    : { name: `逾期${zh}升级`, nameEn: `Escalation ${en} after due` };
}

/** A further escalation, a little after the last one. */
export function nextStep(steps: LadderStep[]): LadderStep {
  const last = steps.at(-1);
  const unit = last?.unit ?? 'workingDay';
  const distance = Math.max(0, Number(last?.amount ?? 0)) + 2;
  const blank: LadderStep = {
    key: freeKey(
      'step',
      steps.map(({ key }) => key),
    ),
    kind: 'escalate',
    name: '',
    nameEn: '',
    amount: '',
    unit,
    colour: 'orange',
    channels: 'mail',
    tells: [{ handlers: false, post: 'principal', unit: '= responsibleUnit' }],
  };
  return atTime(blank, 'after', distance, unit);
}

/** Changes places with its neighbour; at the end of the list it stays. */
export function moved<T>(list: T[], index: number, by: -1 | 1): T[] {
  const other = index + by;
  const [one, two] = [list[index], list[other]];
  return one === undefined || two === undefined ? list : list.with(index, two).with(other, one);
}

/** Without mail a step still stands in the timeline and colours the boards. */
export const tellsByMail = ({ channels }: LadderStep): boolean => channels.trim() !== 'none';
