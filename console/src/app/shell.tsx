import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { loadSession, sessionKey } from '../ground/session.tsx';
import { Failure } from '../ui/failure.tsx';
import { useKeys } from '../ui/keys.ts';
import { useWords } from '../ui/words.ts';
import { useAppText } from './app-texts.ts';
import { pageAt } from './navigation.ts';
import { OfflineBanner } from './offline-banner.tsx';
import { SecondFactorGate } from './second-factor-gate.tsx';
import { SideNav } from './side-nav.tsx';
import { useIsSignedOut } from './signed-out.ts';
import { TopBar } from './top-bar.tsx';
import './shell.css';

const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));
const Shortcuts = lazy(async () => ({ default: (await import('./shortcuts.tsx')).Shortcuts }));
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));

/** The frame around every page: navigation, top bar, command palette, keys. Nothing is drawn before the session is known. */
export function Shell() {
  const t = useAppText();
  const { data, error, refetch } = useQuery({
    queryKey: sessionKey,
    queryFn: loadSession,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const signedOut = useIsSignedOut();
  const [finding, setFinding] = useState(false);
  const [keys, setKeys] = useState(false);
  useKeys({ '/': () => setFinding(true), '?': () => setKeys(true) });
  const [navigating, setNavigating] = useState(false);
  const { pathname } = useLocation();
  useTitle();
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a narrow window the navigation has done its work when another page shows
  useEffect(() => setNavigating(false), [pathname]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setFinding(true);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div className="hs-waiting">
        <Spin />
      </div>
    );
  return (
    <div className="hs-shell">
      <SideNav opened={navigating} />
      {navigating && (
        <button
          type="button"
          className="hs-nav-veil"
          aria-label={t('nav_close')}
          onClick={() => setNavigating(false)}
        />
      )}
      <div className="hs-main">
        <TopBar
          session={data}
          onFind={() => setFinding(true)}
          onNavigate={() => setNavigating(true)}
          onKeys={() => setKeys(true)}
        />
        <OfflineBanner />
        <PageProgress />
        <main className="hs-content">
          <SecondFactorGate session={data}>
            <Outlet />
          </SecondFactorGate>
        </main>
      </div>
      <Suspense>{signedOut && <SignInAgain />}</Suspense>
      <Suspense>{keys && <Shortcuts onClose={() => setKeys(false)} />}</Suspense>
      <Suspense>{finding && <CommandPalette onClose={() => setFinding(false)} />}</Suspense>
    </div>
  );
}

function PageProgress() {
  return useNavigation().state === 'idle' ? null : <div className="hs-progress" role="progressbar" />;
}

/** The tab of the browser tells the page, so that ten open tabs can be told apart. */
function useTitle(): void {
  const t = useAppText();
  const say = useWords();
  const { pathname } = useLocation();
  useEffect(() => {
    const page = pageAt(pathname);
    document.title = page ? `${say(page.title)} · ${t('brand')}` : t('brand');
  }, [t, say, pathname]);
}
