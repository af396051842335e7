import { NavLink } from 'react-router';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from '../parts/icon.tsx';
import { routes } from './routes.tsx';
import { useWho } from './who.tsx';

/** The pages that the reader's posts give reason to open, in two groups. */
export function Menu() {
  const { t } = useTexts();
  const { session, may } = useWho();
  const shown = routes.filter(
    (route) =>
      route.menu &&
      (!route.needs || may(...route.needs)) &&
      (!route.isDemonstrationOnly || session.deployment.isDemonstration),
  );
  return (
    <>
      {(['work', 'manage'] as const).map((group) => (
        <div key={group} className="menu-group">
          <p className="menu-heading">{t(`shell.group.${group}`)}</p>
          <ul>
            {shown
              .filter((route) => route.menu?.group === group)
              .map((route) => (
                <li key={route.path}>
                  <NavLink to={route.path} end={route.path === '/'} className="menu-link">
                    {route.menu ? <Icon name={route.menu.icon} /> : null}
                    {t(`page.${route.title}`)}
                  </NavLink>
                </li>
              ))}
            {group === 'manage' && may('platform.operate') ? (
              <li>
                <a className="menu-link" href="/api/docs" target="_blank" rel="noreferrer">
                  <Icon name="book" />
                  {t('shell.apiDocs')}
                </a>
              </li>
            ) : null}
          </ul>
        </div>
      ))}
    </>
  );
}
