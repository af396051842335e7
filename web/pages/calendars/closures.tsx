import { Button } from 'antd';
import { useState } from 'react';
import type { Closure } from '../../../api/resources/calendars.shapes.ts';
import { useWho } from '../../app/who.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { ClosureLine } from './closure-line.tsx';
import { EditClosures } from './edit-closures.tsx';

/** The county's own days: where they differ from the State Council's notice. */
export function Closures({ closures, version }: { closures: Closure[]; version: string }) {
  const { t } = useTexts();
  const { may } = useWho();
  const [isEditing, setEditing] = useState(false);
  return (
    <section className="card stack-tight" aria-labelledby="closures">
      <header className="row-between">
        <h2 id="closures">{t('calendars.closures')}</h2>
        {may('calendar.edit') && !isEditing ? (
          <Button onClick={() => setEditing(true)}>{t('calendars.editClosures')}</Button>
        ) : null}
      </header>
      <p className="small muted">{t('calendars.closuresHint')}</p>
      {isEditing ? (
        <EditClosures closures={closures} version={version} close={() => setEditing(false)} />
      ) : closures.length === 0 ? (
        <p>{t('calendars.noClosures')}</p>
      ) : (
        <ul className="closures">
          {closures.map((closure) => (
            <li key={`${closure.from} ${closure.to} ${closure.reason}`}>
              <ClosureLine closure={closure} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
