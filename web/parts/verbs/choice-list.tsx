import type { ReactNode } from 'react';
import { useId } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { FieldError } from '../field-error.tsx';

interface ChoiceListProps {
  legend: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; text: ReactNode; hint?: ReactNode }[];
  isMissing?: boolean;
}

/** One of several, each with a line that says what it means. */
export function ChoiceList({ legend, value, onChange, options, isMissing }: ChoiceListProps) {
  const { t } = useTexts();
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={`${id}-error`} data-invalid={isMissing || undefined}>
      <legend>
        {legend}
        <span className="required">{t('form.required')}</span>
      </legend>
      <div className="choices choice-list">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>
              {option.text}
              {option.hint ? <span className="small muted choice-hint">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`} text={isMissing ? t('verbs.choose') : undefined} />
    </fieldset>
  );
}
