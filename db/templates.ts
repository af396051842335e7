/** Templates: what is published never changes; each has at most one draft. */
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Label } from '../engine/json.ts';
import type { Tx } from './connection.ts';
import { template, templateDraft, templateVersion } from './schema/index.ts';

export type TemplateRecord = typeof template.$inferSelect;
export type TemplateVersionRecord = typeof templateVersion.$inferSelect;
export type TemplateDraftRecord = typeof templateDraft.$inferSelect;

export const listTemplates = (tx: Tx): Promise<TemplateRecord[]> =>
  tx.select().from(template).orderBy(asc(template.key));

export async function findTemplate(tx: Tx, key: string): Promise<TemplateRecord | undefined> {
  const [row] = await tx.select().from(template).where(eq(template.key, key));
  return row;
}

/** Adds a template without a version. False when the key is taken. */
export async function addTemplate(tx: Tx, row: typeof template.$inferInsert): Promise<boolean> {
  const added = await tx.insert(template).values(row).onConflictDoNothing().returning({ key: template.key });
  return added.length > 0;
}

export async function renameTemplate(tx: Tx, key: string, names: Label): Promise<void> {
  await tx.update(template).set({ names }).where(eq(template.key, key));
}

export type TemplateVersionHead = Omit<TemplateVersionRecord, 'xml' | 'forms' | 'mails'>;

/** Newest first, without the files. */
export const listVersions = (tx: Tx, key: string): Promise<TemplateVersionHead[]> =>
  tx
    .select({
      tenantId: templateVersion.tenantId,
      template: templateVersion.template,
      version: templateVersion.version,
      model: templateVersion.model,
      settings: templateVersion.settings,
      facts: templateVersion.facts,
      note: templateVersion.note,
      publishedBy: templateVersion.publishedBy,
      publishedAt: templateVersion.publishedAt,
    })
    .from(templateVersion)
    .where(eq(templateVersion.template, key))
    .orderBy(desc(templateVersion.version));

export async function findVersion(
  tx: Tx,
  key: string,
  version: number,
): Promise<TemplateVersionRecord | undefined> {
  const [row] = await tx
    .select()
    .from(templateVersion)
    .where(and(eq(templateVersion.template, key), eq(templateVersion.version, version)));
  return row;
}

/** The newest version of each template that has one. */
export const latestVersions = (
  tx: Tx,
): Promise<
  { template: string; version: number; model: string; publishedBy: string; publishedAt: string }[]
> =>
  tx
    .selectDistinctOn([templateVersion.template], {
      template: templateVersion.template,
      model: templateVersion.model,
      version: templateVersion.version,
      publishedBy: templateVersion.publishedBy,
      publishedAt: templateVersion.publishedAt,
    })
    .from(templateVersion)
    .orderBy(asc(templateVersion.template), desc(templateVersion.version));

export async function latestVersion(tx: Tx, key: string): Promise<TemplateVersionRecord | undefined> {
  const [row] = await tx
    .select()
    .from(templateVersion)
    .where(eq(templateVersion.template, key))
    .orderBy(desc(templateVersion.version))
    .limit(1);
  return row;
}

/** Adds a version and names it the latest. The number must be the one after the latest: two at once cannot both. */
export async function addVersion(tx: Tx, row: typeof templateVersion.$inferInsert): Promise<void> {
  await tx.insert(templateVersion).values(row);
  await tx
    .update(template)
    .set({ latestVersion: row.version, settings: row.settings })
    .where(eq(template.key, row.template));
}

export const draftKeys = async (tx: Tx): Promise<Set<string>> =>
  new Set((await tx.select({ key: templateDraft.template }).from(templateDraft)).map((row) => row.key));

export async function findTemplateDraft(tx: Tx, key: string): Promise<TemplateDraftRecord | undefined> {
  const [row] = await tx.select().from(templateDraft).where(eq(templateDraft.template, key));
  return row;
}

/** Saves over the draft at `revision` (0: there is none). False when it is at another: someone saved since. */
export async function saveTemplateDraft(
  tx: Tx,
  row: Omit<typeof templateDraft.$inferInsert, 'revision'>,
  revision: number,
): Promise<boolean> {
  const saved =
    revision === 0
      ? await tx
          .insert(templateDraft)
          .values({ ...row, revision: 1 })
          .onConflictDoNothing()
          .returning({ revision: templateDraft.revision })
      : await tx
          .update(templateDraft)
          .set({ ...row, revision: sql`${templateDraft.revision} + 1` })
          .where(and(eq(templateDraft.template, row.template), eq(templateDraft.revision, revision)))
          .returning({ revision: templateDraft.revision });
  return saved.length > 0;
}

export async function dropTemplateDraft(tx: Tx, key: string): Promise<void> {
  await tx.delete(templateDraft).where(eq(templateDraft.template, key));
}
