import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { UndeliveredRow } from '../../../api/resources/deliveries.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { retryDeliveries, undeliveredQuery } from '../../client/office.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CaseLink } from '../../parts/case-link.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Failure, Loaded } from '../../parts/page-state.tsx';

/** 未送达通知: what nobody got, why, and the way to send it again. */
export default function UndeliveredPage() {
  const { t } = useTexts();
  const refresh = useRefresh();
  const query = useInfiniteQuery(undeliveredQuery);
  const retry = useIntent(retryDeliveries, { onSuccess: refresh });
  const send = (rows: UndeliveredRow[]) =>
    retry.run({ deliveries: rows.slice(0, mostAtOnce).map(({ delivery }) => delivery) });
  return (
    <div className="page page-wide">
      <PageHead title={t('page.undelivered')} hint={t('undelivered.hint')} />
      <div className="stack">
        {retry.result ? (
          <Notice tone="ok" role="status" title={t('undelivered.retried', { count: retry.result.queued })} />
        ) : null}
        {retry.error ? <Failure error={retry.error} /> : null}
        <Loaded query={query}>
          {(data) => {
            const rows = data.pages.flatMap((page) => page.items);
            if (rows.length === 0) {
              return (
                <div className="card">
                  <Empty icon="checkCircle" title={t('undelivered.none')} />
                </div>
              );
            }
            return (
              <>
                <div className="row">
                  <strong>{t('undelivered.count', { count: data.pages[0]?.total ?? rows.length })}</strong>
                  <Button loading={retry.isRunning} onClick={() => send(rows)}>
                    {t('undelivered.retryAll')}
                  </Button>
                </div>
                <Rows rows={rows} isRunning={retry.isRunning} send={(row) => send([row])} />
              </>
            );
          }}
        </Loaded>
        <LoadMore query={query} />
      </div>
    </div>
  );
}

/** The server takes so many at a time. */
const mostAtOnce = 200;

interface RowsProps {
  rows: UndeliveredRow[];
  isRunning: boolean;
  send: (row: UndeliveredRow) => void;
}

function Rows({ rows, isRunning, send }: RowsProps) {
  const { t, label, instant } = useTexts();
  return (
    <DataTable
      caption={t('page.undelivered')}
      rows={rows}
      rowKey={(row) => row.delivery}
      columns={[
        {
          key: 'what',
          title: t('undelivered.what'),
          isLead: true,
          cell: (row) => <strong>{label(row.what)}</strong>,
        },
        { key: 'at', title: t('undelivered.at'), cell: (row) => instant(row.at) },
        {
          key: 'case',
          title: t('undelivered.case'),
          cell: (row) =>
            row.case && row.case.title === null ? (
              <>
                {t('undelivered.strict')}
                <span className="small muted number-line">{row.case.number}</span>
              </>
            ) : row.case ? (
              <CaseLink caseId={row.caseId} title={row.case.title} number={row.case.number} />
            ) : (
              <span className="muted">{t('undelivered.notSeen')}</span>
            ),
        },
        {
          key: 'recipient',
          title: t('undelivered.recipient'),
          cell: (row) => (
            <>
              {row.recipient.name}
              <span className="small muted number-line">{row.address ?? t('undelivered.noAddress')}</span>
            </>
          ),
        },
        {
          key: 'reason',
          title: t('undelivered.reason'),
          cell: (row) => (
            <>
              {label(row.reason)}
              <span className="small muted number-line">
                {t('undelivered.attempts', { count: row.attempts })}
                {row.note ? <code> {row.note}</code> : null}
              </span>
            </>
          ),
        },
        {
          key: 'retry',
          title: t('undelivered.retry'),
          cell: (row) => (
            <Button
              disabled={isRunning}
              aria-label={t('undelivered.retryOf', { name: row.recipient.name, what: label(row.what) })}
              onClick={() => send(row)}
            >
              {t('undelivered.retry')}
            </Button>
          ),
        },
      ]}
    />
  );
}
