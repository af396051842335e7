import { listCases, type CaseFilter } from '../db/case-list.ts';
import type { Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { tenantName } from '../db/organisation.ts';
import type { CaseRecord, Moment } from '../db/work-list.ts';
import ledgerColumns from '../definitions/rectification-item/ledger.json' with { type: 'json' };
import { shanghaiTime } from '../engine/time/instant.ts';
import { rowContext, type RowContext } from './case-row.ts';
import { dateOf, ledgerExtras, ledgerRow, listOf, textOf, type LedgerExtras } from './ledger-row.ts';
import type { LedgerItem } from './ledger/item.ts';
import { writeLedger, type LedgerExportRow, type WriteLedgerOptions } from './ledger/write.ts';
import { unitName } from './names.ts';
import type { User } from './policy.ts';
import type { LedgerListId, LedgerRow } from './resources/ledger.shapes.ts';
import type { Language } from './resources/session.shapes.ts';
import type { FileAnswer } from './route.ts';

const whole = { name: { zh: '整改台账', en: 'rectification ledger' } };

/** Rows of one export: what fits in a workbook that people can still handle. */
const mostRows = 5000;
/** Working days before the date from which an item counts as near due. */
const nearDays = 3;

/** The ledger as a workbook, oldest item first, with the state of each, for what the caller may see. */
export async function exportOf(
  tx: Tx,
  keys: Keys,
  ask: { user: User; at: Moment; filter: Omit<CaseFilter, 'now'>; language: Language; list?: LedgerListId },
): Promise<{ answer: FileAnswer; rows: number }> {
  const { user, at, language } = ask;
  const context = await rowContext(tx, at);
  const rows: LedgerExportRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCases(tx, { filter: { ...ask.filter, now: at.now }, cursor, limit: 200 });
    const extras = await ledgerExtras(tx, keys, page.rows);
    rows.push(...page.rows.map((row) => exportRow(row, context, extras)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < mostRows);

  const county = await tenantName(tx, user.tenant);
  const { name } = ledgerColumns.lists.find(({ id }) => id === ask.list) ?? whole;
  const title = language === 'zh' ? `${county.zh}${name.zh}` : `${county.en ?? county.zh}: ${name.en}`;
  const bytes = await writeLedger(rows.reverse().map(numbered), {
    columns: ledgerColumns as WriteLedgerOptions['columns'],
    lang: language,
    title,
    exportedAt: at.now,
    exportedBy: user.name,
    ...(ask.list !== undefined && { list: ask.list }),
  });
  const { date } = shanghaiTime(at.now);
  return { answer: { name: `${title} ${date}.xlsx`.replaceAll(/[:/\\]/g, ''), bytes }, rows: rows.length };
}

function exportRow(of: CaseRecord, context: RowContext, extras: LedgerExtras): LedgerExportRow {
  const row = ledgerRow(of, context, extras);
  return {
    item: itemOf(of, row, { context, extras }),
    caseNo: of.number,
    state: stateOf(of, row),
    flags: flagsOf(row),
    originalDueDate: row.originalDueDate ?? undefined,
    dueDate: row.dueDate ?? undefined,
  };
}

/** Each line has a number: the one of the ledger that it came from, else its place here. */
const numbered = (row: LedgerExportRow, at: number): LedgerExportRow => ({
  ...row,
  item: { ...row.item, seq: row.item.seq ?? at + 1 },
});

/** Ends of the template that leave the item in a state of their own; who looked back and found nothing leaves it in the archive. */
const stateByEnd: Record<string, string> = { rejected: 'rejected', relapsed: 'reopened', fixed: 'archived' };

function stateOf(of: CaseRecord, row: LedgerRow): string {
  if (row.status === 'cancelled' || row.status === 'voided') return 'voided';
  const ended = row.status === 'active' ? undefined : stateByEnd[of.outcome ?? ''];
  return ended ?? row.stage ?? 'registered';
}

function flagsOf(row: LedgerRow): string[] {
  const isOpen = row.status === 'active';
  const isNear = row.remainingWorkingDays !== null && row.remainingWorkingDays <= nearDays;
  return [
    ...(isOpen && row.isOverdue ? ['overdue'] : []),
    ...(isOpen && !row.isOverdue && isNear ? ['nearDue'] : []),
    ...(isOpen && row.colour !== null && row.colour !== 'blue' ? ['supervised'] : []),
    ...(isOpen && row.stopped ? ['clockStopped'] : []),
    ...(row.provisional ? ['provisionalDeadline'] : []),
  ];
}

/** The item as the ledger has it, from the case as it stands now. */
function itemOf(
  of: CaseRecord,
  row: LedgerRow,
  { context, extras }: { context: RowContext; extras: LedgerExtras },
): LedgerItem {
  const { facts } = of;
  const text = (key: string) => textOf(facts[key]) ?? undefined;
  const date = (key: string) => dateOf(facts[key]) ?? undefined;
  const seq = Number(facts['seq']);
  const checkedUnit = text('checkedUnit');
  const unitRef = (unit: LedgerRow['responsibleUnit']) => ({
    id: unit?.unit ?? '-',
    name: unit?.name.zh ?? '-',
  });
  return {
    itemKey: text('itemKey') ?? '',
    seq: Number.isInteger(seq) && facts['seq'] !== null ? seq : undefined,
    source: text('source'),
    sourceDocNo: text('sourceDocNo'),
    checkDate: date('checkDate'),
    checkers: listOf(facts['checkers']),
    checkedUnit: checkedUnit === undefined ? undefined : unitRef(unitName(context.names, checkedUnit)),
    place: text('place'),
    category: text('category') ?? 'other',
    categoryText: text('categoryText'),
    level: text('level'),
    problem: row.problem,
    // What the unit planned says more than what the ledger asked for at the beginning.
    measures: listOf(facts['planMeasures'] ?? facts['measures']),
    target: text('target'),
    funds: text('planFunds') ?? text('funds'),
    responsibleUnit: unitRef(row.responsibleUnit),
    assistUnits: row.assistUnits.map(unitRef),
    responsibleLeader: text('responsibleLeader'),
    responsiblePerson: text('responsiblePerson'),
    rectificationClass: classOf(row.rectificationClass),
    dueDate: row.dueDate ?? undefined,
    completedDate: date('completedDate'),
    reviewDate: date('acceptanceDate') ?? date('reviewDate'),
    reviewer: text('acceptanceTeam'),
    reviewResult: text('acceptanceResult'),
    progress: text('result') ?? row.lastProgress ?? undefined,
    attachments: extras.files.get(of.caseId)?.toString(),
    writeOff: row.writtenOffAt === null ? undefined : shanghaiTime(row.writtenOffAt).date,
    remark: text('remark'),
    row: { sheet: '-', row: 1 },
  };
}

const classOf = (value: string | null): LedgerItem['rectificationClass'] =>
  value === 'rectifyNow' || value === 'ongoingRectification' ? value : 'rectifyByDate';
