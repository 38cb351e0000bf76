import type { Condition } from '@huoshui/contracts/condition';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { ApiError } from '../../../ui/api-error.ts';

export type Look = Answer<'POST /api/admin/conditions/estimate'>;
type Known = { readonly look: Look | null; readonly asking: boolean; readonly condition: Condition | null };

/** As long as a form waits before it asks for its sentence. */
const PAUSE_MS = 300;
const AGAIN_MS = 2000;

type Held = Known & { readonly tell: (known: Known) => void };
const LookContext = createContext<Held>({ look: null, asking: false, condition: null, tell: () => {} });

/** Around a condition that is edited: the editor asks, and whoever stands inside sees what came. */
export function LookProvider({ children }: { readonly children: ReactNode }) {
  const [known, tell] = useState<Known>({ look: null, asking: false, condition: null });
  const value = useMemo(() => ({ ...known, tell }), [known]);
  return <LookContext.Provider value={value}>{children}</LookContext.Provider>;
}

export const useLook = (): Known => useContext(LookContext);

/** How many it counts at a place of the condition. */
export function usePart(at: string) {
  const { look } = useLook();
  return look?.parts.find((part) => part.at === at);
}

/** Asks for whom a condition is true while somebody types; the last answer wins, what was known stays until it comes. */
export function useAskLook(condition: Condition, segment: string | undefined): Look | null {
  const { tell } = useContext(LookContext);
  const [look, setLook] = useState<Look | null>(null);
  const typed = JSON.stringify(condition);
  const first = useRef(true);
  const known = useRef<Look | null>(null);
  useEffect(() => {
    let current = true;
    const asked: Condition = JSON.parse(typed);
    tell({ look: known.current, asking: true, condition: asked });
    const ask = async () => {
      try {
        const body = { condition: asked, ...(segment === undefined ? {} : { segment }) };
        const found = await api('POST /api/admin/conditions/estimate', { body });
        if (!current) return;
        known.current = found;
        setLook(found);
        tell({ look: found, asking: false, condition: asked });
      } catch (error) {
        if (!current) return;
        if (isRefusal(error)) tell({ look: known.current, asking: false, condition: asked });
        else timer = setTimeout(() => void ask(), AGAIN_MS);
      }
    };
    let timer = setTimeout(() => void ask(), first.current ? 0 : PAUSE_MS);
    first.current = false;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed, segment, tell]);
  return look;
}

/** An answer all the same: asking again would bring the same one. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}
