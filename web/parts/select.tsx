import { useId } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { FieldError } from './field-error.tsx';

interface SelectProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; text: string }[];
  /** What stands for no choice; absent: the reader is asked to choose. */
  none?: string;
  isRequired?: boolean;
  isMissing?: boolean;
}

/** A labelled list of choices: the browser's own, which keys, screen readers and phones know. */
export function Select({ label, value, onChange, options, none, isRequired, isMissing }: SelectProps) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isRequired ? <span className="required">{t('form.required')}</span> : null}
      </label>
      <select
        id={id}
        className="native"
        value={value}
        aria-required={isRequired || undefined}
        aria-invalid={isMissing || undefined}
        aria-describedby={`${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{none ?? t('form.choose')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      <FieldError id={`${id}-error`} text={isMissing ? t('form.fault.required') : undefined} />
    </div>
  );
}
