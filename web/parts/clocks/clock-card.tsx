import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Due } from '../../../api/resources/tasks.shapes.ts';
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

interface ClockCardProps {
  caseId: string;
  due: Due;
  /** The step or case has ended: nothing runs any more. */
  isEnded?: boolean;
}

/** One clock: by when, why this date, whether it stands still, who is told next, and what one may ask about it. */
export function ClockCard({ caseId, due, isEnded = false }: ClockCardProps) {
  const { t, label, date, instant } = useTexts();
  const [isAskingWhy, setAskingWhy] = useState(false);
  const [act, setAct] = useState<keyof ClockActs>();
  const { may } = due;
  return (
    <div className="clock stack-tight">
      <div className="row">
        <DueDate
          dueDate={due.dueDate}
          remainingWorkingDays={due.remainingWorkingDays}
          isOverdue={due.passed && !isEnded && !due.suspended}
          provisional={due.provisional}
          isEnded={isEnded || due.suspended !== null}
        />
        {due.ofCase ? <StatusTag tone="info">{t('clocks.ofCase')}</StatusTag> : null}
        {due.cycle > 1 ? <StatusTag tone="info">{t('clocks.cycle', { count: due.cycle })}</StatusTag> : null}
      </div>
      {due.suspended ? (
        <p className="clock-suspended">
          <Icon name="pause" size={18} />
          <span>
            <strong>{t('clocks.suspended', { why: label(due.suspended.name) })}</strong>
            <span className="small">
              {t('clocks.since', { at: instant(due.suspended.since) })}
              {due.suspended.until ? t('clocks.until', { date: date(due.suspended.until) }) : null}
            </span>
          </span>
        </p>
      ) : null}
      <dl className="lines">
        <Line name={t('due.until')}>{instant(due.due)}</Line>
        {due.originalDueDate === due.dueDate ? null : (
          <Line name={t('due.original')}>
            {date(due.originalDueDate)}
            {due.extensions > 0 ? t('clocks.extended', { count: due.extensions }) : null}
          </Line>
        )}
        {due.basis ? <Line name={t('due.basis')}>{due.basis}</Line> : null}
        {isEnded ? null : (
          <Line name={t('due.ifLate')}>
            <NextStepLine step={due.next} />
          </Line>
        )}
      </dl>
      {isEnded ? null : (
        <>
          <ClockRequests requests={due.requests} />
          <Acknowledge caseId={caseId} due={due} />
        </>
      )}
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
    </div>
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
