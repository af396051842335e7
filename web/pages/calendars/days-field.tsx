import { Input } from 'antd';
import { useTexts } from '../../i18n/use-texts.ts';
import { FieldError } from '../../parts/field-error.tsx';
import type { DayFault } from './day-text.ts';

interface DaysFieldProps {
  id: string;
  title: string;
  text: string;
  faults: DayFault[];
  onChange: (text: string) => void;
}

/** Days as people write them, a line each; what is no day of the year is named with its line. */
export function DaysField({ id, title, text, faults, onChange }: DaysFieldProps) {
  const { t } = useTexts();
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <p className="hint" id={`${id}-hint`}>
        {t('calendars.daysHint')}
      </p>
      <Input.TextArea
        id={id}
        aria-describedby={`${id}-hint`}
        aria-invalid={faults.length > 0 || undefined}
        autoSize={{ minRows: 3, maxRows: 12 }}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {faults.map((fault) => (
        <FieldError
          key={`${fault.line} ${fault.text}`}
          id={`${id}-${fault.line}`}
          text={t('calendars.dayFault', { line: fault.line, text: fault.text })}
        />
      ))}
    </div>
  );
}
