import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { ApiError } from '../../ui/api-error.ts';
import { begin, move } from '../../ui/history.ts';
import { type Block, type Composition, compositionOf, type Page } from './composition.ts';

/** As long as somebody goes on, nothing is saved. */
const PAUSE = 700;

type Saving =
  | { readonly kind: 'saved' | 'waits' | 'saving' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Somebody else has saved since. */
  | { readonly kind: 'stale' };

export type Composing = ReturnType<typeof useComposition>;

/** A page being composed: its steps back here, its saves there. */
export function useComposition(first: Page) {
  const may = useMay();
  const writes = may('PUT /api/admin/pages/:id');
  const [history, dispatch] = useReducer(move<Composition>, first, (page) => begin(compositionOf(page)));
  const [told, setTold] = useState(first);
  const [saving, setSaving] = useState<Saving>({ kind: 'saved' });
  const { present } = history;
  const now = useRef(present);
  now.current = present;
  const saved = useRef(present);
  const revision = useRef(first.revision);
  const running = useRef<Promise<Page | null> | null>(null);

  const save = useCallback(async (): Promise<Page | null> => {
    if (running.current) return running.current;
    const body = now.current;
    const write = async () => {
      setSaving({ kind: 'saving' });
      try {
        const answer = await api('PUT /api/admin/pages/:id', {
          params: { id: first.id },
          body: { name: body.name, blocks: [...body.blocks] },
          revision: revision.current,
        });
        revision.current = answer.revision;
        saved.current = body;
        setTold(answer);
        setSaving({ kind: now.current === body ? 'saved' : 'waits' });
        return answer;
      } catch (error) {
        const stale = error instanceof ApiError && error.code === 'platform.stale';
        setSaving(stale ? { kind: 'stale' } : { kind: 'failed', error });
        return null;
      } finally {
        running.current = null;
      }
    };
    running.current = write();
    return running.current;
  }, [first.id]);

  const blocked = saving.kind === 'stale' || saving.kind === 'failed' || saving.kind === 'saving';
  useEffect(() => {
    if (blocked || !writes || present === saved.current) return;
    setSaving({ kind: 'waits' });
    const timer = setTimeout(() => void save(), PAUSE);
    return () => clearTimeout(timer);
  }, [present, blocked, writes, save]);

  /** Saves what is not saved yet; null where it could not be. */
  const flush = useCallback(async (): Promise<Page | null> => {
    await running.current;
    return now.current === saved.current ? told : save();
  }, [save, told]);

  const load = useCallback((page: Page) => {
    revision.current = page.revision;
    saved.current = compositionOf(page);
    setTold(page);
    setSaving({ kind: 'saved' });
    dispatch({ kind: 'load', to: saved.current });
  }, []);

  /** What was published or withdrawn: what is edited stays. */
  const tell = useCallback((page: Page) => {
    revision.current = page.revision;
    setTold(page);
  }, []);

  const edit = useCallback(
    (blocks: readonly Block[], about?: string) =>
      dispatch({ kind: 'edit', to: { ...now.current, blocks }, ...(about === undefined ? {} : { about }) }),
    [],
  );
  const rename = useCallback(
    (name: string) => dispatch({ kind: 'edit', to: { ...now.current, name }, about: 'name' }),
    [],
  );
  const undo = useCallback(() => dispatch({ kind: 'undo' }), []);
  const redo = useCallback(() => dispatch({ kind: 'redo' }), []);
  return { history, present, told, saving, writes, edit, rename, undo, redo, save, flush, load, tell };
}
