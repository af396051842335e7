import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DueDate } from '../../parts/due-date.tsx';
import { NextStepLine } from '../../parts/next-step-line.tsx';

/** Every deadline that runs, and who is told next. */
export function Deadlines({ detail }: { detail: CaseDetail }) {
  const { t, label, date } = useTexts();
  if (detail.deadlines.length === 0) return null;
  return (
    <section className="card" aria-labelledby="deadlines">
      <h2 id="deadlines">{t('case.deadlines')}</h2>
      <ul className="case-deadlines">
        {detail.deadlines.map((due) => (
          <li key={due.deadline}>
            <h3>{label(due.name)}</h3>
            <DueDate
              dueDate={due.dueDate}
              remainingWorkingDays={due.remainingWorkingDays}
              isOverdue={due.passed}
              provisional={due.provisional}
            />
            {due.extensions > 0 ? (
              <p className="small muted">{t('case.originally', { date: date(due.originalDueDate) })}</p>
            ) : null}
            <p className="small">
              <span className="muted">{t('due.nextTold')}</span>
              <NextStepLine step={due.next} />
            </p>
            {due.basis ? (
              <p className="small muted">
                {t('due.basis')}
                {t('state.colon')}
                {due.basis}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
