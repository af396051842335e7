import type { StoppedClock } from '../../api/resources/due.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from './icon.tsx';
import { StatusTag, type Tone } from './status-tag.tsx';

/** Working days before the due date from which an item counts as due soon (yellow of the three-colour board). */
export const dueSoonDays = 3;

export interface DueFacts {
  dueDate: string | null;
  /** Negative: overdue by so many; null without a deadline. */
  remainingWorkingDays: number | null;
  isOverdue: boolean;
  provisional: boolean;
  /** Its clock stands still: neither on track nor late. */
  stopped?: StoppedClock | null;
  /** Instant at which it runs out, where the time of day is of interest too. */
  at?: string | null;
  /** Ended items have a date and nothing that runs. */
  isEnded?: boolean;
}

/** How near the due date is, as word, icon and colour. */
export function DueTag({
  remainingWorkingDays: days,
  isOverdue,
}: Pick<DueFacts, 'remainingWorkingDays' | 'isOverdue'>) {
  const { t } = useTexts();
  if (isOverdue) {
    const late = days === null ? 0 : -days;
    return (
      <StatusTag tone="danger">
        {late > 0 ? t('due.overdueBy', { count: late }) : t('due.overdueToday')}
      </StatusTag>
    );
  }
  if (days === null) return null;
  if (days === 0) return <StatusTag tone="warn">{t('due.today')}</StatusTag>;
  const tone: Tone = days <= dueSoonDays ? 'warn' : 'ok';
  return (
    <StatusTag tone={tone}>{t(tone === 'warn' ? 'due.soon' : 'due.onTrack', { count: days })}</StatusTag>
  );
}

/** A due date with how much is left of it, and whether it may still move. */
export function DueDate({ dueDate, at, provisional, isEnded, stopped, ...rest }: DueFacts) {
  const { t, date, end } = useTexts();
  if (!dueDate) return <span className="muted">{t('due.none')}</span>;
  return (
    <span className="due">
      <span>{at ? end(at, dueDate) : date(dueDate)}</span>
      {isEnded || (stopped && !stopped.clock) ? null : <DueTag {...rest} />}
      {isEnded || !stopped ? null : <StoppedNote stopped={stopped} />}
      {provisional ? <ProvisionalNote /> : null}
    </span>
  );
}

/** The clock stands still: why, since when, and until when at most. */
export function StoppedNote({ stopped }: { stopped: StoppedClock }) {
  const { t, label, date, instant } = useTexts();
  const why = label(stopped.name);
  return (
    <span className="stopped-note">
      <StatusTag tone="neutral">
        {stopped.clock
          ? t('clocks.alsoStopped', { name: label(stopped.clock), why })
          : why
            ? t('clocks.suspended', { why })
            : t('clocks.stopped')}
      </StatusTag>
      <span className="small muted">
        {t('clocks.since', { at: instant(stopped.since) })}
        {stopped.until ? t('clocks.until', { date: date(stopped.until) }) : null}
      </span>
    </span>
  );
}

/** The year's holidays are not published yet: the date was counted without them. */
export function ProvisionalNote() {
  const { t } = useTexts();
  return (
    <span className="due-note">
      <Icon name="info" size={16} />
      {t('due.provisional')}
    </span>
  );
}

/** The highest escalation that a deadline has reached. */
export function ColourTag({ colour }: { colour: 'blue' | 'yellow' | 'orange' | 'red' | null }) {
  const { t } = useTexts();
  if (!colour) return null;
  const tone: Tone = colour === 'blue' ? 'info' : colour === 'red' ? 'danger' : 'warn';
  return (
    <StatusTag tone={tone} icon="flag">
      {t(`colour.${colour}`)}
    </StatusTag>
  );
}
