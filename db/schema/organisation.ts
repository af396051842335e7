/** Units, posts and people of a tenant, each with dates of effect ('to' is the first day on which it no longer holds). */
import { date, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Label } from '../../engine/json.ts';
import { tenantId } from './columns.ts';

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
