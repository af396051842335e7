import { z } from 'zod';
import { invariant } from '../errors.ts';

/**
 * A county as it is put into a new deployment: its units, posts, and people in posts, each with dates of effect.
 * `validTo` is the first day on which it no longer holds; absent is open.
 */

export const CountyNames = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const key = z.string().regex(/^[a-z][a-z0-9-]*$/);

export const CountyUnit = z.strictObject({
  id: key,
  name: CountyNames,
  shortName: z.string().min(1),
  aliases: z.array(z.string().min(1)),
  kind: key,
  parent: key.optional(),
});
const Post = z.strictObject({
  key,
  names: CountyNames,
  permissions: z.array(z.string()),
  /** Whoever holds it is the head of the unit: principal, director, leader. */
  heads: z.boolean().default(false),
});
const Holding = z.strictObject({ post: key, unit: key, from: z.iso.date(), to: z.iso.date().optional() });
const Person = z.strictObject({
  /** Also the person's id. Unique over all tenants, as a log-in is asked before the tenant is known. */
  login: z.string().regex(/^[a-z]+$/),
  name: z.string().min(2),
  email: z.email().optional(),
  language: z.enum(['zh', 'en']).default('zh'),
  holds: z.array(Holding).min(1),
});
const Tenant = z.strictObject({
  id: key,
  names: CountyNames,
  /** Stands in the numbers of its cases: 青教整改〔2026〕12号. */
  shortName: z.string().min(1),
  /** Absent where they stand in a file of their own. */
  units: z.array(CountyUnit).optional(),
  people: z.array(Person),
});
export const Organisation = z.strictObject({
  validFrom: z.iso.date(),
  posts: z.array(Post),
  tenants: z.array(Tenant),
});
export interface County {
  id: string;
  names: { zh: string; en: string };
  shortName: string;
  units: {
    id: string;
    kind: string;
    parent: string | null;
    names: { zh: string; en: string };
    aliases: string[];
    validFrom: string;
  }[];
  posts: {
    key: string;
    names: { zh: string; en: string };
    permissions: string[];
    heads: boolean;
    validFrom: string;
  }[];
  people: { id: string; name: string; email: string | null; language: 'zh' | 'en'; login: string }[];
  holdings: { person: string; post: string; unit: string; validFrom: string; validTo: string | null }[];
}

/**
 * The rows of one tenant of an organisation file. Throws when someone holds a post, or works at a unit, that is not there.
 * `units` stand in for a tenant that has none of its own.
 */
export function countyOf(
  { posts, validFrom }: z.infer<typeof Organisation>,
  tenant: z.infer<typeof Tenant>,
  options: { units?: z.infer<typeof CountyUnit>[]; mailHost?: string } = {},
): County {
  const units = tenant.units ?? options.units ?? [];
  const known = { post: new Set(posts.map((post) => post.key)), unit: new Set(units.map(({ id }) => id)) };
  const holdings = tenant.people.flatMap(({ login, holds }) =>
    holds.map(({ post, unit, from, to }) => {
      invariant(known.post.has(post), `Expected ${login} to hold a post that exists, but found '${post}'`);
      invariant(
        known.unit.has(unit),
        `Expected ${login} to work at a unit of ${tenant.id}, but found '${unit}'`,
      );
      return { person: login, post, unit, validFrom: from, validTo: to ?? null };
    }),
  );
  return {
    id: tenant.id,
    names: tenant.names,
    shortName: tenant.shortName,
    units: units.map(({ id, kind, parent, name, shortName, aliases }) => ({
      id,
      kind,
      parent: parent ?? null,
      names: name,
      aliases: [...new Set([shortName, ...aliases])],
      validFrom,
    })),
    posts: posts.map((post) => ({ ...post, validFrom })),
    people: tenant.people.map(({ login, name, language, email }) => ({
      id: login,
      name,
      email: email ?? (options.mailHost === undefined ? null : `${login}@${options.mailHost}`),
      language,
      login,
    })),
    holdings,
  };
}
