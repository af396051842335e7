import { useQuery } from '@tanstack/react-query';
import type { StoppedClock } from '../../api/resources/due.shapes.ts';
import { clockQuery } from '../client/office.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from './icon.tsx';
import { nearnessOf } from './nearness.ts';
import { StatusTag, type Tone } from './status-tag.tsx';

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

const tones = {
  overdueBy: 'danger',
  overdueToday: 'danger',
  overdueLately: 'danger',
  today: 'warn',
  withinDaysOff: 'warn',
  soon: 'warn',
  onTrack: 'ok',
} as const;

/** How near the due date is, as word, icon and colour. */
export function DueTag({
  dueDate,
  remainingWorkingDays: days,
  isOverdue,
}: Pick<DueFacts, 'remainingWorkingDays' | 'isOverdue'> & { dueDate: string }) {
  const { t } = useTexts();
  const today = useQuery(clockQuery).data?.today;
  if (days === null && !isOverdue) return null;
  const { key, count } = nearnessOf({ dueDate, remainingWorkingDays: days ?? 0, isOverdue }, today);
  return <StatusTag tone={tones[key]}>{t(`due.${key}`, { count })}</StatusTag>;
}

/** A due date with how much is left of it, and whether it may still move. */
export function DueDate({ dueDate, at, provisional, isEnded, stopped, ...rest }: DueFacts) {
  const { t, date, end } = useTexts();
  if (!dueDate) return <span className="muted">{t('due.none')}</span>;
  return (
    <span className="due">
      <span>{at ? end(at, dueDate) : date(dueDate)}</span>
      {isEnded || (stopped && !stopped.clock) ? null : <DueTag dueDate={dueDate} {...rest} />}
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
