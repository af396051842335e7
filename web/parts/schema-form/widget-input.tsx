import { Input } from 'antd';
import type { FormField } from '../../../api/resources/forms.shapes.ts';
import type { Json } from '../../../engine/json.ts';
import { instantOfLocalTime, localTimeOf } from '../../i18n/dates.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { FieldSchema, Widget } from './field-schema.ts';
import { PersonSelect, UnitSelect, UnitsChoice } from './organisation-input.tsx';

export interface WidgetProps {
  id: string;
  field: FormField;
  schema: FieldSchema;
  widget: Widget;
  value: Json;
  isDisabled: boolean;
  isInvalid: boolean;
  required: boolean;
  describedBy?: string;
  onChange: (value: Json) => void;
}

type Choice = { value: string | number | boolean; text: string };

/** One input for one field. Dates and choices use the browser's own controls: keys, screen readers and phones know them. */
export function WidgetInput(props: WidgetProps) {
  const { id, field, schema, widget, value, isDisabled, isInvalid, required, describedBy, onChange } = props;
  const { t, label } = useTexts();
  const basics = {
    id,
    disabled: isDisabled,
    'aria-invalid': isInvalid || undefined,
    'aria-required': required || undefined,
    'aria-describedby': describedBy,
  };
  const placeholder = field.placeholder ? label(field.placeholder) : undefined;
  const text = typeof value === 'string' ? value : value === null ? '' : String(value);
  const choices: Choice[] =
    field.options?.map((option) => ({ value: option.value, text: label(option.name) })) ??
    (schema.enum ?? schema.items?.enum ?? [])
      .filter((one) => one !== null)
      .map((one) => ({ value: one, text: String(one) }));

  switch (widget) {
    case 'text':
      return (
        <Input
          {...basics}
          status={isInvalid ? 'error' : undefined}
          placeholder={placeholder}
          maxLength={schema.maxLength}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'textarea':
      return (
        <Input.TextArea
          {...basics}
          status={isInvalid ? 'error' : undefined}
          placeholder={placeholder}
          autoSize={{ minRows: 3, maxRows: 12 }}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'number':
      return (
        <input
          {...basics}
          type="number"
          inputMode="decimal"
          step={schema.type === 'integer' ? 1 : 'any'}
          min={schema.minimum}
          max={schema.maximum}
          className="native"
          style={{ maxWidth: 240 }}
          placeholder={placeholder}
          value={text}
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
        />
      );
    case 'date':
      return (
        <input
          {...basics}
          type="date"
          className="native"
          style={{ maxWidth: 240 }}
          value={text}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
    case 'dateTime':
      return (
        <input
          {...basics}
          type="datetime-local"
          className="native"
          style={{ maxWidth: 240 }}
          value={localTimeOf(text)}
          onChange={(event) => onChange(event.target.value ? instantOfLocalTime(event.target.value) : null)}
        />
      );
    case 'select':
      return (
        <select
          {...basics}
          className="native"
          value={value === null ? '' : String(value)}
          onChange={(event) =>
            onChange(choices.find((one) => String(one.value) === event.target.value)?.value ?? null)
          }
        >
          <option value="">{t('form.choose')}</option>
          {choices.map((choice) => (
            <option key={String(choice.value)} value={String(choice.value)}>
              {choice.text}
            </option>
          ))}
        </select>
      );
    case 'radio':
      return (
        <div className="choices">
          {choices.map((choice) => (
            <label key={String(choice.value)}>
              <input
                type="radio"
                name={id}
                disabled={isDisabled}
                checked={value === choice.value}
                onChange={() => onChange(choice.value)}
              />
              {choice.text}
            </label>
          ))}
        </div>
      );
    case 'checkboxes': {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <div className="choices">
          {choices.map((choice) => (
            <label key={String(choice.value)}>
              <input
                type="checkbox"
                disabled={isDisabled}
                checked={chosen.includes(choice.value)}
                onChange={(event) =>
                  onChange(
                    event.target.checked
                      ? [...chosen, choice.value]
                      : chosen.filter((one) => one !== choice.value),
                  )
                }
              />
              {choice.text}
            </label>
          ))}
        </div>
      );
    }
    case 'switch':
      return (
        <div className="choices">
          <label>
            <input
              {...basics}
              type="checkbox"
              checked={value === true}
              onChange={(event) => onChange(event.target.checked)}
            />
            {t('form.yes')}
          </label>
        </div>
      );
    case 'unit':
      return <UnitSelect {...props} />;
    case 'units':
      return <UnitsChoice {...props} />;
    case 'person':
      return <PersonSelect {...props} />;
  }
}
