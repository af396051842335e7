import { Link } from 'react-router';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';

/** Units that take part, and the cases that called this one or that it called. */
export function Related({ detail }: { detail: CaseDetail }) {
  const { t, label } = useTexts();
  return (
    <section className="card" aria-labelledby="units">
      <h2 id="units">{t('case.units')}</h2>
      <dl className="facts">
        {detail.units.map((unit) => (
          <div key={`${unit.role} ${unit.unit}`}>
            <dt>{label(unit.roleName)}</dt>
            <dd>{label(unit.name)}</dd>
          </div>
        ))}
      </dl>
      {detail.parent ? (
        <p>
          <Link className="plain-link" to={`/cases/${detail.parent}`}>
            {t('case.parent')}
          </Link>
        </p>
      ) : null}
      {detail.children.map((child) => (
        <p key={child.caseId}>
          <Link className="plain-link" to={`/cases/${child.caseId}`}>
            {child.number} {child.title}
          </Link>
        </p>
      ))}
    </section>
  );
}
