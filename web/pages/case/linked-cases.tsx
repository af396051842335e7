import { Link } from 'react-router';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';

/** Cases that hang together with this one, and how: what it relapsed from, or began anew from. It stands where nobody overlooks it. */
export function LinkedCases({ detail }: { detail: CaseDetail }) {
  const { t, label } = useTexts();
  return detail.links.map((link) => (
    <p key={`${link.kind} ${link.caseId}`} className="small">
      <span className="muted">
        {label(link.kindName)}
        {t('state.colon')}
      </span>
      <Link className="plain-link" to={`/cases/${link.caseId}`}>
        {link.number} {link.title}
      </Link>
    </p>
  ));
}
