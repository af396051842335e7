import type { LadderStep, Recipient } from '../engine/model.ts';
import { readMappings } from './activity-reading.ts';
import type { Place } from './expression-reading.ts';
import { labelOf } from './label.ts';
import { readPostAtUnit } from './people-reading.ts';
import { errorAt, warningAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { repeatsIn } from './repeats.ts';
import { attributeOf, extensionsOf, type SourceElement } from './source-element.ts';

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
  const more = readMore(source, context, [`时限步骤“${key}”`, `step '${key}'`]);
  const step: LadderStep = {
    key,
    kind: kind as LadderStep['kind'],
    name: labelOf(source) ?? { zh: key },
    after: { amount, unit: unit as LadderStep['after']['unit'] },
    whom: told.whom,
    channels: channelsOf(attributeOf(source, 'channels')),
    ...(colour === undefined ? {} : { colour: colour as LadderStep['colour'] }),
    ...more.parts,
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
    ...more.problems,
  ];
  return { step, problems };
}

type More = Pick<LadderStep, 'repeat' | 'acknowledge' | 'document' | 'action'>;

/** What a step does beside telling: comes again, asks to be seen, wants a document, acts by itself. */
function readMore(
  source: SourceElement,
  context: ReadingContext,
  at: Place,
): { parts: More; problems: Problem[] } {
  const problems: Problem[] = [];
  const count = (name: string, most: number): number => {
    const amount = Number(attributeOf(source, name) ?? 1);
    if (Number.isInteger(amount) && amount >= 1 && amount <= most) return amount;
    const expected: Place = [`1 至 ${most} 的整数`, `a whole number from 1 to ${most}`];
    problems.push(wrong(source, `step-${name}`, at, [name, name], expected, attributeOf(source, name) ?? ''));
    return 1;
  };
  const unit = (name: string): LadderStep['after']['unit'] => {
    const found = attributeOf(source, name) ?? 'workingDay';
    if (units.includes(found)) return found as LadderStep['after']['unit'];
    const expected: Place = [units.join(' | '), units.join(' | ')];
    problems.push(wrong(source, 'step-unit', at, [name, name], expected, found));
    return 'workingDay';
  };
  const has = (name: string) => attributeOf(source, name) !== undefined;
  const [document, documentEn] = [attributeOf(source, 'document'), attributeOf(source, 'documentEn')];
  const act = readAct(source, context, at);
  return {
    parts: {
      ...(has('repeat') && {
        repeat: {
          every: { amount: count('every', 1000), unit: unit('everyUnit') },
          times: count('repeat', 100),
        },
      }),
      ...(has('acknowledge') && {
        acknowledge: { within: { amount: count('acknowledge', 1000), unit: unit('acknowledgeUnit') } },
      }),
      ...(document !== undefined && {
        document: { zh: document, ...(documentEn !== undefined && { en: documentEn }) },
      }),
      ...(act.action && { action: act.action }),
    },
    problems: [...problems, ...act.problems],
  };
}

function readAct(
  step: SourceElement,
  context: ReadingContext,
  at: Place,
): { action?: LadderStep['action']; problems: Problem[] } {
  const [source, second] = extensionsOf(step, 'rf:act');
  if (!source) return { problems: [] };
  const [goTo, startCase] = [attributeOf(source, 'goTo'), attributeOf(source, 'startCase')];
  const isTransfer = source.attributes['transfer'] === 'true';
  if (second || [isTransfer, goTo !== undefined, startCase !== undefined].filter(Boolean).length !== 1)
    return { problems: [oneAct(step, at)] };
  if (goTo !== undefined) return { action: { kind: 'goTo', node: goTo }, problems: [] };
  if (startCase !== undefined) {
    const { mappings, problems } = readMappings(source, 'rf:input', context);
    return { action: { kind: 'startCase', template: startCase, inputs: mappings }, problems };
  }
  const { value, problems } = readPostAtUnit(source, ['转交对象', 'post to transfer to'], context);
  return { action: { kind: 'transfer', to: value }, problems };
}

function oneAct(source: SourceElement, at: Place): Problem {
  return errorAt(
    source,
    'step-act',
    [
      `${at[0]}应当且只能自动做一件事：转交、转到某环节或启动督办`,
      `Expected ${at[1]} to do one thing by itself: transfer, goTo or startCase`,
    ],
    ['保留其中一项', 'Keep one of them'],
  );
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
