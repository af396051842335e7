/** A mail server for development and demonstrations: what it receives can be read on a page, and goes nowhere. */
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { clockOffset } from '../db/clock.ts';
import { inScope, platform, system, type Db } from '../db/connection.ts';
import { keepMail } from '../db/mailbox.ts';
import { listTenants } from '../db/organisation.ts';

const largestMail = 1024 * 1024;

export async function startDevelopmentSmtp(db: Db): Promise<{ url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: largestMail,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(new Error('Too large'));
        const { mailFrom, rcptTo } = session.envelope;
        const sender = mailFrom ? mailFrom.address : '';
        const recipients = rcptTo.map(({ address }) => address);
        keep(db, Buffer.concat(chunks), { sender, recipients }).then(
          () => callback(),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  // Without a listener, a client that hangs up would end the process.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function keep(db: Db, raw: Buffer, envelope: { sender: string; recipients: string[] }): Promise<void> {
  const mail = await PostalMime.parse(raw);
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
  const tenant = headers['x-rectiflow-tenant'] ?? '';
  if (!(await inScope(db, platform, listTenants)).includes(tenant)) {
    throw new Error('Expected a mail of ours, with X-Rectiflow-Tenant');
  }
  await inScope(db, system(tenant), async (tx) => {
    // By the county's own clock: beside a case whose clock was moved, the host's time would only confuse.
    const offset = (await clockOffset(tx)) ?? 0;
    await keepMail(tx, {
      tenantId: tenant,
      receivedAt: new Date(Date.now() + offset).toISOString(),
      messageId: mail.messageId ?? null,
      ...envelope,
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? '',
      headers,
    });
  });
}
