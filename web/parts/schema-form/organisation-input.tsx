import { useQuery } from '@tanstack/react-query';
import { organisationQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { WidgetProps } from './widget-input.tsx';

/** Names of units and people in the order of their pinyin. */
const byPinyin = new Intl.Collator('zh-CN');

function useUnits() {
  const { label } = useTexts();
  const organisation = useQuery(organisationQuery);
  return (organisation.data?.units ?? [])
    .map((unit) => ({ id: unit.unit, text: label(unit.name) }))
    .sort((a, b) => byPinyin.compare(a.text, b.text));
}

export function UnitSelect({ id, value, isDisabled, isInvalid, describedBy, onChange }: WidgetProps) {
  const units = useUnits();
  return <List {...{ id, value, isDisabled, isInvalid, describedBy, onChange }} options={units} />;
}

export function PersonSelect({ id, value, isDisabled, isInvalid, describedBy, onChange }: WidgetProps) {
  const organisation = useQuery(organisationQuery);
  const people = (organisation.data?.people ?? [])
    .map((one) => ({ id: one.person, text: one.name }))
    .sort((a, b) => byPinyin.compare(a.text, b.text));
  return <List {...{ id, value, isDisabled, isInvalid, describedBy, onChange }} options={people} />;
}

export function UnitsChoice({ value, isDisabled, onChange }: WidgetProps) {
  const units = useUnits();
  const chosen = Array.isArray(value) ? value : [];
  return (
    <div className="choices choices-scroll" role="group">
      {units.map((unit) => (
        <label key={unit.id}>
          <input
            type="checkbox"
            disabled={isDisabled}
            checked={chosen.includes(unit.id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, unit.id] : chosen.filter((one) => one !== unit.id))
            }
          />
          {unit.text}
        </label>
      ))}
    </div>
  );
}

type ListProps = Pick<
  WidgetProps,
  'id' | 'value' | 'isDisabled' | 'isInvalid' | 'describedBy' | 'onChange'
> & {
  options: { id: string; text: string }[];
};

function List({ id, value, isDisabled, isInvalid, describedBy, onChange, options }: ListProps) {
  const { t } = useTexts();
  return (
    <select
      id={id}
      className="native"
      disabled={isDisabled}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t('form.choose')}</option>
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.text}
        </option>
      ))}
    </select>
  );
}
