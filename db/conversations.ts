/** 抄送 and 沟通: what was copied to a person, and the questions that wait for their answer. The words stand in the journal. */
import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import type { Tx } from './connection.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { caseTable, copy, question } from './schema/index.ts';
import type { CaseRecord } from './work-list.ts';

export type CopyRecord = typeof copy.$inferSelect;
export type QuestionRecord = typeof question.$inferSelect;

interface Who {
  person: string;
  posts: readonly PostAtUnit[];
}

/** Copies to the person, or to a post of theirs, newest first. By indexes `copy_named` and `copy_by_post`. */
export async function listCopies(
  tx: Tx,
  ask: { who: Who; unread?: boolean; cursor?: string; limit: number },
): Promise<{ rows: { copy: CopyRecord; case: CaseRecord }[]; next: string | null }> {
  const after = ask.cursor === undefined ? undefined : readCursor(ask.cursor, ['instant', 'uuid', 'text']);
  const rows = await tx
    .select({ copy, case: caseTable })
    .from(copy)
    .innerJoin(caseTable, eq(caseTable.caseId, copy.caseId))
    .where(
      and(
        isFor(copy, ask.who),
        ask.unread ? isNull(copy.readAt) : undefined,
        after &&
          sql`(${copy.copiedAt}, ${copy.caseId}, ${copy.copy}) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]})`,
      ),
    )
    .orderBy(desc(copy.copiedAt), desc(copy.caseId), desc(copy.copy))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return {
    rows: rows.slice(0, ask.limit),
    next: last ? cursorOf([last.copy.copiedAt, last.copy.caseId, last.copy.copy]) : null,
  };
}

export async function countCopies(tx: Tx, who: Who): Promise<{ all: number; unread: number }> {
  const [row] = await tx
    .select({
      all: sql<number>`count(*)::int`,
      unread: sql<number>`(count(*) filter (where ${copy.readAt} is null))::int`,
    })
    .from(copy)
    .where(isFor(copy, who));
  return row ?? { all: 0, unread: 0 };
}

/** Of one case, oldest first. */
export const copiesOf = (tx: Tx, caseId: string): Promise<CopyRecord[]> =>
  tx.select().from(copy).where(eq(copy.caseId, caseId)).orderBy(asc(copy.copiedAt), asc(copy.copy));

/** Open questions to the person, or to a post of theirs, oldest first. */
export const openQuestionsTo = (
  tx: Tx,
  who: Who,
  limit: number,
): Promise<{ question: QuestionRecord; case: CaseRecord }[]> =>
  tx
    .select({ question, case: caseTable })
    .from(question)
    .innerJoin(caseTable, eq(caseTable.caseId, question.caseId))
    .where(and(isFor(question, who), isNull(question.answeredAt)))
    .orderBy(asc(question.askedAt), asc(question.caseId), asc(question.question))
    .limit(limit);

/** Open questions to this person by name, of running cases, oldest first: for whoever leaves. By index `question_open_named`. */
export const questionsNaming = (
  tx: Tx,
  person: string,
  limit: number,
): Promise<{ question: QuestionRecord; case: CaseRecord }[]> =>
  tx
    .select({ question, case: caseTable })
    .from(question)
    .innerJoin(caseTable, eq(caseTable.caseId, question.caseId))
    .where(and(eq(question.person, person), isNull(question.answeredAt), eq(caseTable.status, 'active')))
    .orderBy(asc(question.askedAt), asc(question.caseId), asc(question.question))
    .limit(limit);

const isFor = (table: typeof copy | typeof question, { person, posts }: Who): SQL =>
  sql`(${table.person} = ${person} or (${table.person} is null and (${table.post}, ${table.unit}) in (
    select * from unnest(${sql.param(posts.map((held) => held.post))}::text[], ${sql.param(posts.map((held) => held.unit))}::text[]))))`;
