import type { Fact } from '../../api/resources/cases.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** Above so many characters a fact takes the whole width. */
const longText = 30;

/** What a case is, in the template's own words and order. */
export function FactList({ facts }: { facts: Fact[] }) {
  const { t, label, date } = useTexts();
  const given = facts.filter((fact) => label(fact.text) !== '');
  if (given.length === 0) return <p className="muted">{t('state.notGiven')}</p>;
  return (
    <dl className="facts">
      {given.map((fact) => (
        <div key={fact.key} className={label(fact.text).length > longText ? 'wide' : undefined}>
          <dt>{label(fact.name)}</dt>
          <dd>{date(label(fact.text))}</dd>
        </div>
      ))}
    </dl>
  );
}
