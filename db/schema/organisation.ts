/** Units, posts and people of a tenant, each with dates of effect ('to' is the first day on which it no longer holds). */
import { boolean, date, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Label } from '../../engine/json.ts';
import { instant, tenantId } from './columns.ts';

export const tenant = pgTable('tenant', {
  id: text('id').primaryKey(),
  names: jsonb('names').$type<Label>().notNull(),
});

export const unit = pgTable(
  'unit',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** 'bureau', 'office', 'school', 'agency' … : data of the tenant, no code depends on it. */
    kind: text('kind').notNull(),
    parent: text('parent'),
    names: jsonb('names').$type<Label>().notNull(),
    /** Other ways in which offices write it: short names, names of before. The ledger import reads them. */
    aliases: text('aliases').array().notNull().default([]),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

export const post = pgTable(
  'post',
  {
    tenantId: tenantId(),
    key: text('key').notNull(),
    names: jsonb('names').$type<Label>().notNull(),
    /** What holders may do beside their tasks, e.g. `case.seeAll`; the policy file knows them all. */
    permissions: text('permissions').array().notNull().default([]),
    /** Whoever holds it is the head of the unit: rules that go to the head, or further up, find them by it. */
    heads: boolean('heads').notNull().default(false),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.key] })],
);

export const person = pgTable(
  'person',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    email: text('email'),
    phone: text('phone'),
    /** Of the pages and of the mails. */
    language: text('language').$type<'zh' | 'en'>().notNull().default('zh'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

export const holding = pgTable(
  'holding',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: tenantId(),
    person: text('person').notNull(),
    post: text('post').notNull(),
    unit: text('unit').notNull(),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
  },
  (table) => [
    // Who holds this post at this unit today: every mail asks it.
    index('holding_by_post').on(table.tenantId, table.post, table.unit),
    // Which posts does this person hold: every request asks it.
    index('holding_by_person').on(table.tenantId, table.person),
  ],
);

/** 代理: for these days somebody else may do the principal's tasks as well. Chains are walked when someone looks (db/substitutions.ts). */
export const substitution = pgTable(
  'substitution',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    tenantId: tenantId(),
    principal: text('principal').notNull(),
    substitute: text('substitute').notNull(),
    validFrom: date('valid_from').notNull(),
    /** The first day on which it no longer holds; null: until it is ended. */
    validTo: date('valid_to'),
    /** Only cases of these templates, and only posts at these units; null: all. */
    templates: text('templates').array(),
    units: text('units').array(),
    reason: text('reason'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: text('ended_by'),
  },
  (table) => [
    index('substitution_by_substitute').on(table.tenantId, table.substitute),
    index('substitution_by_principal').on(table.tenantId, table.principal),
  ],
);
