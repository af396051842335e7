import { Link } from 'react-router';
import type { ClockRequestRow, ToAcknowledge } from '../../../api/resources/due.shapes.ts';
import type { QuestionToMe } from '../../../api/resources/work-list.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ClockRequests } from '../../parts/clocks/clock-requests.tsx';
import { ToAcknowledgeList } from './to-acknowledge.tsx';

interface ToAnswerProps {
  acknowledgements: ToAcknowledge[];
  questions: QuestionToMe[];
  requests: ClockRequestRow[];
}

/** What waits for the reader beside tasks: escalations to have seen, questions, and requests about deadlines that they decide. */
export function ToAnswer({ acknowledgements, questions, requests }: ToAnswerProps) {
  const { t, instant } = useTexts();
  return (
    <>
      <ToAcknowledgeList rows={acknowledgements} />
      {requests.length > 0 ? (
        <section className="card stack-tight" aria-labelledby="to-decide">
          <h2 id="to-decide">
            {t('tasks.requests')} <span className="count">{requests.length}</span>
          </h2>
          <ClockRequests requests={requests} />
        </section>
      ) : null}
      {questions.length > 0 ? (
        <section className="card stack-tight" aria-labelledby="questions">
          <h2 id="questions">
            {t('tasks.questions')} <span className="count">{questions.length}</span>
          </h2>
          <ul>
            {questions.map((one) => (
              <li key={`${one.caseId} ${one.question}`}>
                <Link
                  className="plain-link"
                  to={`/cases/${one.caseId}?show=progress#question-${one.question}`}
                >
                  {t('tasks.asksYou', { name: one.by?.name ?? t('state.system'), text: one.text })}
                </Link>
                <span className="small muted">
                  {' '}
                  {one.title} · {one.number} · {instant(one.at)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
