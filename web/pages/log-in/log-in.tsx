import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Session } from '../../../api/resources/session.shapes.ts';
import { ConnectionBanner } from '../../app/connection-banner.tsx';
import { useIntent } from '../../client/intent.ts';
import { logIn, sessionQuery } from '../../client/session.ts';
import { changeLanguage } from '../../i18n/start.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';
import { TrialAccounts } from './trial-accounts.tsx';
import './log-in.css';

/** Asks who you are. Password managers and pasting work; there is no riddle to solve (WCAG 3.3.8). */
export function LogInPage({ session }: { session: Session }) {
  const { t, label, language } = useTexts();
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const failure = useRef<HTMLDivElement>(null);
  const { deployment } = session;
  const enter = useIntent(logIn, {
    onSuccess: async () => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      await queries.invalidateQueries(sessionQuery);
    },
    onError: () => failure.current?.scrollIntoView({ block: 'nearest' }),
  });
  const name = label(deployment.name);
  useEffect(() => {
    document.title = `${t('logIn.title')} · ${name}`;
  }, [t, name]);
  const other = language === 'zh' ? 'en' : 'zh';

  return (
    <div className="log-in">
      <header className="shell-header">
        <span className="shell-brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          <span>{name}</span>
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
      <main className={deployment.isDemonstration ? 'log-in-main with-trial' : 'log-in-main'}>
        <form
          className="card stack log-in-card"
          onSubmit={(event) => {
            event.preventDefault();
            enter.run({ login, password });
          }}
        >
          <div>
            <h1>{t('logIn.title')}</h1>
            <p className="muted">{t('logIn.hint')}</p>
          </div>
          <div ref={failure}>{enter.error ? <Failure error={enter.error} /> : null}</div>
          <div className="field">
            <label htmlFor="login">{t('logIn.login')}</label>
            <Input
              id="login"
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor="password">{t('logIn.password')}</label>
            <Input
              id="password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </div>
          <Button type="primary" htmlType="submit" block loading={enter.isRunning}>
            {t('logIn.enter')}
          </Button>
          <details className="disclosure small">
            <summary>{t('logIn.cannot')}</summary>
            <p className="muted">{t('logIn.cannotHelp')}</p>
          </details>
        </form>
        {deployment.isDemonstration ? (
          <TrialAccounts
            accounts={deployment.accounts}
            password={deployment.demonstrationPassword}
            isRunning={enter.isRunning}
            enter={(account) => {
              setLogin(account);
              setPassword(deployment.demonstrationPassword ?? '');
              enter.run({ login: account, password: deployment.demonstrationPassword ?? '' });
            }}
          />
        ) : null}
      </main>
    </div>
  );
}
