import { Button } from 'antd';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { readCopy } from '../../client/work.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHandlerText } from '../../parts/handler-list.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

/** 抄送: to whom the case was copied, and when they read it. One's own is marked as read by a press. */
export function Copies({ detail }: { detail: CaseDetail }) {
  const { t, instant } = useTexts();
  const handlers = useHandlerText();
  const refresh = useRefresh();
  const read = useIntent(readCopy, { onSuccess: refresh });
  if (detail.copies.length === 0) return null;
  return (
    <section className="card stack-tight" aria-labelledby="copies">
      <h2 id="copies">{t('copies.title')}</h2>
      {read.error ? <Failure error={read.error} /> : null}
      <ul className="case-deadlines">
        {detail.copies.map((copy) => (
          <li key={copy.copy}>
            <div className="row-between">
              <strong>{handlers.one(copy.to)}</strong>
              {copy.readAt ? (
                <StatusTag tone="ok">{t('copies.read')}</StatusTag>
              ) : (
                <StatusTag tone="warn" icon="mail">
                  {t('copies.unread')}
                </StatusTag>
              )}
            </div>
            <p className="small muted">
              {t('copies.by', { name: copy.by?.name ?? t('state.system'), at: instant(copy.at) })}
              {copy.readAt ? t('copies.readAt', { at: instant(copy.readAt) }) : ''}
            </p>
            {copy.mine && !copy.readAt ? (
              <Button
                loading={read.isRunning}
                onClick={() => read.run({ copyKey: `${detail.caseId}:${copy.copy}` })}
              >
                {t('copies.markRead')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
