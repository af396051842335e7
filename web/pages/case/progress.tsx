import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { recordProgress } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { Failure } from '../../parts/page-state.tsx';

/** Entries on how the work goes, and the way to add one. */
export function Progress({ detail }: { detail: CaseDetail }) {
  const { t, instant } = useTexts();
  if (detail.progress.length === 0 && !detail.may.recordProgress) return null;
  return (
    <section className="card stack" aria-labelledby="progress">
      <h2 id="progress">{t('progress.title')}</h2>
      {detail.progress.length === 0 ? <p className="muted">{t('progress.none')}</p> : null}
      <ol className="progress-list">
        {detail.progress.map((entry) => (
          <li key={entry.entry}>
            <p style={{ whiteSpace: 'pre-wrap' }}>{entry.text}</p>
            <p className="small muted">
              {entry.percent === null ? null : (
                <strong>{t('progress.percent', { percent: entry.percent })} · </strong>
              )}
              {entry.by?.name ?? t('state.system')} · {instant(entry.at)}
            </p>
          </li>
        ))}
      </ol>
      {detail.may.recordProgress ? <AddProgress caseId={detail.caseId} /> : null}
    </section>
  );
}

function AddProgress({ caseId }: { caseId: string }) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const [text, setText] = useState('');
  const [percent, setPercent] = useState('');
  const [isMissing, setMissing] = useState(false);
  const add = useIntent(recordProgress, {
    onSuccess: async () => {
      setText('');
      setPercent('');
      await refresh();
    },
  });
  return (
    <form
      className="stack"
      aria-label={t('progress.add')}
      onSubmit={(event) => {
        event.preventDefault();
        const words = text.trim();
        setMissing(!words);
        if (words) add.run({ caseId, text: words, percent: percent === '' ? undefined : Number(percent) });
      }}
    >
      {add.error ? <Failure error={add.error} /> : null}
      <div className="field">
        <label htmlFor="progress-text">
          {t('progress.text')}
          <span className="required">{t('form.required')}</span>
        </label>
        <Input.TextArea
          id="progress-text"
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={4000}
          aria-invalid={isMissing || undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMissing(false);
          }}
        />
        {isMissing ? (
          <p className="error" role="alert">
            <Icon name="cross" size={18} />
            {t('form.fault.required')}
          </p>
        ) : null}
      </div>
      <div className="field">
        <label htmlFor="progress-percent">{t('progress.percentLabel')}</label>
        <input
          id="progress-percent"
          type="number"
          min={0}
          max={100}
          step={1}
          inputMode="numeric"
          className="native"
          style={{ maxWidth: 160 }}
          value={percent}
          onChange={(event) => setPercent(event.target.value)}
        />
      </div>
      <div>
        <Button type="primary" htmlType="submit" loading={add.isRunning}>
          {t('progress.save')}
        </Button>
      </div>
    </form>
  );
}
