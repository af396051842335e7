import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Batch } from '../../../api/resources/batches.shapes.ts';
import { startBatch, stopBatch } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { BatchStateTag } from './batch-state.tsx';

/** How many can be done and how many not, before; how far it is, while it runs; what came of it, after. */
export function BatchProgress({ batch }: { batch: Batch }) {
  const { t, label, instant } = useTexts();
  const refresh = useRefresh();
  const start = useIntent(startBatch, { onSuccess: refresh });
  const stop = useIntent(stopBatch, { onSuccess: refresh });
  const { counts, state } = batch;
  const settled = counts.done + counts.failed;
  const toDo = settled + counts.waiting;

  // When it is done every list may have changed.
  const wasRunning = useRef(false);
  useEffect(() => {
    if (wasRunning.current && state !== 'running') void refresh();
    wasRunning.current = state === 'running';
  }, [state, refresh]);

  return (
    <section className="card stack-tight" aria-labelledby="batch-state">
      <header className="row">
        <h2 id="batch-state">{t('batch.how')}</h2>
        <BatchStateTag batch={batch} />
      </header>
      <p className="small muted">
        {batch.by.name} · {instant(batch.createdAt)}
      </p>
      {batch.parts.length > 0 ? (
        <dl className="facts">
          {batch.parts.map((part) => (
            <div key={part.part}>
              <dt>{label(part.name)}</dt>
              <dd>{part.count}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {start.error ? <Failure error={start.error} /> : null}
      {stop.error ? <Failure error={stop.error} /> : null}
      {state === 'planned' ? (
        <>
          <p>
            <strong>{t('batch.planned', { allowed: counts.allowed, refused: counts.refused })}</strong>
          </p>
          {counts.refused > 0 ? <p className="muted">{t('batch.refusedStay')}</p> : null}
          <div className="row">
            <Button
              type="primary"
              disabled={!batch.mayRun}
              loading={start.isRunning}
              onClick={() => start.run({ batch: batch.batch })}
            >
              {t('batch.start', { count: counts.allowed })}
            </Button>
            <Link className="button-link" to="/">
              {t('batch.notNow')}
            </Link>
          </div>
        </>
      ) : (
        <>
          <progress
            className="batch-progress"
            max={Math.max(1, toDo)}
            value={settled}
            aria-label={t('batch.progressLabel')}
          />
          <p role="status">
            {state === 'running'
              ? t('batch.progress', { done: settled, total: toDo })
              : t(counts.refused > 0 ? 'batch.endedRefused' : 'batch.ended', { ...counts })}
          </p>
          {state === 'running' ? <p className="small muted">{t('batch.mayLeave')}</p> : null}
          {batch.mayStop ? (
            <div>
              <Button loading={stop.isRunning} onClick={() => stop.run({ batch: batch.batch })}>
                {t('batch.stop')}
              </Button>
            </div>
          ) : null}
          {state === 'done' && counts.failed > 0 ? (
            <Notice tone="warn" title={t('batch.someFailed', { count: counts.failed })} />
          ) : null}
        </>
      )}
    </section>
  );
}
