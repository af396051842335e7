/** The mails that the development mail server received, for the page that shows them. */
import { and, desc, eq, like, lt, or, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { mailbox } from './schema/index.ts';

export type MailRecord = typeof mailbox.$inferSelect;

/** Newest first. By index `mailbox_newest`. */
export async function listMails(
  tx: Tx,
  ask: { q?: string; cursor?: string; limit: number },
): Promise<{ rows: MailRecord[]; next: string | null }> {
  const after = ask.cursor === undefined ? undefined : Number(readCursor(ask.cursor, ['number'])[0]);
  const pattern = ask.q && `%${ask.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await tx
    .select()
    .from(mailbox)
    .where(
      and(
        after === undefined ? undefined : lt(mailbox.id, after),
        pattern
          ? or(
              like(mailbox.subject, pattern),
              sql`array_to_string(${mailbox.recipients}, ' ') like ${pattern}`,
            )
          : undefined,
      ),
    )
    .orderBy(desc(mailbox.id))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return { rows: rows.slice(0, ask.limit), next: last ? cursorOf([last.id]) : null };
}

export async function findMail(tx: Tx, id: number): Promise<MailRecord | undefined> {
  const [row] = await tx.select().from(mailbox).where(eq(mailbox.id, id));
  return row;
}

export async function keepMail(tx: Tx, mail: typeof mailbox.$inferInsert): Promise<void> {
  await tx.insert(mailbox).values(mail);
}
