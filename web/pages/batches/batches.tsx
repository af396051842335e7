import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Batch } from '../../../api/resources/batches.shapes.ts';
import { batchListQuery } from '../../client/batches.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { BatchStateTag } from './batch-state.tsx';

/** 批量任务: what was done to many at once, newest first, each with its numbers. */
export default function BatchesPage() {
  const { t } = useTexts();
  const query = useInfiniteQuery(batchListQuery);
  return (
    <div className="page">
      <PageHead title={t('page.batches')} hint={t('batch.hint')} />
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length > 0) return <Rows rows={rows} />;
          return (
            <div className="card">
              <Empty title={t('batch.none')}>
                <Link to="/">{t('batch.begin')}</Link>
              </Empty>
            </div>
          );
        }}
      </Loaded>
      <LoadMore query={query} />
    </div>
  );
}

function Rows({ rows }: { rows: Batch[] }) {
  const { t, label, instant } = useTexts();
  return (
    <DataTable
      caption={t('page.batches')}
      rows={rows}
      rowKey={(row) => row.batch}
      columns={[
        {
          key: 'what',
          title: t('batch.what'),
          isLead: true,
          cell: (row) => (
            <Link className="row-link" to={`/batches/${row.batch}`}>
              {label(row.what)}
            </Link>
          ),
        },
        {
          key: 'kind',
          title: t('batch.kindTitle'),
          cell: (row) => t(`batch.kind.${row.kind}`),
        },
        { key: 'state', title: t('batch.state'), cell: (row) => <BatchStateTag batch={row} /> },
        {
          key: 'counts',
          title: t('batch.result'),
          cell: ({ counts, state }) =>
            state === 'planned'
              ? t('batch.planned', { allowed: counts.allowed, refused: counts.refused })
              : t('batch.ended', { done: counts.done, failed: counts.failed, total: counts.total }),
        },
        {
          key: 'by',
          title: t('batch.by'),
          cell: (row) => (
            <>
              {row.by.name}
              <span className="small muted number-line">{instant(row.createdAt)}</span>
            </>
          ),
        },
      ]}
    />
  );
}
