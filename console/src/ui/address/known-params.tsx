import { useIsFetching } from '@tanstack/react-query';
import { Button } from 'antd';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useId, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useSharedText } from '../shared-texts.ts';
import { type Known, strangers } from './strangers.ts';

type Register = (owner: string, known: Known | null) => void;

const RegisterContext = createContext<Register>(() => {});

/** A part of a page says which parameters of the address are its own, and which of them say nothing it can use. */
export function useKnownParams(keys: readonly string[], wrong: readonly string[] = []): void {
  const register = useContext(RegisterContext);
  const owner = useId();
  const [all, bad] = [keys.join(' '), wrong.join(' ')];
  useEffect(() => {
    register(owner, { keys: all.split(' '), wrong: bad.split(' ').filter((key) => key !== '') });
    return () => register(owner, null);
  }, [register, owner, all, bad]);
}

/** Around a page: what its address asks for and nobody on it knows is said, never dropped in silence. */
export function KnownParams({ children }: { readonly children: ReactNode }) {
  const [owners, setOwners] = useState<Readonly<Record<string, Known>>>({});
  const register = useCallback<Register>(
    (owner, known) =>
      setOwners(({ [owner]: _, ...others }) => (known === null ? others : { ...others, [owner]: known })),
    [],
  );
  return (
    <RegisterContext.Provider value={register}>
      <Strangers owners={owners} />
      {children}
    </RegisterContext.Provider>
  );
}

function Strangers({ owners }: { readonly owners: Readonly<Record<string, Known>> }) {
  const t = useSharedText();
  const [params, setParams] = useSearchParams();
  const names = useMemo(() => strangers(params, Object.values(owners)), [params, owners]);
  // Tabs and lists join in when their data is there: until then nobody can tell what is unknown.
  const settled = useSettled(useIsFetching() === 0, JSON.stringify([names, Object.keys(owners)]));
  if (names.length === 0 || !settled) return null;
  const drop = () =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const name of names) next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <div className="hs-notice" role="status">
      <span>
        {t('param_unknown', { names: names.map((name) => `${name}=${params.get(name) ?? ''}`).join(t('between')) })}
      </span>
      <Button size="small" onClick={drop}>
        {t('param_drop')}
      </Button>
    </div>
  );
}

/** True when `quiet` has held, and `what` has been the same, for half a second. */
function useSettled(quiet: boolean, what: string): boolean {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    setSettled('');
    if (!quiet) return;
    const timer = setTimeout(() => setSettled(what), 500);
    return () => clearTimeout(timer);
  }, [quiet, what]);
  return quiet && settled === what;
}
