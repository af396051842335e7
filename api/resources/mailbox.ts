import { z } from 'zod';
import { findMail, listMails, type MailRecord } from '../../db/mailbox.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../dependencies.ts';
import { route } from '../route.ts';
import { Mail, MailList, MailQuery, type MailRow } from './mailbox.shapes.ts';

/** The mails of the whole county, so that a demonstration can be followed. It is not there in any other deployment. */
export const mailbox = [
  route({
    method: 'get',
    path: '/mailbox',
    summary: { zh: '演示邮箱', en: 'The mailbox of a demonstration' },
    access: 'loggedIn',
    query: MailQuery,
    reply: MailList,
    handle: ({ query, scoped }, dependencies) => {
      refuseOutsideDemonstrations(dependencies);
      return scoped(async (tx) => {
        const page = await listMails(tx, query);
        return { items: page.rows.map(rowOf), next: page.next };
      });
    },
  }),
  route({
    method: 'get',
    path: '/mailbox/:mail',
    summary: { zh: '演示邮箱中的一封邮件', en: 'One mail of the demonstration' },
    access: 'loggedIn',
    params: z.strictObject({ mail: z.string().regex(/^\d{1,9}$/) }),
    reply: Mail,
    handle: ({ params, scoped }, dependencies) => {
      refuseOutsideDemonstrations(dependencies);
      return scoped(async (tx) => {
        const found = await findMail(tx, Number(params.mail));
        if (!found) throw new AppError('not-found', `Expected mail ${params.mail}, but there is none`);
        return { ...rowOf(found), text: found.text, html: found.html === '' ? null : found.html };
      });
    },
  }),
];

function refuseOutsideDemonstrations({ settings }: Dependencies): void {
  if (!settings.isDemonstration)
    throw new AppError('not-found', 'Expected a demonstration, but this is none');
}

const rowOf = (row: MailRecord): MailRow => ({
  mail: String(row.id),
  receivedAt: row.receivedAt,
  from: row.sender,
  to: row.recipients,
  subject: row.subject,
  caseId: caseNamedIn(row.headers),
});

/** Our own mails carry the id of their effect, `<case>:<seq>:<n>`. */
function caseNamedIn(headers: Record<string, string>): string | null {
  const effect = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-rectiflow-effect')?.[1];
  return z.uuid().safeParse(effect?.split(':')[0]).data ?? null;
}
