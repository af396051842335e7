import type { LinkConfig, LinkFact } from '../../engine/link/config.ts';
import type { DeadlineUnit } from '../../engine/time/index.ts';
import type { Need } from '../../engine/work/model.ts';
import { labelOf } from '../label.ts';
import type { Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { repeatsIn } from '../repeats.ts';
import { extensionsOf, type SourceElement } from '../source-element.ts';
import { Attributes } from './attributes.ts';

const units: readonly DeadlineUnit[] = ['hour', 'calendarDay', 'workingDay', 'month'];
const needs: readonly Need[] = ['reason', 'opinion', 'attachment'];
const facts: readonly LinkFact[] = ['unit', 'name', 'post', 'phone', 'at'];
const place: [string, string] = ['一次性链接', 'one-time link'];
/** Nobody reads a letter for longer than that. */
const longestDays = 366;

/** The `rf:oneTimeLink` of a task: which agency may do it over a link, for how long, and what its page shows. */
export function readOneTimeLink(
  task: SourceElement,
  context: ReadingContext,
): { link?: LinkConfig; problems: Problem[] } {
  const [source, ...others] = extensionsOf(task, 'rf:oneTimeLink');
  if (!source) return { problems: [] };
  const read = new Attributes(source, place, context);
  const unit = read.expression('unit');
  if (unit === undefined) read.wrong('unit', ['单位编号或表达式', 'the id of a unit, or an expression'], '');
  if (others.length > 0 || extensionsOf(task, 'rf:signing').length > 0) {
    read.fault(
      'one-time-link-alone',
      [
        '多人共同办理的环节不能用一次性链接，每个环节也只写一个',
        'A step that several decide together takes no one-time link, and each step has one at most',
      ],
      ['删除 rf:oneTimeLink，或删除 rf:signing', 'Remove rf:oneTimeLink, or remove rf:signing'],
    );
  }
  const amount = read.number('longest', { from: 1, to: longestDays, whole: true });
  if (read.text('longest') === undefined) read.wrong('longest', `1–${longestDays}`, '');
  const [deadline, name] = [read.text('deadline'), labelOf(source)];
  const fills = extensionsOf(source, 'rf:fill').map((part) => readFill(part, context));
  for (const field of repeatsIn(fills.map((fill) => fill.field))) {
    read.fault(
      'one-time-link-fill',
      [`一次性链接两次填写字段“${field}”`, `The one-time link fills the field '${field}' twice`],
      ['只保留一次', 'Keep one of them'],
    );
  }
  return {
    link: {
      ...(name && { name }),
      unit: unit ?? '',
      ...(deadline !== undefined && { deadline }),
      longest: { amount: amount ?? 1, unit: read.choice('longestUnit', units) ?? 'calendarDay' },
      waives: read.choices('waives', needs),
      shows: read.list('shows'),
      fills: fills.flatMap(({ field, from }) => (from ? [{ field, from }] : [])),
    },
    problems: [...read.problems, ...fills.flatMap(({ problems }) => problems)],
  };
}

function readFill(source: SourceElement, context: ReadingContext) {
  const read = new Attributes(source, place, context);
  const from = read.choice('from', facts);
  if (read.text('from') === undefined) read.wrong('from', facts.join(' | '), '');
  const field = read.text('field') ?? '';
  if (field === '') read.wrong('field', ['表单中的字段', 'a field of the form'], '');
  return { field, from, problems: read.problems };
}
