import { countOpenByVersion } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import {
  draftKeys,
  findTemplate,
  findTemplateDraft,
  latestVersion,
  latestVersions,
  type TemplateRecord,
  type TemplateVersionHead,
} from '../db/templates.ts';
import { beginsByHand } from '../engine/triggers.ts';
import { AppError } from '../errors.ts';
import { listForms } from './forms.ts';
import { knownPersonOrNull, personNameOrNull, readPeople, type People } from './names.ts';
import { mayStart, type User } from './policy.ts';
import type { TemplateDraft, TemplateRow } from './resources/templates.shapes.ts';
import { checkDraft } from './template-publishing.ts';
import { settingsOf } from './template-settings.ts';

/** Whoever asks for a template that is not there is told so. */
export async function knownTemplate(tx: Tx, key: string): Promise<TemplateRecord> {
  const row = await findTemplate(tx, key);
  if (!row) throw new AppError('not-found', `Expected template '${key}', but there is none`);
  return row;
}

/** Files that the next save starts from: the draft's, else the latest version's. */
export async function currentFiles(tx: Tx, key: string) {
  return (await findTemplateDraft(tx, key)) ?? (await latestVersion(tx, key));
}

/** The draft with its problems; where there is none, what the next would start from. */
export async function draftOf(tx: Tx, key: string): Promise<TemplateDraft> {
  const row = await knownTemplate(tx, key);
  const draft = await findTemplateDraft(tx, key);
  const latest = await latestVersion(tx, key);
  const files = draft ?? latest;
  if (!files) throw new AppError('not-found', `Expected a draft or a version of '${key}', but there is none`);
  const people = await readPeople(tx, [draft?.savedBy]);
  return {
    key,
    name: row.names,
    xml: files.xml,
    forms: listForms(files.forms),
    savedAt: draft?.savedAt ?? latest?.publishedAt ?? row.createdAt,
    savedBy: personNameOrNull(people, draft?.savedBy),
    revision: draft?.revision ?? 0,
    basedOn: latest?.version ?? null,
    problems: await checkDraft(tx, files),
  };
}

export interface TemplateContext {
  user: User;
  latest: Map<string, { version: number; publishedAt: string; publishedBy: string }>;
  people: Map<string, string>;
  drafts: Set<string>;
  openCases(template: string, version?: number): number;
  /** Templates that somebody can open a case of, not only a message or signal. */
  byHand: Set<string>;
}

/** What the rows of all templates are made of, in as many statements as for one. */
export async function templateContext(tx: Tx, user: User): Promise<TemplateContext> {
  const latest = await latestVersions(tx);
  const open = await countOpenByVersion(tx);
  const byHand = new Set<string>();
  for (const { template, model } of latest)
    if (beginsByHand(await readContentIn(tx, model))) byHand.add(template);
  return {
    byHand,
    user,
    latest: new Map(latest.map((row) => [row.template, row])),
    people: await readPeople(
      tx,
      latest.map(({ publishedBy }) => publishedBy),
    ),
    drafts: await draftKeys(tx),
    openCases: (template, version) =>
      open
        .filter((row) => row.template === template && (version === undefined || row.version === version))
        .reduce((total, row) => total + row.open, 0),
  };
}

export function templateRow(
  row: TemplateRecord,
  { user, latest, people, drafts, openCases, byHand }: TemplateContext,
): TemplateRow {
  const published = latest.get(row.key);
  const settings = settingsOf(row.settings);
  return {
    key: row.key,
    name: row.names,
    description: settings.description ?? null,
    version: published?.version ?? null,
    publishedAt: published?.publishedAt ?? null,
    publishedBy: knownPersonOrNull(people, published?.publishedBy),
    hasDraft: drafts.has(row.key),
    openCases: openCases(row.key),
    canStart: byHand.has(row.key) && mayStart(user, settings),
  };
}

/** One published version, in a list of them and by itself. */
export const versionRow = (
  version: TemplateVersionHead,
  { people, openCases }: { people: People; openCases: TemplateContext['openCases'] },
) => ({
  version: version.version,
  publishedAt: version.publishedAt,
  publishedBy: knownPersonOrNull(people, version.publishedBy),
  note: version.note,
  modelHash: version.model,
  openCases: openCases(version.template, version.version),
});
