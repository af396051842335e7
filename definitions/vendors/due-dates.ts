import { attributeOf, extensionOf } from '../source-element.ts';
import type { VendorMeaning } from './meaning.ts';
import { Expressions, extension, refusedMeaning, rewritten } from './rewriting.ts';

/** The due date of a user task: a deadline that reminds nobody, on the date, or so many calendar days after the start. */
export const dueDates: VendorMeaning = {
  translate(source) {
    const schedule = extensionOf(source, 'zeebe:taskSchedule');
    const written = attributeOf(source, 'camunda:dueDate') ?? (schedule && attributeOf(schedule, 'dueDate'));
    if (written === undefined) return undefined;
    const expressions = new Expressions(source);
    const due = expressions.read(written);
    const term = termOf(due);
    const key = `${source.id}-due`;
    const add = term
      ? [extension(source, 'rf:deadline', { key, name: source.name || source.id, ...term })]
      : [];
    const problems = term ? [] : [refusedMeaning(source, `dueDate ${written}`, mend)];
    return {
      source: rewritten(source, { drop: ['camunda:dueDate', 'zeebe:taskSchedule'], add }),
      problems: [...problems, ...expressions.problems],
    };
  },
};

const mend: [string, string] = ['在属性面板中设置时限', 'Set the deadline in the panel'];

/** An instant's date is the one that it has in its own offset; an expression may give an instant or a date. */
function termOf(due: string): Record<string, string> | undefined {
  if (due.startsWith('=')) return { date: `= substring(string(${due.slice(1).trim()}), 1, 10)` };
  const [, days] = /^P(\d{1,4})D$/.exec(due) ?? [];
  if (days !== undefined) return { amount: days, unit: 'calendarDay', rollForward: 'false' };
  const [date] = /^\d{4}-\d{2}-\d{2}(?=T|$)/.exec(due) ?? [];
  return date === undefined ? undefined : { date: `= "${date}"` };
}
