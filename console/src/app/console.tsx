import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router/dom';
import { whenSignedOut } from '../ground/api.ts';
import { sessionKey } from '../ground/session.tsx';
import { ApiError } from '../ui/api-error.ts';
import { FieldKitProvider } from '../ui/form/fields/field-kit.tsx';
import { fieldKit } from './field-kit.ts';
import { basename, router } from './router.tsx';
import { askToSignIn } from './signed-out.ts';
import { Theme } from './theme.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // The browser's word for being online says little: the call itself tells, and the banner with it.
      networkMode: 'always',
      // A refusal is an answer: only a broken connection or a server fault is worth a second try.
      retry: (failures, error) => failures < 1 && !(error instanceof ApiError && error.status < 500),
      retryDelay: 600,
    },
  },
});

whenSignedOut(async () => {
  // The router's state knows addresses with the base, its navigation without.
  const here = router.state.location.pathname.slice(basename.length) || '/';
  if (here === '/sign-in') return false;
  // A page that is open keeps what was typed on it.
  if (queries.getQueryData(sessionKey) !== undefined) return askToSignIn();
  await router.navigate(`/sign-in?next=${encodeURIComponent(here + router.state.location.search)}`, { replace: true });
  return false;
});

export function Console() {
  return (
    <QueryClientProvider client={queries}>
      <Theme>
        <FieldKitProvider value={fieldKit}>
          <RouterProvider router={router} />
        </FieldKitProvider>
      </Theme>
    </QueryClientProvider>
  );
}
