import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import { stepsQuery } from '../../client/cases.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { nextForPeople } from './next-for-people.ts';

/** What happens next: the answers that one can give, and the steps that follow on them. */
export function WhatFollows({ task }: { task: TaskDetail }) {
  const { t, label } = useTexts();
  const steps = useQuery(stepsQuery(task.caseId));
  const next = nextForPeople(steps.data?.items ?? [], task.node);
  // Who is asked for an opinion does not decide.
  const outcomes = task.delegatedBy.length > 0 ? [] : task.outcomes;
  if (outcomes.length === 0 && next.length === 0) return null;
  return (
    <section className="card stack-tight" aria-labelledby="after">
      <h2 id="after">{t('task.after')}</h2>
      {outcomes.length > 0 ? (
        <p>
          {t('task.answers')}
          {outcomes.map((outcome, index) => (
            <span key={outcome.key}>
              {index > 0 ? t('state.listComma') : null}
              <strong>{label(outcome.name)}</strong>
              {outcome.needsReason ? <span className="muted">{t('task.needsReason')}</span> : null}
            </span>
          ))}
        </p>
      ) : null}
      {next.length > 0 ? (
        <ul className="lines">
          {next.map((one) => (
            <li key={`${one.node} ${one.when?.zh ?? ''}`}>
              {one.when ? `${label(one.when)} → ` : '→ '}
              <strong>{label(one.name)}</strong>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="small">
        <Link to={`/cases/${task.caseId}?show=steps`} className="plain-link">
          {t('task.seeSteps')}
        </Link>
      </p>
    </section>
  );
}
