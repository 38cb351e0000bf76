import type { Condition } from '@huoshui/contracts/condition';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../api-error.ts';
import { type ConditionLook, useFieldKit } from '../fields/field-kit.tsx';

type Known = { readonly look: ConditionLook | null; readonly asking: boolean; readonly condition: Condition | null };

/** As long as a form waits before it asks for its sentence. */
const PAUSE_MS = 300;
const AGAIN_MS = 2000;

type Held = Known & {
  readonly tell: (known: Known) => void;
  readonly segment: string | undefined;
  /** Whether somebody around the editor shows what is found; otherwise it does so itself. */
  readonly shownAround: boolean;
};
const unknown: Known = { look: null, asking: false, condition: null };
const LookContext = createContext<Held | null>(null);
const nobody: Held = { ...unknown, tell: () => {}, segment: undefined, shownAround: false };

type ProviderProps = {
  /** The segment whose condition it is, so that a ring is told. */
  readonly segment?: string | undefined;
  readonly shownAround?: boolean;
  readonly children: ReactNode;
};

/** Around a condition that is edited: the editor asks, and whoever stands inside sees what came. */
export function LookProvider({ segment, shownAround = true, children }: ProviderProps) {
  const [known, tell] = useState<Known>(unknown);
  const value = useMemo(() => ({ ...known, tell, segment, shownAround }), [known, segment, shownAround]);
  return <LookContext.Provider value={value}>{children}</LookContext.Provider>;
}

/** One of its own for an editor that nobody has put one around. */
export function LookAround({ children }: { readonly children: ReactNode }) {
  const around = useContext(LookContext);
  return around ? children : <LookProvider shownAround={false}>{children}</LookProvider>;
}

const useHeld = (): Held => useContext(LookContext) ?? nobody;
export const useLook = (): Omit<Held, 'tell' | 'segment'> => useHeld();

/** How many it counts at a place of the condition. */
export function usePart(at: string) {
  const { look } = useLook();
  return look?.parts.find((part) => part.at === at);
}

/** Asks for whom a condition is true while somebody types; the last answer wins, what was known stays until it comes. */
export function useAskLook(condition: Condition): ConditionLook | null {
  const { tell, segment } = useHeld();
  const { estimate } = useFieldKit();
  const [look, setLook] = useState<ConditionLook | null>(null);
  const typed = JSON.stringify(condition);
  const first = useRef(true);
  const known = useRef<ConditionLook | null>(null);
  useEffect(() => {
    let current = true;
    const asked: Condition = JSON.parse(typed);
    tell({ look: known.current, asking: true, condition: asked });
    const ask = async () => {
      try {
        const found = await estimate(asked, segment);
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
  }, [typed, segment, tell, estimate]);
  return look;
}

/** An answer all the same: asking again would bring the same one. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}
