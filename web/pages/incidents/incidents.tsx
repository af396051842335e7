import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { OpenIncident } from '../../../api/resources/incidents.shapes.ts';
import { incidentsQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { ResolveIncident } from '../../parts/incidents/resolve-incident.tsx';
import { News } from '../../parts/news.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';

/** 异常处理: where cases cannot go on by themselves, strict ones among them by their number alone. */
export default function IncidentsPage() {
  const { t } = useTexts();
  const query = useQuery(incidentsQuery);
  return (
    <div className="page page-wide">
      <PageHead title={t('page.incidents')} hint={t('incidents.hint')} />
      <News>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <div className="card">
                <Empty icon="checkCircle" title={t('incidents.none')} />
              </div>
            ) : (
              <Rows rows={items} />
            )
          }
        </Loaded>
      </News>
    </div>
  );
}

function Rows({ rows }: { rows: OpenIncident[] }) {
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
          cell: (row) => <ResolveIncident {...row} />,
        },
      ]}
    />
  );
}
