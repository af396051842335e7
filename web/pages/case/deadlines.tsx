import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ClockCard } from '../../parts/clocks/clock-card.tsx';

/** Every clock that runs: several may at once, each with its own date, reason and requests. */
export function Deadlines({ detail }: { detail: CaseDetail }) {
  const { t, label } = useTexts();
  if (detail.deadlines.length === 0) return null;
  return (
    <section className="card" aria-labelledby="deadlines">
      <h2 id="deadlines">{t('case.deadlines')}</h2>
      <ul className="clocks">
        {detail.deadlines.map((due) => (
          <li key={due.deadline}>
            <h3>{label(due.name)}</h3>
            <ClockCard caseId={detail.caseId} due={due} isEnded={detail.status !== 'active'} />
          </li>
        ))}
      </ul>
    </section>
  );
}
