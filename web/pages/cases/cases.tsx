import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { caseListQuery } from '../../client/cases.ts';
import { organisationQuery, templatesQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CaseLink } from '../../parts/case-link.tsx';
import { CaseStatusTag } from '../../parts/case-status.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { ColourTag, DueDate } from '../../parts/due-date.tsx';
import { FilterBar, FilterChoice, FilterText, useFilters } from '../../parts/filters.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

const statuses = ['active', 'closed', 'completed', 'failed', 'cancelled'] as const;

/** Every case that the reader may see, of all templates. The board's numbers open it with their filter. */
export default function CasesPage() {
  const { t, label } = useTexts();
  const filters = useFilters([
    'status',
    'unit',
    'withoutUnit',
    'template',
    'stage',
    'withoutStage',
    'overdue',
    'dueWithin',
    'stopped',
    'supervised',
    'incidents',
    'q',
  ]);
  const { values, set } = filters;
  const query = useInfiniteQuery(caseListQuery(values));
  const organisation = useQuery(organisationQuery);
  const templates = useQuery(templatesQuery);

  return (
    <div className="page">
      <PageHead title={t('page.cases')} hint={t('cases.hint')} actions={<NewCase />} />
      <FilterBar>
        <FilterText id="q" label={t('filter.text')} value={values.q} onChange={(value) => set('q', value)} />
        <FilterChoice
          id="status"
          label={t('filter.status')}
          value={values.status}
          onChange={(value) => set('status', value)}
          all={t('filter.all')}
          options={statuses.map((value) => ({ value, text: t(`caseStatus.${value}`) }))}
        />
        <FilterChoice
          id="unit"
          label={t('filter.unit')}
          value={values.unit}
          onChange={(value) => set('unit', value)}
          all={t('filter.all')}
          options={(organisation.data?.units ?? []).map((unit) => ({
            value: unit.unit,
            text: label(unit.name),
          }))}
        />
        <FilterChoice
          id="template"
          label={t('filter.template')}
          value={values.template}
          onChange={(value) => set('template', value)}
          all={t('filter.all')}
          options={(templates.data?.items ?? []).map((one) => ({ value: one.key, text: label(one.name) }))}
        />
        <FilterChoice
          id="due"
          label={t('filter.due')}
          value={dueChoice(values)}
          onChange={(value) => {
            set('overdue', value === 'overdue' ? 'true' : '');
            set('dueWithin', value === 'soon' ? '3' : '');
            set('stopped', value === 'stopped' ? 'true' : '');
            set('supervised', value === 'supervised' ? 'true' : '');
          }}
          all={t('filter.all')}
          options={[
            { value: 'overdue', text: t('filter.overdue') },
            { value: 'soon', text: t('filter.soon', { count: Number(values.dueWithin) || 3 }) },
            { value: 'stopped', text: t('clocks.stopped') },
            { value: 'supervised', text: t('colour.red') },
          ]}
        />
        {filters.isFiltered ? <Button onClick={filters.clear}>{t('filter.clear')}</Button> : null}
      </FilterBar>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) {
            return (
              <div className="card">
                <Empty icon="search" title={t(filters.isFiltered ? 'state.nothingFound' : 'cases.none')} />
              </div>
            );
          }
          return (
            <DataTable
              caption={t('page.cases')}
              rows={rows}
              rowKey={(row) => row.caseId}
              columns={[
                {
                  key: 'title',
                  title: t('cases.title'),
                  isLead: true,
                  cell: (row) => <CaseLink caseId={row.caseId} title={row.title} number={row.number} />,
                },
                {
                  key: 'unit',
                  title: t('cases.unit'),
                  cell: (row) => (row.unit ? label(row.unit.name) : ''),
                },
                { key: 'template', title: t('cases.template'), cell: (row) => label(row.templateName) },
                {
                  key: 'status',
                  title: t('cases.status'),
                  cell: (row) => (
                    <span className="row">
                      <CaseStatusTag {...row} />
                      {row.incidents > 0 ? <StatusTag tone="danger">{t('cases.incident')}</StatusTag> : null}
                    </span>
                  ),
                },
                {
                  key: 'due',
                  title: t('cases.due'),
                  cell: (row) => (
                    <span className="due">
                      <DueDate {...row} at={row.due} isEnded={row.status !== 'active'} />
                      {row.status === 'active' ? <ColourTag colour={row.colour} /> : null}
                    </span>
                  ),
                },
              ]}
            />
          );
        }}
      </Loaded>
      <LoadMore query={query} />
    </div>
  );
}

/** Opens a case by hand, of the templates whose start the reader's posts allow. */
function NewCase() {
  const { t, label } = useTexts();
  const navigate = useNavigate();
  const templates = useQuery(templatesQuery);
  const own = (templates.data?.items ?? []).filter((one) => one.canStart && one.version !== null);
  if (own.length === 0) return null;
  if (own.length === 1 && own[0]) {
    const only = own[0];
    return (
      <Button type="primary" onClick={() => void navigate(`/cases/new/${only.key}`)}>
        {t('cases.newOf', { name: label(only.name) })}
      </Button>
    );
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: own.map((one) => ({ key: one.key, label: label(one.name) })),
        onClick: ({ key }) => void navigate(`/cases/new/${key}`),
      }}
    >
      <Button type="primary">{t('cases.new')}</Button>
    </Dropdown>
  );
}

const dueChoice = (values: Record<'overdue' | 'dueWithin' | 'stopped' | 'supervised', string>) =>
  values.dueWithin
    ? 'soon'
    : ((['overdue', 'stopped', 'supervised'] as const).find((name) => values[name] !== '') ?? '');
