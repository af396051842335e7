import type { Actor } from '../engine/input.ts';
import type { PostAtUnit } from '../engine/model.ts';
import type { Candidate, PeopleAnswer, PeopleAsk } from '../engine/work/state.ts';
import { demonstration } from './demo/index.ts';
import type { ScenarioDirectory } from './scenario-shape.ts';

/** Who there is in a scenario, on one day: what the directory of a county answers. */
export interface Directory {
  people: { id: string; posts: PostAtUnit[] }[];
  units: Map<string, { kind: string; parent?: string }>;
  heads: Set<string>;
  permissions: Map<string, string[]>;
}

/** The directory of a scenario on a day ('YYYY-MM-DD'): its own people, and else those of the demonstration. */
export function directoryOn(day: string, own: ScenarioDirectory = {}): Directory {
  const [county] = demonstration.tenants;
  const held = (person: string) =>
    (county?.holdings ?? [])
      .filter((row) => row.person === person && row.validFrom <= day && (row.validTo ?? '9999') > day)
      .map(({ post, unit }) => ({ post, unit }));
  const people = own.people
    ? own.people.map(({ id, posts }) => ({ id, posts: posts.map(postOf) }))
    : (county?.people ?? []).map(({ id }) => ({ id, posts: held(id) }));
  const units = (county?.units ?? []).map(
    ({ id, kind, parent }) => [id, { kind, ...(parent !== null && { parent }) }] as const,
  );
  const ours = (own.units ?? []).map(
    ({ id, kind, parent }) => [id, { kind, ...(parent !== undefined && { parent }) }] as const,
  );
  const posts = county?.posts ?? [];
  return {
    people,
    units: new Map([...units, ...ours]),
    heads: new Set(own.heads ?? posts.filter(({ heads }) => heads).map(({ key }) => key)),
    permissions: new Map([
      ...posts.map(({ key, permissions }) => [key, permissions] as const),
      ...Object.entries(own.permissions ?? {}),
    ]),
  };
}

export function nameOf({ post, unit }: PostAtUnit): string {
  return `${post}@${unit}`;
}

/** `post@unit` in its parts. */
export function postOf(text: string): PostAtUnit {
  const [post = '', unit = ''] = text.split('@');
  return { post, unit };
}

/** A candidate as a scenario writes it: the person where one is named, else the post. */
export function writtenAs(candidate: Candidate): string {
  return candidate.person ?? nameOf(candidate);
}

/** Whom a scenario means by `post@unit` or by an id: somebody by id in the capacity of their first post. */
export function candidateOf(directory: Directory, written: string): Candidate {
  if (written.includes('@')) return postOf(written);
  const [first] = postsOf(directory, written);
  return { ...(first ?? { post: '', unit: '' }), person: written };
}

function postsOf({ people }: Directory, person: string): PostAtUnit[] {
  return people.find(({ id }) => id === person)?.posts ?? [];
}

/**
 * Who acts: somebody by id with all their posts, or whoever holds `post@unit`, in that post alone. A post that nobody
 * holds is acted for by someone without a name. `standsInFor`: a principal by id.
 */
export function actorOf(
  directory: Directory,
  written = '',
  standsInFor?: string,
): Actor & { kind: 'person' } {
  const posts = written === '' ? [] : written.includes('@') ? [postOf(written)] : postsOf(directory, written);
  const holder = written.includes('@')
    ? holdersOf(directory, (held) => nameOf(held) === written)[0]?.person
    : written;
  const permissions = [...new Set(posts.flatMap(({ post }) => directory.permissions.get(post) ?? []))];
  return {
    kind: 'person',
    person: holder || written || 'someone',
    posts,
    ...(permissions.length > 0 && { permissions }),
    ...(standsInFor !== undefined && {
      standsInFor: [{ person: standsInFor, posts: postsOf(directory, standsInFor) }],
    }),
  };
}

/** What the directory answers to one question, in the order in which people sign. */
export function answerTo(directory: Directory, ask: PeopleAsk): PeopleAnswer {
  switch (ask.kind) {
    case 'holders':
      return ask.posts.flatMap((post) => holdersOf(directory, (held) => nameOf(held) === nameOf(post)));
    case 'role':
      return holdersOf(
        directory,
        ({ post, unit }) =>
          post === ask.post &&
          (ask.unitKind === undefined || directory.units.get(unit)?.kind === ask.unitKind),
      );
    case 'persons':
      return ask.persons.flatMap((person) =>
        postsOf(directory, person)
          .slice(0, 1)
          .map((post) => ({ ...post, person })),
      );
    case 'head':
      return headsOf(directory, chainFrom(directory, ask)[ask.levels]);
    case 'heads': {
      const chain = chainFrom(directory, ask);
      const units = ask.upTo === 'top' ? chain : chain.slice(0, ask.upTo + 1);
      return units.flatMap((unit) => headsOf(directory, unit));
    }
  }
}

function holdersOf({ people }: Directory, isMeant: (held: PostAtUnit) => boolean): PeopleAnswer {
  return people.flatMap(({ id, posts }) => posts.filter(isMeant).map((post) => ({ ...post, person: id })));
}

function headsOf(directory: Directory, unit: string | undefined): PeopleAnswer {
  return unit === undefined
    ? []
    : holdersOf(directory, (held) => held.unit === unit && directory.heads.has(held.post));
}

/** The unit (or that of the person's first post) and those above it, nearest first. */
function chainFrom(directory: Directory, { unit, person }: { unit?: string; person?: string }): string[] {
  const chain: string[] = [];
  const first = unit ?? (person === undefined ? undefined : postsOf(directory, person)[0]?.unit);
  for (let at = first; at !== undefined && !chain.includes(at); at = directory.units.get(at)?.parent)
    chain.push(at);
  return chain;
}
