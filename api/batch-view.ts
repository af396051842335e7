import {
  countsOfBatches,
  itemsOfBatch,
  type BatchCounts,
  type BatchItemRecord,
  type BatchRecord,
} from '../db/batches.ts';
import { findCases } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import { cursorOf, readCount } from '../db/cursor.ts';
import { findTasks } from '../db/work-list.ts';
import { joined } from './facts.ts';
import { handler, personName, readNames, readPeople, type Names, type People } from './names.ts';
import type { BatchPlan, MoveDetail } from './batch-command.ts';
import { mayRunBatch, type User } from './policy.ts';
import { problemTexts } from './problem-texts.ts';
import type { Batch, BatchItem, BatchItems, BatchKind } from './resources/batches.shapes.ts';
import type { Label } from './resources/label.shapes.ts';
import { inOrder, partName } from './move-parts.ts';
import { taskKeyOf } from './work-list-view.ts';
import { problemStatus, type ProblemCode } from '../errors.ts';

/** Batches as their pages show them, each with what it does in one sentence. */
export async function batchesOf(tx: Tx, user: User, rows: readonly BatchRecord[]): Promise<Batch[]> {
  const [countsOf, names, people] = await Promise.all([
    countsOfBatches(
      tx,
      rows.map(({ id }) => id),
    ),
    readNames(tx),
    readPeople(
      tx,
      rows.flatMap((row) => {
        const { from, heir, to = [] } = planOf(row);
        return [row.person, from, heir, ...to.map(({ person }) => person)];
      }),
    ),
  ]);
  return rows.map((row) => batchOf(user, row, { counts: countsOf(row.id), names, people }));
}

const planOf = (row: BatchRecord): BatchPlan => row.plan as unknown as BatchPlan;

function batchOf(
  user: User,
  row: BatchRecord,
  { counts, names, people }: { counts: BatchCounts; names: Names; people: People },
): Batch {
  const plan = planOf(row);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const to = joined(
    (plan.to ?? []).map((one) => {
      const { person, postName, unitName } = handler(names, people, one);
      const zh = `${unitName.zh}${postName.zh}`;
      const en = `${postName.en ?? postName.zh} of ${unitName.en ?? unitName.zh}`;
      return person ? { zh: `${person.name}（${zh}）`, en: `${person.name} (${en})` } : { zh, en };
    }),
  );
  const [from, heir] = [plan.from, plan.heir].map((id) => (id ? personName(people, id).name : ''));
  const isOwner = row.person === user.person;
  return {
    batch: row.id,
    kind: row.kind as BatchKind,
    state: row.state === 'previewed' ? 'planned' : row.state,
    what: sentence(row.kind, { to, from: from ?? '', heir: heir ?? '', isCut: plan.isCut ?? false }),
    by: personName(people, row.person),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.finishedAt,
    counts: {
      total,
      allowed: total - counts.refused,
      refused: counts.refused,
      waiting: row.state === 'previewed' ? 0 : counts.waiting,
      done: counts.done,
      failed: counts.failed + counts.skipped,
    },
    mayRun: isOwner && mayRunBatch(user, row.kind) && row.state === 'previewed' && counts.waiting > 0,
    mayStop: isOwner && row.state === 'running',
    parts: inOrder(plan.parts ?? {}).map(([part, count]) => ({
      part,
      name: partName(part) ?? { zh: part },
      count,
    })),
  };
}

function sentence(
  kind: string,
  { to, from, heir, isCut }: { to: Label; from: string; heir: string; isCut: boolean },
): Label {
  switch (kind) {
    case 'assign':
      return { zh: `批量指派给${to.zh}`, en: `Assign to ${to.en ?? to.zh}` };
    case 'transfer':
      return { zh: `批量转办给${to.zh}`, en: `Transfer to ${to.en ?? to.zh}` };
    case 'urge':
      return { zh: '批量催办', en: 'Urge' };
    case 'comment':
      return { zh: '批量评论', en: 'Comment' };
    case 'complete':
      return { zh: '批量办理', en: 'Complete' };
    case 'staffMove':
      return {
        zh: `${from}的工作移交给${heir}${isCut ? '（一次移不完，办完后请再预览一次）' : ''}`,
        en: `Hand the work of ${from} to ${heir}${isCut ? ' (more than fits into one batch: preview again after it)' : ''}`,
      };
    default:
      return { zh: '按新日历重算期限', en: 'Count deadlines again by the newest calendar' };
  }
}

const states: Record<BatchItem['state'], BatchItemRecord['state'][]> = {
  allowed: ['waiting'],
  waiting: ['waiting'],
  refused: ['refused'],
  done: ['done'],
  failed: ['failed', 'skipped'],
};

/** What becomes (or became) of each, in their order. */
export async function batchItems(
  tx: Tx,
  row: BatchRecord,
  query: { state?: BatchItem['state'] | undefined; cursor?: string | undefined; limit: number },
): Promise<BatchItems> {
  const after = query.cursor === undefined ? 0 : readCount(query.cursor);
  const [state] = query.state === undefined ? [] : states[query.state];
  const ask = { batch: row.id, after, limit: query.limit + 1 };
  const rows = await itemsOfBatch(tx, { ...ask, ...(state && { state }) });
  const page = rows.slice(0, query.limit);
  const ids = page.flatMap(({ caseId }) => (caseId === null ? [] : [caseId]));
  const cases = new Map((await findCases(tx, [...new Set(ids)])).map((of) => [of.caseId, of]));
  const asked = page.flatMap(({ caseId, task }) =>
    caseId === null || task === null ? [] : [{ caseId, task }],
  );
  const tasks = new Map((await findTasks(tx, asked)).map((row) => [taskKeyOf(row), row.task]));
  const people = await readPeople(
    tx,
    page.flatMap(({ detail }) => {
      const { principal, substitute } = (detail ?? {}) as Partial<MoveDetail>;
      return [principal, substitute];
    }),
  );
  const items = page.map((item): BatchItem => {
    const of = item.caseId === null ? undefined : cases.get(item.caseId);
    const taskKey = of && item.task !== null ? `${of.caseId}:${item.task}` : null;
    const { part, name, principal, substitute } = (item.detail ?? {}) as Partial<MoveDetail>;
    // Of a case that the reader does not see, not even the step.
    const step = taskKey === null ? of && name : tasks.get(taskKey)?.name;
    return {
      item: item.seq,
      caseId: of?.caseId ?? null,
      caseNumber: of?.number ?? null,
      caseTitle: of?.title ?? null,
      taskKey,
      name: step ??
        standIn(people, { principal, substitute }) ??
        partName(part) ?? { zh: '全部期限', en: 'All deadlines' },
      state: stateOf(row, item),
      because: becauseOf(item),
      at: item.settledAt,
    };
  });
  return { items, next: rows.length > page.length ? cursorOf([page.at(-1)!.seq]) : null };
}

function stateOf(row: BatchRecord, { state }: BatchItemRecord): BatchItem['state'] {
  if (state === 'waiting') return row.state === 'previewed' ? 'allowed' : 'waiting';
  return state === 'skipped' ? 'failed' : state;
}

function becauseOf({ code, detail }: BatchItemRecord): Label | null {
  const texts = (detail as { texts?: Label } | null)?.texts;
  if (texts) return texts;
  if (code === null) return null;
  return code in problemStatus ? problemTexts[code as ProblemCode].detail : { zh: code };
}

/** A substitution, as its own page calls it. */
function standIn(
  people: People,
  { principal, substitute }: Pick<Partial<MoveDetail>, 'principal' | 'substitute'>,
): Label | undefined {
  if (principal === undefined || substitute === undefined) return undefined;
  const [of, by] = [personName(people, principal).name, personName(people, substitute).name];
  return { zh: `${by} 代 ${of}`, en: `${by} for ${of}` };
}
