import { useQuery } from '@tanstack/react-query';
import { organisationQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { WidgetProps } from './widget-input.tsx';

/** Names of units and people in the order of their pinyin. */
const byPinyin = new Intl.Collator('zh-CN');

/** Units of the kinds that the field is for; what is chosen already stays, whatever it is. */
function useUnits({ schema, value }: Pick<WidgetProps, 'schema' | 'value'>) {
  const { label } = useTexts();
  const organisation = useQuery(organisationQuery);
  const chosen = new Set(Array.isArray(value) ? value : [value]);
  const kinds = schema['x-unit-kinds'];
  return (organisation.data?.units ?? [])
    .filter(({ unit, kind }) => !kinds || kinds.includes(kind) || chosen.has(unit))
    .map((unit) => ({ id: unit.unit, text: label(unit.name) }))
    .sort((a, b) => byPinyin.compare(a.text, b.text));
}

export function UnitSelect(props: WidgetProps) {
  const { id, value, isDisabled, isInvalid, describedBy, onChange } = props;
  const units = useUnits(props);
  return <List {...{ id, value, isDisabled, isInvalid, describedBy, onChange }} options={units} />;
}

export function PersonSelect({ id, value, isDisabled, isInvalid, describedBy, onChange }: WidgetProps) {
  const organisation = useQuery(organisationQuery);
  const people = (organisation.data?.people ?? [])
    .map((one) => ({ id: one.person, text: one.name }))
    .sort((a, b) => byPinyin.compare(a.text, b.text));
  return <List {...{ id, value, isDisabled, isInvalid, describedBy, onChange }} options={people} />;
}

export function UnitsChoice({ schema, value, isDisabled, onChange }: WidgetProps) {
  const units = useUnits({ schema, value });
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
