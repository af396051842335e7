import type { Closure } from '../../../api/resources/calendars.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { StatusTag } from '../../parts/status-tag.tsx';

/** Two runs of days may be for one reason, and two reasons for one run. */
export const keyOfClosure = ({ from, to, reason }: Closure) => `${from} ${to} ${reason}`;

/** One run of the county's own days: closed or worked, when, and why. */
export function ClosureLine({ closure }: { closure: Closure }) {
  const { t, date } = useTexts();
  return (
    <span className="row">
      <StatusTag tone={closure.day === 'off' ? 'ok' : 'warn'}>
        {t(`calendars.closureDay.${closure.day}`)}
      </StatusTag>
      <span>
        {closure.from === closure.to ? date(closure.from) : `${date(closure.from)} – ${date(closure.to)}`}
      </span>
      <span className="muted">{closure.reason}</span>
    </span>
  );
}
