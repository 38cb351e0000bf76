import { useCallback, useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { useConfirm } from '../confirm.tsx';
import { useSharedText } from '../shared-texts.ts';

/** Asks before unsaved work is lost: by a link of the console, or by closing the tab. Saving itself may navigate. */
export function useLeaveGuard(dirty: boolean) {
  const t = useSharedText();
  const confirm = useConfirm();
  const saving = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !saving.current && currentLocation.pathname !== nextLocation.pathname,
  );
  const asking = useRef(false);
  useEffect(() => {
    if (blocker.state !== 'blocked' || asking.current) return;
    // The blocker is a new object at every render: without this the question would be asked twice.
    asking.current = true;
    void confirm({
      title: t('leave_title'),
      body: t('leave_body'),
      ok: t('leave'),
      cancel: t('stay'),
      danger: true,
    }).then((leave) => {
      asking.current = false;
      return leave ? blocker.proceed() : blocker.reset();
    });
  }, [blocker, confirm, t]);
  useEffect(() => {
    if (!dirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', onUnload);
    return () => removeEventListener('beforeunload', onUnload);
  }, [dirty]);
  const whileSaving = useCallback(async (save: () => Promise<unknown>) => {
    saving.current = true;
    try {
      await save();
    } finally {
      saving.current = false;
    }
  }, []);
  return { whileSaving };
}
