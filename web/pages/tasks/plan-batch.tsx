import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { PlanBatch } from '../../../api/resources/batches.shapes.ts';
import type { TaskRow } from '../../../api/resources/work-list.shapes.ts';
import { planBatch } from '../../client/batches.ts';
import { useIntent } from '../../client/intent.ts';
import { taskQuery } from '../../client/tasks.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../../parts/dialog/dialog.tsx';
import { TextField } from '../../parts/dialog/text-field.tsx';
import { Failure } from '../../parts/page-state.tsx';
import type { PeopleOption } from '../../parts/people-picker/people-options.ts';
import { PeoplePicker } from '../../parts/people-picker/people-picker.tsx';
import { Select } from '../../parts/select.tsx';

interface PlanBatchDialogProps {
  kind: PlanBatch['kind'];
  tasks: TaskRow[];
  close: () => void;
}

/** What is to be done to each of the ticked tasks. Sending it only makes the preview. */
export function PlanBatchDialog({ kind, tasks, close }: PlanBatchDialogProps) {
  const { t, label } = useTexts();
  const navigate = useNavigate();
  const [people, setPeople] = useState<PeopleOption[]>([]);
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState('');
  const [isChecked, setChecked] = useState(false);
  const plan = useIntent(planBatch, { onSuccess: (batch) => navigate(`/batches/${batch.batch}`) });
  const [opinion, setOpinion] = useState('');
  // Most are of one step, and the preview says which cannot: the first shows which answers there are, and what is asked for.
  const first = useQuery({
    ...taskQuery(tasks[0]?.taskKey ?? ''),
    enabled: kind !== 'assign' && tasks.length > 0,
  });
  const outcomes = first.data?.outcomes ?? [];
  const asks =
    kind === 'complete'
      ? (outcomes.find(({ key }) => key === (outcome || outcomes[0]?.key))?.needs ?? [])
      : (first.data?.verbs.find(({ verb }) => verb === kind)?.needs ?? []);
  const needsPeople = kind === 'transfer' || kind === 'assign';
  const needsText = kind === 'assign' || kind === 'comment' || asks.includes('reason');
  const needsOpinion = asks.includes('opinion');
  const needsOutcome = kind === 'complete' && outcomes.length > 1;
  const words = text.trim();
  const view = needsOpinion ? { opinion: opinion.trim() } : {};

  const send = () => {
    setChecked(true);
    const [to] = people;
    const isSaid = (!needsText || words) && (!needsOpinion || opinion.trim());
    if ((needsPeople && !to) || !isSaid || (needsOutcome && !outcome)) return;
    const which = { tasks: tasks.map(({ taskKey }) => taskKey) };
    if (kind === 'assign')
      plan.run({ kind, ...which, to: people.map(({ choice }) => choice), reason: words });
    else if (kind === 'transfer' && to)
      plan.run({ kind, ...which, to: to.choice, reason: words || undefined, ...view });
    else if (kind === 'urge') plan.run({ kind, ...which, text: words || undefined, ...view });
    else if (kind === 'comment') plan.run({ kind, ...which, text: words, ...view });
    else if (kind === 'complete')
      plan.run({
        kind,
        ...which,
        outcome: outcome || outcomes[0]?.key,
        reason: words || undefined,
        ...view,
        values: {},
      });
  };
  return (
    <Dialog
      title={t('batch.of', { kind: t(`batch.kind.${kind}`), count: tasks.length })}
      isOpen
      close={close}
      send={t('batch.preview')}
      isRunning={plan.isRunning}
      onSend={send}
    >
      <p className="muted">{t('batch.previewHint')}</p>
      {plan.error ? <Failure error={plan.error} /> : null}
      {needsPeople ? (
        <PeoplePicker
          label={t(kind === 'transfer' ? 'verbs.to' : 'verbs.toMany')}
          value={people}
          onChange={setPeople}
          most={kind === 'transfer' ? 1 : undefined}
          isMissing={isChecked && people.length === 0}
        />
      ) : null}
      {needsOutcome ? (
        <Select
          label={t('batch.outcome')}
          value={outcome}
          onChange={setOutcome}
          isRequired
          isMissing={isChecked && !outcome}
          options={outcomes.map((one) => ({ value: one.key, text: label(one.name) }))}
        />
      ) : null}
      <TextField
        label={t(kind === 'urge' || kind === 'comment' ? `verbs.text.${kind}` : 'task.reason')}
        value={text}
        onChange={setText}
        isRequired={needsText}
        isMissing={isChecked && needsText && !words}
      />
      {needsOpinion ? (
        <TextField
          label={t('task.opinion')}
          hint={t('task.opinionHint')}
          value={opinion}
          onChange={setOpinion}
          most={4000}
          isRequired
          isMissing={isChecked && !opinion.trim()}
        />
      ) : null}
    </Dialog>
  );
}
