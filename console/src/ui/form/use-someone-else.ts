import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ApiError } from '../api-error.ts';
import { differences } from './differences.ts';

/**
 * The state of a thing that somebody else saved while it was being edited here: noticed when it is read anew, or by the
 * server's refusal of a save (`platform.stale`), which has it read anew.
 */
export function useSomeoneElse<Values extends object>(initial: Values, dirty: boolean) {
  const queries = useQueryClient();
  const [base, setBase] = useState(initial);
  const [said, setSaid] = useState<string | null>(null);
  // While nothing is typed the newest is where one starts. (State set while rendering is React's way of following a prop.)
  if (base !== initial && !dirty) setBase(initial);
  const theirs = base !== initial && dirty && differs(base, initial) ? initial : null;
  const refuse = useCallback(
    (error: unknown): boolean => {
      if (!(error instanceof ApiError) || error.code !== 'platform.stale') return false;
      setSaid(error.message);
      void queries.invalidateQueries();
      return true;
    },
    [queries],
  );
  const restart = useCallback(() => {
    setBase(initial);
    setSaid(null);
  }, [initial]);
  const hush = useCallback(() => setSaid(null), []);
  return { base, theirs, said, refuse, restart, hush };
}

const differs = (one: object, other: object): boolean => differences(one, other).some(({ at }) => at !== 'revision');
