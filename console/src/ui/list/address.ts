import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** What a list shows stands in the address: a link, a reload and the back button keep it. */
export type ListAddress = {
  readonly q: string;
  readonly filters: Readonly<Record<string, string>>;
  /** The row whose drawer is open. */
  readonly open: string | null;
  readonly isFiltered: boolean;
  readonly change: (changes: Readonly<Record<string, string | null>>) => void;
  readonly replaceAll: (search: string) => void;
  /** Search and filters without the open row: what a saved view keeps. */
  readonly search: string;
};

export function useListAddress(filterKeys: readonly string[]): ListAddress {
  const [params, setParams] = useSearchParams();
  const keys = filterKeys.join(' ');
  const change = useCallback(
    (changes: Readonly<Record<string, string | null>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [key, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return useMemo(() => {
    const filters = Object.fromEntries(
      keys.split(' ').flatMap((key) => {
        const value = params.get(key);
        return value === null ? [] : [[key, value]];
      }),
    );
    const own = new URLSearchParams();
    for (const key of ['q', ...keys.split(' ')].sort()) {
      const value = params.get(key);
      if (value !== null) own.set(key, value);
    }
    const q = params.get('q') ?? '';
    return {
      q,
      filters,
      open: params.get('open'),
      isFiltered: q !== '' || Object.keys(filters).length > 0,
      change,
      // What else stands in the address (the tab of a page) is not the list's to drop.
      replaceAll: (search) =>
        setParams(
          (before) => {
            const next = new URLSearchParams(before);
            for (const key of ['q', 'open', ...keys.split(' ')]) next.delete(key);
            for (const [key, value] of new URLSearchParams(search)) next.set(key, value);
            return next;
          },
          { replace: true },
        ),
      search: own.toString(),
    };
  }, [params, keys, change, setParams]);
}
