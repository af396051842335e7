import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { TaskDetail, TaskOutcome } from '../../../api/resources/tasks.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { useIntent } from '../../client/intent.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useRefresh } from '../../client/refresh.ts';
import { claimTask, completeTask, releaseTask } from '../../client/tasks.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { checkForm, faultsFrom, type Faults } from '../../parts/schema-form/check.ts';
import { writableValues, type FormValues } from '../../parts/schema-form/field-schema.ts';
import { fieldId, SchemaForm } from '../../parts/schema-form/schema-form.tsx';
import { ActionBar } from './action-bar.tsx';
import { ActFailure } from './act-failure.tsx';
import { unsentDraft, useDraft } from './draft.ts';
import { ReasonDialog } from './reason-dialog.tsx';

/** Keys under which a draft keeps what is not a field of the form. */
const reasonKey = '$reason';

/** The instruction, the form and the answers. What is typed stays on the page whatever the server answers. */
export function TaskWork({ task }: { task: TaskDetail }) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const { me } = useWho();
  const draftKey = `${me.person.person} ${task.taskKey}`;
  const [values, setValues] = useState<FormValues>(() => ({
    ...task.values,
    ...(unsentDraft(draftKey) ?? task.draft?.values),
  }));
  const [faults, setFaults] = useState<Faults>({});
  const [asking, setAsking] = useState<TaskOutcome>();
  const summary = useRef<HTMLDivElement>(null);
  const isOpen = task.status === 'open';
  const canWrite = isOpen && task.may.complete;
  const draft = useDraft(values, {
    taskKey: task.taskKey,
    draftKey,
    savedAt: task.draft?.savedAt ?? null,
    isOn: canWrite,
  });

  const complete = useIntent(completeTask, {
    onSuccess: async () => {
      draft.stop();
      setAsking(undefined);
      await refresh();
      window.scrollTo({ top: 0 });
    },
    onError: (error) => {
      setAsking(undefined);
      if (!(error instanceof ApiProblem)) return;
      setFaults(faultsFrom(error.details).faults);
      // Someone was first: show how the task stands now, and keep what was typed.
      if (error.status === 409) {
        draft.stop();
        void refresh();
      }
      summary.current?.focus();
    },
  });
  const claim = useIntent(claimTask, { onSuccess: refresh, onError: () => void refresh() });
  const release = useIntent(releaseTask, { onSuccess: refresh, onError: () => void refresh() });

  const send = (outcome: TaskOutcome | undefined, reason?: string) =>
    complete.run({
      taskKey: task.taskKey,
      generation: task.generation,
      outcome: outcome?.key,
      reason,
      values: writableValues(task.form, values),
    });

  const answer = (outcome: TaskOutcome | undefined) => {
    const found = task.form ? checkForm(task.form, values) : {};
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first) {
      document.getElementById(fieldId('field', first))?.focus();
      return;
    }
    if (outcome?.needsReason) setAsking(outcome);
    else send(outcome);
  };

  // The template's first answer is the main one: it stands at the outer end, where hands and eyes expect it.
  const outcomes = task.outcomes.length > 0 ? task.outcomes.toReversed() : [undefined];
  const faultCount = Object.keys(faults).length;
  return (
    <>
      {isOpen ? (
        <section className="card" aria-labelledby="what">
          <h2 id="what">{t('task.what')}</h2>
          <p style={{ whiteSpace: 'pre-wrap' }}>
            {task.instruction ? label(task.instruction) : t('task.noInstruction', { name: label(task.name) })}
          </p>
        </section>
      ) : null}
      <div ref={summary} tabIndex={-1} className="stack no-outline">
        {complete.error ? <ActFailure error={complete.error} /> : null}
        {claim.error ? <ActFailure error={claim.error} /> : null}
        {faultCount > 0 ? (
          <Notice tone="danger" role="alert" title={t('form.faults', { count: faultCount })} />
        ) : null}
        {isOpen && !canWrite && task.may.because ? (
          <Notice tone="info" title={label(task.may.because)} />
        ) : null}
      </div>
      {task.form ? (
        <section className="card" aria-labelledby="form">
          <header className="row-between">
            <h2 id="form">{label(task.form.title)}</h2>
          </header>
          <SchemaForm
            form={task.form}
            values={values}
            faults={faults}
            isDisabled={!canWrite || complete.isRunning}
            onChange={(next) => {
              setValues(next);
              // A mended field is no longer marked; the rest stays until the next answer.
              setFaults((old) =>
                Object.fromEntries(Object.entries(old).filter(([key]) => next[key] === values[key])),
              );
            }}
          />
        </section>
      ) : null}
      {isOpen ? (
        <ActionBar draft={draft.state} isRunning={complete.isRunning}>
          {task.may.claim ? (
            <Button
              loading={claim.isRunning}
              onClick={() => claim.run({ taskKey: task.taskKey, generation: task.generation })}
            >
              {t('task.claim')}
            </Button>
          ) : null}
          {task.may.release ? (
            <Button
              loading={release.isRunning}
              onClick={() => release.run({ taskKey: task.taskKey, generation: task.generation })}
            >
              {t('task.release')}
            </Button>
          ) : null}
          {canWrite
            ? outcomes.map((outcome) => (
                <Button
                  key={outcome?.key ?? 'complete'}
                  type={outcome === outcomes.at(-1) ? 'primary' : 'default'}
                  disabled={complete.isRunning}
                  onClick={() => answer(outcome)}
                >
                  {outcome ? label(outcome.name) : t('task.complete')}
                </Button>
              ))
            : null}
        </ActionBar>
      ) : null}
      <ReasonDialog
        outcome={asking}
        reason={typeof values[reasonKey] === 'string' ? values[reasonKey] : ''}
        isRunning={complete.isRunning}
        onChange={(reason) => setValues({ ...values, [reasonKey]: reason })}
        onCancel={() => setAsking(undefined)}
        onSend={(reason) => send(asking, reason)}
      />
    </>
  );
}
