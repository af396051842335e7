/** 代理: who stands in for whom on which days. Rows are ended, never removed. */
import { and, asc, desc, eq, gt, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { AppError } from '../errors.ts';
import type { Tx } from './connection.ts';
import { personOn } from './holders.ts';
import { substitution } from './schema/index.ts';
import { circleOf, type StandIn, type SubstitutionLink } from './substitution-chains.ts';

export type SubstitutionRecord = typeof substitution.$inferSelect;

export interface NewSubstitution {
  tenant: string;
  principal: string;
  substitute: string;
  /** First day, and the first day on which it no longer holds (null: until it is ended). */
  from: string;
  to: string | null;
  /** Null: all. */
  templates: string[] | null;
  units: string[] | null;
  reason: string;
  by: string;
  /** Instant (ISO). */
  at: string;
}

/**
 * Adds one. Refused (`unprocessable`, `data.path`: the persons in their order, `data.reason`) when it would make somebody stand
 * in for themselves, over however many others; two at once cannot make such a circle together. Several for one principal at
 * once are allowed: all of them may act.
 */
export async function addSubstitution(tx: Tx, given: NewSubstitution): Promise<SubstitutionRecord> {
  const { tenant, principal, substitute, from, to, templates, units } = given;
  if (to !== null && to <= from) throw refused('dates', `Expected an end after ${from}, but found ${to}`, []);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`substitution|${tenant}`}, 0))`);
  const others = linksOf(await tx.select().from(substitution).where(isNull(substitution.endedAt)));
  const path = circleOf({ principal, substitute, from, to, templates, units }, others);
  if (path) {
    throw refused(
      'circle',
      `Expected substitutes that do not lead back, but found ${path.join(' → ')}`,
      path,
    );
  }
  const [added] = await tx
    .insert(substitution)
    .values({
      tenantId: tenant,
      principal,
      substitute,
      validFrom: from,
      validTo: to,
      templates,
      units,
      reason: given.reason,
      createdBy: given.by,
      createdAt: given.at,
    })
    .returning();
  return added!;
}

const refused = (reason: 'dates' | 'circle', message: string, path: string[]) =>
  new AppError('unprocessable', message, {
    data: { reason, path },
    texts:
      reason === 'circle'
        ? {
            zh: '代理关系不能首尾相接：这样会使人代理自己。',
            en: 'Substitutes must not lead back to the person they stand in for.',
          }
        : { zh: '结束日期必须晚于开始日期。', en: 'The end must come after the beginning.' },
  });

const linksOf = (rows: readonly SubstitutionRecord[]): SubstitutionLink[] =>
  rows.map(({ id, principal, substitute, validFrom, validTo, templates, units }) => ({
    ...{ id, principal, substitute, templates, units },
    from: validFrom,
    to: validTo,
  }));

/** Those in force on the day. */
export const runningSubstitutions = async (tx: Tx, date: string): Promise<SubstitutionLink[]> =>
  linksOf(
    await tx
      .select()
      .from(substitution)
      .where(
        and(
          isNull(substitution.endedAt),
          lte(substitution.validFrom, date),
          or(isNull(substitution.validTo), gt(substitution.validTo, date)),
        ),
      ),
  );

/** Ends one at once; false when it has ended before. */
export async function endSubstitution(
  tx: Tx,
  id: string,
  { by, at }: { by: string; at: string },
): Promise<boolean> {
  const ended = await tx
    .update(substitution)
    .set({ endedAt: at, endedBy: by })
    .where(and(eq(substitution.id, id), isNull(substitution.endedAt)))
    .returning({ id: substitution.id });
  return ended.length > 0;
}

export async function findSubstitution(tx: Tx, id: string): Promise<SubstitutionRecord | undefined> {
  const [row] = await tx.select().from(substitution).where(eq(substitution.id, id));
  return row;
}

/** Those of a person, as principal or as substitute, the newest first; of everybody without a person. `after`: that end after this day. */
export const listSubstitutions = (
  tx: Tx,
  ask: { person?: string; after?: string; limit: number },
): Promise<SubstitutionRecord[]> =>
  tx
    .select()
    .from(substitution)
    .where(
      and(
        ask.person === undefined
          ? undefined
          : or(eq(substitution.principal, ask.person), eq(substitution.substitute, ask.person)),
        ask.after === undefined
          ? undefined
          : and(
              isNull(substitution.endedAt),
              or(isNull(substitution.validTo), gt(substitution.validTo, ask.after)),
            ),
      ),
    )
    .orderBy(desc(substitution.validFrom), asc(substitution.id))
    .limit(ask.limit);

/** Everyone for whom the person acts on the day ('YYYY-MM-DD'), over chains. */
export async function standsInFor(tx: Tx, person: string, date: string): Promise<StandIn[]> {
  return (await personOn(tx, person, date))?.standsInFor ?? [];
}

/** Those by which the person acted for somebody and does not any more on the day, the newest first. */
export const substitutionsOver = (tx: Tx, substitute: string, date: string): Promise<SubstitutionRecord[]> =>
  tx
    .select()
    .from(substitution)
    .where(
      and(
        eq(substitution.substitute, substitute),
        lte(substitution.validFrom, date),
        or(isNotNull(substitution.endedAt), lte(substitution.validTo, date)),
      ),
    )
    .orderBy(desc(substitution.validFrom), asc(substitution.id))
    .limit(50);
