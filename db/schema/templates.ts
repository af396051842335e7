/** Process templates: what is published is never changed; one draft for each template. */
import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { JsonObject, Label } from '../../engine/json.ts';
import { instant, tenantId } from './columns.ts';

export const template = pgTable(
  'template',
  {
    tenantId: tenantId(),
    key: text('key').notNull(),
    names: jsonb('names').$type<Label>().notNull(),
    /** `template.json` of the package: who may start it, numbering, ledger columns … Read by definitions. */
    settings: jsonb('settings').$type<JsonObject>().notNull(),
    /** Newest published version; 0: none yet. */
    latestVersion: integer('latest_version').notNull().default(0),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.key] })],
);

export const templateVersion = pgTable(
  'template_version',
  {
    tenantId: tenantId(),
    template: text('template').notNull(),
    version: integer('version').notNull(),
    xml: text('xml').notNull(),
    /** Hash of the compiled model in `content`. */
    model: text('model').notNull(),
    forms: jsonb('forms').$type<JsonObject>().notNull(),
    /** Own mail texts: { '<kind>.<zh|en>.<subject|text|html>': Handlebars source }; what is absent falls back to ours. */
    mails: jsonb('mails').$type<Record<string, string>>().notNull(),
    settings: jsonb('settings').$type<JsonObject>().notNull(),
    /** Names of the variables that lists may show (`case.facts`); null: all of the case's own variables. */
    facts: text('facts').array(),
    note: text('note'),
    publishedBy: text('published_by').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.template, table.version] }),
    index('template_version_by_model').on(table.model),
  ],
);

export const templateDraft = pgTable(
  'template_draft',
  {
    tenantId: tenantId(),
    template: text('template').notNull(),
    xml: text('xml').notNull(),
    forms: jsonb('forms').$type<JsonObject>().notNull(),
    mails: jsonb('mails').$type<Record<string, string>>().notNull(),
    settings: jsonb('settings').$type<JsonObject>().notNull(),
    /** Grows with each save: a page that saves over a newer one is told. */
    revision: integer('revision').notNull(),
    savedBy: text('saved_by').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.template] })],
);
