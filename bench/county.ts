/** A county for the benchmark alone: a bureau, two agencies, a few dozen people, a calendar, and the benchmark's template, published. */
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { openDatabase } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import type { County } from '../definitions/county.ts';
import { loadPackage } from '../definitions/packages.ts';
import { loadCounty } from '../scripts/county.ts';

const tenantId = 'bench';
const validFrom = '2026-01-01';
const publishedAt = '2026-01-01T00:00:00.000Z';

/** Who does which step, each one person at a unit of their own: of every kind of unit there are so many. */
const staff = {
  registrar: { unit: 'office', permissions: ['case.start'] },
  assigner: { unit: 'office', permissions: [] },
  'handler-a': { unit: 'agency-a', permissions: [] },
  'handler-b': { unit: 'agency-b', permissions: [] },
  verifier: { unit: 'office', permissions: [] },
  closer: { unit: 'office', permissions: [] },
} as const;
export type Role = keyof typeof staff;
const unitsOfEach = 16;

/** Logins of the people of each role, by the number of their unit, all with one password. */
export interface BenchPeople {
  password: string;
  logins: Record<Role, string[]>;
}

export interface BenchCounty {
  /** Of the application's own role. */
  databaseUrl: string;
  people: BenchPeople;
}

/** Both agencies have the same post, each at its own unit. */
function postOf(role: string): string {
  return role.replace(/-[ab]$/, '');
}

const everybody = (Object.keys(staff) as Role[]).flatMap((role) =>
  Array.from({ length: unitsOfEach }, (_, number) => ({
    role,
    id: `${role}-${number}`,
    unit: `${staff[role].unit}-${number}`,
  })),
);
const logins = Object.fromEntries(
  Object.entries(Object.groupBy(everybody, ({ role }) => role)).map(([role, people]) => [
    role,
    people.map(({ id }) => id),
  ]),
) as Record<Role, string[]>;
const named = (name: string) => ({ zh: name, en: name });

const county: County = {
  id: tenantId,
  names: { zh: '压测县', en: 'Benchmark County' },
  shortName: '压测',
  units: [...new Set(everybody.map((one) => one.unit))].map((id) => ({
    id,
    kind: id.startsWith('office') ? 'office' : 'agency',
    parent: null,
    names: named(id),
    aliases: [],
    validFrom,
  })),
  posts: [
    ...new Map(Object.entries(staff).map(([role, { permissions }]) => [postOf(role), permissions])),
  ].map(([key, permissions]) => ({
    key,
    names: named(key),
    permissions: [...permissions],
    heads: false,
    validFrom,
  })),
  people: everybody.map(({ id }) => ({ id, name: id, email: null, language: 'zh', login: id })),
  holdings: everybody.map(({ role, id, unit }) => ({
    person: id,
    post: postOf(role),
    unit,
    validFrom,
    validTo: null,
  })),
};

export async function prepareCounty(ownerUrl: string): Promise<BenchCounty> {
  const appPassword = randomBytes(24).toString('hex');
  await migrate(ownerUrl, { appPassword });
  const url = new URL(ownerUrl);
  url.username = 'rectiflow_app';
  url.password = appPassword;
  const db = openDatabase(url.href, { connections: 2 });
  try {
    const packages = [];
    for (const template of ['template', 'timers/template']) {
      const read = await loadPackage(join(import.meta.dirname, template));
      if (!read.ok)
        throw new Error(
          `Expected the benchmark's ${template} to be right, but: ${read.problems.map(({ message }) => message.en).join('; ')}`,
        );
      packages.push(read.package);
    }
    const password = randomBytes(12).toString('hex');
    await loadCounty(db, county, { packages, password, at: publishedAt });
    return { databaseUrl: url.href, people: { password, logins } };
  } finally {
    await db.close();
  }
}
