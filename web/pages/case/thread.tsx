import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { CaseDetail, ThreadEntry } from '../../../api/resources/cases.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { answerQuestion } from '../../client/work.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentList } from '../../parts/attachments/attachment-list.tsx';
import { TextField } from '../../parts/dialog/text-field.tsx';
import { HandlerList } from '../../parts/handler-list.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

/** 沟通: comments and questions with their answers, oldest first. New ones are verbs of the case. */
export function Thread({ detail }: { detail: CaseDetail }) {
  const { t } = useTexts();
  const { hash } = useLocation();
  // Who comes for one question is led to it; once, so that reading on is not undone by news.
  useEffect(() => {
    if (!hash.startsWith('#question-')) return;
    // After the shell, which begins a new page at its top.
    const led = requestAnimationFrame(() => {
      const asked = document.getElementById(hash.slice(1));
      asked?.scrollIntoView({ block: 'start' });
      asked?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(led);
  }, [hash]);
  if (detail.thread.length === 0) return null;
  return (
    <section className="card stack-tight" aria-labelledby="thread">
      <h2 id="thread">{t('thread.title')}</h2>
      <ol className="thread">
        {detail.thread.map((entry) => (
          <li key={`${entry.kind} ${entry.entry}`} id={`${entry.kind}-${entry.entry}`} tabIndex={-1}>
            <Entry detail={detail} entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry({ detail, entry }: { detail: CaseDetail; entry: ThreadEntry }) {
  const { t, label, instant } = useTexts();
  const { answer } = entry;
  return (
    <>
      <div className="row-between">
        <p className="small">
          <strong>{entry.by?.name ?? t('state.system')}</strong>
          {entry.to.length > 0 ? (
            <span className="muted">
              {t(entry.kind === 'question' ? 'thread.asks' : 'thread.mentions')}
              <HandlerList handlers={entry.to} />
            </span>
          ) : null}
        </p>
        {entry.kind === 'question' ? (
          <StatusTag tone={answer ? 'ok' : 'warn'}>{t(answer ? 'thread.answered' : 'thread.open')}</StatusTag>
        ) : null}
      </div>
      <Words detail={detail} words={entry} />
      <p className="small muted">
        {entry.nodeName ? `${label(entry.nodeName)} · ` : ''}
        {instant(entry.at)}
      </p>
      {answer ? (
        <div className="thread-answer">
          <Words detail={detail} words={answer} />
          <p className="small muted">
            {answer.by?.name ?? t('state.system')} · {instant(answer.at)}
          </p>
        </div>
      ) : null}
      {entry.mayAnswer ? <Answer caseId={detail.caseId} question={entry.entry} /> : null}
    </>
  );
}

/** What was written, with the view and the files that came with it. */
function Words({
  detail: { caseId, attachments },
  words,
}: {
  detail: CaseDetail;
  words: Pick<ThreadEntry, 'text' | 'opinion' | 'attachments'>;
}) {
  const { t } = useTexts();
  return (
    <>
      <p style={{ whiteSpace: 'pre-wrap' }}>{words.text}</p>
      {words.opinion ? <blockquote>{t('task.opinionGiven', { opinion: words.opinion })}</blockquote> : null}
      <AttachmentList
        caseId={caseId}
        files={attachments.filter(({ attachment }) => words.attachments.includes(attachment))}
      />
    </>
  );
}

function Answer({ caseId, question }: { caseId: string; question: string }) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const [text, setText] = useState('');
  const [isChecked, setChecked] = useState(false);
  const answer = useIntent(answerQuestion, { onSuccess: refresh });
  return (
    <form
      className="stack-tight thread-answer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (text.trim()) answer.run({ caseId, question, text: text.trim() });
      }}
    >
      {answer.error ? <Failure error={answer.error} /> : null}
      <TextField
        label={t('thread.answer')}
        value={text}
        onChange={setText}
        most={4000}
        isRequired
        isMissing={isChecked && !text.trim()}
      />
      <div>
        <Button type="primary" htmlType="submit" loading={answer.isRunning}>
          {t('thread.send')}
        </Button>
      </div>
    </form>
  );
}
