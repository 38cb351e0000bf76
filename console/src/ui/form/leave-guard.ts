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
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    void confirm({ title: t('leave_title'), body: t('leave_body'), ok: t('leave'), danger: true }).then((leave) =>
      leave ? blocker.proceed() : blocker.reset(),
    );
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
