/** Who a person is on a given day: name, posts, permissions, and the units that these posts look after. */
import type { PostAtUnit } from '../engine/model.ts';
import type { Tx } from './connection.ts';
import { run, statement } from './statement.ts';

export interface PersonNow {
  person: string;
  name: string;
  language: 'zh' | 'en';
  posts: PostAtUnit[];
  permissions: string[];
  /** Units of the posts, and every unit below them: a bureau looks after its schools. */
  units: string[];
}

/** A person with every post, past and coming ones too, as the database's `person_with_posts` gives it. */
export interface PersonWithPosts {
  person: string;
  name: string;
  language: 'zh' | 'en';
  holdings: { post: string; unit: string; from: string; to: string | null; permissions: string[] }[];
  /** Each unit of a holding with itself and every unit below it, in the order of the units' ids. */
  below: { held: string; unit: string }[];
}

/** `date` is the tenant's today ('YYYY-MM-DD'); a holding is in force from its first day until before its last. */
export function onDay({ holdings, below, ...who }: PersonWithPosts, date: string): PersonNow {
  const held = holdings.filter(({ from, to }) => from <= date && (to === null || to > date));
  const own = new Set(held.map(({ unit }) => unit));
  return {
    ...who,
    posts: held.map(({ post, unit }) => ({ post, unit })),
    permissions: [...new Set(held.flatMap(({ permissions }) => permissions))].sort(),
    units: [...new Set(below.filter((row) => own.has(row.held)).map(({ unit }) => unit))],
  };
}

export async function personOn(tx: Tx, id: string, date: string): Promise<PersonNow | undefined> {
  const [row] = await run<{ found: PersonWithPosts | null }>(
    tx,
    statement`select person_with_posts(${id}) as found`,
  );
  return row?.found ? onDay(row.found, date) : undefined;
}
