import type { Tx } from '../db/connection.ts';
import { listHoldings, namesOfPeople } from '../db/organisation.ts';
import type { JsonObject } from '../engine/json.ts';
import type { PostAtUnit, ProcessModel, UserTaskConfig } from '../engine/model.ts';
import { postKeyOf } from '../engine/work/candidate.ts';
import type { VerbConfig } from '../engine/work/model.ts';
import { postsAmong, within, type ChoiceReach } from './candidates.ts';
import { postName, readNames } from './names.ts';
import type { User } from './policy.ts';
import type { PeopleList, PersonChoice } from './resources/people.shapes.ts';

/** Posts that a template lets people choose from, on any of its steps: their holders may be shown to whoever sees the case. */
export function choosablePosts(model: ProcessModel, variables: JsonObject, at: string): PostAtUnit[] {
  const configs = Object.values(model.nodes).map(({ config }) => config as Partial<UserTaskConfig> | null);
  const verbs: VerbConfig[] = [
    ...(model.work?.verbs ?? []),
    ...configs.flatMap((config) => config?.verbs ?? []),
  ];
  const sources = configs.flatMap((config) => config?.people ?? []);
  const amongs = [
    ...verbs.flatMap(({ among }) => (among ? [among] : [])),
    ...sources.flatMap((source) => (source.kind === 'chosen' && source.among ? [source.among] : [])),
  ];
  const posts = amongs.flatMap((among) => postsAmong(among, variables, at) ?? []);
  return [...new Map(posts.map((held) => [postKeyOf(held), held])).values()];
}

/** Reads `post@unit,post@unit`; what does not fit names nobody. */
export const readAmong = (text: string | undefined): PostAtUnit[] | undefined =>
  text?.split(',').flatMap((each) => {
    const [post, unit] = each.trim().split('@');
    return post && unit ? [{ post, unit }] : [];
  });

/** Those of `among` that may be shown at all: within what the person may choose from, or named by the template. */
export function narrowed(
  reach: ChoiceReach,
  among: readonly PostAtUnit[] | undefined,
  named: readonly PostAtUnit[],
): ChoiceReach {
  if (!among) return reach;
  const isNamed = new Set(named.map(postKeyOf));
  const isWithin = within(reach);
  return { posts: among.filter((held) => isNamed.has(postKeyOf(held)) || isWithin(held)) };
}

/** People who hold a post today within reach, by name, post or unit; each once, with the posts in which they may be chosen. */
export async function searchPeople(
  tx: Tx,
  ask: { user: User; reach: ChoiceReach; q: string | undefined; limit: number },
): Promise<PeopleList> {
  const { user, reach, limit } = ask;
  const names = await readNames(tx);
  const isWithin = within(reach);
  const holdings = (await listHoldings(tx, user.today)).filter(
    (row) => row.validFrom <= user.today && isWithin(row),
  );
  const people = await namesOfPeople(
    tx,
    holdings.map(({ person }) => person),
  );
  const q = (ask.q ?? '').toLowerCase();
  const found = new Map<string, PersonChoice>();
  for (const { person, post, unit } of holdings) {
    const name = people.get(person) ?? person;
    const shown = postName(names, { post, unit });
    const words = [name, shown.postName.zh, shown.postName.en, shown.unitName.zh, shown.unitName.en]
      .join(' ')
      .toLowerCase();
    // Each word that was typed must be found somewhere: "一中 校长".
    if (!q.split(/\s+/).every((word) => words.includes(word))) continue;
    const known = found.get(person) ?? { person: { person, name }, posts: [] };
    known.posts.push(shown);
    found.set(person, known);
  }
  const items = [...found.values()].sort((one, other) =>
    one.person.name.localeCompare(other.person.name, 'zh'),
  );
  return { items: items.slice(0, limit), next: null };
}
