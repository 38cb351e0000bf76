import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useReachable } from '../ground/reachable.ts';
import { loadSession } from '../ground/session.tsx';
import { useAppText } from './app-texts.ts';

const retryMs = 4_000;

/** Says that the server does not answer, asks again by itself, and has everything on the page read anew when it does. */
export function OfflineBanner() {
  const t = useAppText();
  const queries = useQueryClient();
  const reachable = useReachable();
  const was = useRef(reachable);
  useEffect(() => {
    if (reachable && !was.current) void queries.invalidateQueries();
    was.current = reachable;
    if (reachable) return;
    const timer = setInterval(() => void knock(), retryMs);
    addEventListener('online', knock);
    return () => {
      clearInterval(timer);
      removeEventListener('online', knock);
    };
  }, [reachable, queries]);
  if (reachable) return null;
  return (
    <div className="hs-notice" role="alert">
      <span>{t('offline')}</span>
      <Button size="small" onClick={() => void knock()}>
        {t('offline_retry')}
      </Button>
    </div>
  );
}

const knock = async (): Promise<void> => {
  await loadSession().catch(() => {});
};
