import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { TemplateDetail, TemplateVersionRow } from '../../../api/resources/templates.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { templateQuery } from '../../client/office.ts';
import { readVersion, versionQuery } from '../../client/templates.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Diagram } from '../../parts/diagram/diagram.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Failure, Loaded } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';
import './templates.css';

/** One template: its versions, who published them, and how many cases run on each. */
export default function TemplatePage() {
  const { key = '' } = useParams();
  const query = useQuery(templateQuery(key));
  return (
    <div className="page">
      <Loaded query={query}>{(template) => <TemplateView template={template} />}</Loaded>
    </div>
  );
}

function TemplateView({ template }: { template: TemplateDetail }) {
  const { t, label } = useTexts();
  const { may } = useWho();
  const [shown, setShown] = useState<number | null>(null);
  const version = shown ?? template.version;
  const address = `/templates/${encodeURIComponent(template.key)}`;
  return (
    <>
      <PageHead
        above={{ to: '/templates', text: t('page.templates') }}
        title={label(template.name)}
        hint={template.description ? label(template.description) : undefined}
        actions={
          may('template.edit') ? (
            <Link className="button-link primary" to={`${address}/edit`}>
              {t(template.hasDraft ? 'templates.continue' : 'templates.edit')}
            </Link>
          ) : null
        }
      />
      <div className="stack">
        <section className="stack-tight" aria-labelledby="versions-title">
          <h2 id="versions-title">{t('templates.versions')}</h2>
          {template.versions.length === 0 ? (
            <Empty icon="template" title={t('templates.noVersion')} />
          ) : (
            <Versions template={template} shown={version} onShow={setShown} />
          )}
          <p className="small muted">{t('templates.versionsHint')}</p>
        </section>
        {version === null ? null : <VersionDiagram templateKey={template.key} version={version} />}
      </div>
    </>
  );
}

interface VersionsProps {
  template: TemplateDetail;
  shown: number | null;
  onShow(version: number): void;
}

function Versions({ template, shown, onShow }: VersionsProps) {
  const { t, instant } = useTexts();
  const [failure, setFailure] = useState<Error | null>(null);
  const download = async ({ version }: TemplateVersionRow) => {
    setFailure(null);
    try {
      save(`${template.key}-v${version}.bpmn`, (await readVersion(template.key, version)).xml);
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <>
      <DataTable
        caption={t('templates.versions')}
        rows={[...template.versions].sort((a, b) => b.version - a.version)}
        rowKey={({ version }) => String(version)}
        columns={[
          {
            key: 'version',
            title: t('templates.version'),
            isLead: true,
            cell: (row) => (
              <span className="row">
                <strong>{t('templates.versionNumber', { version: row.version })}</strong>
                {row.version === template.version ? (
                  <StatusTag tone="ok">{t('templates.inUse')}</StatusTag>
                ) : null}
              </span>
            ),
          },
          {
            key: 'by',
            title: t('templates.publishedBy'),
            cell: (row) => row.publishedBy?.name ?? t('templates.shipped'),
          },
          { key: 'at', title: t('templates.publishedAt'), cell: (row) => instant(row.publishedAt) },
          { key: 'note', title: t('templates.note'), cell: (row) => row.note ?? '' },
          { key: 'open', title: t('templates.openCases'), isNumber: true, cell: (row) => row.openCases },
          {
            key: 'do',
            title: t('templates.do'),
            cell: (row) => (
              <span className="row">
                <Button size="small" aria-pressed={row.version === shown} onClick={() => onShow(row.version)}>
                  {t('templates.show')}
                </Button>
                <Button size="small" onClick={() => void download(row)}>
                  {t('templates.download')}
                </Button>
              </span>
            ),
          },
        ]}
      />
      {failure ? <Failure error={failure} /> : null}
    </>
  );
}

function VersionDiagram({ templateKey, version }: { templateKey: string; version: number }) {
  const { t } = useTexts();
  const query = useQuery(versionQuery(templateKey, version));
  return (
    <section className="card" aria-labelledby="diagram-title">
      <h2 id="diagram-title">{t('templates.diagramOf', { version })}</h2>
      <Loaded query={query}>{({ xml }) => <PlainDiagram key={version} xml={xml} />}</Loaded>
    </section>
  );
}

/** The diagram of no case: nothing is done and nothing waits. */
function PlainDiagram({ xml }: { xml: string }) {
  const [diagram] = useState({
    xml,
    templateKey: '',
    templateVersion: 0,
    version: 0,
    active: [],
    completed: [],
    flows: [],
    incidents: [],
    added: [],
  });
  return <Diagram diagram={diagram} />;
}

function save(name: string, xml: string) {
  const address = URL.createObjectURL(new Blob([xml], { type: 'application/xml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
