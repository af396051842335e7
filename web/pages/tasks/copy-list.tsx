import { Link } from 'react-router';
import type { CopyRow } from '../../../api/resources/work-list.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { readCopy } from '../../client/work.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { StatusTag } from '../../parts/status-tag.tsx';

/** 抄送: what was copied to the reader. Opening one says that it was read. */
export function CopyList({ rows }: { rows: CopyRow[] }) {
  const { t, label, instant } = useTexts();
  const refresh = useRefresh();
  const read = useIntent(readCopy, { onSuccess: refresh });
  return (
    <ul className="task-list">
      {rows.map((row) => (
        <li key={row.copyKey}>
          <Link
            className="task-line"
            to={`/cases/${row.caseId}`}
            onClick={() => {
              if (!row.readAt) read.run({ copyKey: row.copyKey });
            }}
          >
            <span className="task-what">
              <strong>{row.title}</strong>
              <span className="small muted">
                {row.number} · {label(row.templateName)}
              </span>
            </span>
            <span className="task-when">
              {row.readAt ? (
                <StatusTag tone="ok">{t('copies.read')}</StatusTag>
              ) : (
                <StatusTag tone="warn" icon="mail">
                  {t('copies.unread')}
                </StatusTag>
              )}
              <span className="small muted">
                {t('copies.by', { name: row.by?.name ?? t('state.system'), at: instant(row.at) })}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
