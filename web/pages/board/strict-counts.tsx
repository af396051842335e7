import type { Board } from '../../../api/resources/board.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';

/** How many strict cases there are, for those who oversee: nothing behind these numbers opens. */
export function StrictCounts({ counts }: { counts: Board['strict'] }) {
  const { t, label } = useTexts();
  if (counts.length === 0) return null;
  return (
    <section aria-labelledby="strict">
      <h2 id="strict" className="board-heading">
        {t('board.strict')}
      </h2>
      <p className="muted">{t('board.strictHint')}</p>
      <DataTable
        caption={t('board.strict')}
        rows={counts}
        rowKey={(row) => `${row.term.zh} ${row.template} ${row.unit.unit}`}
        columns={[
          { key: 'term', title: t('board.term'), isLead: true, cell: (row) => label(row.term) },
          { key: 'kind', title: t('board.kind'), cell: (row) => label(row.templateName) },
          { key: 'unit', title: t('board.unit'), cell: (row) => label(row.unit.name) },
          { key: 'begun', title: t('board.begun'), isNumber: true, cell: (row) => row.begun },
          { key: 'open', title: t('board.open'), isNumber: true, cell: (row) => row.open },
        ]}
      />
    </section>
  );
}
