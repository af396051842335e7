import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { TaskDetail } from '../../../api/resources/tasks.shapes.ts';
import type { PathAhead, StepAhead } from '../../../api/resources/path-ahead.shapes.ts';
import { pathAheadQuery } from '../../client/work.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ProvisionalNote } from '../../parts/due-date.tsx';
import { HandlerList } from '../../parts/handler-list.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/page-state.tsx';
import { writableValues, type FormValues } from '../../parts/schema-form/field-schema.ts';
import { StatusTag, type Tone } from '../../parts/status-tag.tsx';

const marks: Record<StepAhead['certainty'], { tone: Tone; icon: IconName }> = {
  certain: { tone: 'ok', icon: 'check' },
  possible: { tone: 'info', icon: 'dot' },
  unknown: { tone: 'neutral', icon: 'help' },
};

/** 后续流程: which steps come after each answer, who does them and by when, as far as it can be known now. */
export function PathAheadPanel({ task, values }: { task: TaskDetail; values: FormValues }) {
  const { t, label } = useTexts();
  const [ask, setAsk] = useState<{ outcome?: string; values: FormValues }>();
  const query = useQuery(pathAheadQuery(task.taskKey, ask));
  const look = (outcome?: string) => setAsk({ outcome, values: writableValues(task.form, values) });
  const outcomes = task.outcomes.length > 0 ? task.outcomes : [undefined];
  return (
    <section className="card stack" aria-labelledby="ahead">
      <h2 id="ahead">{t('ahead.title')}</h2>
      <p className="muted">{t('ahead.hint')}</p>
      <div className="row">
        {outcomes.map((outcome) => (
          <Button
            key={outcome?.key ?? 'complete'}
            aria-pressed={ask !== undefined && ask.outcome === outcome?.key}
            className={ask !== undefined && ask.outcome === outcome?.key ? 'is-pressed' : undefined}
            onClick={() => look(outcome?.key)}
          >
            {t('ahead.if', {
              outcome: outcome ? label(outcome.name) : t(task.revision ? 'task.resubmit' : 'task.complete'),
            })}
          </Button>
        ))}
      </div>
      {ask ? <Loaded query={query}>{(path) => <Path path={path} />}</Loaded> : null}
    </section>
  );
}

function Path({ path }: { path: PathAhead }) {
  const { t, label } = useTexts();
  const rows = [...new Set(path.steps.map(({ row }) => row))];
  return (
    <div className="stack-tight" role="status">
      {path.steps.length === 0 ? <p>{t('ahead.none')}</p> : null}
      <ol className="ahead">
        {rows.map((row) => {
          const steps = path.steps.filter((step) => step.row === row);
          return (
            <li key={row}>
              {steps.length > 1 ? (
                <p className="small muted">{t('ahead.sideBySide', { count: steps.length })}</p>
              ) : null}
              {steps.map((step) => (
                <Step key={step.node} step={step} />
              ))}
            </li>
          );
        })}
      </ol>
      {path.endsWith ? <p className="muted">{label(path.endsWith)}</p> : null}
    </div>
  );
}

function Step({ step }: { step: StepAhead }) {
  const { t, label, end } = useTexts();
  const { tone, icon } = marks[step.certainty];
  const who = step.who.length > 0 ? <HandlerList handlers={step.who} /> : label(step.whoText);
  return (
    <div className="ahead-step">
      <div className="row-between">
        <strong>{label(step.name)}</strong>
        <StatusTag tone={tone} icon={icon}>
          {t(`ahead.${step.certainty}`)}
        </StatusTag>
      </div>
      {who ? <p className="small">{who}</p> : null}
      {step.signing ? <p className="small muted">{label(step.signing)}</p> : null}
      {step.due ? (
        <p className="small">
          {t('ahead.due', { date: end(step.due) })} {step.provisional ? <ProvisionalNote /> : null}
        </p>
      ) : null}
      {step.because ? <p className="small muted">{label(step.because)}</p> : null}
    </div>
  );
}
