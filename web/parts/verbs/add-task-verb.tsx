import { useId, useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { TextField } from '../dialog/text-field.tsx';
import type { PeopleOption } from '../people-picker/people-options.ts';
import { PeoplePicker } from '../people-picker/people-picker.tsx';
import { Select } from '../select.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, wordsOf, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

/** A task that the diagram does not know: what, who, with which form, by when. */
export function AddTaskDialog(props: VerbDialogProps) {
  const { t, label } = useTexts();
  const { offered, place } = props;
  const dueId = useId();
  const [name, setName] = useState('');
  const [people, setPeople] = useState<PeopleOption[]>([]);
  const [form, setForm] = useState('');
  const [instruction, setInstruction] = useState('');
  const [dueDate, setDueDate] = useState('');
  const act = useVerb('addTask', props);
  const needs = useNeeds(act);
  const forms = offered.choices.offers ?? [];
  return (
    <VerbFrame
      act={act}
      send={() => {
        if (!name.trim() || people.length === 0 || !place.taskKey || !needs.isComplete) return;
        act.run({
          taskKey: place.taskKey,
          name: name.trim(),
          people: people.map(({ choice }) => choice),
          form: form || undefined,
          instruction: wordsOf(instruction),
          dueDate: dueDate || undefined,
          ...needs.given,
        });
      }}
    >
      <TextField
        label={t('verbs.addTask.name')}
        value={name}
        onChange={setName}
        most={100}
        isShort
        isRequired
        isMissing={act.isChecked && !name.trim()}
        takesFocus
      />
      <PeoplePicker
        label={t('verbs.toMany')}
        value={people}
        onChange={setPeople}
        caseId={place.caseId}
        among={offered.choices.among}
        isMissing={act.isChecked && people.length === 0}
      />
      <TextField label={t('verbs.addTask.instruction')} value={instruction} onChange={setInstruction} />
      {forms.length > 0 ? (
        <Select
          label={t('verbs.addTask.form')}
          value={form}
          onChange={setForm}
          none={t('verbs.addTask.noForm')}
          options={forms.map((one) => ({ value: one.key, text: label(one.name) }))}
        />
      ) : null}
      <div className="field">
        <label htmlFor={dueId}>{t('verbs.addTask.due')}</label>
        <input
          id={dueId}
          type="date"
          className="native short"
          value={dueDate}
          onChange={(event) => setDueDate(event.target.value)}
        />
      </div>
      {needs.fields}
    </VerbFrame>
  );
}
