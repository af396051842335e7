/** Accounts, sessions, and the answers kept for repeated requests. */
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Json } from '../../engine/json.ts';
import { instant, tenantId } from './columns.ts';

/** One for each person who can log in. The login is unique in the whole deployment: it comes before the tenant is known. */
export const account = pgTable(
  'account',
  {
    login: text('login').primaryKey(),
    tenantId: tenantId(),
    person: text('person').notNull(),
    /** argon2id in PHC format. */
    passwordHash: text('password_hash').notNull(),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    lockedUntil: instant('locked_until'),
    isDisabled: boolean('is_disabled').notNull().default(false),
  },
  (table) => [index('account_by_person').on(table.tenantId, table.person)],
);

/** Wrong passwords for logins that are not there. A place holds the last of those names that fall on it. */
export const unknownLogin = pgTable('unknown_login', {
  place: integer('place').primaryKey(),
  /** HMAC-SHA256 (hex) of the login under a key of the deployment: nobody reads which names were tried. */
  loginHash: text('login_hash').notNull(),
  failedAttempts: integer('failed_attempts').notNull(),
  lockedUntil: instant('locked_until'),
});

export const session = pgTable(
  'session',
  {
    /** SHA-256 (hex) of the random id in the cookie: a stolen table opens no session. */
    idHash: text('id_hash').primaryKey(),
    tenantId: tenantId(),
    person: text('person').notNull(),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('session_by_person').on(table.tenantId, table.person),
    index('session_by_expiry').on(table.expiresAt),
  ],
);

export const idempotency = pgTable(
  'idempotency',
  {
    tenantId: tenantId(),
    person: text('person').notNull(),
    key: uuid('key').notNull(),
    /** SHA-256 (hex) of method, path and canonical body: the same key with other content is refused. */
    digest: text('digest').notNull(),
    /** HTTP status and body of the first answer; null while it is being worked on. */
    status: integer('status'),
    reply: jsonb('reply').$type<Json>(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.person, table.key] }),
    index('idempotency_by_age').on(table.createdAt),
  ],
);
