import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CaseOpened, OpenCase } from '../../../api/resources/cases.shapes.ts';
import type { TemplateDetail } from '../../../api/resources/templates.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Failure } from '../../parts/page-state.tsx';
import { PeoplePicker } from '../../parts/people-picker/people-picker.tsx';
import type { PeopleOption } from '../../parts/people-picker/people-options.ts';
import { checkForm, faultsFrom, stillMarked, type Faults } from '../../parts/schema-form/check.ts';
import { writableValues, type FormValues } from '../../parts/schema-form/field-schema.ts';
import { fieldId, SchemaForm } from '../../parts/schema-form/schema-form.tsx';

interface StartFormProps {
  template: TemplateDetail;
  values: FormValues;
  above: { to: string; text: string };
  title: string;
  hint: string;
  send: (input: OpenCase, key: string) => Promise<CaseOpened>;
}

/** What a case begins with: the template's start form, and the people of the steps that ask the initiator for them. */
export function StartForm({ template, values: first, above, title, hint, send }: StartFormProps) {
  const { t, label } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [values, setValues] = useState<FormValues>(first);
  const [faults, setFaults] = useState<Faults>({});
  const [people, setPeople] = useState<Record<string, PeopleOption[]>>({});
  const [isChecked, setChecked] = useState(false);
  const open = useIntent(send, {
    onSuccess: async (opened) => {
      await refresh();
      await navigate(`/cases/${opened.caseId}`);
    },
    onError: (error) => {
      if (error instanceof ApiProblem) setFaults(faultsFrom(error.details).faults);
    },
  });
  const { startForm: form, toChoose } = template;
  const chosen = (node: string) => people[node] ?? [];
  const faultCount = Object.keys(faults).length;

  const submit = () => {
    setChecked(true);
    const found = form ? checkForm(form, values) : {};
    setFaults(found);
    const named = toChoose.flatMap(({ node }) =>
      chosen(node).length > 0 ? [[node, chosen(node).map(({ choice }) => choice)] as const] : [],
    );
    const wrong = Object.keys(found)[0];
    if (wrong) document.getElementById(fieldId('field', wrong))?.focus();
    else if (toChoose.every(({ node, required }) => !required || chosen(node).length > 0))
      open.run({
        template: template.key,
        values: writableValues(form, values),
        choices: named.length > 0 ? Object.fromEntries(named) : undefined,
      });
  };
  return (
    <>
      <PageHead above={above} title={title} hint={hint} />
      {form || template.canStart ? (
        <form
          className="card stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <h2>{form ? label(form.title) : t('cases.noStartForm')}</h2>
          {open.error ? <Failure error={open.error} /> : null}
          {faultCount > 0 ? (
            <Notice tone="danger" role="alert" title={t('form.faults', { count: faultCount })} />
          ) : null}
          {form ? (
            <SchemaForm
              form={form}
              values={values}
              faults={faults}
              onChange={(next) => {
                setFaults(stillMarked(faults, values, next));
                setValues(next);
              }}
              isDisabled={open.isRunning}
            />
          ) : null}
          {toChoose.map((step) => (
            <PeoplePicker
              key={step.node}
              label={t('task.chooseFor', { step: label(step.name) })}
              hint={step.most ? t('task.chooseMost', { count: step.most }) : undefined}
              value={chosen(step.node)}
              onChange={(next) => setPeople({ ...people, [step.node]: next })}
              template={template.key}
              among={step.among ?? undefined}
              most={step.most ?? undefined}
              isOptional={!step.required}
              isMissing={isChecked && step.required && chosen(step.node).length === 0}
            />
          ))}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={open.isRunning}>
              {t('cases.start')}
            </Button>
          </div>
        </form>
      ) : (
        <Notice tone="info" title={t('cases.notByHand')} />
      )}
    </>
  );
}
