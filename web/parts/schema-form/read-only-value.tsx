import { useQuery } from '@tanstack/react-query';
import type { FormField } from '../../../api/resources/forms.shapes.ts';
import type { Json } from '../../../engine/json.ts';
import { organisationQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { isEmpty, type Widget } from './field-schema.ts';

/** A value that is shown and not changed, in words. */
export function ReadOnlyValue({ value, field, widget }: { value: Json; field: FormField; widget: Widget }) {
  const { t, label, date, instant } = useTexts();
  const isFromOrganisation = widget === 'unit' || widget === 'units' || widget === 'person';
  const organisation = useQuery({ ...organisationQuery, enabled: isFromOrganisation });
  if (isEmpty(value)) return <span className="muted">{t('state.notGiven')}</span>;

  const nameOf = (one: Json): string => {
    const option = field.options?.find((candidate) => candidate.value === one);
    if (option) return label(option.name);
    if (widget === 'person') {
      return organisation.data?.people.find((person) => person.person === one)?.name ?? String(one);
    }
    const unit = isFromOrganisation
      ? organisation.data?.units.find((candidate) => candidate.unit === one)
      : undefined;
    if (unit) return label(unit.name);
    if (typeof one === 'boolean') return t(one ? 'form.yes' : 'form.no');
    if (widget === 'dateTime') return instant(String(one));
    return typeof one === 'object' ? JSON.stringify(one) : date(String(one));
  };
  return (
    <span style={{ whiteSpace: 'pre-wrap' }}>
      {Array.isArray(value) ? value.map(nameOf).join(t('state.listComma')) : nameOf(value)}
    </span>
  );
}
