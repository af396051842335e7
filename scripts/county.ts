import { eq } from 'drizzle-orm';
import { hashPassword } from '../api/passwords.ts';
import { publishCalendar } from '../db/calendars.ts';
import { inScope, platform, system, type Db, type Tx } from '../db/connection.ts';
import { writeContentIn } from '../db/content.ts';
import { account, holding, person, post, tenant, unit } from '../db/schema/index.ts';
import { addTemplate, addVersion, findTemplate, latestVersion } from '../db/templates.ts';
import { replaceTriggers } from '../db/template-triggers.ts';
import { nationalCalendar } from '../definitions/calendars/index.ts';
import type { County } from '../definitions/county.ts';
import type { TemplatePackage } from '../definitions/packages.ts';
import type { JsonObject } from '../engine/json.ts';
import { triggersOf } from '../engine/triggers.ts';

/** Who publishes what ships with the product. */
export const shippedBy = 'rectiflow';

/**
 * Puts a county into the database: units, posts, people with accounts, the national calendar, and the templates.
 * Safe to repeat: a county that is there keeps all that people changed since; only a shipped template that is newer
 * than what was shipped before is published as a version of its own. `password` is everyone's first one, or
 * gives one for each login; `at` is an instant (ISO, UTC). Answers whether the county is new.
 */
export async function loadCounty(
  db: Db,
  county: County,
  given: { packages: TemplatePackage[]; password: string | ((login: string) => string); at: string },
): Promise<boolean> {
  const tenantId = county.id;
  const isNew = await inScope(db, system(tenantId), async (tx) => {
    const there = await tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.id, tenantId));
    return there.length === 0;
  });
  // Accounts come first: a county that is there has them, whenever an earlier try was cut off.
  if (isNew) await addAccounts(db, county, given.password);
  await inScope(db, system(tenantId), async (tx) => {
    if (isNew) {
      await tx.insert(tenant).values({ id: tenantId, names: county.names });
      await addPeople(tx, county, given.at);
    }
    for (const shipped of given.packages) await publishShipped(tx, tenantId, shipped, given.at);
  });
  return isNew;
}

async function addAccounts(
  db: Db,
  county: County,
  password: string | ((login: string) => string),
): Promise<void> {
  // Hashing costs by design: one password for everyone is hashed once.
  const shared = typeof password === 'string' ? await hashPassword(password) : undefined;
  for (const { id, login } of county.people) {
    const passwordHash = shared ?? (await hashPassword((password as (login: string) => string)(login)));
    await inScope(db, platform, (tx) =>
      tx
        .insert(account)
        .values({ login, tenantId: county.id, person: id, passwordHash })
        .onConflictDoUpdate({
          target: account.login,
          set: { passwordHash },
          setWhere: eq(account.tenantId, county.id),
        }),
    );
  }
}

async function addPeople(tx: Tx, county: County, at: string): Promise<void> {
  const ours = <T extends object>(rows: T[]) => rows.map((row) => ({ tenantId: county.id, ...row }));
  await tx.insert(unit).values(ours(county.units));
  await tx.insert(post).values(ours(county.posts));
  await tx
    .insert(person)
    .values(ours(county.people.map(({ id, name, email, language }) => ({ id, name, email, language }))));
  await tx.insert(holding).values(ours(county.holdings));
  // The number that the page of calendars gives it: cases name the calendar that they count by.
  const calendar = { ...nationalCalendar, version: '1' };
  await publishCalendar(tx, { tenant: county.id, after: 0, calendar, by: shippedBy, at });
}

/** Publishes a package that ships with the product, unless its newest version is the same or people have published their own. */
async function publishShipped(tx: Tx, tenantId: string, shipped: TemplatePackage, at: string): Promise<void> {
  const { settings, model, xml, forms, mails } = shipped;
  const stored = settings as unknown as JsonObject;
  if (!(await findTemplate(tx, settings.key))) {
    await addTemplate(tx, {
      tenantId,
      key: settings.key,
      names: settings.names,
      settings: stored,
      createdAt: at,
    });
  }
  const latest = await latestVersion(tx, settings.key);
  if (latest && (latest.publishedBy !== shippedBy || latest.xml === xml)) return;
  await addVersion(tx, {
    tenantId,
    template: settings.key,
    version: (latest?.version ?? 0) + 1,
    xml,
    model: await writeContentIn(tx, 'model', model),
    forms: forms as unknown as JsonObject,
    mails,
    settings: stored,
    facts: settings.facts,
    publishedBy: shippedBy,
    publishedAt: at,
  });
  await replaceTriggers(tx, { tenant: tenantId, template: settings.key, triggers: triggersOf(model) });
}
