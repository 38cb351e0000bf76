import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { api } from '../../../ground/api.ts';
import { useMay } from '../../../ground/may.tsx';
import { ApiError } from '../../../ui/api-error.ts';
import { begin, move } from '../../../ui/history.ts';
import type { Drawing, Drawn } from './drawing.ts';

/** As long as somebody goes on drawing, nothing is saved. */
const PAUSE = 700;
/** A save that did not come through is tried again by itself. */
const AGAIN = 8000;

/** `stale`: somebody else has saved since; `revision` is hers. */
export type Saving =
  | { readonly kind: 'saved' | 'waits' | 'saving' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'stale'; readonly by: string; readonly revision: number };

export type Editing = ReturnType<typeof useDrawing>;

const drawnOf = ({ name, definition, places }: Drawing): Drawn => ({ name, definition, places });

/** A drawing being edited: its history here, its saves there, and what the server says of it. */
export function useDrawing(first: Drawing) {
  const may = useMay();
  const saves = may('PUT /api/admin/drawings/:id');
  const [history, dispatch] = useReducer(move<Drawn>, first, (drawing) => begin(drawnOf(drawing)));
  const [told, setTold] = useState(first);
  const [saving, setSaving] = useState<Saving>({ kind: 'saved' });
  /** It is being published or thrown away: nothing of it is saved, read or guarded any more. */
  const [closed, setClosed] = useState(false);
  const { present } = history;
  const now = useRef(present);
  now.current = present;
  const saved = useRef(present);
  const revision = useRef(first.revision);
  const running = useRef<Promise<Drawing | null> | null>(null);

  const save = useCallback(async (): Promise<Drawing | null> => {
    if (running.current) return running.current;
    const body = now.current;
    const write = async () => {
      setSaving({ kind: 'saving' });
      try {
        const answer = await api('PUT /api/admin/drawings/:id', {
          params: { id: first.id },
          body: { name: body.name, definition: body.definition, places: body.places },
          revision: revision.current,
        });
        revision.current = answer.revision;
        saved.current = body;
        setTold(answer);
        setSaving({ kind: now.current === body ? 'saved' : 'waits' });
        return answer;
      } catch (error) {
        setSaving(staleOf(error) ?? { kind: 'failed', error });
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
    if (blocked || closed || !saves) return;
    // Undone to what is saved already.
    setSaving((was) => {
      const kind = present === saved.current ? 'saved' : 'waits';
      return was.kind === kind ? was : { kind };
    });
    if (present === saved.current) return;
    const timer = setTimeout(() => void save(), PAUSE);
    return () => clearTimeout(timer);
  }, [present, blocked, closed, saves, save]);

  useEffect(() => {
    if (saving.kind !== 'failed') return;
    const timer = setTimeout(() => void save(), AGAIN);
    return () => clearTimeout(timer);
  }, [saving, save]);

  /** Saves what is not saved yet; null where it could not be. */
  const flush = useCallback(async (): Promise<Drawing | null> => {
    await running.current;
    if (now.current !== saved.current) return save();
    return told;
  }, [save, told]);

  const load = useCallback((drawing: Drawing) => {
    const drawn = drawnOf(drawing);
    revision.current = drawing.revision;
    saved.current = drawn;
    setTold(drawing);
    setSaving({ kind: 'saved' });
    dispatch({ kind: 'load', to: drawn });
  }, []);

  /** What was read anew: counts are taken over, and what somebody else saved while nothing was open here. Says whether it was. */
  const look = useCallback(
    (drawing: Drawing): boolean => {
      if (running.current || now.current !== saved.current) return false;
      if (drawing.revision === revision.current) {
        setTold((old) => ({ ...old, counts: drawing.counts, standing: drawing.standing, state: drawing.state }));
        return false;
      }
      load(drawing);
      return true;
    },
    [load],
  );

  /** Of two who drew at once, she keeps hers: the next save is on top of the other's. */
  const overwrite = useCallback(async () => {
    if (saving.kind !== 'stale') return;
    revision.current = saving.revision;
    await save();
  }, [saving, save]);

  const edit = useCallback(
    (to: Drawn, about?: string) => dispatch({ kind: 'edit', to, ...(about === undefined ? {} : { about }) }),
    [],
  );
  const undo = useCallback(() => dispatch({ kind: 'undo' }), []);
  const redo = useCallback(() => dispatch({ kind: 'redo' }), []);
  return useMemo(
    () => ({ history, present, told, saving, closed, setClosed, edit, undo, redo, save, flush, load, look, overwrite }),
    [history, present, told, saving, closed, edit, undo, redo, save, flush, load, look, overwrite],
  );
}

function staleOf(error: unknown): Saving | null {
  if (!(error instanceof ApiError) || error.code !== 'platform.stale') return null;
  const { by, revision }: { by?: unknown; revision?: unknown } = Object(error.details);
  return { kind: 'stale', by: typeof by === 'string' ? by : '', revision: Number(revision) };
}
