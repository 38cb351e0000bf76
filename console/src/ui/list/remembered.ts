import { useCallback, useState } from 'react';

/** A small list of texts that this browser keeps under a name. Anything unreadable counts as absent. */
export function useRemembered(
  name: string,
): readonly [readonly string[] | null, (value: readonly string[] | null) => void] {
  const [value, setValue] = useState(() => read(name));
  const change = useCallback(
    (next: readonly string[] | null) => {
      setValue(next);
      if (next === null) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(next));
    },
    [name],
  );
  return [value, change];
}

function read(name: string): readonly string[] | null {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    return Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'string') ? parsed : null;
  } catch {
    return null;
  }
}
