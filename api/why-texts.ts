import type { WhyStep } from '../engine/clock/count.ts';
import type { DayReason } from '../engine/time/calendar.ts';
import { daysBetween, addDays } from '../engine/time/civil-date.ts';
import type { DaysOff } from '../engine/time/working-days.ts';
import { dateInWords, endInWords, instantInWords, type InWords } from './date-words.ts';
import type { Label } from './resources/label.shapes.ts';

export interface WhyLine {
  kind: string;
  date: string | null;
  text: Label;
  days: string[];
}

/** Every step of the arithmetic of a deadline in words. `reasonName`: the template's words for a reason to stand still. */
export function whyLines(steps: readonly WhyStep[], reasonName: (key: string) => Label): WhyLine[] {
  return steps
    .filter((step, index) => !isSaidBefore(step, steps.slice(0, index)))
    .map((step) => ({ kind: step.kind, ...lineOf(step, reasonName) }));
}

/** Whatever moves a date is counted from there anew: the calendar is named once, and a date that was just set is not said to be set. */
function isSaidBefore(step: WhyStep, before: readonly WhyStep[]): boolean {
  const last = before.at(-1);
  switch (step.kind) {
    case 'calendarUsed':
      return before.some((each) => each.kind === 'calendarUsed' && each.version === step.version);
    case 'dateGiven':
      return (last?.kind === 'movedByPerson' || last?.kind === 'movedByExtension') && last.date === step.date;
    default:
      return false;
  }
}

type Line = Omit<WhyLine, 'kind'>;

const line = (zh: string, en: string, date: string | null = null, days: string[] = []): Line => ({
  text: { zh, en },
  date,
  days,
});

const because: Record<DayReason, InWords> = {
  weekday: { zh: '工作日', en: 'a weekday' },
  weekend: { zh: '周末', en: 'a weekend' },
  holiday: { zh: '法定节假日', en: 'a public holiday' },
  makeUpDay: { zh: '调休上班日', en: 'a make-up working day' },
  localClosure: { zh: '本地停工', en: 'a local closure' },
  localWorkday: { zh: '本地上班日', en: 'a local working day' },
};

function lineOf(step: WhyStep, reasonName: (key: string) => Label): Line {
  switch (step.kind) {
    case 'startTaken': {
      const at = instantInWords(step.startedAt);
      return line(`按模板的规定，自${at.zh}起算`, `By the template the clock starts at ${at.en}`);
    }
    case 'started': {
      const at = instantInWords(step.instant);
      return line(`${at.zh}开始`, `Started at ${at.en}`, step.date);
    }
    case 'dateGiven': {
      const { zh, en } = dateInWords(step.date);
      return line(`指定日期为${zh}`, `The date was set to ${en}`, step.date);
    }
    case 'calendarUsed':
      return line(
        `使用第 ${step.version} 版工作日历`,
        `Version ${step.version} of the working calendar is used`,
      );
    case 'ranFromInstant': {
      const [zh, en] = step.unit === 'hour' ? ['小时', 'hour(s)'] : ['分钟', 'minute(s)'];
      return line(
        `按时计算，${step.amount} ${zh}，节假日照计`,
        `${step.amount} ${en} from that instant, days off included`,
      );
    }
    case 'startDayExcluded': {
      const first = dateInWords(step.firstDay);
      return line(
        `开始的当日不计入，自${first.zh}起算（民法典第二百零一条）`,
        `The day it started on is not counted; the first is ${first.en} (Civil Code, art. 201)`,
        step.firstDay,
      );
    }
    case 'startDayIsLastDay':
      return line('当日办结：开始的当日即为最后一日', 'Same day: it ends on the day it started', step.date);
    case 'calendarDaysCounted': {
      const to = dateInWords(step.to);
      return line(
        `${step.amount} 个自然日，到${to.zh}`,
        `${step.amount} calendar day(s), to ${to.en}`,
        step.to,
      );
    }
    case 'workingDaysCounted':
      return workingDays(step);
    case 'sameDayOfMonth': {
      const to = dateInWords(step.to);
      return line(
        `${step.months} 个月，到对应日${to.zh}（民法典第二百零二条）`,
        `${step.months} month(s), to the same day of the month, ${to.en} (Civil Code, art. 202)`,
        step.to,
      );
    }
    case 'endOfShorterMonth': {
      const to = dateInWords(step.to);
      return line(
        `${step.months} 个月；该月没有 ${step.wantedDay} 日，到月末${to.zh}（民法典第二百零二条）`,
        `${step.months} month(s); that month has no day ${step.wantedDay}, so to its end, ${to.en} (Civil Code, art. 202)`,
        step.to,
      );
    }
    case 'rolledForward': {
      const [from, to] = [dateInWords(step.from), dateInWords(step.to)];
      const [first] = step.passed;
      const why = first ? because[first.because] : because.holiday;
      return line(
        `${from.zh}是${why.zh}，顺延到${to.zh}（民法典第二百零三条）`,
        `${from.en} is ${why.en}: it moves on to ${to.en} (Civil Code, art. 203)`,
        step.to,
        step.passed.map(({ date }) => date),
      );
    }
    case 'stayedOnMakeUpDay': {
      const day = dateInWords(step.date);
      return line(
        `${day.zh}是周末，但调休上班，不顺延`,
        `${day.en} is a weekend day worked in exchange: it stays`,
        step.date,
        [step.date],
      );
    }
    case 'stayedOnDayOff': {
      const day = dateInWords(step.date);
      return line(
        `${day.zh}是${because[step.because].zh}，按规定不顺延`,
        `${day.en} is ${because[step.because].en}: by its rule it stays`,
        step.date,
        [step.date],
      );
    }
    case 'officeHadClosed': {
      const to = dateInWords(step.to);
      return line(
        `开始时已过办公时间，移到${to.zh}`,
        `The office had closed when it started: it moves to ${to.en}`,
        step.to,
      );
    }
    case 'ended':
      return ended(step);
    case 'noticeAwaited':
      return line(
        `${step.year} 年节假日安排尚未发布，按普通工作日暂计，发布后重算`,
        `The notice for ${step.year} is not out: plain weekdays were counted, and it is counted again when it is`,
      );
    case 'calendarHasNoWorkingDays':
      return line('工作日历中没有工作日，请检查日历', 'The calendar has no working days: check it');
    case 'movedByExtension': {
      const date = dateInWords(step.date);
      return line(`延期到${date.zh}`, `Extended to ${date.en}`, step.date);
    }
    case 'movedByPerson': {
      const date = dateInWords(step.date);
      return line(`人工调整到${date.zh}`, `Changed by a person to ${date.en}`, step.date);
    }
    case 'stoodStill': {
      const from = instantInWords(step.from);
      const why = reasonName(step.why);
      return line(`${from.zh}起中止计时（${why.zh}）`, `Stood still from ${from.en} (${why.en ?? why.zh})`);
    }
    case 'ranOn':
      return ranOn(step);
  }
}

function workingDays(step: WhyStep & { kind: 'workingDaysCounted' }): Line {
  const to = dateInWords(step.to);
  const off = step.daysOff.flatMap(daysIn);
  const zh = [
    step.weekendDays > 0 ? `周末 ${step.weekendDays} 天` : '',
    off.length > 0 ? `节假日 ${off.length} 天` : '',
  ].filter(Boolean);
  const en = [
    step.weekendDays > 0 ? `${step.weekendDays} weekend day(s)` : '',
    off.length > 0 ? `${off.length} day(s) off` : '',
  ].filter(Boolean);
  const extra = step.makeUpDays.length;
  return line(
    `${step.amount} 个工作日，到${to.zh}${zh.length > 0 ? `；不计${zh.join('、')}` : ''}${extra > 0 ? `；调休上班 ${extra} 天计入` : ''}`,
    `${step.amount} working day(s), to ${to.en}${en.length > 0 ? `; without ${en.join(' and ')}` : ''}${extra > 0 ? `; ${extra} make-up day(s) counted` : ''}`,
    step.to,
    [...off, ...step.makeUpDays],
  );
}

const daysIn = ({ from, to }: DaysOff): string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));

function ended(step: WhyStep & { kind: 'ended' }): Line {
  const day = dateInWords(step.date);
  if (step.at === 'instant') {
    const at = endInWords(step.instant);
    return line(`到${at.zh}届满`, `It ends at ${at.en}`, step.date);
  }
  return step.at === 'midnight'
    ? line(`到${day.zh}二十四时届满`, `It ends at midnight of ${day.en}`, step.date)
    : line(
        `到${day.zh}下班时届满（民法典第二百零三条）`,
        `It ends at the close of business of ${day.en} (Civil Code, art. 203)`,
        step.date,
      );
}

function ranOn(step: WhyStep & { kind: 'ranOn' }): Line {
  const [at, to] = [instantInWords(step.at), dateInWords(step.to)];
  const how = step.byItself
    ? { zh: '最长中止期满', en: 'the longest suspension was over' }
    : { zh: '中止原因消除', en: 'what stopped it was over' };
  const left =
    step.unit === 'millisecond'
      ? {
          zh: `剩余 ${Math.round(step.left / 60_000)} 分钟`,
          en: `${Math.round(step.left / 60_000)} minute(s) were left`,
        }
      : step.unit === 'workingDay'
        ? { zh: `剩余 ${step.left} 个工作日`, en: `${step.left} working day(s) were left` }
        : { zh: `剩余 ${step.left} 个自然日`, en: `${step.left} calendar day(s) were left` };
  return line(
    `${at.zh}恢复计时（${how.zh}），${left.zh}，到${to.zh}`,
    `Ran on at ${at.en} (${how.en}); ${left.en}: to ${to.en}`,
    step.to,
  );
}
