import type { LadderStep, PostAtUnitExpression, Recipient } from '../engine/model.ts';
import { expressionProblems, type Place } from './expression-reading.ts';
import { labelOf } from './label.ts';
import { errorAt, warningAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { repeatsIn } from './repeats.ts';
import { attributeOf, extensionsOf, type SourceElement } from './source-element.ts';

/** A post at a unit, either of them a literal that the directory must know or an expression over the case. */
export function readPostAtUnit(
  source: SourceElement,
  place: Place,
  context: ReadingContext,
): { value: PostAtUnitExpression; problems: Problem[] } {
  const [post, unit] = [attributeOf(source, 'post'), attributeOf(source, 'unit')];
  const problems = [
    ...(post === undefined ? [missing(source, 'post-missing', place, ['岗位', 'post'])] : []),
    ...(unit === undefined ? [missing(source, 'unit-missing', place, ['单位', 'unit'])] : []),
    ...expressionProblems(source, post, place, context),
    ...expressionProblems(source, unit, place, context),
    ...(post === undefined ? [] : unknownPost(source, post, context)),
    ...(unit === undefined ? [] : unknownUnit(source, unit, context)),
  ];
  return { value: { post: post ?? '', unit: unit ?? '' }, problems };
}

/** A literal unit that the directory does not have. */
export function unknownUnit(source: SourceElement, unit: string, { units }: ReadingContext): Problem[] {
  if (unit.startsWith('=') || !units || units.has(unit)) return [];
  return [
    errorAt(
      source,
      'unit-unknown',
      [`组织目录中没有单位“${unit}”`, `The directory has no unit '${unit}'`],
      [
        '从目录中选择单位，或写成表达式（如 = responsibleUnit）',
        'Choose a unit of the directory, or write an expression such as = responsibleUnit',
      ],
    ),
  ];
}

/** A literal post that the directory does not have. */
export function unknownPost(source: SourceElement, post: string, { posts }: ReadingContext): Problem[] {
  if (post.startsWith('=') || !posts || posts.has(post)) return [];
  return [
    errorAt(
      source,
      'post-unknown',
      [`组织目录中没有岗位“${post}”`, `The directory has no post '${post}'`],
      ['从目录中选择岗位，或先在组织目录中新增', 'Choose a post of the directory, or add it there first'],
    ),
  ];
}

function missing(source: SourceElement, code: string, place: Place, what: Place): Problem {
  return errorAt(
    source,
    code,
    [`${place[0]}缺少${what[0]}`, `The ${place[1]} has no ${what[1]}`],
    [`填写${what[0]}`, `Fill in the ${what[1]}`],
  );
}

const kinds = ['remind', 'due', 'escalate'];
const units = ['hour', 'calendarDay', 'workingDay'];
const colours = ['blue', 'yellow', 'orange', 'red'];

/** The `rf:step`s of a ladder: each must say when, and somebody must hear of it. */
export function readLadder(
  owner: SourceElement,
  context: ReadingContext,
): { steps: LadderStep[]; problems: Problem[] } {
  const read = extensionsOf(owner, 'rf:step').map((step) => readStep(step, context));
  const steps = read.map(({ step }) => step);
  return {
    steps,
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...repeatsIn(steps.map(({ key }) => key)).map((key) => twice(owner, key)),
    ],
  };
}

function readStep(source: SourceElement, context: ReadingContext): { step: LadderStep; problems: Problem[] } {
  const key = attributeOf(source, 'key') ?? '';
  const kind = attributeOf(source, 'kind') ?? '';
  const amount = Number(attributeOf(source, 'amount') ?? NaN);
  const unit = attributeOf(source, 'unit') ?? 'workingDay';
  const colour = attributeOf(source, 'colour');
  const told = readRecipients(source, context);
  const step: LadderStep = {
    key,
    kind: kind as LadderStep['kind'],
    name: labelOf(source) ?? { zh: key },
    after: { amount, unit: unit as LadderStep['after']['unit'] },
    whom: told.whom,
    channels: channelsOf(attributeOf(source, 'channels')),
    ...(colour === undefined ? {} : { colour: colour as LadderStep['colour'] }),
  };
  const at: Place = [`时限步骤“${key}”`, `step '${key}'`];
  const problems = [
    ...(key === ''
      ? [wrong(source, 'step-key', ['时限步骤', 'deadline step'], ['编号', 'key'], ['一个编号', 'a key'], '')]
      : []),
    ...(kinds.includes(kind)
      ? []
      : [wrong(source, 'step-kind', at, ['类别', 'kind'], [kinds.join(' | '), kinds.join(' | ')], kind)]),
    ...(Number.isInteger(amount) && Math.abs(amount) <= 1000
      ? []
      : [
          wrong(
            source,
            'step-amount',
            at,
            ['数值', 'amount'],
            ['-1000 至 1000 的整数', 'a whole number from -1000 to 1000'],
            attributeOf(source, 'amount') ?? '',
          ),
        ]),
    ...(units.includes(unit)
      ? []
      : [wrong(source, 'step-unit', at, ['单位', 'unit'], [units.join(' | '), units.join(' | ')], unit)]),
    ...(colour === undefined || colours.includes(colour)
      ? []
      : [
          wrong(
            source,
            'step-colour',
            at,
            ['颜色', 'colour'],
            [colours.join(' | '), colours.join(' | ')],
            colour,
          ),
        ]),
    ...(step.whom.length === 0 ? [tellsNobody(source, at)] : []),
    ...(isOutOfOrder(kind, amount) ? [outOfOrder(source, at, kind)] : []),
    ...told.problems,
  ];
  return { step, problems };
}

/** Left out it is mail; `none` stands for a step that shows in the timeline and colours the case, and writes to nobody. */
function channelsOf(written = 'mail'): string[] {
  return written.split(/[\s,]+/).filter((channel) => channel !== 'none');
}

function readRecipients(
  step: SourceElement,
  context: ReadingContext,
): { whom: Recipient[]; problems: Problem[] } {
  const whom: Recipient[] = [];
  const problems: Problem[] = [];
  for (const tell of extensionsOf(step, 'rf:tell')) {
    if (tell.attributes['handlers'] === 'true') {
      whom.push({ kind: 'handlers' });
      continue;
    }
    const read = readPostAtUnit(tell, ['通知对象', 'recipient'], context);
    whom.push({ kind: 'post', ...read.value });
    problems.push(...read.problems);
  }
  return { whom, problems };
}

function isOutOfOrder(kind: string, amount: number): boolean {
  return (
    (kind === 'remind' && amount > 0) ||
    (kind === 'escalate' && amount < 0) ||
    (kind === 'due' && amount !== 0)
  );
}

function outOfOrder(source: SourceElement, at: Place, kind: string): Problem {
  return warningAt(
    source,
    'step-order',
    [`${at[0]}的数值与类别 ${kind} 不符`, `The amount of ${at[1]} does not fit its kind ${kind}`],
    [
      '提醒在到期前（负数），到期为 0，升级在到期后（正数）',
      'Reminders come before due (negative), due is 0, escalations come after (positive)',
    ],
  );
}

function tellsNobody(source: SourceElement, at: Place): Problem {
  return errorAt(
    source,
    'step-tells-nobody',
    [`${at[0]}没有通知任何人`, `Nobody is told by ${at[1]}`],
    ['选择通知承办人或某单位的岗位', 'Choose the handlers or a post at a unit'],
  );
}

function twice(owner: SourceElement, key: string): Problem {
  return errorAt(
    owner,
    'step-key-duplicate',
    [`时限步骤编号“${key}”重复`, `The step key '${key}' is used twice`],
    ['给每个步骤不同的编号', 'Give each step its own key'],
  );
}

function wrong(
  source: SourceElement,
  code: string,
  at: Place,
  what: Place,
  expected: Place,
  found: string,
): Problem {
  return errorAt(
    source,
    code,
    [
      `${at[0]}的${what[0]}应为 ${expected[0]}，实际为“${found}”`,
      `Expected the ${what[1]} of ${at[1]} to be ${expected[1]}, but found '${found}'`,
    ],
    [`改为 ${expected[0]}`, `Write ${expected[1]}`],
  );
}
