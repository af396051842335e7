import type { Tx } from '../db/connection.ts';
import {
  countsOfImports,
  rowsOfImport,
  type ImportRecord,
  type ImportRow as RowRecord,
} from '../db/ledger-imports.ts';
import { numbersOf } from './case-opening.ts';
import { LedgerItem } from './ledger/item.ts';
import { personName, readNames, readPeople, unitName, type Names } from './names.ts';
import type { ImportRow, LedgerImport, LedgerImportRow } from './resources/ledger.shapes.ts';
import { Label } from './resources/label.shapes.ts';

/** An import and how far it is, with what became of each row. */
export async function importOf(tx: Tx, record: ImportRecord): Promise<LedgerImport> {
  const rows = await rowsOfImport(tx, record.id);
  const names = await readNames(tx);
  const numbers = await numbersOf(
    tx,
    rows.flatMap(({ caseId }) => (caseId === null ? [] : [caseId])),
  );
  const [head] = await importsOf(tx, [record]);
  return { ...head!, rows: rows.map((row) => rowOf(row, names, numbers)) };
}

/** How far each is. */
export async function importsOf(
  tx: Tx,
  records: readonly Omit<ImportRecord, 'preview'>[],
): Promise<LedgerImportRow[]> {
  const [countsOf, people] = await Promise.all([
    countsOfImports(
      tx,
      records.map(({ id }) => id),
    ),
    readPeople(
      tx,
      records.map(({ person }) => person),
    ),
  ]);
  return records.map((record) => {
    const { waiting, started, failed, alreadyThere } = countsOf(record.id);
    return {
      import: record.id,
      name: record.fileName,
      by: personName(people, record.person),
      at: record.createdAt,
      state: waiting > 0 ? 'running' : 'done',
      total: waiting + started + failed + alreadyThere,
      ...{ started, failed, skipped: alreadyThere },
    };
  });
}

const states: Record<RowRecord['state'], ImportRow['state']> = {
  waiting: 'waiting',
  started: 'started',
  alreadyThere: 'skipped',
  failed: 'failed',
};

function rowOf(row: RowRecord, names: Names, numbers: Map<string, string>): ImportRow {
  const item = LedgerItem.safeParse(row.item).data;
  return {
    row: row.row,
    sheet: row.sheet,
    problem: item?.problem ?? null,
    unit: item ? unitName(names, item.responsibleUnit.id) : null,
    state: states[row.state],
    case: row.caseId === null ? null : { caseId: row.caseId, number: numbers.get(row.caseId) ?? '' },
    message: messageOf(row),
  };
}

function messageOf(row: RowRecord): Label | null {
  if (row.state === 'alreadyThere') {
    return { zh: '此前已导入，未重复立项', en: 'Imported before: no second case was started' };
  }
  if (row.state !== 'failed') return null;
  const error = row.error;
  const texts =
    error !== null && typeof error === 'object' && !Array.isArray(error) ? error['texts'] : undefined;
  return Label.safeParse(texts).data ?? { zh: '未能立项', en: 'No case could be started' };
}
