import { Button, Radio } from 'antd';
import { useRef } from 'react';
import type { Form } from '../../api/resources/forms.shapes.ts';
import type { LinkPage } from '../../api/resources/one-time-links.shapes.ts';
import type { TaskOutcome } from '../../api/resources/tasks.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { TextField } from '../parts/dialog/text-field.tsx';
import { FieldError } from '../parts/field-error.tsx';
import { Notice } from '../parts/notice.tsx';
import { useProblemText } from '../parts/problem-text.ts';
import { SchemaForm } from '../parts/schema-form/schema-form.tsx';
import { signerFields, useAct } from './use-act.ts';

interface StepProps {
  token: string;
  page: LinkPage;
  isNext: boolean;
  onDone: (page: LinkPage) => void;
  onLate: () => void;
}

/** The one step that is the agency's to do now, or why there is none. */
export function Step({ page, ...rest }: StepProps) {
  const { t } = useTexts();
  if (page.step) return <StepForm step={page.step} {...rest} />;
  return (
    <Notice tone="info">
      <p>{t(`agency.${page.whyNot ?? 'nothing'}`)}</p>
    </Notice>
  );
}

function StepForm({
  step,
  isNext,
  ...rest
}: Omit<StepProps, 'page'> & { step: NonNullable<LinkPage['step']> }) {
  const { t, label } = useTexts();
  const act = useAct({ step, ...rest });
  const { outcome, faults, missing } = act;
  const count = Object.keys(faults).length + missing.length;
  const summary = useRef<HTMLDivElement>(null);
  const form = formFor(step, outcome);
  return (
    <form
      className="card stack no-print"
      noValidate
      aria-labelledby="step"
      onSubmit={(event) => {
        event.preventDefault();
        if (!act.submit(form)) requestAnimationFrame(() => summary.current?.focus());
      }}
    >
      <div>
        <h2 id="step">{label(step.name)}</h2>
        {isNext ? <p className="muted">{t('agency.next')}</p> : null}
      </div>
      <div ref={summary} tabIndex={-1}>
        {count > 0 ? (
          <Notice tone="danger" role="alert" title={t('agency.faults', { count })} />
        ) : act.error ? (
          <Refused error={act.error} />
        ) : null}
      </div>
      {step.outcomes.length > 1 ? (
        <fieldset className="field" data-invalid={missing.includes('outcome') || undefined}>
          <legend>{t('agency.outcome')}</legend>
          <FieldError
            id="outcome-error"
            text={missing.includes('outcome') ? t('agency.outcomeMissing') : undefined}
          />
          <Radio.Group
            className="agency-choices"
            value={outcome?.key}
            onChange={(event) => act.choose(event.target.value as string)}
            options={step.outcomes.map(({ key, name }) => ({ value: key, label: label(name) }))}
          />
        </fieldset>
      ) : null}
      {outcome?.needs.includes('reason') ? (
        <TextField
          label={t('agency.reason')}
          value={act.reason}
          isRequired
          isMissing={missing.includes('reason')}
          onChange={act.setReason}
        />
      ) : null}
      {form && outcome ? (
        <SchemaForm
          form={form}
          values={act.values}
          faults={faults}
          isDisabled={act.isRunning}
          onChange={act.change}
        />
      ) : null}
      <div className="stack">
        <div>
          <h3>{t('agency.signer')}</h3>
          <p className="hint muted">{t('agency.signerHint')}</p>
        </div>
        {signerFields.map((field) => (
          <TextField
            key={field}
            label={t(`agency.${field}`)}
            value={act.signer[field]}
            most={100}
            isShort
            isRequired
            isMissing={missing.includes(field)}
            onChange={(text) => act.sign({ ...act.signer, [field]: text })}
          />
        ))}
      </div>
      <p className="small muted">{t('agency.privacy')}</p>
      <Button type="primary" htmlType="submit" loading={act.isRunning} block>
        {outcome ? t('agency.submitAs', { outcome: label(outcome.name) }) : t('agency.submit')}
      </Button>
    </form>
  );
}

/** As this answer needs it: what it asks for is required, and what only another one asks for is not there. */
function formFor(step: NonNullable<LinkPage['step']>, outcome: TaskOutcome | undefined): Form | null {
  if (!step.form || !outcome) return step.form;
  const others = step.outcomes.filter(({ key }) => key !== outcome.key).flatMap(({ requires }) => requires);
  const isAsked = (field: string) => outcome.requires.includes(field) || !others.includes(field);
  const layout = step.form.layout.map((section) => ({
    ...section,
    fields: section.fields.filter(({ field }) => isAsked(field)),
  }));
  const always = (step.form.schema['required'] ?? []) as string[];
  return {
    ...step.form,
    schema: { ...step.form.schema, required: [...always, ...outcome.requires] },
    layout: layout.filter(({ fields }) => fields.length > 0),
  };
}

function Refused({ error }: { error: Error }) {
  const textOf = useProblemText();
  const { title, mend } = textOf(error);
  return (
    <Notice tone="danger" role="alert" title={title}>
      <p>{mend}</p>
    </Notice>
  );
}
