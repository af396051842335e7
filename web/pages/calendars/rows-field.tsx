import { Button } from 'antd';
import { useTexts } from '../../i18n/use-texts.ts';
import type { FaultAt } from './edit-part.tsx';
import { PartField } from './part-field.tsx';

interface RowsFieldProps<R extends Record<string, string>> {
  /** Name of the list in the calendar: what is wrong names its place by it. */
  name: string;
  rows: R[];
  columns: { name: keyof R & string; title: string; type: 'date' | 'text' | 'time' }[];
  none: R;
  texts: { row: (number: number) => string; remove: (number: number) => string; add: string };
  onChange: (rows: R[]) => void;
  faultAt: FaultAt;
}

/** A list of entries of equal fields, each with what is wrong at its place. */
export function RowsField<R extends Record<string, string>>(props: RowsFieldProps<R>) {
  const { name, rows, columns, none, texts, onChange, faultAt } = props;
  const { t } = useTexts();
  return (
    <>
      {rows.map((row, index) => (
        // Entries have no identity of their own until they are published: their place is all there is.
        <fieldset key={index} className="entry">
          <legend>{texts.row(index + 1)}</legend>
          <div className="entry-fields">
            {columns.map((column) => (
              <PartField
                key={column.name}
                id={`${name}-${index}-${column.name}`}
                title={column.title}
                type={column.type}
                value={row[column.name] ?? ''}
                fault={faultAt(`/${name}/${index}/${column.name}`)}
                onChange={(value) => onChange(rows.with(index, { ...row, [column.name]: value }))}
              />
            ))}
          </div>
          <Button aria-label={texts.remove(index + 1)} onClick={() => onChange(rows.toSpliced(index, 1))}>
            {t('calendars.remove')}
          </Button>
        </fieldset>
      ))}
      <div>
        <Button onClick={() => onChange([...rows, none])}>{texts.add}</Button>
      </div>
    </>
  );
}
