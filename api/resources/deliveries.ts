import { inScope, system, type Tx } from '../../db/connection.ts';
import { readContentIn } from '../../db/content.ts';
import { retryDelivery } from '../../db/outbox.ts';
import { countUndelivered, findDelivery, listUndelivered, type Undelivered } from '../../db/undelivered.ts';
import { strictAmong } from '../../db/unseen-cases.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { AppError } from '../../errors.ts';
import { route } from '../route.ts';
import { noticeInWords, reasonInWords } from '../undelivered.ts';
import {
  DeliveriesRetried,
  RetryDeliveries,
  UndeliveredList,
  UndeliveredQuery,
  type UndeliveredRow,
} from './deliveries.shapes.ts';

/** What fails is visible: notifications that nobody got, and the way to send them again. */
export const deliveries = [
  route({
    method: 'get',
    path: '/deliveries/failed',
    summary: { zh: '未送达的通知', en: 'Notifications that did not arrive' },
    access: { permission: 'platform.operate' },
    query: UndeliveredQuery,
    reply: UndeliveredList,
    handle: ({ user, query, scoped }, { db }) =>
      scoped(async (tx) => {
        const page = await listUndelivered(tx, query);
        // Somebody must be able to send it again, also where nobody who may has a seat in the case.
        const unseen = page.rows.filter((row) => !row.case).map(({ delivery }) => delivery.caseId);
        const strict = await inScope(db, system(user.tenant), (all) => strictAmong(all, unseen));
        const items = [];
        for (const row of page.rows) {
          const known = strict.find(({ caseId }) => caseId === row.delivery.caseId);
          items.push(await rowOf(tx, row, row.case ?? (known && { ...known, title: null })));
        }
        return { items, next: page.next, total: await countUndelivered(tx) };
      }),
  }),
  route({
    method: 'post',
    path: '/deliveries/retries',
    summary: { zh: '重发未送达的通知', en: 'Send notifications again that did not arrive' },
    access: { permission: 'platform.operate' },
    write: 'once',
    body: RetryDeliveries,
    reply: DeliveriesRetried,
    handle: ({ user, body, scoped }, { now, log }) =>
      scoped(async (tx) => {
        let queued = 0;
        for (const id of new Set(body.deliveries)) {
          if (!(await findDelivery(tx, id)))
            throw new AppError('not-found', `Expected delivery ${id}, but there is none`);
          // The sender goes by the host's clock, in a demonstration too.
          if (await retryDelivery(tx, id, now().toISOString())) queued += 1;
        }
        log.info({ by: user.person, queued }, 'deliveries are tried again');
        return { queued };
      }),
  }),
];

async function rowOf(
  tx: Tx,
  { delivery, notification, recipient }: Undelivered,
  of: { number: string; title: string | null; model: string } | undefined,
): Promise<UndeliveredRow> {
  const model = of && (await readContentIn<ProcessModel>(tx, of.model));
  return {
    delivery: delivery.id,
    at: notification.at,
    what: noticeInWords(notification, model),
    caseId: delivery.caseId,
    case: of ? { number: of.number, title: of.title } : null,
    recipient: { person: delivery.person, name: recipient?.name ?? delivery.person },
    address: recipient?.email ?? null,
    reason: reasonInWords(delivery.lastError),
    note: delivery.lastError,
    attempts: delivery.attempts,
  };
}
