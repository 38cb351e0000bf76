import { useEffect, useRef } from 'react';

/** Tells something once per key, when the key is known: a product seen, a word searched. */
export function useOnce(key: string | null, tell: () => void): void {
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (key === null || told.current === key) return;
    told.current = key;
    tell();
  });
}
