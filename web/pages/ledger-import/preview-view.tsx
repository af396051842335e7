import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { LedgerPreview, LedgerPreviewRow } from '../../../api/resources/ledger.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { PreviewTable } from './preview-table.tsx';
import { RemarkList } from './remark-list.tsx';

interface PreviewViewProps {
  preview: LedgerPreview;
  isStarting: boolean;
  failure: Error | null;
  onStart: () => void;
  onAnother: () => void;
}

type State = LedgerPreviewRow['state'];
const states: State[] = ['bad', 'good', 'known', 'double'];

/** What was read: bad rows first, each cell by its address with what was found and the mend. */
export function PreviewView({ preview, isStarting, failure, onStart, onAnother }: PreviewViewProps) {
  const { t, instant } = useTexts();
  const { counts } = preview;
  const [shown, setShown] = useState<State>(counts.bad > 0 ? 'bad' : counts.good > 0 ? 'good' : 'known');
  return (
    <div className="stack">
      <section className="card stack" aria-labelledby="found">
        <div className="row-between">
          <div>
            <h2 id="found">{preview.name}</h2>
            <p className="muted">
              {t('import.found', { sheet: preview.sheet, rows: counts.rows })}
              {preview.headerRow === null ? '' : ` ${t('import.header', { row: preview.headerRow })}`}
            </p>
          </div>
          <Button onClick={onAnother} disabled={isStarting}>
            {t('import.another')}
          </Button>
        </div>
        {preview.importedBefore ? (
          <Notice
            tone="info"
            title={t('import.before', {
              name: preview.importedBefore.by.name,
              at: instant(preview.importedBefore.at),
            })}
          >
            <p>{t('import.beforeHint')}</p>
            <Link className="plain-link" to={`/ledger/imports/${preview.importedBefore.import}`}>
              {t('import.beforeLink')}
            </Link>
          </Notice>
        ) : null}
        {preview.problems.length > 0 ? (
          <Notice tone="danger" title={t('import.fileProblems')}>
            <RemarkList remarks={preview.problems} />
          </Notice>
        ) : null}
        {preview.notes.length > 0 ? (
          <details className="disclosure small">
            <summary>{t('import.notes', { count: preview.notes.length })}</summary>
            <RemarkList remarks={preview.notes} />
          </details>
        ) : null}
        <div className="import-counts" role="group" aria-label={t('import.counts')}>
          {states.map((state) => (
            <button
              key={state}
              type="button"
              className={`import-count tone-${tone(state)}`}
              aria-pressed={shown === state}
              disabled={counts[state] === 0}
              onClick={() => setShown(state)}
            >
              <strong>{counts[state]}</strong>
              {t(`import.state.${state}`)}
            </button>
          ))}
        </div>
        <p className="muted small">{t(`import.stateHint.${shown}`)}</p>
        {failure ? <Failure error={failure} /> : null}
        <div className="row">
          <Button type="primary" disabled={counts.good === 0} loading={isStarting} onClick={onStart}>
            {counts.good > 0 ? t('import.take', { count: counts.good }) : t('import.nothingToTake')}
          </Button>
          {counts.bad > 0 ? (
            <span className="muted">{t('import.badStay', { count: counts.bad })}</span>
          ) : null}
        </div>
      </section>
      <PreviewTable rows={preview.rows.filter((row) => row.state === shown)} state={shown} />
      <Columns preview={preview} />
    </div>
  );
}

const tone = (state: State) => (state === 'bad' ? 'danger' : state === 'good' ? 'ok' : 'neutral');

function Columns({ preview }: { preview: LedgerPreview }) {
  const { t, label } = useTexts();
  if (preview.columns.length === 0) return null;
  return (
    <details className="card disclosure">
      <summary>{t('import.columns')}</summary>
      <dl className="facts">
        {preview.columns.map((column) => (
          <div key={column.column}>
            <dt>{t('import.column', { column: column.column, heading: column.heading })}</dt>
            <dd>
              {column.name ? label(column.name) : <span className="muted">{t('import.columnUnused')}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
