import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useState } from 'react';
import { useReportError } from './failure.tsx';

type Told = {
  readonly done?: string;
  /** Takes a refusal that it can tell itself, at the fields of a form. */
  readonly refused?: (error: unknown) => boolean;
};

/** A write started by a button: busy meanwhile, an error told, and what it changed read anew. Resolves to whether it worked. */
export function useAct(changed: readonly string[]) {
  const queries = useQueryClient();
  const reportError = useReportError();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const names = changed.join(' ');
  const act = useCallback(
    async (work: () => Promise<unknown>, told: string | Told = {}): Promise<boolean> => {
      const { done, refused }: Told = typeof told === 'string' ? { done: told } : told;
      setBusy(true);
      try {
        await work();
        if (done !== undefined) void message.success(done);
        return true;
      } catch (error) {
        if (!refused?.(error)) reportError(error);
        return false;
      } finally {
        setBusy(false);
        // Also after a failure: what is shown may be what made the act impossible.
        await Promise.all(names.split(' ').map(async (name) => queries.invalidateQueries({ queryKey: [name] })));
        // Whatever else is open (the list under a drawer, the bell, a figure) follows by itself.
        void queries.invalidateQueries({
          predicate: ({ queryKey }) => !names.split(' ').includes(String(queryKey[0])),
        });
      }
    },
    [names, queries, reportError, message],
  );
  return { busy, act };
}
