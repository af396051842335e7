import { Link } from 'react-router';

interface CaseLinkProps {
  caseId: string;
  title: string | null;
  /** What stands below it: its number, and what else tells it from others. */
  number: string | null;
  /** Where it leads, if not to the page of the case: to a task of it. */
  to?: string;
}

/** A case in a list: what it is about, its number below, and the way to its page. */
export function CaseLink({ caseId, title, number, to = `/cases/${caseId}` }: CaseLinkProps) {
  return (
    <Link className="row-link" to={to}>
      {title}
      <span className="small muted number-line">{number}</span>
    </Link>
  );
}
