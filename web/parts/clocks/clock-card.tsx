import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Due } from '../../../api/resources/due.shapes.ts';
import type { ClockActs } from '../../client/deadlines.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { DueDate } from '../due-date.tsx';
import { Icon } from '../icon.tsx';
import { NextStepLine } from '../next-step-line.tsx';
import { StatusTag } from '../status-tag.tsx';
import { Acknowledge } from './acknowledge.tsx';
import { ClockActDialog } from './clock-act-dialog.tsx';
import { ClockRequests } from './clock-requests.tsx';
import { WhyDialog } from './why-dialog.tsx';
import './clocks.css';

interface ClockProps {
  caseId: string;
  due: Due;
  /** The step or case has ended: nothing runs any more. */
  isEnded?: boolean;
}

/** One clock: by when, why this date, whether it stands still, who is told next, and what one may ask about it. */
export function ClockCard({ caseId, due, isEnded = false }: ClockProps) {
  return (
    <div className="clock stack-tight">
      <ClockDate due={due} isEnded={isEnded} />
      <ClockStop due={due} />
      <ClockLines due={due} isEnded={isEnded} />
      {isEnded ? null : <ClockAsks caseId={caseId} due={due} />}
      <ClockActions caseId={caseId} due={due} isEnded={isEnded} />
    </div>
  );
}

/** One of several clocks: its name and date, and what somebody must answer; the rest unfolds. */
export function FoldedClock({ caseId, due, isEnded = false }: ClockProps) {
  const { label } = useTexts();
  return (
    <div className="clock stack-tight">
      <details className="clock-fold">
        <summary>
          <h3>{label(due.name)}</h3>
          <ClockDate due={due} isEnded={isEnded} at={due.due} />
        </summary>
        <div className="stack-tight">
          <ClockLines due={due} isEnded={isEnded} />
          <ClockActions caseId={caseId} due={due} isEnded={isEnded} />
        </div>
      </details>
      <ClockStop due={due} />
      {isEnded ? null : <ClockAsks caseId={caseId} due={due} />}
    </div>
  );
}

function ClockDate({ due, isEnded = false, at }: Omit<ClockProps, 'caseId'> & { at?: string }) {
  const { t } = useTexts();
  return (
    <div className="row">
      <DueDate
        dueDate={due.dueDate}
        at={at}
        remainingWorkingDays={due.remainingWorkingDays}
        isOverdue={due.passed && !isEnded && !due.suspended}
        provisional={due.provisional}
        isEnded={isEnded || due.suspended !== null}
      />
      {due.ofCase ? <StatusTag tone="info">{t('clocks.ofCase')}</StatusTag> : null}
      {due.cycle > 1 ? <StatusTag tone="info">{t('clocks.cycle', { count: due.cycle })}</StatusTag> : null}
    </div>
  );
}

function ClockStop({ due: { suspended } }: Pick<ClockProps, 'due'>) {
  const { t, label, date, instant } = useTexts();
  if (!suspended) return null;
  return (
    <p className="clock-suspended">
      <Icon name="pause" size={18} />
      <span>
        <strong>{t('clocks.suspended', { why: label(suspended.name) })}</strong>
        <span className="small">
          {t('clocks.since', { at: instant(suspended.since) })}
          {suspended.until ? t('clocks.until', { date: date(suspended.until) }) : null}
        </span>
      </span>
    </p>
  );
}

function ClockLines({ due, isEnded }: Omit<ClockProps, 'caseId'>) {
  const { t, label, date, end, instant } = useTexts();
  return (
    <dl className="lines">
      <Line name={t('due.until')}>{end(due.due, due.dueDate)}</Line>
      {due.originalDueDate === due.dueDate ? null : (
        <Line name={t('due.original')}>
          {date(due.originalDueDate)}
          {due.extensions > 0 ? t('clocks.extended', { count: due.extensions }) : null}
        </Line>
      )}
      {due.basis ? <Line name={t('due.basis')}>{due.basis}</Line> : null}
      {isEnded || due.acknowledged.length === 0 ? null : (
        <Line name={t('clocks.acknowledgedTitle')}>
          {due.acknowledged.map((seen) => (
            <span key={seen.step} className="number-line">
              {t(seen.until ? 'clocks.acknowledgedUntil' : 'clocks.acknowledged', {
                step: label(seen.name),
                name: seen.by?.name ?? t('state.system'),
                at: seen.until ? instant(seen.until) : '',
              })}
            </span>
          ))}
        </Line>
      )}
      {isEnded || due.suspended ? null : (
        <Line name={t('due.ifLate')}>
          <NextStepLine step={due.next} />
        </Line>
      )}
    </dl>
  );
}

/** What waits for an answer: requests about the clock, and escalations that somebody has to have seen. */
function ClockAsks({ caseId, due }: ClockProps) {
  return (
    <>
      <ClockRequests requests={due.requests} />
      <Acknowledge caseId={caseId} due={due} />
    </>
  );
}

function ClockActions({ caseId, due, isEnded = false }: ClockProps) {
  const { t, label } = useTexts();
  const [isAskingWhy, setAskingWhy] = useState(false);
  const [act, setAct] = useState<keyof ClockActs>();
  const { may } = due;
  return (
    <>
      <div className="row">
        <Button onClick={() => setAskingWhy(true)}>{t('clocks.why')}</Button>
        {!isEnded && may.extend ? (
          <Button disabled={!may.extend.allowed} onClick={() => setAct('extend')}>
            {t('clocks.extend')}
          </Button>
        ) : null}
        {!isEnded && may.suspend.length > 0 ? (
          <Button onClick={() => setAct('suspend')}>{t('clocks.suspend')}</Button>
        ) : null}
        {!isEnded && may.resume ? (
          <Button onClick={() => setAct('resume')}>{t('clocks.resume')}</Button>
        ) : null}
        {!isEnded && may.change ? (
          <Button onClick={() => setAct('change')}>{t('clocks.change')}</Button>
        ) : null}
      </div>
      {!isEnded && may.extend && !may.extend.allowed ? (
        <p className="small muted">{t('verbs.notNow', { because: label(may.extend.because) })}</p>
      ) : null}
      {isAskingWhy ? (
        <WhyDialog caseId={caseId} deadline={due.deadline} close={() => setAskingWhy(false)} />
      ) : null}
      {act ? <ClockActDialog act={act} caseId={caseId} due={due} close={() => setAct(undefined)} /> : null}
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
