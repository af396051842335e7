/**
 * What the organisation answers when a case looks for people: who holds what, and who is above, on a day ('YYYY-MM-DD'). People
 * come in the order in which they sign: as they were asked for, the nearest unit first, then by post and by their id. Whoever
 * can not log in any more holds nothing.
 */
import type { PostAtUnit } from '../engine/model.ts';
import type { PeopleAnswer, PeopleAsk } from '../engine/work/state.ts';
import type { Tx } from './connection.ts';
import { run, statement } from './statement.ts';

type Found = PeopleAnswer[number];

export function answerAsk(tx: Tx, ask: PeopleAsk, date: string): Promise<PeopleAnswer> {
  switch (ask.kind) {
    case 'holders':
      return holdersOf(tx, ask.posts, date);
    case 'role':
      return holdersAnywhere(tx, ask, date);
    case 'persons':
      return inACapacity(tx, ask.persons, date);
    case 'head':
      return headsAbove(tx, { ...ask, from: ask.levels, to: ask.levels }, date);
    case 'heads':
      return headsAbove(tx, { ...ask, from: 0, to: ask.upTo === 'top' ? null : ask.upTo }, date);
  }
}

const holdersOf = (tx: Tx, posts: readonly PostAtUnit[], date: string): Promise<PeopleAnswer> =>
  run<Found>(
    tx,
    statement`
      select held.person, held.post, held.unit
      from unnest(${posts.map(({ post }) => post)}::text[], ${posts.map(({ unit }) => unit)}::text[])
          with ordinality as asked (post, unit, place)
        join held_on(${date}::date) held on held.post = asked.post and held.unit = asked.unit
      order by asked.place, held.person`,
  );

const holdersAnywhere = (
  tx: Tx,
  { post, unitKind = null }: { post: string; unitKind?: string | null },
  date: string,
): Promise<PeopleAnswer> =>
  run<Found>(
    tx,
    statement`
      select held.person, held.post, held.unit from held_on(${date}::date) held
        join unit on unit.id = held.unit
      where held.post = ${post} and (${unitKind}::text is null or unit.kind = ${unitKind}::text)
      order by held.unit, held.person`,
  );

/** Each of these people once, in one of the posts they hold; whoever holds none is not found. */
const inACapacity = (tx: Tx, persons: readonly string[], date: string): Promise<PeopleAnswer> =>
  run<Found>(
    tx,
    statement`
      select person, post, unit from (
        select distinct on (asked.place) asked.place, held.person, held.post, held.unit
        from unnest(${[...persons]}::text[]) with ordinality as asked (person, place)
          join held_on(${date}::date) held on held.person = asked.person
        order by asked.place, held.post, held.unit) found
      order by place`,
  );

/** Heads of the units from `from` to `to` levels (null: the top) above the unit, or above that of the person's first post. */
const headsAbove = (
  tx: Tx,
  {
    unit = null,
    person = null,
    from,
    to,
  }: { unit?: string | null; person?: string | null; from: number; to: number | null },
  date: string,
): Promise<PeopleAnswer> =>
  run<Found>(
    tx,
    statement`
      with recursive above as (
        select unit.id, unit.parent, 0 as level from unit
        where unit.id = coalesce(${unit}::text, (
          select held.unit from held_on(${date}::date) held where held.person = ${person}::text
          order by held.post, held.unit limit 1))
        union all
        select unit.id, unit.parent, above.level + 1 from unit join above on unit.id = above.parent
        where above.level < coalesce(${to}::int, 50))
      select held.person, held.post, held.unit
      from above join held_on(${date}::date) held on held.unit = above.id join post on post.key = held.post
      where post.heads and above.level >= ${from}::int
      order by above.level, held.post, held.person`,
  );
