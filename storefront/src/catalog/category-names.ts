import { useEffect, useState } from 'react';
import { api } from '../api/index.ts';

type Names = ReadonlyMap<string, string>;

let known: Names = new Map();
let asking: Promise<Names> | null = null;

/** Names of the shelves by id, asked for once per launch; empty until they are there. */
export function useCategoryNames(): Names {
  const [names, setNames] = useState(known);
  useEffect(() => {
    asking ??= load().catch((failure: unknown) => {
      asking = null;
      throw failure;
    });
    void asking.then(setNames, () => undefined);
  }, []);
  return names;
}

async function load(): Promise<Names> {
  const { items } = await api('GET /api/shop/categories', {});
  known = new Map(items.map(({ id, name }) => [id, name]));
  return known;
}
