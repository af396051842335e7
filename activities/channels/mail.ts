/** Mail by SMTP. */
import { createHash } from 'node:crypto';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Channel, Message, Outcome } from './channel.ts';

export interface MailSettings {
  /** smtp://user:password@host:port or smtps://… */
  smtpUrl: string;
  /** `Name <address>` of the sender. */
  from: string;
  /** Host of the pages; the right side of our Message-IDs. */
  host: string;
}

export interface MailChannel extends Channel {
  close(): void;
}

/** RFC 5321: 254 characters at most. Names in quotes, comments and groups are not addresses to us. */
const plainAddress = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,189}$/;

export function mailChannel(settings: MailSettings): MailChannel {
  const transport = createTransport(settings.smtpUrl, {
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // Never a file or an address of the network as the body of a mail.
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[1]);
  return {
    key: 'mail',
    addressOf: ({ email }) =>
      email !== null && email.length <= 254 && plainAddress.test(email) ? email : undefined,
    async send(message) {
      try {
        await transport.sendMail(mailOf(message, settings));
        return { ok: true };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

export function mailOf(message: Message, { from, host }: MailSettings): SendMailOptions {
  const repeat = message.mayBeRepeat;
  return {
    from,
    to: { name: oneLine(message.name), address: message.address },
    subject: oneLine(repeat ? `【可能重复 / possible repeat】${message.subject}` : message.subject),
    text: message.text,
    html: message.html,
    // The same on every attempt: a mail server or reader that knows it may drop the repeat.
    messageId: `<${message.effectId.replaceAll(':', '.')}.${shortHash(message.person)}@${host}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Rectiflow-Effect': message.effectId,
      'X-Rectiflow-Tenant': oneLine(message.tenant),
      ...(repeat && { 'X-Rectiflow-Repeat': 'possible' }),
    },
  };
}

/** Line breaks in a header would begin another header. */
const oneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 250);

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  syscall?: string;
}

/**
 * A server that answered with a refusal has not taken the mail; nor has one that was never reached. After anything else
 * (a connection lost half-way, a time-out) nobody can say.
 */
function outcomeOf({ code, command, responseCode, syscall }: SmtpError): Outcome {
  const isRefused = responseCode !== undefined && responseCode >= 400;
  const neverReached =
    syscall === 'connect' || syscall === 'getaddrinfo' || code === 'EDNS' || code === 'EAUTH';
  const isAboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return {
    ok: false,
    error: ['SMTP', responseCode ?? code ?? 'failed', command].filter(Boolean).join(' '),
    isFinal: isAboutThisMail && (responseCode === undefined || responseCode >= 500),
    mayHaveArrived: !isRefused && !neverReached && !isAboutThisMail,
  };
}
