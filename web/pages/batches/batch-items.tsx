import { useInfiniteQuery } from '@tanstack/react-query';
import type { Batch, BatchItem } from '../../../api/resources/batches.shapes.ts';
import { batchItemsQuery } from '../../client/batches.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CaseLink } from '../../parts/case-link.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { FilterChoice, useFilters } from '../../parts/filters.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { StatusTag, type Tone } from '../../parts/status-tag.tsx';

const tones: Record<BatchItem['state'], Tone> = {
  allowed: 'info',
  refused: 'neutral',
  waiting: 'warn',
  done: 'ok',
  failed: 'danger',
};
const states = Object.keys(tones) as BatchItem['state'][];

/** Each task or deadline with what will be, or has been, done to it; where not, why. */
export function BatchItems({ batch }: { batch: Batch }) {
  const { t } = useTexts();
  const { values, set } = useFilters(['state']);
  // Counts in the key: as the batch goes on, the lines are asked anew.
  const { done, failed } = batch.counts;
  const query = useInfiniteQuery({
    ...batchItemsQuery(batch.batch, { state: values.state }),
    queryKey: ['batch', batch.batch, 'items', { state: values.state, done, failed }],
    placeholderData: (before) => before,
  });
  return (
    <section className="stack-tight" aria-labelledby="batch-items">
      <div className="row-between">
        <h2 id="batch-items">{t('batch.items')}</h2>
        <FilterChoice
          id="item-state"
          label={t('batch.state')}
          value={values.state}
          onChange={(value) => set('state', value)}
          all={t('filter.all')}
          options={states.map((state) => ({ value: state, text: t(`batch.item.${state}`) }))}
        />
      </div>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length > 0) return <Rows rows={rows} />;
          return (
            <div className="card">
              <Empty title={t('state.nothingFound')} />
            </div>
          );
        }}
      </Loaded>
      <LoadMore query={query} />
    </section>
  );
}

function Rows({ rows }: { rows: BatchItem[] }) {
  const { t, label } = useTexts();
  return (
    <DataTable
      caption={t('batch.items')}
      rows={rows}
      rowKey={(row) => String(row.item)}
      columns={[
        {
          key: 'title',
          title: t('cases.title'),
          isLead: true,
          cell: (row) =>
            row.caseId ? (
              <CaseLink
                caseId={row.caseId}
                title={row.caseTitle}
                number={row.caseNumber}
                to={row.taskKey ? `/tasks/${row.taskKey}` : undefined}
              />
            ) : (
              label(row.name)
            ),
        },
        // What is in no case that the reader sees is named in the first column.
        { key: 'name', title: t('steps.step'), cell: (row) => (row.caseId ? label(row.name) : '') },
        {
          key: 'state',
          title: t('batch.state'),
          cell: (row) => <StatusTag tone={tones[row.state]}>{t(`batch.item.${row.state}`)}</StatusTag>,
        },
        { key: 'because', title: t('batch.because'), cell: (row) => label(row.because) },
      ]}
    />
  );
}
