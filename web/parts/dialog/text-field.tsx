import { Input } from 'antd';
import { useId } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { FieldError } from '../field-error.tsx';

interface TextFieldProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  isRequired?: boolean;
  isMissing?: boolean;
  isShort?: boolean;
  most?: number;
  takesFocus?: boolean;
}

/** Words of a dialog: a reason, an opinion, a question. */
export function TextField(props: TextFieldProps) {
  const { label, hint, value, onChange, isRequired = false, isMissing = false, isShort, most = 2000 } = props;
  const { t } = useTexts();
  const id = useId();
  const basics = {
    id,
    value,
    maxLength: most,
    autoFocus: props.takesFocus,
    'aria-required': isRequired || undefined,
    'aria-invalid': isMissing || undefined,
    status: isMissing ? ('error' as const) : undefined,
    'aria-describedby': hint ? `${id}-hint ${id}-error` : `${id}-error`,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isRequired ? <span className="required">{t('form.required')}</span> : null}
      </label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {isShort ? (
        <Input {...basics} />
      ) : (
        <Input.TextArea {...basics} autoSize={{ minRows: 3, maxRows: 10 }} />
      )}
      <FieldError id={`${id}-error`} text={isMissing ? t('form.fault.required') : undefined} />
    </div>
  );
}
