import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { TemplateDetail } from '../../../api/resources/templates.shapes.ts';
import { openCase } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { templateQuery } from '../../client/office.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Failure, Loaded } from '../../parts/page-state.tsx';
import { checkForm, faultsFrom, type Faults } from '../../parts/schema-form/check.ts';
import { writableValues, type FormValues } from '../../parts/schema-form/field-schema.ts';
import { fieldId, SchemaForm } from '../../parts/schema-form/schema-form.tsx';

/** Opens one case by hand. */
export default function NewCasePage() {
  const { template = '' } = useParams();
  const query = useQuery(templateQuery(template));
  return (
    <div className="page" style={{ maxWidth: 860 }}>
      <Loaded query={query}>{(detail) => <NewCaseForm key={detail.key} template={detail} />}</Loaded>
    </div>
  );
}

function NewCaseForm({ template }: { template: TemplateDetail }) {
  const { t, label } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [values, setValues] = useState<FormValues>(template.startValues);
  const [faults, setFaults] = useState<Faults>({});
  const open = useIntent(openCase, {
    onSuccess: async (opened) => {
      await refresh();
      await navigate(`/cases/${opened.caseId}`);
    },
    onError: (error) => {
      if (error instanceof ApiProblem) setFaults(faultsFrom(error.details).faults);
    },
  });
  const form = template.startForm;
  const faultCount = Object.keys(faults).length;
  return (
    <>
      <PageHead
        above={{ to: '/cases', text: t('page.cases') }}
        title={t('cases.newOf', { name: label(template.name) })}
        hint={label(template.description)}
      />
      {form ? (
        <form
          className="card stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const found = checkForm(form, values);
            setFaults(found);
            const first = Object.keys(found)[0];
            if (first) document.getElementById(fieldId('field', first))?.focus();
            else open.run({ template: template.key, values: writableValues(form, values) });
          }}
        >
          <h2>{label(form.title)}</h2>
          {open.error ? <Failure error={open.error} /> : null}
          {faultCount > 0 ? (
            <Notice tone="danger" role="alert" title={t('form.faults', { count: faultCount })} />
          ) : null}
          <SchemaForm
            form={form}
            values={values}
            faults={faults}
            onChange={setValues}
            isDisabled={open.isRunning}
          />
          <div className="row">
            <Button type="primary" htmlType="submit" loading={open.isRunning}>
              {t('cases.start')}
            </Button>
          </div>
        </form>
      ) : (
        <Notice tone="info" title={t('cases.noStartForm')} />
      )}
    </>
  );
}
