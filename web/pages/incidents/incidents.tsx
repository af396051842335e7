import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { OpenIncident } from '../../../api/resources/incidents.shapes.ts';
import { resolveIncident } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { incidentsQuery } from '../../client/office.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Failure, Loaded } from '../../parts/page-state.tsx';

/** 异常处理: where cases cannot go on by themselves, strict ones among them by their number alone. */
export default function IncidentsPage() {
  const { t } = useTexts();
  const refresh = useRefresh();
  const query = useQuery(incidentsQuery);
  const resolve = useIntent(resolveIncident, { onSuccess: refresh });
  return (
    <div className="page page-wide">
      <PageHead title={t('page.incidents')} hint={t('incidents.hint')} />
      <div className="stack">
        {resolve.error ? <Failure error={resolve.error} /> : null}
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <div className="card">
                <Empty icon="checkCircle" title={t('incidents.none')} />
              </div>
            ) : (
              <Rows
                rows={items}
                isRunning={resolve.isRunning}
                resolve={({ caseId, incident }, how) => resolve.run({ caseId, incident, how })}
              />
            )
          }
        </Loaded>
      </div>
    </div>
  );
}

interface RowsProps {
  rows: OpenIncident[];
  isRunning: boolean;
  resolve: (row: OpenIncident, how: 'retry' | 'dismissed') => void;
}

function Rows({ rows, isRunning, resolve }: RowsProps) {
  const { t, label, instant } = useTexts();
  return (
    <DataTable
      caption={t('page.incidents')}
      rows={rows}
      rowKey={(row) => `${row.caseId}:${row.incident}`}
      columns={[
        {
          key: 'case',
          title: t('incidents.case'),
          isLead: true,
          cell: (row) => (
            <>
              {row.title === null ? (
                <strong>{t('incidents.strict')}</strong>
              ) : (
                <Link className="row-link" to={`/cases/${row.caseId}`}>
                  {row.title}
                </Link>
              )}
              <span className="small muted number-line">
                {row.number} · {label(row.templateName)}
              </span>
            </>
          ),
        },
        {
          key: 'step',
          title: t('incidents.step'),
          cell: (row) => (
            <>
              {label(row.nodeName)}
              <span className="small muted number-line">
                <code>{row.code}</code>
              </span>
            </>
          ),
        },
        { key: 'at', title: t('incidents.at'), cell: (row) => instant(row.raisedAt) },
        {
          key: 'resolve',
          title: t('incidents.resolve'),
          cell: (row) => (
            <div className="row">
              {row.canRetry ? (
                <Button
                  disabled={isRunning}
                  aria-label={t('incidents.retryOf', { number: row.number })}
                  onClick={() => resolve(row, 'retry')}
                >
                  {t('incident.retry')}
                </Button>
              ) : null}
              <Button
                disabled={isRunning}
                aria-label={t('incidents.dismissOf', { number: row.number })}
                onClick={() => resolve(row, 'dismissed')}
              >
                {t('incident.dismiss')}
              </Button>
            </div>
          ),
        },
      ]}
    />
  );
}
