import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Closure } from '../../../api/resources/calendars.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FieldError } from '../../parts/field-error.tsx';

const none = { from: '', to: '', reason: '' };

/** One more run of days; without a last day it is one day. */
export function AddClosure({ onAdd }: { onAdd: (closure: Closure) => void }) {
  const { t } = useTexts();
  const [day, setDay] = useState<Closure['day']>('off');
  const [typed, setTyped] = useState(none);
  const [isTried, setTried] = useState(false);
  const { from, reason } = typed;
  const to = typed.to || from;
  const faults = {
    from: from ? undefined : t('form.fault.required'),
    to: to < from ? t('calendars.endsBefore') : undefined,
    reason: reason.trim() ? undefined : t('form.fault.required'),
  };
  const add = () => {
    setTried(true);
    if (Object.values(faults).some(Boolean)) return;
    onAdd({ from, to, day, reason: reason.trim() });
    setTyped(none);
    setTried(false);
  };
  const field = (name: keyof typeof none, type: 'date' | 'text', title: string) => {
    const fault = isTried ? faults[name] : undefined;
    return (
      <div className="field">
        <label htmlFor={`closure-${name}`}>{title}</label>
        <Input
          id={`closure-${name}`}
          type={type}
          maxLength={100}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`closure-${name}-error`}
          value={typed[name]}
          onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
        />
        <FieldError id={`closure-${name}-error`} text={fault} />
      </div>
    );
  };
  return (
    <fieldset className="closure-new">
      <legend>{t('calendars.addClosure')}</legend>
      <div className="choices choices-row">
        {(['off', 'work'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="closure-day" checked={day === one} onChange={() => setDay(one)} />
            {t(`calendars.closureDay.${one}`)}
          </label>
        ))}
      </div>
      <div className="closure-fields">
        {field('from', 'date', t('calendars.firstDay'))}
        {field('to', 'date', t('calendars.lastDay'))}
        {field('reason', 'text', t('calendars.closureReason'))}
      </div>
      <Button onClick={add}>{t('calendars.add')}</Button>
    </fieldset>
  );
}
