/**
 * Sends what the outbox holds. First notifications find their people and become one delivery each, a batch in a few statements;
 * then deliveries are taken in a batch, and each is sent and marked in a transaction of its own: a process that dies in
 * between leaves a delivery that the next takes up, marked as a possible repeat.
 */
import { clockOffset } from '../db/clock.ts';
import { inScope, platform, system, type Db, type Tx } from '../db/connection.ts';
import { listTenants } from '../db/organisation.ts';
import {
  claimDeliveries,
  findCaseToTell,
  findNotification,
  findRecipients,
  markFailed,
  markSent,
  resolveNotifications,
  takeWaiting,
  type DeliveryRow,
  type Recipient,
} from '../db/outbox.ts';
import { findVersion } from '../db/templates.ts';
import { addMilliseconds, dateOf } from '../engine/time/instant.ts';
import { AppError, invariant } from '../errors.ts';
import type { Channel, Outcome } from './channels/channel.ts';
import type { Channels } from './channels/index.ts';
import { writeMail } from './mail-texts.ts';
import { mailValues } from './mail-values.ts';
import { directoryOf, recipientsOf } from './recipients.ts';

export interface SenderOptions {
  db: Db;
  channels: Channels;
  /** Origin of the pages, without a slash at the end. */
  publicUrl: string;
  /** Ids, codes and counts only. */
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** How many at a time, and how long a sender may take for one before it is thought dead. */
const batch = 50;
const leaseMs = 120_000;
/** Waits between attempts, in milliseconds; after the last one it has failed. */
const waits = [30_000, 120_000, 480_000, 1_800_000, 3_600_000, 3_600_000, 3_600_000];

export interface Sender {
  /** One round over all tenants at the host's instant `now`. Returns how many deliveries were tried. */
  sendDue(now: string): Promise<number>;
}

export function createSender(options: SenderOptions): Sender {
  const { db } = options;
  return {
    async sendDue(now) {
      let tried = 0;
      for (const tenant of await inScope(db, platform, listTenants)) {
        await resolveWaiting(options, tenant, now);
        tried += await sendPending(options, tenant, now);
      }
      return tried;
    },
  };
}

async function resolveWaiting({ db, channels }: SenderOptions, tenant: string, now: string): Promise<void> {
  for (let more = true; more;) {
    more = await inScope(db, system(tenant), async (tx) => {
      const [today, rows] = await Promise.all([todayOf(tx, now), takeWaiting(tx, batch)]);
      if (rows.length === 0) return false;
      const directory = await directoryOf(tx, rows, today);
      const resolved = rows.map((row) => {
        const found = channels.get(row.channel)
          ? recipientsOf(row, directory)
          : { nobody: `the channel ${row.channel} is not set up` };
        const { effectId } = row;
        return 'nobody' in found
          ? { effectId, people: [], note: found.nobody }
          : { effectId, people: found.people, note: null };
      });
      await resolveNotifications(tx, resolved, now);
      return rows.length === batch;
    });
  }
}

async function sendPending(options: SenderOptions, tenant: string, now: string): Promise<number> {
  const leaseUntil = addMilliseconds(now, leaseMs);
  const { rows, people } = await inScope(options.db, system(tenant), async (tx) => {
    const claimed = await claimDeliveries(tx, { now, leaseUntil, limit: batch });
    const found =
      claimed.length === 0 ? [] : await findRecipients(tx, [...new Set(claimed.map(({ person }) => person))]);
    return { rows: claimed, people: new Map(found.map((each) => [each.id, each])) };
  });
  // Whoever has no address needs no transaction of their own: nothing leaves.
  const unreachable: Failed[] = [];
  for (const row of rows) {
    const address = addressFor(options, row, people.get(row.person));
    if ('error' in address) {
      unreachable.push(failedOf(row, address, now));
      noteFailure(options, row, address.error);
      continue;
    }
    const outcome = await sendOne(options, tenant, { row, ...address, now });
    await inScope(options.db, system(tenant), (tx) =>
      outcome.ok ? markSent(tx, row.id, now) : markFailed(tx, [failedOf(row, outcome, now)]),
    );
    if (!outcome.ok) noteFailure(options, row, outcome.error);
  }
  if (unreachable.length > 0) await inScope(options.db, system(tenant), (tx) => markFailed(tx, unreachable));
  return rows.length;
}

type Failed = Parameters<typeof markFailed>[1][number];
type Failure = Extract<Outcome, { ok: false }>;

function addressFor(
  { channels }: SenderOptions,
  row: DeliveryRow,
  person: Recipient | undefined,
): Failure | { channel: Channel; person: Recipient; address: string } {
  const channel = channels.get(row.channel);
  if (!channel) return failure(`the channel ${row.channel} is not set up`);
  const address = person && channel.addressOf(person);
  return address ? { channel, person, address } : failure(`no address for the channel ${row.channel}`);
}

async function sendOne(
  { db, publicUrl, log }: SenderOptions,
  tenant: string,
  given: { row: DeliveryRow; channel: Channel; person: Recipient; address: string; now: string },
): Promise<Outcome> {
  const { row, channel, person, address, now } = given;
  try {
    const mail = await inScope(db, system(tenant), async (tx) => {
      const notification = await findNotification(tx, row.effectId);
      const theCase = await findCaseToTell(tx, row.caseId);
      invariant(
        notification && theCase,
        `Expected notification ${row.effectId} and its case, but they are not there`,
      );
      const values = await mailValues(tx, notification, {
        person,
        actsFor: row.actsFor,
        today: await todayOf(tx, now),
        publicUrl,
      });
      const version = await findVersion(tx, theCase.template, theCase.templateVersion);
      const at = { kind: notification.kind, language: person.language };
      const { refused, ...written } = writeMail(at, version?.mails ?? {}, values);
      if (refused.length > 0)
        log.warn({ template: theCase.template, refused }, 'mail texts of a template were not used');
      return written;
    });
    const { effectId, mayHaveArrived } = row;
    const to = { person: person.id, address, name: person.name };
    return await channel.send({ tenant, effectId, ...to, ...mail, mayBeRepeat: mayHaveArrived });
  } catch (error) {
    // Nothing was sent: a channel does not throw.
    log.error(
      { effect: row.effectId, error: error instanceof Error ? error.name : 'unknown' },
      'a notification could not be written',
    );
    const reason = error instanceof AppError ? error.code : 'the text could not be written';
    return { ok: false, error: reason, isFinal: false, mayHaveArrived: false };
  }
}

const failure = (error: string): Failure => ({ ok: false, error, isFinal: true, mayHaveArrived: false });

function failedOf(row: DeliveryRow, { error, isFinal, mayHaveArrived }: Failure, now: string): Failed {
  const wait = isFinal ? undefined : waits[row.attempts - 1];
  return {
    id: row.id,
    error,
    retryAt: wait === undefined ? null : addMilliseconds(now, wait),
    mayHaveArrived,
  };
}

const noteFailure = ({ log }: SenderOptions, { effectId, attempts }: DeliveryRow, error: string): void =>
  log.warn({ effect: effectId, attempt: attempts, error }, 'a notification was not delivered');

/** The tenant's civil date: ahead of the host's in a demonstration whose clock was moved. */
async function todayOf(tx: Tx, now: string): Promise<string> {
  return dateOf(addMilliseconds(now, (await clockOffset(tx)) ?? 0));
}
