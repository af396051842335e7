import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useEffect, useRef } from 'react';
import { Link, useParams } from 'react-router';
import type { ImportRow, LedgerImport } from '../../../api/resources/ledger.shapes.ts';
import { importQuery } from '../../client/ledger.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { StatusTag, type Tone } from '../../parts/status-tag.tsx';
import { ImportSteps } from './import-steps.tsx';
import './ledger-import.css';

/** How far an import is, and what each row became. The page may be left: the import goes on. */
export default function ImportResultPage() {
  const { t } = useTexts();
  const { importId = '' } = useParams();
  const query = useQuery(importQuery(importId));
  return (
    <div className="page page-wide">
      <PageHead
        above={{ to: '/ledger', text: t('page.ledger') }}
        title={t('import.resultTitle')}
        hint={query.data?.name}
      />
      <ImportSteps now={2} />
      <Loaded query={query}>{(data) => <Result data={data} />}</Loaded>
    </div>
  );
}

function Result({ data }: { data: LedgerImport }) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && data.state !== 'running') void refresh();
    wasRunning.current = data.state === 'running';
  }, [data.state, refresh]);
  const handled = data.started + data.failed + data.skipped;
  return (
    <div className="stack">
      {data.state === 'running' ? (
        <section className="card stack-tight" aria-labelledby="running">
          <h2 id="running">{t('import.running', { done: handled, total: data.total })}</h2>
          <Progress
            percent={data.total === 0 ? 0 : Math.round((100 * handled) / data.total)}
            aria-label={t('import.running', { done: handled, total: data.total })}
            strokeColor="#1a4b8c"
          />
          <p className="muted">{t('import.mayLeave')}</p>
        </section>
      ) : (
        <Notice
          tone={data.state === 'stopped' || data.failed > 0 ? 'warn' : 'ok'}
          role="status"
          title={t(data.state === 'stopped' ? 'import.stopped' : 'import.finished', { count: data.started })}
        >
          <p>{t('import.summary', { started: data.started, skipped: data.skipped, failed: data.failed })}</p>
          <div className="row">
            <Link className="plain-link" to={`/ledger?import=${data.import}`}>
              {t('import.toItems')}
            </Link>
            <Link className="plain-link" to="/ledger/import">
              {t('import.another')}
            </Link>
          </div>
        </Notice>
      )}
      <DataTable<ImportRow>
        caption={t('import.resultTitle')}
        rows={data.rows}
        rowKey={(row) => `${row.sheet} ${row.row}`}
        columns={[
          { key: 'row', title: t('import.row'), width: '72px', cell: (row) => String(row.row) },
          { key: 'problem', title: t('ledger.problem'), isLead: true, cell: (row) => row.problem ?? '' },
          { key: 'unit', title: t('ledger.unit'), cell: (row) => (row.unit ? label(row.unit.name) : '') },
          {
            key: 'state',
            title: t('import.became'),
            width: '32%',
            cell: (row) => (
              <span className="row">
                <StatusTag tone={tones[row.state]}>{t(`import.rowState.${row.state}`)}</StatusTag>
                {row.case ? <Link to={`/cases/${row.case.caseId}`}>{row.case.number}</Link> : null}
                {row.message ? <span className="small">{label(row.message)}</span> : null}
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}

const tones: Record<ImportRow['state'], Tone> = {
  waiting: 'info',
  started: 'ok',
  failed: 'danger',
  skipped: 'neutral',
};
