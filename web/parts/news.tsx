import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { Icon } from './icon.tsx';

const NewsContext = createContext<{ tell: (text: string) => void }>({ tell: () => undefined });

export const useNews = () => useContext(NewsContext);

/** One line at the top of a page that says what was just done: heard by screen readers, put away by a button. */
export function News({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const tell = useCallback((news: string) => {
    setText(news);
    window.scrollTo({ top: 0 });
  }, []);
  const value = useMemo(() => ({ tell }), [tell]);
  return (
    <NewsContext.Provider value={value}>
      <div role="status" className="news">
        {text ? (
          <div className="notice tone-ok">
            <Icon name="checkCircle" />
            <strong className="notice-body">{text}</strong>
            <button
              type="button"
              className="icon-button"
              aria-label={t('state.close')}
              onClick={() => setText('')}
            >
              <Icon name="close" />
            </button>
          </div>
        ) : null}
      </div>
      {children}
    </NewsContext.Provider>
  );
}
