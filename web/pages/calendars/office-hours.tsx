import type { PreviewOfficeHours } from '../../../api/resources/calendars.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { EditPart } from './edit-part.tsx';
import { Entries, PartCard } from './part-card.tsx';
import { PartField } from './part-field.tsx';
import { RowsField } from './rows-field.tsx';

interface OfficeHoursProps {
  hours: PreviewOfficeHours;
  version: string;
}

/** When the office opens and closes, and the seasons in which it does so at other times. */
export function OfficeHours({ hours, version }: OfficeHoursProps) {
  const { t, shortDate } = useTexts();
  const { officeHours, officeSeasons } = hours;
  return (
    <PartCard
      id="office-hours"
      texts={{
        title: t('calendars.officeHours'),
        hint: t('calendars.officeHoursHint'),
        edit: t('calendars.editOfficeHours'),
      }}
      editor={(close) => <EditOfficeHours hours={hours} version={version} close={close} />}
    >
      <p>{t('calendars.usualHours', officeHours)}</p>
      <Entries
        entries={officeSeasons}
        keyOf={(season) => JSON.stringify(season)}
        none={t('calendars.noSeasons')}
      >
        {({ from, to, open, close }) => (
          <span className="row">
            <span>{`${shortDate(inLeapYear(from))} – ${shortDate(inLeapYear(to))}`}</span>
            <span>{`${open}–${close}`}</span>
          </span>
        )}
      </Entries>
    </PartCard>
  );
}

function EditOfficeHours({ hours, version, close }: OfficeHoursProps & { close: () => void }) {
  const { t } = useTexts();
  return (
    <EditPart path="office-hours" published={hours} version={version} close={close}>
      {(draft, change, faultAt) => (
        <>
          <fieldset className="entry">
            <legend>{t('calendars.usual')}</legend>
            <div className="entry-fields">
              {(['open', 'close'] as const).map((name) => (
                <PartField
                  key={name}
                  id={`officeHours-${name}`}
                  title={t(`calendars.${name}`)}
                  type="time"
                  value={draft.officeHours[name]}
                  fault={faultAt(`/officeHours/${name}`)}
                  onChange={(value) =>
                    change({ ...draft, officeHours: { ...draft.officeHours, [name]: value } })
                  }
                />
              ))}
            </div>
          </fieldset>
          <RowsField
            name="officeSeasons"
            rows={draft.officeSeasons}
            columns={[
              { name: 'from', title: t('calendars.seasonFrom'), type: 'text' },
              { name: 'to', title: t('calendars.seasonTo'), type: 'text' },
              { name: 'open', title: t('calendars.open'), type: 'time' },
              { name: 'close', title: t('calendars.close'), type: 'time' },
            ]}
            none={{ from: '', to: '', ...draft.officeHours }}
            texts={{
              row: (number) => t('calendars.season', { number }),
              remove: (number) => t('calendars.removeSeason', { number }),
              add: t('calendars.addSeason'),
            }}
            onChange={(next) => change({ ...draft, officeSeasons: next })}
            faultAt={faultAt}
          />
        </>
      )}
    </EditPart>
  );
}

/** A date that has this day of the year, 29 February too. */
const inLeapYear = (day: string) => `2024-${day}`;
