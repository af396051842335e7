import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { BrowserRouter } from 'react-router';
import { isWorthRetrying } from '../client/problem.ts';
import { sessionQuery } from '../client/session.ts';
import { onSessionEnd } from '../client/session-end.ts';
import { onLanguage } from '../i18n/start.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Gate } from './gate.tsx';
import { theme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: 'always',
      retry: (failures, error) => failures < 4 && isWorthRetrying(error),
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 5_000),
    },
  },
});

// The gate then asks for the log-in, at the same address; what is typed stays as a draft.
onSessionEnd(() => void queries.invalidateQueries(sessionQuery));

// What the server words for its reader (why something cannot be done now, “the reporter” in place of a name) is asked anew. The
// session says which language the reader has, and not in one.
onLanguage(
  () =>
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] }),
);

export function App() {
  const { language } = useTexts();
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp component={false} message={{ duration: 6, maxCount: 3 }}>
        <QueryClientProvider client={queries}>
          <BrowserRouter>
            <Gate />
          </BrowserRouter>
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
