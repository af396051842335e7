/** Read model of what people tell each other within a case: copies and open questions. The words stay in the journal. */
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { caseId, instant, tenantId } from './columns.ts';

/** 抄送: to whoever holds the post, or the one person in that capacity. */
export const copy = pgTable(
  'copy',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    copy: text('copy').notNull(),
    person: text('person'),
    post: text('post').notNull(),
    unit: text('unit').notNull(),
    node: text('node'),
    /** Person id, or null when the template copies. */
    copiedBy: text('copied_by'),
    copiedAt: instant('copied_at').notNull(),
    readAt: instant('read_at'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.copy] }),
    index('copy_named')
      .on(
        table.tenantId,
        table.person,
        table.copiedAt.desc().nullsFirst(),
        table.caseId.desc().nullsFirst(),
        table.copy.desc().nullsFirst(),
      )
      .where(sql`${table.person} is not null`),
    index('copy_by_post')
      .on(
        table.tenantId,
        table.unit,
        table.post,
        table.copiedAt.desc().nullsFirst(),
        table.caseId.desc().nullsFirst(),
        table.copy.desc().nullsFirst(),
      )
      .where(sql`${table.person} is null`),
  ],
);

/** 沟通: a question to a person or a post. */
export const question = pgTable(
  'question',
  {
    tenantId: tenantId(),
    caseId: caseId(),
    question: text('question').notNull(),
    task: text('task'),
    person: text('person'),
    post: text('post').notNull(),
    unit: text('unit').notNull(),
    node: text('node'),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    answeredAt: instant('answered_at'),
    answeredBy: text('answered_by'),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.question] }),
    index('question_open_named')
      .on(table.tenantId, table.person, table.askedAt)
      .where(sql`${table.answeredAt} is null and ${table.person} is not null`),
    index('question_open_by_post')
      .on(table.tenantId, table.unit, table.post, table.askedAt)
      .where(sql`${table.answeredAt} is null and ${table.person} is null`),
  ],
);
