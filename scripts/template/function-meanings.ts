import type { workingDayFunctions } from '../../engine/feel/builtins/working-day.ts';

/** What each of our own functions gives: arguments, Chinese, English. The compiler asks for a new one. */
export const functionMeanings: Record<
  keyof typeof workingDayFunctions,
  [given: string, zh: string, en: string]
> = {
  'is working day': [
    'date',
    '当日是否工作日（含调休上班日）',
    'Whether that day is worked, make-up days included',
  ],
  'add working days': [
    'date, days',
    '其后（负数为其前）第几个工作日；当日不计；0 为当日',
    'The nth working day after that day (before it, if negative); the day itself does not count; 0 gives it',
  ],
  'roll forward': [
    'date',
    '期限可在当日届满的为当日，否则为其后第一个工作日（民法典第二百零三条）',
    'That day where a period may end on it, else the first day after it (民法典 203), as `rollForward` of a deadline',
  ],
  'is school day': [
    'date',
    '当日是否上课（学期内的工作日）；校历未载明时为 null',
    'Whether schools teach that day: a working day within a term; null where no term about it is known',
  ],
  'close of business': [
    'date',
    '当日下班时刻，按当季办公时间',
    'When the office closes that day, by the hours of the season',
  ],
  'is calendar published': [
    'date',
    '决定当日是否放假的通知是否已公布；未公布的年份按平日、周末计',
    'Whether the notice that decides about that day is out; without it, days are plain weekdays and weekends',
  ],
};
