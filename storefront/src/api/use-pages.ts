import { useReachBottom } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';

type Chunk<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };
type State<T> = { items: readonly T[]; next: string | null; loading: boolean; failure: unknown; begun: boolean };

const begin = <T>(first: Chunk<T> | undefined): State<T> => ({
  items: first?.items ?? [],
  next: first?.nextCursor ?? null,
  loading: first === undefined,
  failure: null,
  begun: first !== undefined,
});

/** A list that grows as the shopper scrolls. Starts over when `keys` change. `first` came with the page it stands in. */
export function usePages<T>(
  ask: (cursor: string | undefined) => Promise<Chunk<T>>,
  keys: readonly unknown[],
  first?: Chunk<T>,
) {
  const [state, setState] = useState<State<T>>(() => begin(first));
  const given = useRef(first);
  given.current = first;
  const turn = useRef(0);
  const latest = useRef(ask);
  latest.current = ask;

  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    setState((was) => ({ ...was, loading: true, failure: null }));
    try {
      const chunk = await latest.current(undefined);
      if (mine === turn.current)
        setState({ items: chunk.items, next: chunk.nextCursor, loading: false, failure: null, begun: true });
    } catch (failure) {
      if (mine === turn.current) setState((was) => ({ ...was, loading: false, failure }));
    }
  }, []);

  const more = useCallback(async () => {
    if (state.loading || state.next === null) return;
    const mine = turn.current;
    setState((was) => ({ ...was, loading: true }));
    try {
      const chunk = await latest.current(state.next);
      if (mine !== turn.current) return;
      setState((was) => ({
        ...was,
        items: [...was.items, ...chunk.items],
        next: chunk.nextCursor,
        loading: false,
        failure: null,
      }));
    } catch (failure) {
      if (mine === turn.current) setState((was) => ({ ...was, loading: false, failure }));
    }
  }, [state.loading, state.next]);

  // The caller says what it depends on.
  useEffect(() => {
    turn.current += 1;
    setState(begin(given.current));
    if (given.current === undefined) void reload();
  }, [reload, ...keys]);
  useReachBottom(() => void more());

  return { ...state, ended: state.begun && state.next === null, reload, more };
}
