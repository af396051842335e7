/** Who a person is on a given day: name, posts, permissions, the units that these posts look after, and for whom they stand in. */
import type { PostAtUnit } from '../engine/model.ts';
import type { Tx } from './connection.ts';
import { run, statement } from './statement.ts';
import { heldOn, unitsBelow, type Holdings } from './holdings.ts';
import { standInsOn, type StandIn, type SubstitutionLink } from './substitution-chains.ts';

export interface PersonNow {
  person: string;
  name: string;
  language: 'zh' | 'en';
  posts: PostAtUnit[];
  permissions: string[];
  /** Units of the posts, and every unit below them: a bureau looks after its schools. */
  units: string[];
  /** Those whose tasks this person may do as well on that day, over chains of substitutes. */
  standsInFor: StandIn[];
}

/** A person with every post, as the database's `person_with_posts` gives it. */
export interface PersonWithPosts extends Holdings {
  person: string;
  name: string;
  language: 'zh' | 'en';
  /** Substitutions that lead to this person, over chains, also those of other days; and whom they lead from. */
  substitutions: SubstitutionLink[];
  principals: ({ person: string } & Holdings)[];
}

/** `date` is the tenant's today ('YYYY-MM-DD'). */
export function onDay(
  { holdings, below, substitutions, principals, ...who }: PersonWithPosts,
  date: string,
): PersonNow {
  const held = heldOn(holdings, date);
  return {
    ...who,
    posts: held.map(({ post, unit }) => ({ post, unit })),
    permissions: [...new Set(held.flatMap(({ permissions }) => permissions))].sort(),
    units: unitsBelow(held, below),
    standsInFor: standInsOn({ person: who.person, substitutions, principals }, date),
  };
}

export async function personOn(tx: Tx, id: string, date: string): Promise<PersonNow | undefined> {
  const [row] = await run<{ found: PersonWithPosts | null }>(
    tx,
    statement`select person_with_posts(${id}, ${date}::date) as found`,
  );
  return row?.found ? onDay(row.found, date) : undefined;
}
