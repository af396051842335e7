import { randomUUID } from 'node:crypto';
import { inScope, system } from '../db/connection.ts';
import { makeCaseKey } from '../db/keys.ts';
import { countReceivers, findMessage } from '../db/message-delivery.ts';
import { insertMessages, sealMessage, spreadSignals, type NewMessage } from '../db/message-sending.ts';
import { run } from '../db/statement.ts';
import type { JsonObject } from '../engine/json.ts';
import { addDuration, parseDuration } from '../engine/time/index.ts';
import { AppError } from '../errors.ts';
import type { Dependencies } from './dependencies.ts';
import type { User } from './policy.ts';

export interface OutsideMessage {
  kind: 'message' | 'signal';
  /** The Idempotency-Key. */
  id: string;
  isRetry: boolean;
  name: string;
  correlation: string | null;
  /** ISO 8601 duration. */
  timeToLive: string | null;
  variables: JsonObject;
}

/**
 * Takes a message or signal from outside, once for each id: what is recorded is delivered, whatever dies. In the scope of the
 * machine, because a signal reaches every case of the county, also those that the sender does not see. Returns how many hear
 * a signal.
 */
export function sendFromOutside(
  { db, keys, now }: Dependencies,
  { tenant, person, clockOffset }: User,
  sent: OutsideMessage,
): Promise<number> {
  const { id, kind, name, correlation, timeToLive, isRetry } = sent;
  const sentAt = new Date(now().getTime() + clockOffset).toISOString();
  return inScope(db, system(tenant), async (tx) => {
    if (await findMessage(tx, id)) {
      if (isRetry) return countReceivers(tx, id);
      throw new AppError(
        'idempotency-conflict',
        `Expected a new message id, but ${id} was sent by someone else`,
      );
    }
    const keyOf = randomUUID();
    const key = await makeCaseKey(tx, keys, { tenant, caseId: keyOf, at: now().toISOString() });
    const row: NewMessage = {
      id,
      name,
      correlation,
      sender: null,
      sentBy: person,
      keyOf,
      content: sealMessage(key, tenant, id, sent.variables),
      sentAt,
      expiresAt: timeToLive === null ? null : endOf(sentAt, timeToLive),
    };
    await run(tx, kind === 'message' ? insertMessages(tenant, [row]) : spreadSignals(tenant, [row]));
    return kind === 'message' ? 0 : countReceivers(tx, id);
  });
}

function endOf(sentAt: string, timeToLive: string): string {
  const parsed = parseDuration(timeToLive);
  if (!parsed.ok) throw new AppError('bad-input', parsed.problem);
  return addDuration(sentAt, parsed.duration);
}
