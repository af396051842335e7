import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { theme } from '../app/theme.ts';
import { startTexts } from '../i18n/start.ts';
import { AgencyPage } from './agency-page.tsx';
import '../app/base.css';
import '../app/shell.css';
import '../parts/parts.css';
import '../parts/form.css';
import './agency.css';

const root = document.getElementById('root');
if (!root) throw new Error('Expected #root in agency.html');

await startTexts();
/** The page for an agency without an account: nothing of a session, no menu, and no address of the case. */
createRoot(root).render(
  <StrictMode>
    <ConfigProvider theme={theme} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={new QueryClient()}>
        <AgencyPage />
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
);
