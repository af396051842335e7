import { useState } from 'react';
import type { TaskDetail, TaskOutcome } from '../../../api/resources/tasks.shapes.ts';
import type { Choices } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { AttachmentField } from '../../parts/attachments/attachment-field.tsx';
import { Dialog } from '../../parts/dialog/dialog.tsx';
import { TextField } from '../../parts/dialog/text-field.tsx';
import { PeoplePicker } from '../../parts/people-picker/people-picker.tsx';
import type { PeopleOption } from '../../parts/people-picker/people-options.ts';

/** What goes with an answer beside the form. */
export interface WithAnswer {
  reason?: string;
  opinion?: string;
  attachments?: string[];
  choices?: Choices;
}

/** Words of the dialog that are kept with the draft. */
export interface DecideWords {
  reason: string;
  opinion: string;
}

interface DecideDialogProps {
  task: TaskDetail;
  outcome: TaskOutcome | undefined;
  words: DecideWords;
  isRunning: boolean;
  onChange: (words: DecideWords) => void;
  close: () => void;
  onSend: (given: WithAnswer) => void;
}

/** True: this answer cannot be sent by one press. A reject goes back, so that nobody is chosen for what comes after. */
export const needsDialog = (task: TaskDetail, outcome: TaskOutcome | undefined): boolean =>
  (outcome?.needs.length ?? 0) > 0 ||
  outcome?.needsReason === true ||
  task.revision?.needsReason === true ||
  stepsToChoose(task, outcome).length > 0;

const stepsToChoose = (task: TaskDetail, outcome: TaskOutcome | undefined) =>
  outcome?.verdict === 'reject' ? [] : task.toChoose;

/** What an answer needs beside the form: why, the handler's view, files, and the people of the steps after it. */
export function DecideDialog(props: DecideDialogProps) {
  const { task, outcome, words, isRunning, onChange, close, onSend } = props;
  const { t, label } = useTexts();
  const [files, setFiles] = useState<string[]>([]);
  const [people, setPeople] = useState<Record<string, PeopleOption[]>>({});
  const [isChecked, setChecked] = useState(false);
  const needs = new Set(outcome?.needs);
  const isExplained = task.revision?.needsReason === true;
  const needsReason = needs.has('reason') || outcome?.needsReason === true || isExplained;
  const steps = stepsToChoose(task, outcome);
  const name = outcome ? label(outcome.name) : t(task.revision ? 'task.resubmit' : 'task.complete');
  const reason = words.reason.trim();
  const opinion = words.opinion.trim();

  const send = () => {
    setChecked(true);
    const isComplete =
      (!needsReason || reason) &&
      (!needs.has('opinion') || opinion) &&
      (!needs.has('attachment') || files.length > 0) &&
      steps.every(({ node, required }) => !required || (people[node] ?? []).length > 0);
    if (!isComplete) return;
    const chosen = steps.flatMap(({ node }) => {
      const named = (people[node] ?? []).map(({ choice }) => choice);
      return named.length > 0 ? [[node, named] as const] : [];
    });
    onSend({
      reason: needsReason ? reason : undefined,
      opinion: opinion || undefined,
      attachments: files.length > 0 ? files : undefined,
      choices: chosen.length > 0 ? Object.fromEntries(chosen) : undefined,
    });
  };
  return (
    <Dialog
      title={needsReason && !isExplained ? t('task.reasonTitle', { outcome: name }) : name}
      isOpen
      close={close}
      send={name}
      isRunning={isRunning}
      onSend={send}
    >
      {needsReason ? (
        <TextField
          label={t(isExplained ? 'task.whatChanged' : 'task.reason')}
          hint={t(isExplained ? 'task.whatChangedHint' : 'task.reasonHint')}
          value={words.reason}
          onChange={(text) => onChange({ ...words, reason: text })}
          isRequired
          isMissing={isChecked && !reason}
          takesFocus
        />
      ) : null}
      {needs.has('opinion') ? (
        <TextField
          label={t('task.opinion')}
          hint={t('task.opinionHint')}
          value={words.opinion}
          onChange={(text) => onChange({ ...words, opinion: text })}
          most={4000}
          isRequired
          isMissing={isChecked && !opinion}
        />
      ) : null}
      {steps.map((step) => (
        <PeoplePicker
          key={step.node}
          label={t('task.chooseFor', { step: label(step.name) })}
          hint={step.most ? t('task.chooseMost', { count: step.most }) : undefined}
          value={people[step.node] ?? []}
          onChange={(chosen) => setPeople({ ...people, [step.node]: chosen })}
          caseId={task.caseId}
          among={step.among ?? undefined}
          most={step.most ?? undefined}
          isOptional={!step.required}
          isMissing={isChecked && step.required && (people[step.node] ?? []).length === 0}
        />
      ))}
      {needs.has('attachment') ? (
        <AttachmentField
          caseId={task.caseId}
          value={files}
          onChange={setFiles}
          isRequired
          isMissing={isChecked && files.length === 0}
        />
      ) : null}
    </Dialog>
  );
}
