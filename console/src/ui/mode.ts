import { useSyncExternalStore } from 'react';
import type { Mode } from './tokens.ts';

/** Light or dark: the operator's choice, else the system's. */
const storageKey = 'huoshui.theme';
const listeners = new Set<() => void>();
const system = matchMedia('(prefers-color-scheme: dark)');

function currentMode(): Mode {
  const stored = localStorage.getItem(storageKey);
  if (stored === 'light' || stored === 'dark') return stored;
  return system.matches ? 'dark' : 'light';
}

export function chooseMode(mode: Mode): void {
  localStorage.setItem(storageKey, mode);
  for (const listener of listeners) listener();
}

export function useMode(): Mode {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    system.addEventListener('change', listener);
    return () => {
      listeners.delete(listener);
      system.removeEventListener('change', listener);
    };
  }, currentMode);
}
