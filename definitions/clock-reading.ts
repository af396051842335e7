import type { ExtensionConfig, SuspensionConfig } from '../engine/model.ts';
import type { Place } from './expression-reading.ts';
import { labelOf } from './label.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { repeatsIn } from './repeats.ts';
import { attributeOf, extensionOf, extensionsOf, type SourceElement } from './source-element.ts';
import { readPosts } from './work/assignment-reading.ts';

const stopUnits = ['calendarDay', 'workingDay'];
const extensionUnits = ['calendarDay', 'workingDay', 'month'];

/** The `rf:clockStop`s of a deadline: for which reasons it may stand still, who must agree, and how long at most. */
export function readSuspensions(
  deadline: SourceElement,
  context: ReadingContext,
): { suspensions: SuspensionConfig[]; problems: Problem[] } {
  const read = extensionsOf(deadline, 'rf:clockStop').map((source) => readSuspension(source, context));
  const suspensions = read.map(({ suspension }) => suspension);
  return {
    suspensions,
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...repeatsIn(suspensions.map(({ key }) => key)).map((key) => twice(deadline, key)),
    ],
  };
}

function readSuspension(source: SourceElement, context: ReadingContext) {
  const key = attributeOf(source, 'key');
  const { approval, problems: ofApproval } = readApproval(source, context);
  const most = readSpan(source, { amount: 'most', unit: 'mostUnit', units: stopUnits });
  const suspension: SuspensionConfig = {
    key: key ?? '',
    name: labelOf(source) ?? { zh: key ?? '' },
    ...approval,
    ...(most.span && { most: most.span as NonNullable<SuspensionConfig['most']> }),
  };
  const problems = [...(key === undefined ? [stopKeyMissing(source)] : []), ...ofApproval, ...most.problems];
  return { suspension, problems };
}

/** The `rf:extension` of a deadline: how often and how far it may be extended, and who must agree. */
export function readExtension(
  deadline: SourceElement,
  context: ReadingContext,
): { extension?: ExtensionConfig; problems: Problem[] } {
  const source = extensionOf(deadline, 'rf:extension');
  if (!source) return { problems: [] };
  const { approval, problems: ofApproval } = readApproval(source, context);
  const upTo = readSpan(source, { amount: 'upTo', unit: 'upToUnit', units: extensionUnits });
  const most = Number(attributeOf(source, 'most') ?? 1);
  const isCount = Number.isInteger(most) && most >= 1 && most <= 100;
  return {
    extension: {
      ...approval,
      ...(isCount && { most }),
      ...(upTo.span && { upTo: upTo.span as NonNullable<ExtensionConfig['upTo']> }),
    },
    problems: [
      ...(isCount ? [] : [wrong(source, ['次数', 'most'], '1–100', attributeOf(source, 'most') ?? '')]),
      ...ofApproval,
      ...upTo.problems,
    ],
  };
}

/** Who must agree, and who decides when one of those has: each of the second marked `then`. Who alone decides decides first. */
function readApproval(
  source: SourceElement,
  context: ReadingContext,
): { approval: Pick<ExtensionConfig, 'approval' | 'then'>; problems: Problem[] } {
  const { posts, problems } = readPosts(source, 'rf:approver', context);
  const isThen = extensionsOf(source, 'rf:approver').map(({ attributes }) => attributes['then'] === 'true');
  const first = posts.filter((_post, index) => !isThen[index]);
  const then = posts.filter((_post, index) => isThen[index]);
  if (posts.length === 0) return { approval: {}, problems };
  if (first.length === 0 || then.length === 0) return { approval: { approval: posts }, problems };
  return { approval: { approval: first, then }, problems };
}

function readSpan(
  source: SourceElement,
  names: { amount: string; unit: string; units: string[] },
): { span?: { amount: number; unit: string }; problems: Problem[] } {
  const written = attributeOf(source, names.amount);
  if (written === undefined) return { problems: [] };
  const amount = Number(written);
  const unit = attributeOf(source, names.unit) ?? 'calendarDay';
  const problems = [
    ...(Number.isInteger(amount) && amount >= 1 && amount <= 3660
      ? []
      : [wrong(source, [names.amount, names.amount], '1–3660', written)]),
    ...(names.units.includes(unit)
      ? []
      : [wrong(source, [names.unit, names.unit], names.units.join(' | '), unit)]),
  ];
  return problems.length > 0 ? { problems } : { span: { amount, unit }, problems };
}

function wrong(source: SourceElement, what: Place, expected: string, found: string): Problem {
  return errorAt(
    source,
    'clock-amount',
    [
      `中止或延期的${what[0]}应为 ${expected}，实际为“${found}”`,
      `Expected ${what[1]} of a clock stop or extension to be ${expected}, but found '${found}'`,
    ],
    [`改为 ${expected}`, `Write ${expected}`],
  );
}

function stopKeyMissing(source: SourceElement): Problem {
  return errorAt(
    source,
    'clock-stop-key',
    ['中止事由没有编号', 'The reason for which the clock may stop has no key'],
    ['填写编号', 'Give it a key'],
  );
}

function twice(source: SourceElement, key: string): Problem {
  return errorAt(
    source,
    'clock-stop-duplicate',
    [`中止事由编号“${key}”重复`, `The reason '${key}' for which the clock may stop stands twice`],
    ['给每个事由不同的编号', 'Give each reason its own key'],
  );
}
