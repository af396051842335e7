import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startTexts } from './i18n/start.ts';
import './app/base.css';
import './app/shell.css';
import './parts/parts.css';
import './parts/form.css';
import './parts/table.css';
import './parts/timeline.css';

const root = document.getElementById('root');
if (!root) throw new Error('Expected #root in index.html');

await startTexts();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
