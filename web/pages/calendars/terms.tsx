import type { SchoolTerm } from '../../../api/resources/calendars.shapes.ts';
import { byFirstDay } from '../../../engine/time/calendar.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { EditPart } from './edit-part.tsx';
import { Entries, PartCard } from './part-card.tsx';
import { RowsField } from './rows-field.tsx';
import { withHolidays } from './with-holidays.ts';

interface TermsProps {
  terms: SchoolTerm[];
  version: string;
}

/** School terms, and the holidays between them. */
export function Terms({ terms, version }: TermsProps) {
  const { t, date } = useTexts();
  return (
    <PartCard
      id="terms"
      texts={{ title: t('calendars.terms'), hint: t('calendars.termsHint'), edit: t('calendars.editTerms') }}
      editor={(close) => <EditTerms terms={terms} version={version} close={close} />}
    >
      <Entries entries={withHolidays(terms)} keyOf={({ from }) => from} none={t('calendars.noTerms')}>
        {({ name, from, to }) => (
          <span className={name === null ? 'row muted' : 'row'}>
            <span>{name ?? t('calendars.holidays')}</span>
            <span>{`${date(from)} – ${date(to)}`}</span>
          </span>
        )}
      </Entries>
    </PartCard>
  );
}

function EditTerms({ terms, version, close }: TermsProps & { close: () => void }) {
  const { t } = useTexts();
  return (
    <EditPart
      path="terms"
      published={{ terms }}
      version={version}
      close={close}
      inOrder={(draft) => ({ terms: byFirstDay(draft.terms) })}
    >
      {(draft, change, faultAt) => (
        <RowsField
          name="terms"
          rows={draft.terms}
          columns={[
            { name: 'name', title: t('calendars.termName'), type: 'text' },
            { name: 'from', title: t('calendars.firstDay'), type: 'date' },
            { name: 'to', title: t('calendars.termEnd'), type: 'date' },
          ]}
          none={{ name: '', from: '', to: '' }}
          texts={{
            row: (number) => t('calendars.term', { number }),
            remove: (number) => t('calendars.removeTerm', { number }),
            add: t('calendars.addTerm'),
          }}
          onChange={(next) => change({ terms: next })}
          faultAt={faultAt}
        />
      )}
    </EditPart>
  );
}
