/** Units, posts, people and who holds what: for the pages and for names. */
import { and, asc, eq, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Label } from '../engine/json.ts';
import type { PostAtUnit } from '../engine/model.ts';
import type { Tx } from './connection.ts';
import { account, holding, person, post, tenant, unit } from './schema/index.ts';

export type UnitRow = typeof unit.$inferSelect;
export type PostRow = typeof post.$inferSelect;
export type HoldingRow = typeof holding.$inferSelect;

export const listUnits = (tx: Tx): Promise<UnitRow[]> => tx.select().from(unit).orderBy(asc(unit.id));

export const listPosts = (tx: Tx): Promise<PostRow[]> => tx.select().from(post).orderBy(asc(post.key));

/** Names by id, of these people alone. */
export async function namesOfPeople(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(sql`${person.id} = any (${sql.param([...new Set(ids)])}::text[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Those that end after `date`, the ones still to come included. */
export const listHoldings = (tx: Tx, date: string): Promise<HoldingRow[]> =>
  tx
    .select()
    .from(holding)
    .where(or(isNull(holding.validTo), gt(holding.validTo, date)))
    .orderBy(asc(holding.unit), asc(holding.post), asc(holding.validFrom));

export async function findHolding(tx: Tx, id: string): Promise<HoldingRow | undefined> {
  const [row] = await tx.select().from(holding).where(eq(holding.id, id));
  return row;
}

export async function addHolding(tx: Tx, row: typeof holding.$inferInsert): Promise<HoldingRow> {
  const [added] = await tx.insert(holding).values(row).returning();
  return added!;
}

/** `validTo` is the first day on which it no longer holds. */
export async function endHolding(tx: Tx, id: string, validTo: string): Promise<void> {
  await tx.update(holding).set({ validTo }).where(eq(holding.id, id));
}

/** Whoever holds one of these posts at its unit on the day. */
export const holdingsOf = (tx: Tx, posts: readonly PostAtUnit[], date: string): Promise<HoldingRow[]> =>
  holdingsOn(
    tx,
    date,
    sql`(${holding.post}, ${holding.unit}) in (
      select post, unit from json_to_recordset(${JSON.stringify(posts)}::json) as asked (post text, unit text))`,
  );

/** What these people hold on the day. */
export const holdingsBy = (tx: Tx, people: readonly string[], date: string): Promise<HoldingRow[]> =>
  holdingsOn(tx, date, sql`${holding.person} = any (${sql.param([...new Set(people)])}::text[])`);

const holdingsOn = (tx: Tx, date: string, which: SQL): Promise<HoldingRow[]> =>
  tx
    .select()
    .from(holding)
    .where(and(which, lte(holding.validFrom, date), or(isNull(holding.validTo), gt(holding.validTo, date))))
    .orderBy(asc(holding.unit), asc(holding.post), asc(holding.validFrom));

export async function tenantName(tx: Tx, id: string): Promise<Label> {
  const [row] = await tx.select({ names: tenant.names }).from(tenant).where(eq(tenant.id, id));
  return row?.names ?? { zh: id };
}

export async function setLanguage(tx: Tx, id: string, language: 'zh' | 'en'): Promise<void> {
  await tx.update(person).set({ language }).where(eq(person.id, id));
}

/** Every account with its person, for the log-in page of a demonstration: at most 100. In a tenant's scope. */
export const listAccounts = (tx: Tx): Promise<{ login: string; person: string; name: string }[]> =>
  tx
    .select({ login: account.login, person: person.id, name: person.name })
    .from(account)
    .innerJoin(person, and(eq(person.tenantId, account.tenantId), eq(person.id, account.person)))
    .where(eq(account.isDisabled, false))
    .orderBy(asc(account.login))
    .limit(100);

/** All tenants, in the scope `platform`. */
export async function listTenants(tx: Tx): Promise<string[]> {
  const rows = await tx.select({ id: tenant.id }).from(tenant).orderBy(asc(tenant.id));
  return rows.map((row) => row.id);
}

export async function isKnownPerson(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ one: sql<number>`1` })
    .from(person)
    .where(eq(person.id, id));
  return row !== undefined;
}

export const listPeople = (tx: Tx): Promise<{ id: string; name: string }[]> =>
  tx.select({ id: person.id, name: person.name }).from(person).orderBy(asc(person.id)).limit(5000);
