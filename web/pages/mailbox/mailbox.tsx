import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { Mail } from '../../../api/resources/mailbox.shapes.ts';
import { mailListQuery, mailQuery } from '../../client/office.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { FilterText } from '../../parts/filters.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/page-state.tsx';
import { withLinksOutside } from './mail-links.ts';
import './mailbox.css';

/** The mails of a demonstration: nothing leaves the machine, everything can be read here. */
export default function MailboxPage() {
  const { t, instant } = useTexts();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const chosen = search.get('mail');
  const query = useInfiniteQuery(mailListQuery(q));
  const set = (key: string, value: string) =>
    setSearch((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(key, value);
      else next.delete(key);
      return next;
    });
  return (
    <div className="page page-wide">
      <PageHead title={t('page.mailbox')} hint={t('mailbox.hint')} />
      <div className={chosen ? 'mailbox has-mail' : 'mailbox'}>
        <div className="stack-tight mailbox-list">
          <FilterText id="q" label={t('mailbox.find')} value={q} onChange={(value) => set('q', value)} />
          <Loaded query={query}>
            {(data) => {
              const mails = data.pages.flatMap((page) => page.items);
              if (mails.length === 0) {
                return (
                  <div className="card">
                    <Empty icon="mail" title={t(q ? 'state.nothingFound' : 'mailbox.none')} />
                  </div>
                );
              }
              return (
                <ul className="mails">
                  {mails.map((mail) => (
                    <li key={mail.mail}>
                      <button
                        type="button"
                        aria-current={mail.mail === chosen ? 'true' : undefined}
                        onClick={() => set('mail', mail.mail)}
                      >
                        <strong>{mail.subject}</strong>
                        <span className="small muted">
                          {t('mailbox.to', { to: mail.to.join(t('state.listComma')) })}
                        </span>
                        <span className="small muted">{instant(mail.receivedAt)}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              );
            }}
          </Loaded>
          <LoadMore query={query} />
        </div>
        <div className="mailbox-mail">
          {chosen ? (
            <MailView key={chosen} id={chosen} back={() => set('mail', '')} />
          ) : (
            <div className="card">
              <Empty icon="mail" title={t('mailbox.choose')} />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function MailView({ id, back }: { id: string; back: () => void }) {
  const { t } = useTexts();
  const query = useQuery(mailQuery(id));
  return (
    <article className="card stack">
      <div className="mailbox-back">
        <Button onClick={back}>{t('mailbox.back')}</Button>
      </div>
      <Loaded query={query}>{(mail) => <MailBody mail={mail} />}</Loaded>
    </article>
  );
}

function MailBody({ mail }: { mail: Mail }) {
  const { t, instant } = useTexts();
  const [isPlain, setPlain] = useState(mail.html === null);
  return (
    <>
      <header className="stack-tight">
        <h2>{mail.subject}</h2>
        <p className="small muted">
          {t('mailbox.fromTo', { from: mail.from, to: mail.to.join(t('state.listComma')) })} ·{' '}
          {instant(mail.receivedAt)}
        </p>
        <div className="row">
          {mail.html !== null ? (
            <Button aria-pressed={isPlain} onClick={() => setPlain(!isPlain)}>
              {t(isPlain ? 'mailbox.showHtml' : 'mailbox.showText')}
            </Button>
          ) : null}
          {mail.caseId ? (
            <Link className="button-link" to={`/cases/${mail.caseId}`}>
              {t('task.toCase')}
            </Link>
          ) : null}
        </div>
      </header>
      {isPlain || mail.html === null ? (
        <pre className="mail-text">{mail.text}</pre>
      ) : (
        // No scripts, no forms, no address of ours: a mail can show itself and open links in a new tab, nothing else.
        <iframe
          className="mail-frame"
          title={mail.subject}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          srcDoc={withLinksOutside(mail.html)}
        />
      )}
    </>
  );
}
