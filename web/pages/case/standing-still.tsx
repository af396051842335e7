import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { StatusTag } from '../../parts/status-tag.tsx';

/** Clocks of the case that stand still, beside the one that its date is of: that one says so with the date. */
export function StoppedClocks({ detail }: { detail: CaseDetail }) {
  const { t, label, date, instant } = useTexts();
  const { stopped, dueDate } = detail;
  const others = detail.deadlines.filter(
    (due) => due.suspended && !(due.suspended.since === stopped?.since && due.dueDate === dueDate),
  );
  if (others.length === 0 || detail.status !== 'active') return null;
  return (
    <ul className="stopped-clocks small">
      {others.map(({ deadline, name, suspended }) =>
        suspended ? (
          <li key={deadline} className="row">
            <StatusTag tone="neutral">
              {t('clocks.alsoStopped', { name: label(name), why: label(suspended.name) })}
            </StatusTag>
            <span className="muted">
              {t('clocks.since', { at: instant(suspended.since) })}
              {suspended.until ? t('clocks.until', { date: date(suspended.until) }) : null}
            </span>
          </li>
        ) : null,
      )}
    </ul>
  );
}

/** The whole case stands still: since when, by whom, and why. */
export function StandingStill({ detail }: { detail: CaseDetail }) {
  const { t, label, instant } = useTexts();
  const { suspended } = detail;
  if (!suspended) return null;
  return (
    <div className="notice tone-neutral case-incidents">
      <Icon name="pause" />
      <div className="notice-body">
        <strong>{t('case.suspended')}</strong>
        <p className="quote">{label(suspended.reason)}</p>
        <p className="small muted">
          {suspended.by?.name ?? t('state.system')} · {t('clocks.since', { at: instant(suspended.since) })}
        </p>
      </div>
    </div>
  );
}
