/**
 * The mails that the development mail server received, for the page that shows them. Those about a strict case are shown to
 * whoever sees the case: its title stands in them.
 */
import { and, desc, eq, like, lt, not, or, sql } from 'drizzle-orm';
import type { Tx } from './connection.ts';
import { cursorOf, readCount } from './cursor.ts';
import { mailbox } from './schema/index.ts';

export type MailRecord = typeof mailbox.$inferSelect;

/** Newest first. By index `mailbox_newest`. */
export async function listMails(
  tx: Tx,
  ask: { q?: string; cursor?: string; limit: number },
): Promise<{ rows: MailRecord[]; next: string | null }> {
  const after = ask.cursor === undefined ? undefined : readCount(ask.cursor);
  const pattern = ask.q && `%${ask.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await tx
    .select()
    .from(mailbox)
    .where(
      and(
        isShown,
        after === undefined ? undefined : lt(mailbox.id, after),
        pattern
          ? or(
              like(mailbox.subject, pattern),
              // To whom a mail of a strict case went is not looked for: it would say who reported, whom the answer does not name.
              and(not(isStrict), sql`array_to_string(${mailbox.recipients}, ' ') like ${pattern}`),
            )
          : undefined,
      ),
    )
    .orderBy(desc(mailbox.id))
    .limit(ask.limit + 1);
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return { rows: rows.slice(0, ask.limit), next: last ? cursorOf([last.id]) : null };
}

/** Our own mails carry the id of their effect, `<case>:<seq>:<n>`, in a header whose name a mail server may write as it likes. */
const ofStrictCase = sql`select from strict_case
    join jsonb_each_text(${mailbox.headers}) header on lower(header.key) = 'x-rectiflow-effect'
  where strict_case.case_id::text = split_part(header.value, ':', 1)`;

const isStrict = sql`exists (${ofStrictCase})`;

const isShown = sql`not exists (${ofStrictCase}
    and not exists (select from "case" where "case".case_id = strict_case.case_id))`;

export async function findMail(tx: Tx, id: number): Promise<MailRecord | undefined> {
  const [row] = await tx
    .select()
    .from(mailbox)
    .where(and(isShown, eq(mailbox.id, id)));
  return row;
}

export async function keepMail(tx: Tx, mail: typeof mailbox.$inferInsert): Promise<void> {
  await tx.insert(mailbox).values(mail);
}
