import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from './icon.tsx';

interface PageHeadProps {
  title: string;
  hint?: ReactNode;
  /** Where this page hangs: shown as a way back. */
  above?: { to: string; text: string };
  actions?: ReactNode;
}

/** The one main heading of a page; it also names the browser's tab. */
export function PageHead({ title, hint, above, actions }: PageHeadProps) {
  const { t } = useTexts();
  useEffect(() => {
    document.title = `${title} · ${t('shell.product')}`;
  }, [title, t]);
  return (
    <>
      {above ? (
        <nav className="crumbs" aria-label={t('shell.crumbs')}>
          <Link to={above.to}>{above.text}</Link>
          <Icon name="chevron" size={14} />
          <span aria-current="page">{title}</span>
        </nav>
      ) : null}
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {hint ? <p>{hint}</p> : null}
        </div>
        {actions ? <div className="row">{actions}</div> : null}
      </header>
    </>
  );
}
