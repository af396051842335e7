import { Button } from 'antd';
import { useState } from 'react';
import type { Session } from '../../../api/resources/session.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';

interface TrialAccountsProps {
  accounts: Session['deployment']['accounts'];
  password: string | null;
  isRunning: boolean;
  enter: (login: string) => void;
}

/** Who can log in to this demonstration, by unit, with one press to enter as that person. */
export function TrialAccounts({ accounts, password, isRunning, enter }: TrialAccountsProps) {
  const { t, label } = useTexts();
  const [wanted, setWanted] = useState('');
  const shown = accounts.filter((account) =>
    [
      account.login,
      account.name,
      ...account.posts.flatMap((post) => [label(post.unitName), label(post.postName)]),
    ]
      .join(' ')
      .toLowerCase()
      .includes(wanted.trim().toLowerCase()),
  );
  return (
    <section className="card stack trial" aria-labelledby="trial-title">
      <div>
        <h2 id="trial-title">{t('logIn.trialTitle')}</h2>
        <p className="muted">{t('logIn.trialHint')}</p>
        {password ? (
          <p>
            {t('logIn.trialPassword')} <code>{password}</code>
          </p>
        ) : null}
      </div>
      {accounts.length > 8 ? (
        <div className="field">
          <label htmlFor="trial-find">{t('logIn.trialFind')}</label>
          <input
            id="trial-find"
            type="search"
            className="native"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </div>
      ) : null}
      <ul className="trial-list" tabIndex={0} aria-labelledby="trial-title">
        {shown.map((account) => (
          <li key={account.login}>
            <div>
              <strong>{account.name}</strong> <code className="small muted">{account.login}</code>
              <p className="small muted">
                {account.posts
                  .map((post) => `${label(post.unitName)} ${label(post.postName)}`)
                  .join(t('state.listComma'))}
              </p>
            </div>
            <Button
              aria-label={t('logIn.enterAs', { name: account.name })}
              disabled={isRunning}
              onClick={() => enter(account.login)}
            >
              {t('logIn.enterShort')}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="muted">{t('state.nothingFound')}</p> : null}
    </section>
  );
}
