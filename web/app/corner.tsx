import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { Link } from 'react-router';
import { useIntent } from '../client/intent.ts';
import { changeMe, logOut, sessionQuery } from '../client/session.ts';
import { changeLanguage } from '../i18n/start.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from '../parts/icon.tsx';
import { useWho } from './who.tsx';

/** Upper right corner of every page: help, language, who is logged in. */
export function Corner() {
  const { t, label, language } = useTexts();
  const { me } = useWho();
  const queries = useQueryClient();
  const leave = useIntent(logOut, {
    onSuccess: async () => {
      // Nothing of the last reader stays in this browser.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
      await queries.invalidateQueries(sessionQuery);
    },
  });
  const change = useIntent(changeMe, { onSuccess: () => queries.invalidateQueries(sessionQuery) });
  const other = language === 'zh' ? 'en' : 'zh';

  return (
    <div className="corner">
      <Link to="/help" className="corner-item">
        <Icon name="help" />
        <span className="corner-word">{t('page.help')}</span>
        <span className="corner-narrow visually-hidden">{t('page.help')}</span>
      </Link>
      <button
        type="button"
        className="corner-item"
        lang={other === 'en' ? 'en' : 'zh-CN'}
        onClick={() => {
          void changeLanguage(other);
          change.run({ language: other });
        }}
      >
        {t('shell.otherLanguage')}
      </button>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        popupRender={() => (
          <div className="corner-menu">
            <p>
              <strong>{me.person.name}</strong>
            </p>
            <ul className="small muted">
              {me.posts.map((post) => (
                <li key={`${post.post} ${post.unit}`}>
                  {label(post.unitName)} · {label(post.postName)}
                </li>
              ))}
            </ul>
            <Button block icon={<Icon name="logout" />} loading={leave.isRunning} onClick={() => leave.run()}>
              {t('shell.logOut')}
            </Button>
          </div>
        )}
      >
        <button
          type="button"
          className="corner-item"
          aria-label={t('shell.account', { name: me.person.name })}
        >
          <Icon name="user" />
          <span className="corner-word">{me.person.name}</span>
        </button>
      </Dropdown>
    </div>
  );
}
