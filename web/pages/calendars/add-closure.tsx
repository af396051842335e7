import { Button } from 'antd';
import { useState } from 'react';
import type { Closure } from '../../../api/resources/calendars.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { PartField } from './part-field.tsx';

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
  const field = (name: keyof typeof none, type: 'date' | 'text', title: string) => (
    <PartField
      id={`closure-${name}`}
      title={title}
      type={type}
      value={typed[name]}
      fault={isTried ? faults[name] : undefined}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
    />
  );
  return (
    <fieldset className="entry">
      <legend>{t('calendars.addClosure')}</legend>
      <div className="choices choices-row">
        {(['off', 'work'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="closure-day" checked={day === one} onChange={() => setDay(one)} />
            {t(`calendars.closureDay.${one}`)}
          </label>
        ))}
      </div>
      <div className="entry-fields">
        {field('from', 'date', t('calendars.firstDay'))}
        {field('to', 'date', t('calendars.lastDay'))}
        {field('reason', 'text', t('calendars.closureReason'))}
      </div>
      <Button onClick={add}>{t('calendars.add')}</Button>
    </fieldset>
  );
}
