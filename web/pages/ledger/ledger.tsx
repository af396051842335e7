import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { LedgerList, LedgerListId, LedgerRow } from '../../../api/resources/ledger.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { ledgerExportAddress, ledgerQuery } from '../../client/ledger.ts';
import { organisationQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CaseLink } from '../../parts/case-link.tsx';
import { CaseStatusTag } from '../../parts/case-status.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { ColourTag, DueDate } from '../../parts/due-date.tsx';
import { FilterBar, FilterChoice, FilterText, useFilters } from '../../parts/filters.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { classes, ledgerFilters, useClassName } from './ledger-words.ts';

const statuses = ['active', 'completed', 'failed', 'cancelled', 'voided'] as const;
const lists: LedgerListId[] = ['problems', 'tasks', 'duties'];

/** 整改台账: every rectification item with its state; import and export stand here. */
export default function LedgerPage() {
  const { t, language } = useTexts();
  const { may } = useWho();
  const filters = useFilters(ledgerFilters);
  const query = useInfiniteQuery(ledgerQuery(filters.values));
  const first = query.data?.pages[0];
  return (
    <div className="page page-wide">
      <PageHead
        title={t('page.ledger')}
        hint={first ? t('ledger.total', { count: first.total }) : t('ledger.hint')}
        actions={
          <>
            <a className="button-link" href={ledgerExportAddress({ ...filters.values, language })} download>
              <Icon name="download" />
              {t('ledger.export')}
            </a>
            {may('ledger.import') ? (
              <Link className="button-link primary" to="/ledger/import">
                <Icon name="upload" />
                {t('page.ledgerImport')}
              </Link>
            ) : null}
          </>
        }
      />
      <LedgerFilters {...filters} categories={first?.categories ?? []} />
      <p className="row small">
        {t('ledger.lists')}
        {lists.map((list) => (
          <a key={list} href={ledgerExportAddress({ ...filters.values, language, list })} download>
            {t(`ledger.list.${list}`)}
          </a>
        ))}
      </p>
      <Loaded query={query}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          return rows.length > 0 ? (
            <LedgerTable rows={rows} />
          ) : (
            <div className="card">
              <Empty icon="ledger" title={t(filters.isFiltered ? 'state.nothingFound' : 'ledger.none')}>
                {filters.isFiltered || !may('ledger.import') ? null : <p>{t('ledger.noneHint')}</p>}
              </Empty>
            </div>
          );
        }}
      </Loaded>
      <LoadMore query={query} />
    </div>
  );
}

type FilterProps = ReturnType<typeof useFilters<(typeof ledgerFilters)[number]>> & {
  categories: LedgerList['categories'];
};

function LedgerFilters({ values, set, clear, isFiltered, categories }: FilterProps) {
  const { t, label } = useTexts();
  const organisation = useQuery(organisationQuery);
  const className = useClassName();
  return (
    <FilterBar>
      <FilterText id="q" label={t('filter.text')} value={values.q} onChange={(value) => set('q', value)} />
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
        id="status"
        label={t('filter.status')}
        value={values.status}
        onChange={(value) => set('status', value)}
        all={t('filter.all')}
        options={statuses.map((value) => ({ value, text: t(`caseStatus.${value}`) }))}
      />
      <FilterChoice
        id="category"
        label={t('filter.category')}
        value={values.category}
        onChange={(value) => set('category', value)}
        all={t('filter.all')}
        options={categories.map((one) => ({ value: one.value, text: label(one.name) }))}
      />
      <FilterChoice
        id="class"
        label={t('ledger.class')}
        value={values.class}
        onChange={(value) => set('class', value)}
        all={t('filter.all')}
        options={classes.map((value) => ({ value, text: className(value) }))}
      />
      <FilterChoice
        id="overdue"
        label={t('filter.due')}
        value={values.overdue}
        onChange={(value) => set('overdue', value)}
        all={t('filter.all')}
        options={[
          { value: 'true', text: t('filter.overdue') },
          { value: 'false', text: t('filter.notOverdue') },
        ]}
      />
      {isFiltered ? <Button onClick={clear}>{t('filter.clear')}</Button> : null}
    </FilterBar>
  );
}

function LedgerTable({ rows }: { rows: LedgerRow[] }) {
  const { t, label, date } = useTexts();
  const className = useClassName();
  return (
    <DataTable
      caption={t('page.ledger')}
      rows={rows}
      rowKey={(row) => row.caseId}
      columns={[
        {
          key: 'problem',
          title: t('ledger.problem'),
          isLead: true,
          cell: (row) => (
            <CaseLink
              caseId={row.caseId}
              title={row.problem}
              number={row.place ? `${row.number} · ${row.place}` : row.number}
            />
          ),
        },
        {
          key: 'unit',
          title: t('ledger.unit'),
          width: '14%',
          cell: (row) => (
            <>
              {row.responsibleUnit ? label(row.responsibleUnit.name) : ''}
              {row.responsiblePerson ? (
                <span className="small muted number-line">{row.responsiblePerson}</span>
              ) : null}
            </>
          ),
        },
        {
          key: 'category',
          title: t('ledger.category'),
          width: '10%',
          cell: (row) => label(row.categoryName),
        },
        {
          key: 'class',
          title: t('ledger.class'),
          width: '9%',
          cell: (row) => className(row.rectificationClass),
        },
        {
          key: 'status',
          title: t('ledger.status'),
          width: '10%',
          cell: (row) => <CaseStatusTag {...row} />,
        },
        {
          key: 'due',
          title: t('ledger.due'),
          width: '20%',
          cell: (row) => (
            <span className="due">
              <DueDate {...row} isEnded={row.status !== 'active'} />
              {row.status === 'active' ? <ColourTag colour={row.colour} /> : null}
              {row.originalDueDate && row.originalDueDate !== row.dueDate ? (
                <span className="small muted">
                  {t('case.originally', { date: date(row.originalDueDate) })}
                </span>
              ) : null}
            </span>
          ),
        },
      ]}
    />
  );
}
