import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { TemplateRow } from '../../../api/resources/templates.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { templatesQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';
import { NewTemplateDialog } from './new-template.tsx';
import './templates.css';

/** All templates of the deployment: those that came with it and those made here. */
export default function TemplatesPage() {
  const { t } = useTexts();
  const { may } = useWho();
  const query = useQuery(templatesQuery);
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="page">
      <PageHead
        title={t('page.templates')}
        hint={t('templates.hint')}
        actions={
          may('template.edit') ? (
            <Button type="primary" icon={<Icon name="template" />} onClick={() => setAdding(true)}>
              {t('templates.new')}
            </Button>
          ) : null
        }
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="template" title={t('templates.none')} />
          ) : (
            <TemplateTable templates={items} mayEdit={may('template.edit')} />
          )
        }
      </Loaded>
      {isAdding ? (
        <NewTemplateDialog templates={query.data?.items ?? []} onClose={() => setAdding(false)} />
      ) : null}
    </div>
  );
}

function TemplateTable({ templates, mayEdit }: { templates: TemplateRow[]; mayEdit: boolean }) {
  const { t, label, instant } = useTexts();
  const addressOf = ({ key }: TemplateRow) => `/templates/${encodeURIComponent(key)}`;
  return (
    <DataTable
      caption={t('page.templates')}
      rows={templates}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'name',
          title: t('templates.name'),
          isLead: true,
          cell: (row) => (
            <>
              <Link className="plain-link" to={addressOf(row)}>
                <strong>{label(row.name)}</strong>
              </Link>
              {row.description ? <p className="small muted">{label(row.description)}</p> : null}
            </>
          ),
        },
        {
          key: 'version',
          title: t('templates.version'),
          cell: (row) => (
            <span className="row">
              {row.version === null ? (
                <StatusTag tone="neutral">{t('templates.notPublished')}</StatusTag>
              ) : (
                <span className="nowrap">{t('templates.versionNumber', { version: row.version })}</span>
              )}
              {row.hasDraft ? <StatusTag tone="info">{t('templates.hasDraft')}</StatusTag> : null}
            </span>
          ),
        },
        {
          key: 'published',
          title: t('templates.published'),
          cell: (row) =>
            row.publishedAt ? (
              <span className="small">
                {row.publishedBy?.name ?? t('templates.shipped')}
                <br />
                <span className="muted">{instant(row.publishedAt)}</span>
              </span>
            ) : (
              ''
            ),
        },
        { key: 'open', title: t('templates.openCases'), isNumber: true, cell: (row) => row.openCases },
        {
          key: 'do',
          title: t('templates.do'),
          cell: (row) => (
            <span className="row">
              {mayEdit ? (
                <Link className="button-link" to={`${addressOf(row)}/edit`}>
                  {t(row.hasDraft ? 'templates.continue' : 'templates.edit')}
                </Link>
              ) : null}
              <Link className="button-link" to={addressOf(row)}>
                {t('templates.versions')}
              </Link>
            </span>
          ),
        },
      ]}
    />
  );
}
