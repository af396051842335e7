import { Drawer } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Link, Route, Routes, useLocation } from 'react-router';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from '../parts/icon.tsx';
import { Empty, Loading } from '../parts/page-state.tsx';
import { ClockBanner } from './clock-banner.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { Corner } from './corner.tsx';
import { Menu } from './menu.tsx';
import { routes } from './routes.tsx';
import { useWho } from './who.tsx';

/** Header, menu and the place of the page: the same on every page, help always in the same corner (WCAG 3.2.6). */
export function Shell() {
  const { t, label } = useTexts();
  const { session } = useWho();
  const { pathname } = useLocation();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);

  const lastPath = useRef(pathname);
  useEffect(() => {
    setMenuOpen(false);
    if (lastPath.current === pathname) return;
    lastPath.current = pathname;
    window.scrollTo(0, 0);
    // Screen readers and keyboards start at the new page, not at the link that was pressed.
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="shell-header">
        <button
          type="button"
          className="shell-burger"
          aria-label={t('shell.openMenu')}
          aria-expanded={isMenuOpen}
          onClick={() => setMenuOpen(true)}
        >
          <Icon name="menu" size={24} />
        </button>
        <Link to="/" className="shell-brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{label(session.deployment.name)}</span>
        </Link>
        <Corner />
      </header>
      <div className="shell-body">
        <nav className="shell-nav" aria-label={t('shell.menu')}>
          <Menu />
        </nav>
        <Drawer
          open={isMenuOpen}
          onClose={() => setMenuOpen(false)}
          placement="left"
          size={288}
          title={t('shell.menu')}
          styles={{ body: { padding: 12 } }}
        >
          <nav aria-label={t('shell.menu')}>
            <Menu />
          </nav>
        </Drawer>
        <div className="shell-main">
          <ConnectionBanner />
          {session.deployment.isDemonstration ? <ClockBanner /> : null}
          <main id="main" ref={main} tabIndex={-1}>
            <Suspense fallback={<Loading />}>
              <Routes>
                {routes.map(({ path, page: Page }) => (
                  <Route key={path} path={path} element={<Page />} />
                ))}
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </main>
        </div>
      </div>
    </div>
  );
}

function NotFound() {
  const { t } = useTexts();
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('state.noPage')}</h1>
      <Empty icon="search" title={t('state.noPage')}>
        <Link to="/">{t('state.toTasks')}</Link>
      </Empty>
    </div>
  );
}
