import type { Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { countAttachments } from '../db/attachments.ts';
import { deadlinesOfKeys, newestProgressTexts, reachedStages } from '../db/ledger-listing.ts';
import type { CaseRecord } from '../db/work-list.ts';
import { readContentIn } from '../db/content.ts';
import type { Json } from '../engine/json.ts';
import type { ProcessModel } from '../engine/model.ts';
import { codeName } from './facts.ts';
import { caseRow, type RowContext } from './case-row.ts';
import { findTemplate } from '../db/templates.ts';
import { remainingDays, stopOf } from './deadlines.ts';
import { unitName, unitNameOrNull } from './names.ts';
import { settingsOf } from './template-settings.ts';
import { DateOnly, type Label } from './resources/label.shapes.ts';
import type { LedgerRow } from './resources/ledger.shapes.ts';

/** What a ledger shows of a case that its row does not hold. */
export interface LedgerExtras {
  progress: Map<string, string>;
  writtenOff: Map<string, string>;
  /** By hash, those of cases that have ended: they name the ends. */
  models: Map<string, ProcessModel>;
  /** How many files each has. */
  files: Map<string, number>;
  /** By the template's main deadlines: a step that comes before them has a due date of its own, which is not the item's. */
  dues: Awaited<ReturnType<typeof deadlinesOfKeys>>;
}

/** An item is written off from the moment at which it is given to the archive. */
const afterWriteOff = ['writtenOff', 'archived', 'lookBack'];

export async function ledgerExtras(tx: Tx, keys: Keys, rows: readonly CaseRecord[]): Promise<LedgerExtras> {
  const caseIds = rows.map(({ caseId }) => caseId);
  const template = rows[0] && (await findTemplate(tx, rows[0].template));
  const { mainDeadline } = settingsOf(template?.settings ?? {});
  return {
    progress: await newestProgressTexts(tx, keys, caseIds),
    writtenOff: await reachedStages(tx, caseIds, afterWriteOff),
    models: await modelsOfEnded(tx, rows),
    files: await countAttachments(tx, caseIds),
    dues: await deadlinesOfKeys(tx, caseIds, mainDeadline),
  };
}

async function modelsOfEnded(tx: Tx, rows: readonly CaseRecord[]): Promise<Map<string, ProcessModel>> {
  const hashes = new Set(rows.flatMap(({ outcome, model }) => (outcome === null ? [] : [model])));
  const models = new Map<string, ProcessModel>();
  for (const hash of hashes) models.set(hash, await readContentIn<ProcessModel>(tx, hash));
  return models;
}

export function ledgerRow(of: CaseRecord, context: RowContext, extras: LedgerExtras): LedgerRow {
  const row = caseRow(of, context, extras.models.get(of.model));
  const { facts } = of;
  const due = extras.dues.get(of.caseId);
  const dueDate = due?.dueDate ?? dateOf(facts['dueDate']);
  const isRunning = of.status === 'active' && !due?.closedAt;
  const stopped = isRunning && due ? stopOf(due) : row.stopped;
  const remaining = isRunning && !stopped ? remainingDays(context.sense, dueDate) : null;
  return {
    caseId: of.caseId,
    number: of.number,
    title: of.title,
    seq: textOf(facts['seq']),
    source: textOf(facts['source']),
    checkDate: dateOf(facts['checkDate']),
    place: textOf(facts['place']),
    category: textOf(facts['category']),
    categoryName: categoryName(textOf(facts['category']), textOf(facts['categoryText'])),
    level: textOf(facts['level']),
    problem: textOf(facts['problem']) ?? of.title,
    measures: textOf(facts['measures']),
    responsibleUnit: unitNameOrNull(context.names, textOf(facts['responsibleUnit']) ?? of.responsibleUnit),
    assistUnits: listOf(facts['assistUnits']).map((unit) => unitName(context.names, unit)),
    responsibleLeader: textOf(facts['responsibleLeader']),
    responsiblePerson: textOf(facts['responsiblePerson']),
    rectificationClass: textOf(facts['rectificationClass']),
    status: row.status,
    stage: row.stage,
    stageName: row.stageName,
    outcomeName: row.outcomeName,
    dueDate,
    originalDueDate: (due && of.originalDueDate) ?? dueDate,
    provisional: due?.provisional ?? false,
    // An item may be past its date before its deadline runs: registered late, or not assigned yet.
    isOverdue: row.isOverdue || (remaining !== null && remaining < 0),
    remainingWorkingDays: remaining,
    stopped,
    colour: row.colour,
    lastProgress: extras.progress.get(of.caseId) ?? null,
    writtenOffAt: extras.writtenOff.get(of.caseId) ?? null,
    startedAt: of.startedAt,
    endedAt: of.endedAt,
  };
}

const categoryName = (code: string | null, ownWords: string | null): Label | null =>
  ownWords !== null ? { zh: ownWords } : code === null ? null : codeName(code);

/** Facts come from files and forms: a number, a text, or lines as a list. */
export function textOf(value: Json | undefined): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) return value.map((item) => textOf(item) ?? '').join('\n') || null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const listOf = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((item) =>
    typeof item === 'string' && item !== '' ? [item] : [],
  );

export const dateOf = (value: Json | undefined): string | null => {
  const parsed = DateOnly.safeParse(value);
  return parsed.success ? parsed.data : null;
};
