import type { DeadlineConfig } from '../engine/model.ts';
import { deadlineRuleProblems, type DeadlineRule } from '../engine/time/index.ts';
import { readExtension, readSuspensions } from './clock-reading.ts';
import { asFeel, expressionProblems } from './expression-reading.ts';
import { labelOf } from './label.ts';
import { readLadder } from './ladder-reading.ts';
import { errorAt, warningAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { attributeOf, extensionsOf, type SourceElement } from './source-element.ts';

const ruleUnits = ['minute', 'hour', 'calendarDay', 'workingDay', 'month'];
const endings = ['midnight', 'closeOfBusiness'];
const visibilities = ['handlers', 'case', 'public'];

/** The `rf:deadline`s of an activity: several clocks may run at once. */
export function readDeadlines(
  activity: SourceElement,
  context: ReadingContext,
): { deadlines: DeadlineConfig[]; problems: Problem[] } {
  const read = extensionsOf(activity, 'rf:deadline').map((source) => readDeadline(source, context));
  return {
    deadlines: read.map(({ deadline }) => deadline),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** One of them: a rule, a date of the case, or both (the date wins when there is one). */
export function readDeadline(
  source: SourceElement,
  context: ReadingContext,
): { deadline: DeadlineConfig; problems: Problem[] } {
  const key = attributeOf(source, 'key');
  const date = attributeOf(source, 'date');
  const basis = attributeOf(source, 'basis') ?? '';
  const startsAt = attributeOf(source, 'startsAt');
  const visibility = attributeOf(source, 'visibility');
  const neverStops = source.attributes['neverStops'] === 'true';
  const { ending, problems: endingProblems } = readEnding(source);
  const { rule, problems: ruleProblems } = readRule(source, ending);
  const ladder = readLadder(source, context);
  const stops = readSuspensions(source, context);
  const extension = readExtension(source, context);
  const feel = (text: string | undefined, place: [string, string]) =>
    expressionProblems(source, text === undefined ? undefined : asFeel(text), place, context);
  const problems = [
    ...(key === undefined ? [keyMissing(source)] : []),
    ...(rule === undefined && date === undefined && ruleProblems.length === 0 ? [withoutTerm(source)] : []),
    ...(basis === '' && (rule ?? date) !== undefined ? [withoutBasis(source)] : []),
    ...(visibility === undefined || visibilities.includes(visibility)
      ? []
      : [
          badRule(
            source,
            'deadline-visibility',
            ['公开范围', 'visibility'],
            visibilities.join(' | '),
            visibility,
          ),
        ]),
    ...(neverStops && stops.suspensions.length > 0 ? [stopsThatNeverStops(source)] : []),
    ...feel(date, ['时限日期', 'date of the deadline']),
    ...feel(startsAt, ['起算时间', 'start of the deadline']),
    ...ruleProblems,
    ...endingProblems,
    ...ladder.problems,
    ...stops.problems,
    ...extension.problems,
  ];
  const deadline: DeadlineConfig = {
    key: key ?? '',
    name: labelOf(source) ?? { zh: source.name || source.id },
    ...(rule === undefined ? {} : { rule }),
    ...(date === undefined ? {} : { date: asFeel(date) }),
    ...(rule === undefined && basis !== '' && { basis }),
    ...(rule === undefined && date !== undefined && { ending }),
    ...(startsAt === undefined ? {} : { startsAt: asFeel(startsAt) }),
    ...(visibility === undefined ? {} : { visibility: visibility as DeadlineConfig['visibility'] }),
    ...(neverStops && { neverStops }),
    ...(stops.suspensions.length > 0 && { suspensions: stops.suspensions }),
    ...(extension.extension && { extension: extension.extension }),
    ...(ladder.steps.length === 0 ? {} : { ladder: ladder.steps }),
  };
  return { deadline, problems };
}

type Ending = Pick<DeadlineRule, 'rollForward' | 'endOfDay'>;

/** How the last day ends, whether it was counted or named. */
function readEnding(source: SourceElement): { ending: Ending; problems: Problem[] } {
  const endOfDay = attributeOf(source, 'endOfDay') ?? 'midnight';
  const problems = endings.includes(endOfDay)
    ? []
    : [badRule(source, 'deadline-end-of-day', ['截止时刻', 'end of day'], endings.join(' | '), endOfDay)];
  const ending: Ending = {
    // Art. 203 of the Civil Code: a last day off moves the end, unless the template says otherwise.
    rollForward: source.attributes['rollForward'] !== 'false',
    endOfDay: endOfDay as DeadlineRule['endOfDay'],
  };
  return { ending, problems };
}

function readRule(source: SourceElement, ending: Ending): { rule?: DeadlineRule; problems: Problem[] } {
  const written = attributeOf(source, 'amount');
  const unit = attributeOf(source, 'unit');
  if (written === undefined && unit === undefined) return { problems: [] };
  const amount = Number(written ?? NaN);
  const problems: Problem[] = [];
  if (unit === undefined || !ruleUnits.includes(unit)) {
    problems.push(badRule(source, 'deadline-unit', ['单位', 'unit'], ruleUnits.join(' | '), unit ?? ''));
  } else if (deadlineRuleProblems({ amount, unit: unit as DeadlineRule['unit'] }).length > 0) {
    problems.push(badRule(source, 'deadline-amount', ['数值', 'amount'], '0–10000', written ?? ''));
  }
  if (problems.length > 0) return { problems };
  const rule: DeadlineRule = {
    amount,
    unit: unit as DeadlineRule['unit'],
    ...ending,
    basis: attributeOf(source, 'basis') ?? '',
  };
  return { rule, problems };
}

function badRule(
  source: SourceElement,
  code: string,
  what: [string, string],
  expected: string,
  found: string,
): Problem {
  return errorAt(
    source,
    code,
    [
      `时限的${what[0]}应为 ${expected}，实际为“${found}”`,
      `Expected the ${what[1]} of the deadline to be ${expected}, but found '${found}'`,
    ],
    [`改为 ${expected}`, `Write ${expected}`],
  );
}

function keyMissing(source: SourceElement): Problem {
  return errorAt(
    source,
    'deadline-key',
    ['时限没有编号', 'The deadline has no key'],
    ['填写一个编号，延期时要用它指明时限', 'Give it a key: an extension names the deadline by it'],
  );
}

function stopsThatNeverStops(source: SourceElement): Problem {
  return errorAt(
    source,
    'deadline-never-stops',
    [
      '不停止计算的时限不能有中止事由',
      'Expected no reason to stop a deadline that never stops, but found one',
    ],
    ['删除中止事由，或取消“不停止计算”', 'Remove the reasons, or let the clock stop'],
  );
}

function withoutTerm(source: SourceElement): Problem {
  return errorAt(
    source,
    'deadline-without-term',
    ['时限既没有期限也没有日期', 'The deadline has neither a period nor a date'],
    ['填写数值和单位，或填写日期表达式', 'Give an amount with its unit, or an expression for its date'],
  );
}

function withoutBasis(source: SourceElement): Problem {
  return warningAt(
    source,
    'deadline-without-basis',
    ['时限没有写明依据', 'The deadline does not say on what basis it stands'],
    ['写明规定该期限的法规、通知或本地规定', 'Name the law, notice or local rule that sets the period'],
  );
}
