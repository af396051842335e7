import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { templateQuery } from '../../client/office.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { TextField } from '../dialog/text-field.tsx';
import { checkForm, faultsFrom, stillMarked, type Faults } from '../schema-form/check.ts';
import { writableValues, type FormValues } from '../schema-form/field-schema.ts';
import { SchemaForm } from '../schema-form/schema-form.tsx';
import { Select } from '../select.tsx';
import { useNeeds } from './use-needs.tsx';
import { useVerb, type VerbDialogProps } from './use-verb.ts';
import { VerbFrame } from './verb-frame.tsx';

/** A case within the case: of which template, and what its start form asks for. */
export function AddSubCaseDialog(props: VerbDialogProps) {
  const { t, label } = useTexts();
  const { offered, place } = props;
  const offers = offered.choices.offers ?? [];
  const [template, setTemplate] = useState(offers.length === 1 ? (offers[0]?.key ?? '') : '');
  const [name, setName] = useState('');
  const [values, setValues] = useState<FormValues>({});
  const [faults, setFaults] = useState<Faults>({});
  const chosen = useQuery({ ...templateQuery(template), enabled: template !== '' });
  const act = useVerb('addSubCase', props);
  const needs = useNeeds(act);
  const form = chosen.data?.startForm ?? null;
  const startValues = chosen.data?.startValues;
  useEffect(() => setValues(startValues ?? {}), [startValues]);
  useEffect(() => {
    if (act.error instanceof ApiProblem) setFaults(faultsFrom(act.error.details).faults);
  }, [act.error]);
  return (
    <VerbFrame
      act={act}
      send={() => {
        const found = form ? checkForm(form, values) : {};
        setFaults(found);
        const isFilledIn = Object.keys(found).length === 0 && needs.isComplete;
        if (!template || !name.trim() || !place.taskKey || !isFilledIn) return;
        act.run({
          taskKey: place.taskKey,
          template,
          name: name.trim(),
          values: writableValues(form, values),
          ...needs.given,
        });
      }}
    >
      <Select
        label={t('verbs.addSubCase.template')}
        value={template}
        onChange={setTemplate}
        isRequired
        isMissing={act.isChecked && !template}
        options={offers.map((one) => ({ value: one.key, text: label(one.name) }))}
      />
      <TextField
        label={t('verbs.addSubCase.name')}
        value={name}
        onChange={setName}
        most={100}
        isShort
        isRequired
        isMissing={act.isChecked && !name.trim()}
      />
      {form ? (
        <SchemaForm
          form={form}
          values={values}
          faults={faults}
          onChange={(next) => {
            setFaults(stillMarked(faults, values, next));
            setValues(next);
          }}
          idPrefix="sub-case"
        />
      ) : null}
      {needs.fields}
    </VerbFrame>
  );
}
