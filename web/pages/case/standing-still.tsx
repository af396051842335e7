import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';

/** The whole case stands still: since when, by whom, and why. */
export function StandingStill({ detail }: { detail: CaseDetail }) {
  const { t, instant } = useTexts();
  const { suspended } = detail;
  if (!suspended) return null;
  return (
    <div className="notice tone-neutral case-incidents">
      <Icon name="pause" />
      <div className="notice-body">
        <strong>{t('case.suspended')}</strong>
        <p className="quote">{suspended.reason}</p>
        <p className="small muted">
          {suspended.by?.name ?? t('state.system')} · {t('clocks.since', { at: instant(suspended.since) })}
        </p>
      </div>
    </div>
  );
}
