/**
 * Delivers messages and signals: finds the receivers of those that wait, and asks each receiver to take them. A process that
 * dies in between leaves a delivery that the next takes up; the receiver knows the id of what it has taken, so that nothing is
 * lost and nothing counts twice.
 */
import { clockOffset } from '../db/clock.ts';
import { inScope, platform, system } from '../db/connection.ts';
import { contentHash } from '../db/content.ts';
import { caseKeyIn } from '../db/keys.ts';
import {
  claimMessageDeliveries,
  hasMessageWork,
  markDelivered,
  markRefused,
  markUnanswered,
  matchMessages,
  type ClaimedDelivery,
} from '../db/message-delivery.ts';
import { openMessage } from '../db/message-sending.ts';
import { listTenants } from '../db/organisation.ts';
import type { Actor, Command } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Trigger } from '../engine/state.ts';
import { addMilliseconds } from '../engine/time/instant.ts';
import { AppError, problemStatus } from '../errors.ts';
import { openCase } from './case-opening.ts';
import type { Dependencies } from './dependencies.ts';

const batch = 50;
/** Receivers that are asked at the same time. */
const atOnce = 8;
/** How long a courier may take before it is thought dead. Were it only slow, its receivers are asked twice, which they notice. */
const leaseMs = 20_000;
/** What finds nobody is looked at again after this, should the commit that opens its catch have missed it. */
const lookAgainMs = 60_000;
const longestWaitMs = 600_000;

/** One round over all tenants. */
export async function deliverMessages(dependencies: Dependencies): Promise<void> {
  const tenants = await inScope(dependencies.db, platform, listTenants);
  await Promise.all(tenants.map((tenant) => deliverOf(dependencies, tenant)));
}

/** Until nothing is due any more: what a delivery sets going may send messages itself. */
async function deliverOf(dependencies: Dependencies, tenant: string): Promise<void> {
  const { db, now, background, settings } = dependencies;
  const scope = system(tenant);
  while (!background.isStopping()) {
    const host = now().toISOString();
    if (!(await inScope(db, scope, (tx) => hasMessageWork(tx, host)))) return;
    const { claimed, offset, looked } = await inScope(db, scope, async (tx) => {
      const offset = (await clockOffset(tx)) ?? 0;
      const { messageTimeToLive: timeToLive } = settings;
      const again = addMilliseconds(host, lookAgainMs);
      const asked = { tenant, now: host, clockOffset: offset, timeToLive, again, limit: batch };
      const looked = await matchMessages(tx, asked);
      const leaseUntil = addMilliseconds(host, leaseMs);
      const claimed = await claimMessageDeliveries(tx, { now: host, leaseUntil, limit: batch });
      return { claimed, offset, looked };
    });
    // Another courier has them in its hands.
    if (looked === 0 && claimed.length === 0) return;
    // One receiver gets its messages one after the other, in the order in which they were sent.
    const byReceiver = [...Map.groupBy(claimed, ({ delivery }) => delivery.target).values()];
    const workers = Array.from({ length: atOnce }, async () => {
      for (let next = byReceiver.shift(); next; next = byReceiver.shift())
        for (const each of next) await deliver(dependencies, each, { tenant, offset });
    });
    await Promise.all(workers);
  }
}

async function deliver(
  dependencies: Dependencies,
  { delivery, message }: ClaimedDelivery,
  { tenant, offset }: { tenant: string; offset: number },
): Promise<void> {
  const { db, now, log } = dependencies;
  const settle = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, system(tenant), work);
  try {
    // Null: it has arrived, and only that it did is still to be noted.
    const receiver =
      message.content === null ? undefined : await hand(dependencies, { delivery, message }, offset);
    const at = { receiver: receiver ?? message.receiver ?? message.keyOf, at: tenantTime() };
    await settle((tx) => markDelivered(tx, delivery, at));
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    const isRefusal = error instanceof AppError && problemStatus[error.code] < 500;
    const tries = isRefusal ? delivery.round : delivery.attempts;
    const again = addMilliseconds(
      now().toISOString(),
      Math.min(1000 * 2 ** Math.min(tries, 20), longestWaitMs),
    );
    if (isRefusal) await settle((tx) => markRefused(tx, delivery, { error: code, again, at: tenantTime() }));
    else await settle((tx) => markUnanswered(tx, delivery, { error: code, again }));
    log.warn(
      {
        message: message.id,
        target: delivery.target,
        error: code,
        ...(code === 'internal' && { err: error }),
      },
      'a message was not delivered: it is tried again',
    );
  }

  function tenantTime(): string {
    return addMilliseconds(now().toISOString(), offset);
  }
}

/** Asks the receiver. Returns the case that has it. */
async function hand(
  dependencies: Dependencies,
  { delivery, message }: ClaimedDelivery,
  clockOffset: number,
): Promise<string> {
  const { db, keys, instances } = dependencies;
  const { id, kind, name, tenantId: tenant } = message;
  const key = await inScope(db, system(tenant), (tx) => caseKeyIn(tx, keys, message.keyOf));
  const variables = openMessage(key, tenant, id, message.content!);
  const actor: Actor = { kind: 'system', name: kind };
  const [target, whom = ''] = delivery.target.split(/:(.*)/s);
  if (target === 'template') {
    const trigger: Trigger = kind === 'message' ? { kind, message: name } : { kind, signal: name };
    const opened = await openCase(dependencies, {
      ...{ tenant, actor, template: whom, variables, clockOffset, trigger },
      ...(message.sender !== null && { sender: message.sender }),
      openedBy: `system:${kind}`,
      // A signal begins one case of each template.
      key: `${id}:${whom}`,
      itemKey: null,
    });
    return opened.caseId;
  }
  const command = commandOf(message, variables);
  await instances.act(whom, {
    // Of its own for each time that this case is chosen: Temporal answers an id once, also when that answer was a refusal.
    commandId: `${kind}:${id}:${delivery.round}`,
    digest: contentHash(command),
    actor,
    command,
  });
  return whom;
}

function commandOf(
  { id, kind, name, correlation }: ClaimedDelivery['message'],
  variables: JsonObject,
): Command {
  return kind === 'signal'
    ? { kind: 'sendSignal', signal: name, signalId: id, variables }
    : {
        kind: 'sendMessage',
        message: name,
        messageId: id,
        ...(correlation !== null && { correlation }),
        variables,
      };
}

/** Looks every second, as the sender of mails does. Returns how to end it. */
export function keepDelivering(dependencies: Dependencies): () => void {
  const timer = setInterval(() => deliverSoon(dependencies), 1000).unref();
  return () => clearInterval(timer);
}

/** At once, unless a round is under way in this process. */
export const deliverSoon = (dependencies: Dependencies): void =>
  dependencies.background.run('messages', () => deliverMessages(dependencies));
