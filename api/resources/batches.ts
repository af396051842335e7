import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addBatch, beginBatch, findBatch, listBatches, stopBatch, type NewBatch } from '../../db/batches.ts';
import { personOn } from '../../db/holders.ts';
import { inScope, system, type Tx } from '../../db/connection.ts';
import type { JsonObject } from '../../engine/json.ts';
import { AppError } from '../../errors.ts';
import { planItems, tasksOfBatch } from '../batch-items.ts';
import { runBatch } from '../batch-run.ts';
import { batchItems, batchesOf } from '../batch-view.ts';
import { checkCandidates, reachFor } from '../candidates.ts';
import type { Dependencies } from '../dependencies.ts';
import { leftBehind } from '../left-behind.ts';
import { momentOf } from '../moment.ts';
import { may, mayManageStaff, mayRunBatch, type User } from '../policy.ts';
import { route } from '../route.ts';
import { planStaffMove } from '../staff-move.ts';
import { Batch, BatchItemQuery, BatchItems, BatchList, PlanBatch, PlanStaffMove } from './batches.shapes.ts';
import { pageQuery } from './label.shapes.ts';

const params = z.strictObject({ batch: z.uuid() });

/** One act on many: first a preview, then each item on its own, with a result for each. */
export const batches = [
  route({
    method: 'get',
    path: '/batches',
    summary: { zh: '我的批量操作', en: 'My batches' },
    access: 'loggedIn',
    query: z.strictObject({ limit: pageQuery.limit }),
    reply: BatchList,
    handle: ({ user, query, scoped }) =>
      scoped(async (tx) => {
        const rows = await listBatches(tx, { person: user.person, limit: query.limit });
        return { items: await batchesOf(tx, user, rows), next: null };
      }),
  }),
  route({
    method: 'post',
    path: '/batches',
    summary: { zh: '批量操作预览（不执行）', en: 'Preview one act on many; does nothing yet' },
    access: { permission: 'batch.run' },
    write: 'once',
    body: PlanBatch,
    reply: Batch,
    status: 201,
    handle: ({ user, body, language, scoped }, dependencies) =>
      scoped(async (tx) => {
        const at = momentOf(user, dependencies.now()).now;
        const rows = await tasksOfBatch(tx, user, { plan: body, now: at });
        const people = 'to' in body ? [body.to].flat() : undefined;
        // Whoever sees the cases may give them to those they look after; the case checks what its template allows.
        const units = [
          ...new Map(rows.flatMap(({ case: of }) => of.units).map((each) => [each.unit, each])).values(),
        ];
        const to = people
          ? await checkCandidates(tx, people, {
              user,
              reach: reachFor(user, { units }),
              at: '/to',
              isList: Array.isArray(body.kind === 'assign' ? body.to : undefined),
              language,
            })
          : undefined;
        const items = await planItems(tx, user, { plan: body, rows, now: at });
        return planned(tx, dependencies, {
          user,
          at,
          kind: body.kind,
          items,
          plan: { ...(to && { to }), ...('outcome' in body && body.outcome && { outcome: body.outcome }) },
          words: wordsIn(body),
        });
      }),
  }),
  route({
    method: 'post',
    path: '/staff-moves',
    summary: {
      zh: '离职转办预览（不执行）',
      en: 'Preview handing all work of a leaver to another; does nothing yet',
    },
    access: { permission: 'staff.manage' },
    write: 'once',
    body: PlanStaffMove,
    reply: Batch,
    status: 201,
    handle: ({ user, body, scoped }, dependencies) =>
      scoped(async (tx) => {
        const moment = momentOf(user, dependencies.now());
        const leaver = await personOn(tx, body.from, moment.today);
        // Who holds no post any more is looked after by whoever sees every case.
        const units = (leaver?.posts ?? []).map(({ unit }) => unit);
        const isTheirs = units.length > 0 ? mayManageStaff(user, units) : may(user, 'case.seeAll');
        if (!leaver || !isTheirs)
          throw new AppError('not-allowed', `Expected ${user.person} to look after a unit of the leaver`, {
            texts: {
              zh: '只能移交所管单位人员的工作。',
              en: 'You can hand over the work of people whose units you look after.',
            },
          });
        if (body.from === body.to)
          throw new AppError('bad-input', 'Expected another person', {
            details: [{ at: '/to', message: '请另选接收人 / choose another person' }],
          });
        const left = await inScope(dependencies.db, system(user.tenant), (all) =>
          leftBehind(all, dependencies.keys, body.from),
        );
        const { items, plan } = await planStaffMove(tx, user, { ...body, left, at: moment.now });
        return planned(tx, dependencies, {
          user,
          at: moment.now,
          kind: 'staffMove',
          items,
          plan,
          words: { reason: body.reason },
        });
      }),
  }),
  route({
    method: 'get',
    path: '/batches/:batch',
    summary: { zh: '批量操作的进度', en: 'How far a batch is' },
    access: 'loggedIn',
    params,
    reply: Batch,
    async handle({ user, params, scoped }, dependencies) {
      const { row, shown } = await scoped(async (tx) => {
        const row = await knownBatch(tx, user, params.batch);
        return { row, shown: await shownBatch(tx, user, row.id) };
      });
      if (row.state === 'running') runBatch(dependencies, user.tenant, row.id);
      return shown;
    },
  }),
  route({
    method: 'get',
    path: '/batches/:batch/items',
    summary: { zh: '批量操作中每一项的结果', en: 'What becomes of each item of a batch' },
    access: 'loggedIn',
    params,
    query: BatchItemQuery,
    reply: BatchItems,
    handle: ({ user, params, query, scoped }) =>
      scoped(async (tx) => batchItems(tx, await knownBatch(tx, user, params.batch), query)),
  }),
  ...(['/batches/:batch/run', '/staff-moves/:batch/run'] as const).map((path) =>
    route({
      method: 'post',
      path,
      summary: { zh: '执行批量操作', en: 'Begin a batch' },
      access: 'loggedIn',
      write: 'once',
      params,
      reply: Batch,
      status: 202,
      handle: ({ user, params, scoped, afterwards }, dependencies) =>
        scoped(async (tx) => {
          const row = await knownBatch(tx, user, params.batch);
          if (!mayRunBatch(user, row.kind))
            throw new AppError('not-allowed', `Expected a post that runs batches of ${row.kind}`);
          // Begun a second time it is found begun: nothing happens twice.
          if (await beginBatch(tx, row.id, momentOf(user, dependencies.now()).now))
            dependencies.log.info({ by: user.person, batch: row.id, kind: row.kind }, 'batch begun');
          afterwards(() => runBatch(dependencies, user.tenant, row.id));
          return shownBatch(tx, user, row.id);
        }),
    }),
  ),
  route({
    method: 'post',
    path: '/batches/:batch/stop',
    summary: { zh: '停止批量操作：未执行的不再执行', en: 'Stop a batch: what still waits is left alone' },
    access: 'loggedIn',
    write: 'once',
    params,
    reply: Batch,
    handle: ({ user, params, scoped }, { now, log }) =>
      scoped(async (tx) => {
        const row = await knownBatch(tx, user, params.batch);
        if (await stopBatch(tx, row.id, momentOf(user, now()).now))
          log.info({ by: user.person, batch: row.id }, 'batch stopped');
        return shownBatch(tx, user, row.id);
      }),
  }),
];

/** Keeps a batch with its items; what people wrote is sealed. */
export async function planned(
  tx: Tx,
  { keys, log }: Pick<Dependencies, 'keys' | 'log'>,
  given: Pick<NewBatch, 'kind' | 'items' | 'at'> & { user: User; plan: object; words?: object },
): Promise<Batch> {
  const { user, kind, items, at } = given;
  const id = randomUUID();
  await addBatch(tx, keys.master, {
    ...{ id, kind, items, at },
    tenant: user.tenant,
    person: user.person,
    plan: JSON.parse(JSON.stringify(given.plan)) as JsonObject,
    ...(given.words && { words: given.words as JsonObject }),
  });
  log.info({ by: user.person, batch: id, kind, items: items.length }, 'batch planned');
  return shownBatch(tx, user, id);
}

/** Of one's own alone: another's is not there. */
async function knownBatch(tx: Tx, user: User, id: string) {
  const row = await findBatch(tx, id);
  if (!row || row.person !== user.person)
    throw new AppError('not-found', `Expected batch ${id}, but there is none`);
  return row;
}

/** As it stands now. */
async function shownBatch(tx: Tx, user: User, id: string): Promise<Batch> {
  const [shown] = await batchesOf(tx, user, [await knownBatch(tx, user, id)]);
  return shown!;
}

function wordsIn(body: PlanBatch): object {
  const { reason, text, opinion, values } = body as {
    reason?: string;
    text?: string;
    opinion?: string;
    values?: object;
  };
  return {
    ...(reason && { reason }),
    ...(text && { text }),
    ...(opinion && { opinion }),
    ...(values && { values }),
  };
}
