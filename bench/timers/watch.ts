/**
 * When deadlines fired: looked at in the database, where a firing stands when its commit has. Every firing leaves one
 * notification, so that they can be counted: two for one case would be a firing too many.
 */
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';

const everyMs = 250;

export interface Watched {
  /** Milliseconds from the due instant until each firing was seen committed, in their order; at most 250 ms too many. */
  lateness: number[];
  /** Firings that were there before the due instant. */
  early: number;
  /** Cases that fired more than once. */
  twice: number;
  /** Milliseconds from the due instant to the earliest and the latest instant that a case recorded. */
  recorded: { first: number; last: number };
}

/** Looks until all have fired, or nothing has for a minute. `due` in epoch milliseconds. */
export async function watchFirings(url: string, of: { cases: number; due: number }): Promise<Watched> {
  const database = new URL(url);
  database.pathname = '/rectiflow';
  const sql = postgres(database.href, { max: 1, onnotice: () => undefined });
  const lateness: number[] = [];
  let early = 0;
  let movedAt = Date.now();
  try {
    while (
      lateness.length < of.cases &&
      (Date.now() < of.due || Date.now() - Math.max(movedAt, of.due) < 60_000)
    ) {
      const [row] = await sql<
        { fired: number }[]
      >`select count(*)::int as fired from outbox where step = 'burst'`;
      const now = Date.now();
      for (let fired = row?.fired ?? 0; lateness.length < fired;) {
        if (now < of.due) early += 1;
        lateness.push(now - of.due);
        movedAt = now;
      }
      await wait(everyMs);
    }
    const [end] = await sql<{ all: number; cases: number; first: Date; last: Date }[]>`
      select count(*)::int as all, count(distinct case_id)::int as cases, min(at) as first, max(at) as last
      from outbox where step = 'burst'`;
    return {
      lateness,
      early,
      twice: (end?.all ?? 0) - (end?.cases ?? 0),
      recorded: {
        first: new Date(end?.first ?? NaN).getTime() - of.due,
        last: new Date(end?.last ?? NaN).getTime() - of.due,
      },
    };
  } finally {
    await sql.end();
  }
}
