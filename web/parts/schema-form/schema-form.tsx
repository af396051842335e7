import type { Form, FormField } from '../../../api/resources/forms.shapes.ts';
import type { Json } from '../../../engine/json.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../icon.tsx';
import type { Fault, Faults } from './check.ts';
import { isRequired, isShown, schemaOf, widgetOf, type FormValues } from './field-schema.ts';
import { ReadOnlyValue } from './read-only-value.tsx';
import { WidgetInput } from './widget-input.tsx';

interface SchemaFormProps {
  form: Form;
  values: FormValues;
  onChange: (values: FormValues) => void;
  faults?: Faults;
  /** By field, the answers that ask for it, where the form itself does not; `'all'`: whatever is answered. */
  requiredFor?: Readonly<Record<string, string[] | 'all'>>;
  isDisabled?: boolean;
  /** Sets the fields' ids apart where a page has two forms. */
  idPrefix?: string;
}

/** Id of the element that takes the focus for a field. */
export const fieldId = (prefix: string, field: string) => `${prefix}-${field}`;

/** A form from JSON Schema and layout, with plain inputs; faults stand at their fields. */
export function SchemaForm({
  form,
  values,
  onChange,
  faults = {},
  requiredFor = {},
  isDisabled = false,
  idPrefix = 'field',
}: SchemaFormProps) {
  const { label } = useTexts();
  return (
    <>
      {form.layout.map((section, index) => {
        const fields = section.fields.filter((field) => isShown(field, values));
        if (fields.length === 0) return null;
        return (
          <div key={index} className="form-section">
            {section.title ? <h3>{label(section.title)}</h3> : null}
            {fields.map((field) => (
              <FieldRow
                key={field.field}
                form={form}
                field={field}
                id={fieldId(idPrefix, field.field)}
                value={values[field.field] ?? null}
                fault={faults[field.field]}
                requiredFor={requiredFor[field.field] ?? []}
                isDisabled={isDisabled}
                onChange={(value) => onChange({ ...values, [field.field]: value })}
              />
            ))}
          </div>
        );
      })}
    </>
  );
}

interface FieldRowProps {
  form: Form;
  field: FormField;
  id: string;
  value: Json;
  fault?: Fault;
  requiredFor: string[] | 'all';
  isDisabled: boolean;
  onChange: (value: Json) => void;
}

function FieldRow({ form, field, id, value, fault, requiredFor, isDisabled, onChange }: FieldRowProps) {
  const { t, label } = useTexts();
  const schema = schemaOf(form, field.field);
  const widget = widgetOf(field, schema);
  const required = !field.readOnly && (requiredFor === 'all' || isRequired(form, field.field));
  const isGroup = widget === 'radio' || widget === 'checkboxes' || widget === 'units';
  const hintId = field.help ? `${id}-hint` : undefined;
  const errorId = fault ? `${id}-error` : undefined;
  const describedBy = [hintId, errorId].filter(Boolean).join(' ') || undefined;
  const name = (
    <>
      {label(field.label)}
      {required ? <span className="required">{t('form.required')}</span> : null}
      {!required && requiredFor !== 'all' && requiredFor.length > 0 ? (
        <span className="required">
          {t('form.requiredFor', { answers: requiredFor.join(t('form.requiredForOr')) })}
        </span>
      ) : null}
    </>
  );
  if (field.readOnly) {
    return (
      <dl className="field">
        <dt className="muted">{label(field.label)}</dt>
        <dd>
          <ReadOnlyValue value={value} field={field} schema={schema} widget={widget} />
        </dd>
      </dl>
    );
  }
  const input = (
    <WidgetInput
      {...{ id, field, schema, widget, value, isDisabled, describedBy, required, onChange }}
      isInvalid={fault !== undefined}
    />
  );
  const hint = field.help ? (
    <p id={hintId} className="hint">
      {label(field.help)}
    </p>
  ) : null;
  const error = fault ? (
    <p id={errorId} className="error">
      <Icon name="cross" size={18} />
      <span>{faultText(t, fault)}</span>
    </p>
  ) : null;
  if (isGroup) {
    return (
      <fieldset
        className="field"
        id={id}
        tabIndex={-1}
        aria-describedby={describedBy}
        data-invalid={fault !== undefined || undefined}
      >
        <legend>{name}</legend>
        {hint}
        {error}
        {input}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {hint}
      {input}
      {error}
    </div>
  );
}

function faultText(t: ReturnType<typeof useTexts>['t'], fault: Fault): string {
  if (fault.kind === 'told') return fault.text;
  return t(`form.fault.${fault.kind}`, { limit: 'limit' in fault ? fault.limit : 0 });
}
