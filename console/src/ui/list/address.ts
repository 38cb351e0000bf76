import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useKnownParams } from '../address/known-params.tsx';
import { opened, wasOpenedHere } from '../address/opened.ts';
import type { Filter } from './column.ts';
import { type Place, placeOf, wrongIn } from './place.ts';

type Changes = Readonly<Record<string, string | null>>;

/** What a list shows stands in the address: a link, a reload and the back button keep it. */
export type ListAddress = Place & {
  readonly isFiltered: boolean;
  /** Search or filters: the list starts at its first page again. */
  readonly change: (changes: Changes) => void;
  /** Beside the list; the back button closes it. */
  readonly open: (row: string) => void;
  readonly close: () => void;
  readonly next: (cursor: string) => void;
  readonly previous: () => void;
  readonly first: () => void;
  readonly setLimit: (limit: number) => void;
  readonly replaceAll: (search: string) => void;
};

export function useListAddress(filters: readonly Filter[]): ListAddress {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const cursors = cursorsIn(useLocation().state);
  const keys = useMemo(() => filters.map((filter) => filter.key), [filters]);
  useKnownParams(['q', 'open', 'after', 'page', 'limit', ...keys], wrongIn(params, filters));
  const write = useCallback(
    (changes: Changes, how: { readonly replace: boolean; readonly state?: unknown }) =>
      setParams((before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) {
          if (value === null || value === '') next.delete(key);
          else next.set(key, value);
        }
        return next;
      }, how),
    [setParams],
  );
  return useMemo(() => {
    const place = placeOf(params, keys);
    const keep = { replace: true, state: { cursors } };
    return {
      ...place,
      isFiltered: place.q !== '' || Object.keys(place.filters).length > 0,
      change: (changes) => write({ ...firstPage, ...changes }, { replace: true }),
      open: (row) =>
        write({ open: row }, place.openRow === null ? { replace: false, state: { cursors, ...opened } } : keep),
      // The entry that was made for the drawer is left behind, so that "back" afterwards goes where it came from.
      close: () => (wasOpenedHere() ? void navigate(-1) : write({ open: null }, keep)),
      next: (cursor) =>
        write(
          { after: cursor, page: String(place.page + 1), open: null },
          { replace: false, state: { cursors: [...cursors, place.after ?? ''] } },
        ),
      previous: () => {
        const before = cursors.at(-1);
        // A link to a later page does not tell the pages before it: then it is the first.
        if (before === undefined || before === '') write({ ...firstPage, open: null }, { replace: false });
        else
          write(
            { after: before, page: String(place.page - 1), open: null },
            { replace: false, state: { cursors: cursors.slice(0, -1) } },
          );
      },
      first: () => write({ ...firstPage, open: null }, { replace: true }),
      setLimit: (limit) => write({ ...firstPage, limit: limit === 20 ? null : String(limit) }, { replace: true }),
      // What else stands in the address (the tab of a page) is not the list's to drop.
      replaceAll: (search) =>
        write(
          {
            ...Object.fromEntries([...keys, 'q', 'open', 'after', 'page'].map((key) => [key, null])),
            ...Object.fromEntries(new URLSearchParams(search)),
          },
          { replace: true },
        ),
    };
  }, [params, keys, cursors, write, navigate]);
}

const firstPage = { after: null, page: null } as const;

const none: readonly string[] = [];

/** The cursors of the pages before this one go with the entry of the history, also over a reload. */
function cursorsIn(state: unknown): readonly string[] {
  const cursors: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'cursors') : none;
  return Array.isArray(cursors) && cursors.every((cursor) => typeof cursor === 'string') ? cursors : none;
}
