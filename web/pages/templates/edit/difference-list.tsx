import { useTexts } from '../../../i18n/use-texts.ts';
import type { Difference, DifferenceGroup } from './differences.ts';

const groups: DifferenceGroup[] = ['steps', 'deadlines', 'people', 'other'];

/** What differs from the last version: steps, deadlines, people, and the rest. */
export function DifferenceList({
  differences,
  version,
}: {
  differences: Difference[];
  version: number | null;
}) {
  const { t, language } = useTexts();
  if (differences.length === 0) return <p>{t('editor.noDifferences', { version: version ?? 0 })}</p>;
  const nameOf = ({ name, element }: Difference) =>
    (language === 'en' && name.en) || name.zh || element || '';
  return (
    <div className="stack">
      <p>{t('editor.differsFrom', { version: version ?? 0 })}</p>
      {groups.map((group) => {
        const found = differences.filter((one) => one.group === group);
        if (found.length === 0) return null;
        return (
          <section key={group} className="difference-group">
            <h3>{t(`editor.differenceGroup.${group}`)}</h3>
            <ul>
              {found.map((one) => (
                <li key={`${one.what} ${one.element ?? ''}`}>
                  <strong>{t(`editor.difference.${one.what}`, { name: nameOf(one) })}</strong>
                  {one.what === 'removed' ? null : <Change difference={one} />}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Change({ difference: { what, before, after } }: { difference: Difference }) {
  const { t } = useTexts();
  if (what === 'added') return after ? <p className="small">{after}</p> : null;
  return (
    <dl className="small before-after">
      <dt>{t('editor.before')}</dt>
      <dd>{before || t('editor.none')}</dd>
      <dt>{t('editor.after')}</dt>
      <dd>{after || t('editor.none')}</dd>
    </dl>
  );
}
