import { useCallback } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useKnownParams } from './known-params.tsx';
import { opened, wasOpenedHere } from './opened.ts';
import type { Shape } from './shapes.ts';

/** A drawer whose content is named in the address: a link opens it, the back button closes it. */
export function useDrawer<T>(key: string, shape: Shape<T>) {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const text = params.get(key);
  const value = text === null ? undefined : shape.read(text);
  useKnownParams([key], text !== null && value === undefined ? [key] : []);
  const open = useCallback(
    (next: T) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          after.set(key, shape.write(next));
          return after;
        },
        { state: opened },
      ),
    [setParams, key, shape],
  );
  const close = useCallback(() => {
    if (wasOpenedHere()) return void navigate(-1);
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        // With it goes what a list inside it has written.
        for (const name of [key, 'q', 'open', 'after', 'page', 'limit']) after.delete(name);
        return after;
      },
      { replace: true },
    );
  }, [setParams, navigate, key]);
  return { value: value ?? null, open, close };
}
