import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ClockCard, FoldedClock } from '../../parts/clocks/clock-card.tsx';

/** As many are shown whole; of more, each unfolds. */
const mostWhole = 2;

/** Every clock that runs: several may at once, each with its own date, reason and requests. */
export function Deadlines({ detail }: { detail: CaseDetail }) {
  const { t, label } = useTexts();
  const { deadlines, caseId } = detail;
  const isEnded = detail.status !== 'active';
  if (deadlines.length === 0) return null;
  return (
    <section className="card case-clocks" aria-labelledby="deadlines">
      <h2 id="deadlines">{t('case.deadlines')}</h2>
      <ul className="clocks">
        {deadlines.map((due) => (
          <li key={due.deadline}>
            {deadlines.length > mostWhole ? (
              <FoldedClock caseId={caseId} due={due} isEnded={isEnded} />
            ) : (
              <>
                <h3>{label(due.name)}</h3>
                <ClockCard caseId={caseId} due={due} isEnded={isEnded} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
