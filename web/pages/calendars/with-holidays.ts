import type { SchoolTerm } from '../../../api/resources/calendars.shapes.ts';
import { addDays } from '../../../engine/time/civil-date.ts';

/** Terms in order, with what lies between two of them: holidays have no name. */
export const withHolidays = (terms: SchoolTerm[]): { name: string | null; from: string; to: string }[] =>
  terms.flatMap((term, index) => {
    const before = terms[index - 1];
    const from = before && addDays(before.to, 1);
    return from !== undefined && from < term.from
      ? [{ name: null, from, to: addDays(term.from, -1) }, term]
      : [term];
  });
