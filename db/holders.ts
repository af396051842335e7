/** Who a person is on a given day: name, posts, permissions, and the units that these posts look after. */
import { and, eq, sql } from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import { clockOffset } from './clock.ts';
import type { Tx } from './connection.ts';
import { holding, person, post, unit } from './schema/index.ts';

export interface PersonNow {
  person: string;
  name: string;
  language: 'zh' | 'en';
  posts: PostAtUnit[];
  permissions: string[];
  /** Units of the posts, and every unit below them: a bureau looks after its schools. */
  units: string[];
}

/** `date` is the tenant's today ('YYYY-MM-DD'); a holding is in force from its first day until before `valid_to`. */
export async function personOn(tx: Tx, id: string, date: string): Promise<PersonNow | undefined> {
  return (await personAt(tx, id, () => date))?.person;
}

/** The same by the tenant's own clock: `dateAt` says which day it is when that clock is so many milliseconds ahead. */
export async function personAt(
  tx: Tx,
  id: string,
  dateAt: (offset: number) => string,
): Promise<{ person: PersonNow; date: string; clockOffset: number } | undefined> {
  // None waits for another: every request of every page asks this, so that it is one flight.
  const [offset = 0, [who], holdings, below] = await Promise.all([
    clockOffset(tx),
    tx
      .select({ id: person.id, name: person.name, language: person.language })
      .from(person)
      .where(eq(person.id, id)),
    holdingsOfPerson(tx, id),
    unitsBelowHoldings(tx, id),
  ]);
  if (!who) return undefined;
  const date = dateAt(offset);
  const held = holdings.filter((row) => row.from <= date && (row.to === null || row.to > date));
  const own = new Set(held.map((row) => row.unit));
  return {
    date,
    clockOffset: offset,
    person: {
      person: who.id,
      name: who.name,
      language: who.language,
      posts: held.map((row) => ({ post: row.post, unit: row.unit })),
      permissions: [...new Set(held.flatMap((row) => row.permissions))].sort(),
      units: [...new Set(below.filter((row) => own.has(row.held)).map((row) => row.unit))],
    },
  };
}

/** Past and coming ones too. */
const holdingsOfPerson = (tx: Tx, id: string) =>
  tx
    .select({
      post: holding.post,
      unit: holding.unit,
      from: holding.validFrom,
      to: holding.validTo,
      permissions: post.permissions,
    })
    .from(holding)
    .innerJoin(post, and(eq(post.tenantId, holding.tenantId), eq(post.key, holding.post)))
    .where(eq(holding.person, id))
    .orderBy(holding.post, holding.unit);

/** Each unit of a holding with itself and every unit below it, in the order of the units' ids. */
const unitsBelowHoldings = (tx: Tx, id: string) =>
  tx.execute<{ held: string; unit: string }>(sql`
    with recursive below as (
      select ${unit.id} as held, ${unit.id} as id from ${unit} where ${unit.id} in (
        select ${holding.unit} from ${holding} where ${holding.person} = ${id})
      union
      select below.held, child.id from ${unit} child join below on child.parent = below.id
    )
    select held, id as unit from below order by id`);
