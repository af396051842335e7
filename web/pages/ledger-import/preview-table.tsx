import { Link } from 'react-router';
import type { LedgerPreviewRow } from '../../../api/resources/ledger.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { useClassName } from '../ledger/ledger-words.ts';
import { RemarkList } from './remark-list.tsx';

/** The rows of one state; for bad ones what is wrong comes first. */
export function PreviewTable({
  rows,
  state,
}: {
  rows: LedgerPreviewRow[];
  state: LedgerPreviewRow['state'];
}) {
  const { t, label, date } = useTexts();
  const className = useClassName();
  const remark: Column<LedgerPreviewRow> = {
    key: 'remark',
    title: t('import.remark'),
    width: '36%',
    cell: (row) => {
      if (row.state === 'known' && row.knownCase) {
        return (
          <Link to={`/cases/${row.knownCase.caseId}`}>
            {t('import.isCase', { number: row.knownCase.number })}
          </Link>
        );
      }
      if (row.state === 'double') return t('import.sameAs', { row: row.sameAsRow ?? 0 });
      if (row.problems.length + row.warnings.length === 0) return '';
      return (
        <>
          <RemarkList remarks={row.problems} />
          <RemarkList remarks={row.warnings} isWarning />
        </>
      );
    },
  };
  const columns: Column<LedgerPreviewRow>[] = [
    { key: 'row', title: t('import.row'), width: '72px', cell: (row) => String(row.row) },
    {
      key: 'problem',
      title: t('ledger.problem'),
      isLead: true,
      cell: (row) => row.problem ?? <span className="muted">{t('state.notGiven')}</span>,
    },
    {
      key: 'unit',
      title: t('ledger.unit'),
      cell: (row) =>
        [row.responsibleUnit, ...row.assistUnits]
          .flatMap((one) => (one ? [label(one.name)] : []))
          .join(t('state.listComma')),
    },
    { key: 'category', title: t('ledger.category'), cell: (row) => row.category ?? '' },
    { key: 'class', title: t('ledger.class'), cell: (row) => className(row.rectificationClass) },
    { key: 'due', title: t('ledger.due'), cell: (row) => (row.dueDate ? date(row.dueDate) : '') },
  ];
  const hasRemarks = state !== 'good' || rows.some((row) => row.warnings.length > 0);
  return (
    <DataTable
      caption={t(`import.state.${state}`)}
      rows={rows}
      rowKey={(row) => `${row.sheet} ${row.row}`}
      columns={hasRemarks ? [columns[0]!, columns[1]!, remark, ...columns.slice(2)] : columns}
    />
  );
}
