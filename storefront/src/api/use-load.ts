import Taro, { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiFailure } from './failure.ts';

export type Loaded<T> = {
  readonly data: T | null;
  readonly failure: unknown;
  readonly loading: boolean;
  /** Asks again, keeping what is shown until the answer is there. */
  readonly reload: () => Promise<void>;
  /** Puts in an answer that came another way, e.g. from a write. */
  readonly put: (data: T) => void;
};

/**
 * Something the page shows, asked for when the page opens and when `keys` change; with `fresh` also whenever the page
 * comes back to the front. A late answer never overwrites a newer one.
 */
export function useLoad<T>(ask: () => Promise<T>, keys: readonly unknown[], { fresh = false } = {}): Loaded<T> {
  const [state, setState] = useState<{ data: T | null; failure: ApiFailure | Error | null; loading: boolean }>({
    data: null,
    failure: null,
    loading: true,
  });
  const turn = useRef(0);
  const shown = useRef(false);
  const latest = useRef(ask);
  latest.current = ask;

  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    setState((was) => ({ ...was, loading: true }));
    try {
      const data = await latest.current();
      if (mine === turn.current) setState({ data, failure: null, loading: false });
    } catch (failure) {
      const known = failure instanceof Error ? failure : new Error(String(failure));
      if (mine === turn.current) setState((was) => ({ data: was.data, failure: known, loading: false }));
    }
  }, []);

  // The caller says what it depends on.
  useEffect(() => {
    void reload();
  }, [reload, ...keys]);

  useDidShow(() => {
    if (fresh && shown.current) void reload();
    shown.current = true;
  });

  const put = useCallback((data: T) => {
    turn.current += 1;
    setState({ data, failure: null, loading: false });
  }, []);
  return { ...state, reload, put };
}

/** Pull to refresh: reloads all of them, then lets the page spring back. */
export function useRefresh(...loads: readonly { readonly reload: () => Promise<void> }[]): () => Promise<void> {
  return async () => {
    await Promise.all(loads.map(async (load) => load.reload()));
    Taro.stopPullDownRefresh();
  };
}
