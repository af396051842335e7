import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useIntent } from '../../client/intent.ts';
import { importsQuery, previewLedger, startImport } from '../../client/ledger.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { ImportSteps } from './import-steps.tsx';
import { PreviewView } from './preview-view.tsx';
import './ledger-import.css';

/** From a workbook to cases in three steps: choose, look, take the good rows. Nothing starts before the last. */
export default function LedgerImportPage() {
  const { t, instant } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [isOver, setOver] = useState(false);
  const preview = useIntent(previewLedger);
  const start = useIntent(startImport, {
    onSuccess: async (started) => {
      void refresh();
      await navigate(`/ledger/imports/${started.import}`);
    },
  });
  const past = useQuery(importsQuery);
  const take = (file: File | undefined) => {
    if (file) preview.run({ file, name: file.name });
    if (input.current) input.current.value = '';
  };
  const found = preview.result;

  return (
    <div className="page page-wide">
      <PageHead
        above={{ to: '/ledger', text: t('page.ledger') }}
        title={t('page.ledgerImport')}
        hint={t('import.hint')}
      />
      <ImportSteps now={found ? 1 : 0} />
      {preview.error ? <Failure error={preview.error} /> : null}
      {found ? (
        <PreviewView
          preview={found}
          isStarting={start.isRunning}
          failure={start.error}
          onStart={() => start.run({ preview: found.preview })}
          onAnother={() => {
            preview.reset();
            start.reset();
          }}
        />
      ) : (
        <section className="stack">
          <div
            className={isOver ? 'card drop drop-over' : 'card drop'}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              take(event.dataTransfer.files[0]);
            }}
          >
            <Icon name="upload" size={36} />
            <h2>{t('import.choose')}</h2>
            <p className="muted">{t('import.chooseHint')}</p>
            <input
              ref={input}
              id={inputId}
              type="file"
              className="visually-hidden"
              accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              aria-label={t('import.chooseFile')}
              onChange={(event) => take(event.target.files?.[0])}
            />
            <Button type="primary" loading={preview.isRunning} onClick={() => input.current?.click()}>
              {t(preview.isRunning ? 'import.reading' : 'import.chooseFile')}
            </Button>
          </div>
          {past.data && past.data.items.length > 0 ? (
            <div className="card">
              <h2>{t('import.past')}</h2>
              <ul className="past-imports">
                {past.data.items.map((one) => (
                  <li key={one.import}>
                    <Link className="plain-link" to={`/ledger/imports/${one.import}`}>
                      {one.name}
                    </Link>
                    <span className="small muted">
                      {one.by.name} · {instant(one.at)} · {t('import.started', { count: one.started })}
                    </span>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </section>
      )}
    </div>
  );
}
