import type { ReactNode } from 'react';
import { formatTime } from '../../i18n/dates.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import type { DraftState } from './draft.ts';

/** The answers, always at hand at the lower edge. `scroll-padding` in task.css keeps the focused field above it (WCAG 2.4.11). */
export function ActionBar({
  draft,
  isRunning,
  isDraftShown,
  children,
}: {
  draft: DraftState;
  isRunning: boolean;
  /** Only who writes has a draft. */
  isDraftShown: boolean;
  children: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <div className="action-bar no-print">
      <p className="small muted draft-state" role="status">
        {isRunning ? t('task.sending') : isDraftShown ? <DraftText state={draft} /> : null}
      </p>
      <div className="action-buttons">{children}</div>
    </div>
  );
}

function DraftText({ state }: { state: DraftState }) {
  const { t } = useTexts();
  switch (state.kind) {
    case 'none':
      return <>{t('task.draft.none')}</>;
    case 'saving':
      return <>{t('task.draft.saving')}</>;
    case 'saved':
      return (
        <span className="row" style={{ gap: 4 }}>
          <Icon name="check" size={16} />
          {t('task.draft.saved', { time: formatTime(state.at) })}
        </span>
      );
    case 'failed':
      return (
        <span className="row draft-failed" style={{ gap: 4 }}>
          <Icon name="alert" size={16} />
          {t('task.draft.failed')}
        </span>
      );
  }
}
