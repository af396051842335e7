import { Button } from 'antd';
import type { Closure } from '../../../api/resources/calendars.shapes.ts';
import { byFirstDay } from '../../../engine/time/calendar.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { AddClosure } from './add-closure.tsx';
import { ClosureLine, keyOfClosure } from './closure-line.tsx';
import { EditPart } from './edit-part.tsx';
import { Entries } from './part-card.tsx';

interface EditClosuresProps {
  closures: Closure[];
  version: string;
  close: () => void;
}

/** Adds and takes out days of the county's own. */
export function EditClosures({ closures, version, close }: EditClosuresProps) {
  const { t } = useTexts();
  return (
    <EditPart path="closures" published={{ closures }} version={version} close={close}>
      {({ closures: drafts }, change) => (
        <>
          <Entries entries={drafts} keyOf={keyOfClosure} none={t('calendars.noClosures')}>
            {(closure, index) => (
              <div className="row-between">
                <ClosureLine closure={closure} />
                <Button
                  aria-label={t('calendars.removeClosure', { reason: closure.reason })}
                  onClick={() => change({ closures: drafts.toSpliced(index, 1) })}
                >
                  {t('calendars.remove')}
                </Button>
              </div>
            )}
          </Entries>
          <AddClosure onAdd={(added) => change({ closures: byFirstDay([...drafts, added]) })} />
        </>
      )}
    </EditPart>
  );
}
