import { useQuery } from '@tanstack/react-query';
import type { FormField } from '../../../api/resources/forms.shapes.ts';
import type { Json } from '../../../engine/json.ts';
import { organisationQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { isEmpty, type FieldSchema, type PartSchema, type Widget } from './field-schema.ts';

interface ReadOnlyValueProps {
  value: Json;
  field: FormField;
  schema: FieldSchema;
  widget: Widget;
}

/** A value that is shown and not changed, in words. */
export function ReadOnlyValue({ value, field, schema, widget }: ReadOnlyValueProps) {
  const { t, label, date, instant } = useTexts();
  const parts = schema.items?.properties;
  const isFromOrganisation =
    widget === 'unit' ||
    widget === 'units' ||
    widget === 'person' ||
    Object.values(parts ?? {}).some((part) => part['x-widget'] === 'unit');
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
  if (parts && Array.isArray(value)) {
    return (
      <ul className="entries">
        {value.map((entry, index) => (
          <li key={index}>
            {partsOf(entry, parts).map(({ name, of, part }) => (
              <div key={name}>
                <span className="muted">{label(nameOfPart(name, part))}</span>
                {t('state.colon')}
                {nameOf(of)}
              </div>
            ))}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <span style={{ whiteSpace: 'pre-wrap' }}>
      {Array.isArray(value) ? value.map(nameOf).join(t('state.listComma')) : nameOf(value)}
    </span>
  );
}

/** Those parts of an entry that hold something, in the order of the schema. */
const partsOf = (entry: Json, parts: Record<string, PartSchema>) =>
  Object.entries(parts).flatMap(([name, part]) => {
    const of = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry[name] : undefined;
    return of === undefined || isEmpty(of) ? [] : [{ name, of, part }];
  });

const nameOfPart = (name: string, { title, 'x-title-en': en }: PartSchema) => ({
  zh: title ?? name,
  ...(en !== undefined && { en }),
});
