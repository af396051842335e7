import { useEffect, useState } from 'react';
import type { LinkPage } from '../../api/resources/one-time-links.shapes.ts';
import { ConnectionBanner } from '../app/connection-banner.tsx';
import { openLink } from '../client/links.ts';
import { ApiProblem } from '../client/problem.ts';
import { changeLanguage } from '../i18n/start.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Notice } from '../parts/notice.tsx';
import { Loading } from '../parts/page-state.tsx';
import { useProblemText } from '../parts/problem-text.ts';
import { Cover } from './cover.tsx';
import { Step } from './step.tsx';

/** What an agency sees that has a link and no account: the cover of the paper, its step, and what it did. */
export function AgencyPage() {
  const { t, language } = useTexts();
  const token = useToken();
  const [page, setPage] = useState<LinkPage>();
  const [failure, setFailure] = useState<Error>();
  const [isSaved, setSaved] = useState(false);
  useEffect(() => {
    document.title = t('agency.title');
  }, [t]);
  useEffect(() => {
    const ended = new AbortController();
    setFailure(undefined);
    if (token !== '')
      openLink(token, ended.signal).then(setPage, (error: Error) => {
        if (!ended.signal.aborted) setFailure(error);
      });
    return () => ended.abort();
    // In the other language what the server says is asked for again.
  }, [token, language]);
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <div className="agency">
      <header className="shell-header">
        <span className="shell-brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{t('agency.title')}</span>
        </span>
        <div className="corner">
          <button
            type="button"
            className="corner-item"
            lang={other === 'en' ? 'en' : 'zh-CN'}
            onClick={() => void changeLanguage(other)}
          >
            {t('shell.otherLanguage')}
          </button>
        </div>
      </header>
      <ConnectionBanner />
      <main className="agency-main stack">
        {token === '' ? (
          <Closed title={t('agency.noToken')} text={t('agency.noTokenHint')} />
        ) : failure ? (
          <CannotOpen error={failure} />
        ) : page ? (
          <>
            {isSaved ? (
              <Notice tone="ok" role="status" title={t('agency.saved')}>
                <p>{t('agency.savedHint')}</p>
              </Notice>
            ) : null}
            <Cover page={page} />
            <Step
              key={page.step?.task ?? 'none'}
              token={token}
              page={page}
              isNext={isSaved}
              onDone={(next) => {
                setPage(next);
                setSaved(true);
                window.scrollTo({ top: 0 });
              }}
              onLate={() => void openLink(token).then(setPage, setFailure)}
            />
          </>
        ) : (
          <Loading />
        )}
      </main>
    </div>
  );
}

function CannotOpen({ error }: { error: Error }) {
  const { t } = useTexts();
  const textOf = useProblemText();
  return (
    <Closed
      title={t('agency.cannotOpen')}
      text={error instanceof ApiProblem ? error.message : textOf(error).mend}
    />
  );
}

function Closed({ title, text }: { title: string; text: string }) {
  return (
    <section className="card stack-tight" role="alert">
      <h1>{title}</h1>
      <p>{text}</p>
    </section>
  );
}

const tokenOf = () => globalThis.location.hash.slice(1);

/** Another link may be opened in the same window. */
function useToken(): string {
  const [token, setToken] = useState(tokenOf);
  useEffect(() => {
    const read = () => setToken(tokenOf());
    globalThis.addEventListener('hashchange', read);
    return () => globalThis.removeEventListener('hashchange', read);
  }, []);
  return token;
}
