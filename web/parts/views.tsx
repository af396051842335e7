import { Link } from 'react-router';
import './views.css';

interface ViewLink {
  key: string;
  to: string;
  text: string;
  count?: number;
  /** Of what the count is, for those who do not see where it stands. */
  counts?: string;
}

interface ViewsProps {
  label: string;
  current: string;
  links: ViewLink[];
  onChoose?: () => void;
}

/** The views of one page, one shown at a time. Each has an address of its own: back, reload and bookmarks keep it. */
export function Views({ label, current, links, onChoose }: ViewsProps) {
  return (
    <nav className="switch" aria-label={label}>
      {links.map(({ key, to, text, count, counts }) => (
        <Link key={key} to={to} aria-current={key === current ? 'page' : undefined} onClick={onChoose}>
          {text}
          {count === undefined ? null : <span className="count">{count}</span>}
          {counts ? <span className="visually-hidden">{counts}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
