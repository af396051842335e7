import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery } from '../client/session.ts';
import { changeLanguage } from '../i18n/start.ts';
import { LogInPage } from '../pages/log-in/log-in.tsx';
import { Failure, Loading } from '../parts/page-state.tsx';
import { Shell } from './shell.tsx';
import { WhoProvider } from './who.tsx';

/** Lets in whoever is logged in; everyone else sees the log-in page at the same address, and comes back to it. */
export function Gate() {
  const session = useQuery(sessionQuery);
  const language = session.data?.me?.language;
  useEffect(() => {
    if (language) void changeLanguage(language);
  }, [language]);

  if (session.data) {
    const { me } = session.data;
    if (!me) return <LogInPage session={session.data} />;
    return (
      <WhoProvider value={{ me, session: session.data }}>
        <Shell />
      </WhoProvider>
    );
  }
  return (
    <main className="page">
      {session.error ? <Failure error={session.error} retry={() => void session.refetch()} /> : <Loading />}
    </main>
  );
}
