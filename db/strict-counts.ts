/** Numbers of strict cases for those who oversee and see none of them (migrations/0016_strict_counts.sql). */
import type { Tx } from './connection.ts';
import { run, statement } from './statement.ts';

export interface StrictCount {
  template: string;
  /** The responsible unit; null: none. */
  unit: string | null;
  /** The year in which the term began, and whether it is the spring term. */
  year: number;
  isSpring: boolean;
  begun: number;
  open: number;
}

/** The newest term first. Empty for whoever does not oversee. */
export const countStrict = (tx: Tx, template: string | undefined): Promise<StrictCount[]> =>
  run<StrictCount>(
    tx,
    statement`
      select template, unit, term_year as year, is_spring as "isSpring", begun, still_open as open
      from strict_case_counts(${template ?? null})
      order by term_year desc, is_spring, template, unit`,
  );
