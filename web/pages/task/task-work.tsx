import { Button } from 'antd';
import type { TaskDetail, TaskOutcome } from '../../../api/resources/tasks.shapes.ts';
import type { VerbKey } from '../../../api/resources/work.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { claimTask, releaseTask } from '../../client/tasks.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { SchemaForm } from '../../parts/schema-form/schema-form.tsx';
import { VerbBar } from '../../parts/verbs/verb-bar.tsx';
import { ActFailure } from './act-failure.tsx';
import { ActingFor } from './acting-for.tsx';
import { ActionBar } from './action-bar.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { PathAheadPanel } from './path-ahead.tsx';
import { answersByField } from './required-for.ts';
import { RoundPanel } from './round-panel.tsx';
import { SignerList } from './signer-list.tsx';
import { TaskFiles } from './task-files.tsx';
import { useAnswer } from './use-answer.ts';

/** Verbs that staff reach for most, beside the answers. */
const usual: VerbKey[] = ['withdraw', 'return', 'transfer', 'addSignersBefore'];

/** The instruction, the form and the answers, with every other verb that the step offers. */
export function TaskWork({ task }: { task: TaskDetail }) {
  const { t, label } = useTexts();
  const answer = useAnswer(task);
  const { canWrite, values, faults } = answer;
  const isOpen = task.status === 'open';
  // Of a task that is done, what is too late stands with how it ended.
  const verbs = isOpen ? task.verbs : task.verbs.filter(({ allowed }) => allowed);
  const faultCount = Object.keys(faults).length;
  const requiredFor = answersByField(task.outcomes, label);
  // Above stands already for whom it waits; of what stands still it does not say whether it is the case or the task.
  const isSaid = task.delegatedBy.length > 0 || (task.waits !== null && task.waits !== 'suspended');
  const because = label(task.may.because);
  const isBecauseSaid = isSaid || (because !== '' && answer.error?.message.startsWith(because));
  return (
    <>
      {isOpen ? (
        <section className="card" aria-labelledby="what">
          <h2 id="what">{t('task.what')}</h2>
          <p style={{ whiteSpace: 'pre-wrap' }}>
            {task.revision
              ? t(task.form ? 'task.reviseForm' : 'task.reviseWords')
              : task.instruction
                ? label(task.instruction)
                : t('task.noInstruction', { name: label(task.name) })}
          </p>
        </section>
      ) : null}
      <div ref={answer.summary} tabIndex={-1} className="stack no-outline">
        {answer.error ? <ActFailure error={answer.error} /> : null}
        {faultCount > 0 ? (
          <Notice tone="danger" role="alert" title={t('form.faults', { count: faultCount })} />
        ) : null}
        {answer.isRoleMissing ? <Notice tone="danger" role="alert" title={t('acting.missing')} /> : null}
        {isOpen && !canWrite && because && !isBecauseSaid ? <Notice tone="info" title={because} /> : null}
      </div>
      <ActingFor task={task} value={answer.role} onChange={answer.setRole} />
      {task.form ? (
        <section className="card" aria-labelledby="form">
          <header className="row-between">
            <h2 id="form">{label(task.form.title)}</h2>
          </header>
          <SchemaForm
            form={task.form}
            values={values}
            faults={faults}
            requiredFor={requiredFor}
            isDisabled={!canWrite || answer.isRunning}
            onChange={answer.change}
          />
        </section>
      ) : null}
      {task.round ? <RoundPanel round={task.round} /> : null}
      <SignerList signers={task.signers} />
      <TaskFiles task={task} />
      {canWrite ? <PathAheadPanel task={task} values={values} /> : null}
      {isOpen || verbs.length > 0 ? (
        <ActionBar draft={answer.draft} isRunning={answer.isRunning} isDraftShown={canWrite}>
          <VerbBar
            verbs={verbs}
            place={{ caseId: task.caseId, taskKey: task.taskKey, generation: task.generation }}
            usual={usual}
            main="answerDelegation"
            isDisabled={answer.isRunning}
          />
          {task.waits ? null : <Claiming task={task} />}
          {canWrite ? <Answers task={task} isDisabled={answer.isRunning} onAnswer={answer.answer} /> : null}
        </ActionBar>
      ) : null}
      {answer.asking ? (
        <DecideDialog
          task={task}
          outcome={answer.asking.outcome}
          words={answer.words}
          isRunning={answer.isRunning}
          onChange={answer.write}
          close={() => answer.setAsking(undefined)}
          onSend={(given) => answer.send(answer.asking?.outcome, given)}
        />
      ) : null}
    </>
  );
}

interface AnswersProps {
  task: TaskDetail;
  isDisabled: boolean;
  onAnswer: (outcome: TaskOutcome | undefined) => void;
}

/** The template's first answer is the main one: it stands at the outer end, where hands and eyes expect it. */
function Answers({ task, isDisabled, onAnswer }: AnswersProps) {
  const { t, label } = useTexts();
  const outcomes = task.outcomes.length > 0 ? task.outcomes.toReversed() : [undefined];
  return outcomes.map((outcome) => (
    <Button
      key={outcome?.key ?? 'complete'}
      type={outcome === outcomes.at(-1) ? 'primary' : 'default'}
      disabled={isDisabled}
      onClick={() => onAnswer(outcome)}
    >
      {outcome ? label(outcome.name) : t(task.revision ? 'task.resubmit' : 'task.complete')}
    </Button>
  ));
}

function Claiming({ task }: { task: TaskDetail }) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const claim = useIntent(claimTask, { onSuccess: refresh, onError: () => void refresh() });
  const release = useIntent(releaseTask, { onSuccess: refresh, onError: () => void refresh() });
  const input = { taskKey: task.taskKey, generation: task.generation };
  return (
    <>
      {claim.error ? <ActFailure error={claim.error} /> : null}
      {release.error ? <ActFailure error={release.error} /> : null}
      {task.may.claim ? (
        <Button loading={claim.isRunning} onClick={() => claim.run(input)}>
          {t('task.claim')}
        </Button>
      ) : null}
      {task.may.release ? (
        <Button loading={release.isRunning} onClick={() => release.run(input)}>
          {t('task.release')}
        </Button>
      ) : null}
    </>
  );
}
