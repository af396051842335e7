import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'antd';
import type { Holding, Organisation } from '../../../api/resources/organisation.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { organisationQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { FilterBar, FilterChoice, FilterText, useFilters } from '../../parts/filters.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';
import { AddHoldingDialog } from './add-holding.tsx';
import { EndHoldingDialog } from './end-holding.tsx';
import { UnitList } from './unit-list.tsx';

/** Units, posts and who holds them from when to when. A change here moves no task: tasks belong to posts. */
export default function OrganisationPage() {
  const { t } = useTexts();
  const { may } = useWho();
  const query = useQuery(organisationQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="page page-wide">
      <PageHead
        title={t('page.organisation')}
        hint={t('organisation.hint')}
        actions={
          may('organisation.edit') ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('organisation.add')}
            </Button>
          ) : null
        }
      />
      <Loaded query={query}>
        {(organisation) => (
          <div className="stack">
            <Holdings organisation={organisation} mayEdit={may('organisation.edit')} />
            <UnitList units={organisation.units} />
            <Posts organisation={organisation} />
            {isAdding ? (
              <AddHoldingDialog organisation={organisation} close={() => setAdding(false)} />
            ) : null}
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Holdings({ organisation, mayEdit }: { organisation: Organisation; mayEdit: boolean }) {
  const { t, label, date } = useTexts();
  const { values, set } = useFilters(['q', 'unit', 'past']);
  const [ending, setEnding] = useState<Holding>();
  const unitName = (unit: string) => label(organisation.units.find((one) => one.unit === unit)?.name, unit);
  const postName = (post: string) => label(organisation.posts.find((one) => one.post === post)?.name, post);
  const rows = organisation.holdings
    .filter((one) => values.past === 'true' || one.isCurrent)
    .filter((one) => !values.unit || one.unit === values.unit)
    .filter((one) => `${one.person.name} ${unitName(one.unit)} ${postName(one.post)}`.includes(values.q));
  return (
    <section aria-labelledby="holdings">
      <h2 id="holdings" style={{ marginBottom: 8 }}>
        {t('organisation.holdings')}
      </h2>
      <FilterBar>
        <FilterText
          id="q"
          label={t('organisation.person')}
          value={values.q}
          onChange={(value) => set('q', value)}
        />
        <FilterChoice
          id="unit"
          label={t('organisation.unit')}
          value={values.unit}
          onChange={(value) => set('unit', value)}
          all={t('filter.all')}
          options={organisation.units.map((unit) => ({ value: unit.unit, text: label(unit.name) }))}
        />
        <FilterChoice
          id="past"
          label={t('organisation.when')}
          value={values.past}
          onChange={(value) => set('past', value)}
          all={t('organisation.current')}
          options={[{ value: 'true', text: t('organisation.withPast') }]}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <div className="card">
          <Empty icon="people" title={t('state.nothingFound')} />
        </div>
      ) : (
        <DataTable
          caption={t('organisation.holdings')}
          rows={rows}
          rowKey={(row) => row.holding}
          columns={[
            {
              key: 'person',
              title: t('organisation.person'),
              isLead: true,
              cell: (row) => <strong>{row.person.name}</strong>,
            },
            { key: 'unit', title: t('organisation.unit'), cell: (row) => unitName(row.unit) },
            { key: 'post', title: t('organisation.post'), cell: (row) => postName(row.post) },
            { key: 'from', title: t('organisation.from'), cell: (row) => date(row.from) },
            {
              key: 'to',
              title: t('organisation.to'),
              cell: (row) => (row.to ? date(row.to) : t('organisation.open')),
            },
            {
              key: 'state',
              title: t('organisation.state'),
              cell: (row) => (
                <StatusTag tone={row.isCurrent ? 'ok' : 'neutral'}>
                  {t(row.isCurrent ? 'organisation.isCurrent' : 'organisation.isNot')}
                </StatusTag>
              ),
            },
            ...(mayEdit
              ? [
                  {
                    key: 'end',
                    title: t('organisation.change'),
                    cell: (row: Holding) =>
                      row.isCurrent && !row.to ? (
                        <Button
                          size="small"
                          aria-label={t('organisation.endOf', {
                            name: row.person.name,
                            post: postName(row.post),
                          })}
                          onClick={() => setEnding(row)}
                        >
                          {t('organisation.end')}
                        </Button>
                      ) : (
                        ''
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {ending ? (
        <EndHoldingDialog
          holding={ending}
          title={`${ending.person.name} · ${unitName(ending.unit)} ${postName(ending.post)}`}
          close={() => setEnding(undefined)}
        />
      ) : null}
    </section>
  );
}

function Posts({ organisation }: { organisation: Organisation }) {
  const { t, label } = useTexts();
  return (
    <details className="card disclosure">
      <summary>{t('organisation.posts', { count: organisation.posts.length })}</summary>
      <DataTable
        caption={t('organisation.post')}
        rows={organisation.posts}
        rowKey={(post) => post.post}
        columns={[
          { key: 'name', title: t('organisation.post'), isLead: true, cell: (post) => label(post.name) },
          {
            key: 'permissions',
            title: t('organisation.permissions'),
            cell: (post) =>
              post.permissions.length > 0
                ? post.permissions.map((one) => t(`permission.${one}`)).join(t('state.listComma'))
                : t('organisation.ownTasksOnly'),
          },
        ]}
      />
    </details>
  );
}
