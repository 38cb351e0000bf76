import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { cssVariables } from '../ui/tokens.ts';
import { App } from './app.tsx';
import './sidebar.css';

const root = document.getElementById('root');
if (root === null) throw new Error('sidebar.html has no #root');
const style = document.createElement('style');
const dark = `@media (prefers-color-scheme: dark) { ${cssVariables('dark')} }`;
style.textContent = `${cssVariables('light')} ${dark}`;
document.head.append(style);

const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } });
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
