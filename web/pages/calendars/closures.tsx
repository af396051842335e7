import type { Closure } from '../../../api/resources/calendars.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { ClosureLine, keyOfClosure } from './closure-line.tsx';
import { EditClosures } from './edit-closures.tsx';
import { Entries, PartCard } from './part-card.tsx';

/** The county's own days: where they differ from the State Council's notice. */
export function Closures({ closures, version }: { closures: Closure[]; version: string }) {
  const { t } = useTexts();
  return (
    <PartCard
      id="closures"
      texts={{
        title: t('calendars.closures'),
        hint: t('calendars.closuresHint'),
        edit: t('calendars.editClosures'),
      }}
      editor={(close) => <EditClosures closures={closures} version={version} close={close} />}
    >
      <Entries entries={closures} keyOf={keyOfClosure} none={t('calendars.noClosures')}>
        {(closure) => <ClosureLine closure={closure} />}
      </Entries>
    </PartCard>
  );
}
