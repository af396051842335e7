import { Input } from 'antd';
import { FieldError } from '../../parts/field-error.tsx';

interface PartFieldProps {
  id: string;
  title: string;
  type: 'date' | 'text' | 'time';
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
}

/** One field of the calendar with what is wrong with it. */
export function PartField({ id, title, type, value, fault, onChange }: PartFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <Input
        id={id}
        type={type}
        maxLength={100}
        aria-invalid={fault ? true : undefined}
        aria-describedby={`${id}-error`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldError id={`${id}-error`} text={fault} />
    </div>
  );
}
