/**
 * Sends what the outbox holds. First each notification finds its people and becomes one delivery each; then each delivery is
 * taken, sent and marked, every step in a transaction of its own: a process that dies in between leaves a delivery that
 * the next takes up, marked as a possible repeat.
 */
import { clockOffset } from '../db/clock.ts';
import { inScope, platform, system, type Db, type Tx } from '../db/connection.ts';
import { listTenants } from '../db/organisation.ts';
import {
  addDeliveries,
  claimDeliveries,
  dropNotification,
  findCaseToTell,
  findNotification,
  findRecipient,
  markFailed,
  markSent,
  takeWaiting,
  type DeliveryRow,
} from '../db/outbox.ts';
import { findVersion } from '../db/templates.ts';
import { addMilliseconds, dateOf } from '../engine/time/instant.ts';
import { AppError, invariant } from '../errors.ts';
import type { Outcome } from './channels/channel.ts';
import type { Channels } from './channels/index.ts';
import { writeMail } from './mail-texts.ts';
import { mailValues } from './mail-values.ts';
import { recipientsOf } from './recipients.ts';

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
      const today = await todayOf(tx, now);
      const rows = await takeWaiting(tx, batch);
      for (const row of rows) {
        const found = channels.get(row.channel)
          ? await recipientsOf(tx, row, today)
          : { nobody: `the channel ${row.channel} is not set up` };
        if ('nobody' in found) await dropNotification(tx, row.effectId, found.nobody);
        else await addDeliveries(tx, row, { people: found.people, now });
      }
      return rows.length === batch;
    });
  }
}

async function sendPending(options: SenderOptions, tenant: string, now: string): Promise<number> {
  const leaseUntil = addMilliseconds(now, leaseMs);
  const rows = await inScope(options.db, system(tenant), (tx) =>
    claimDeliveries(tx, { now, leaseUntil, limit: batch }),
  );
  for (const row of rows) {
    const outcome = await sendOne(options, tenant, row, now);
    await inScope(options.db, system(tenant), (tx) => note(tx, row, outcome, now));
    if (!outcome.ok) {
      options.log.warn(
        { effect: row.effectId, attempt: row.attempts, error: outcome.error },
        'a notification was not delivered',
      );
    }
  }
  return rows.length;
}

async function sendOne(
  options: SenderOptions,
  tenant: string,
  row: DeliveryRow,
  now: string,
): Promise<Outcome> {
  const { db, channels, publicUrl, log } = options;
  const channel = channels.get(row.channel);
  if (!channel) return failure(`the channel ${row.channel} is not set up`);
  try {
    const message = await inScope(db, system(tenant), async (tx) => {
      const person = await findRecipient(tx, row.person);
      const address = person && channel.addressOf(person);
      if (!address) return undefined;
      const notification = await findNotification(tx, row.effectId);
      const theCase = await findCaseToTell(tx, row.caseId);
      invariant(
        notification && theCase,
        `Expected notification ${row.effectId} and its case, but they are not there`,
      );
      const values = await mailValues(tx, notification, { person, today: await todayOf(tx, now), publicUrl });
      const version = await findVersion(tx, theCase.template, theCase.templateVersion);
      const at = { kind: notification.kind, language: person.language };
      const { refused, ...mail } = writeMail(at, version?.mails ?? {}, values);
      if (refused.length > 0)
        log.warn({ template: theCase.template, refused }, 'mail texts of a template were not used');
      return { tenant, effectId: row.effectId, person: person.id, address, name: person.name, ...mail };
    });
    if (!message) return failure(`no address for the channel ${row.channel}`);
    return await channel.send({ ...message, mayBeRepeat: row.mayHaveArrived });
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

const failure = (error: string): Outcome => ({ ok: false, error, isFinal: true, mayHaveArrived: false });

async function note(tx: Tx, row: DeliveryRow, outcome: Outcome, now: string): Promise<void> {
  if (outcome.ok) return markSent(tx, row.id, now);
  const wait = outcome.isFinal ? undefined : waits[row.attempts - 1];
  const retryAt = wait === undefined ? null : addMilliseconds(now, wait);
  return markFailed(tx, row.id, { error: outcome.error, retryAt, mayHaveArrived: outcome.mayHaveArrived });
}

/** The tenant's civil date: ahead of the host's in a demonstration whose clock was moved. */
async function todayOf(tx: Tx, now: string): Promise<string> {
  return dateOf(addMilliseconds(now, (await clockOffset(tx)) ?? 0));
}
