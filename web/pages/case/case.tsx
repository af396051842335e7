import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { caseQuery } from '../../client/cases.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { CaseStatusTag } from '../../parts/case-status.tsx';
import { ColourTag, DueDate } from '../../parts/due-date.tsx';
import { News } from '../../parts/news.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseSections } from './case-sections.tsx';
import { CaseVerbs } from './case-verbs.tsx';
import { Deadlines } from './deadlines.tsx';
import { Incidents } from './incidents.tsx';
import { LinkedCases } from './linked-cases.tsx';
import { Messages } from './messages.tsx';
import { OpenTasks } from './open-tasks.tsx';
import { StageSteps } from './stage-steps.tsx';
import { StandingStill, StoppedClocks } from './standing-still.tsx';
import { NotReached } from './not-reached.tsx';
import { WaitingFor } from './waiting.tsx';
import './case.css';

/** One case: where it stands, who has it and by when; then what it is, and all that happened. */
export default function CasePage() {
  const { caseId = '' } = useParams();
  const query = useQuery(caseQuery(caseId));
  return (
    <div className="page">
      <News>
        <Loaded query={query}>{(detail) => <CaseView detail={detail} />}</Loaded>
      </News>
    </div>
  );
}

function CaseView({ detail }: { detail: CaseDetail }) {
  const { t, label, date, instant } = useTexts();
  const isEnded = detail.status !== 'active';
  return (
    <>
      <PageHead
        above={{ to: '/cases', text: t('page.cases') }}
        title={detail.title}
        hint={`${detail.number} · ${label(detail.templateName)} ${t('case.version', { version: detail.templateVersion })}`}
        actions={<CaseVerbs detail={detail} />}
      />
      <section className="card case-head" aria-label={t('case.standing')}>
        <div className="row">
          <CaseStatusTag {...detail} />
          {isEnded ? null : <DueDate {...detail} at={detail.due} />}
          {isEnded ? null : <ColourTag colour={detail.colour} />}
          {detail.originalDueDate && detail.originalDueDate !== detail.dueDate ? (
            <span className="small muted">
              {t('case.originally', { date: date(detail.originalDueDate) })}
            </span>
          ) : null}
          {detail.initiator ? (
            <span className="small muted">{t('case.startedBy', { name: detail.initiator.name })}</span>
          ) : null}
          {detail.endedAt ? (
            <span className="small muted">{t('case.endedAt', { at: instant(detail.endedAt) })}</span>
          ) : null}
        </div>
        <StoppedClocks detail={detail} />
        <LinkedCases detail={detail} />
        <StageSteps caseId={detail.caseId} />
      </section>
      <StandingStill detail={detail} />
      <Incidents detail={detail} />
      <NotReached detail={detail} />
      <div className="case-columns">
        <div className="stack">
          <OpenTasks detail={detail} />
          <WaitingFor detail={detail} />
          <Messages detail={detail} />
        </div>
        <Deadlines detail={detail} />
        <CaseFacts detail={detail} />
      </div>
      <CaseSections detail={detail} />
    </>
  );
}
