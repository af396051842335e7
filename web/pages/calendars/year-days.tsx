import { useTexts } from '../../i18n/use-texts.ts';
import { runsOf } from './day-text.ts';

/** Days off in runs, make-up working days, and where it is written. */
export function YearDays({ off, work, basis }: { off: string[]; work: string[]; basis: string | null }) {
  const { t, shortDate } = useTexts();
  return (
    <dl className="calendar-facts">
      <div>
        <dt>{t('calendars.off')}</dt>
        <dd>
          <ul className="days">
            {runsOf(off).map((run) => (
              <li key={run.from} className="day-off">
                {run.from === run.to ? shortDate(run.from) : `${shortDate(run.from)} – ${shortDate(run.to)}`}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      <div>
        <dt>{t('calendars.work')}</dt>
        <dd>
          <ul className="days">
            {work.map((day) => (
              <li key={day} className="day-work">
                {shortDate(day)}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      {basis ? (
        <div>
          <dt>{t('due.basis')}</dt>
          <dd>{basis}</dd>
        </div>
      ) : null}
    </dl>
  );
}
