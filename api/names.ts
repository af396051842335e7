import type { Tx } from '../db/connection.ts';
import { listPosts, listUnits, namesOfPeople } from '../db/organisation.ts';
import type { PostAtUnit } from '../engine/model.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { Label, PersonName, PostName, UnitName } from './resources/label.shapes.ts';
import type { Handler } from './resources/work.shapes.ts';

/** Names of units and posts of a tenant. What has no name any more is shown by its key, never left out. */
export interface Names {
  units: Map<string, Label>;
  posts: Map<string, Label>;
}

export async function readNames(tx: Tx): Promise<Names> {
  const [units, posts] = await Promise.all([listUnits(tx), listPosts(tx)]);
  return {
    units: new Map(units.map((row) => [row.id, row.names])),
    posts: new Map(posts.map((row) => [row.key, row.names])),
  };
}

export const unitName = (names: Names, unit: string): UnitName => ({
  unit,
  name: names.units.get(unit) ?? { zh: unit },
});

export const unitNameOrNull = (names: Names, unit: string | null): UnitName | null =>
  unit === null ? null : unitName(names, unit);

export const postName = (names: Names, held: PostAtUnit): PostName => ({
  post: held.post,
  unit: held.unit,
  postName: names.posts.get(held.post) ?? { zh: held.post },
  unitName: unitName(names, held.unit).name,
});

export type People = Map<string, string>;

/** Names of the people with these ids; null and undefined are passed over. */
export const readPeople = (tx: Tx, ids: (string | null | undefined)[]): Promise<People> =>
  namesOfPeople(
    tx,
    ids.filter((id): id is string => typeof id === 'string'),
  );

export const personName = (people: People, person: string): PersonName => ({
  person,
  name: people.get(person) ?? person,
});

export const personNameOrNull = (people: People, person: string | null | undefined): PersonName | null =>
  person === null || person === undefined ? null : personName(people, person);

/** Null also where nobody of that id is known: the machine. */
export const knownPersonOrNull = (people: People, person: string | undefined): PersonName | null =>
  person !== undefined && people.has(person) ? personName(people, person) : null;

/** Whoever holds the post, or the one person in that capacity. */
export const handler = (names: Names, people: People, { person, ...post }: Candidate): Handler => ({
  ...postName(names, post),
  person: personNameOrNull(people, person),
});
