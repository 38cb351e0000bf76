import type { ComponentType } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import type { Page } from '../ground/page.ts';
import { KnownParams } from '../ui/address/known-params.tsx';
import { PageError } from '../ui/page-error.tsx';
import { pages } from './pages.ts';
import { Permitted } from './permitted.tsx';
import { Shell } from './shell.tsx';

/** Every page is its own chunk; only the shell and the sign-in page are loaded at once. */
const pageRoutes: RouteObject[] = pages.map((page) => ({
  path: page.path,
  lazy: async () => ({ Component: framed(page, await page.load()) }),
}));

function framed({ needs }: Page, Content: ComponentType): ComponentType {
  return () => (
    <KnownParams>
      {needs === undefined ? (
        <Content />
      ) : (
        <Permitted needs={needs}>
          <Content />
        </Permitted>
      )}
    </KnownParams>
  );
}

export const basename = '/console';

export const router = createBrowserRouter(
  [
    {
      path: '/sign-in',
      lazy: async () => ({ Component: (await import('./sign-in.tsx')).SignIn }),
      ErrorBoundary: PageError,
      HydrateFallback: () => null,
    },
    {
      Component: Shell,
      ErrorBoundary: PageError,
      HydrateFallback: () => null,
      // A page that throws loses only itself: the shell stays.
      children: [{ ErrorBoundary: PageError, children: [...pageRoutes, { path: '*', Component: PageError }] }],
    },
  ],
  { basename },
);
