import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useKnownParams } from './known-params.tsx';
import type { Shape } from './shapes.ts';

type Shapes<Values> = { readonly [Key in keyof Values]: Shape<Values[Key]> };
type Change<Values> = (changes: Partial<Values>) => void;

/**
 * What a page shows stands in its address: a link, a reload and the back button keep it. What is at its initial value is
 * left out. Text that says no such value counts as absent, and the page says so. `shapes` is a constant of the module.
 */
export function useAddress<Values extends object>(
  shapes: Shapes<Values>,
  given: NoInfer<Values>,
): readonly [Values, Change<Values>] {
  const [params, setParams] = useSearchParams();
  const keys = keysOf(shapes);
  const search = params.toString();
  // Those of the page's opening: a page that stays open over midnight keeps its day.
  const [initial] = useState<Values>(given);
  const { values, wrong } = useMemo(() => {
    const said = new URLSearchParams(search);
    const read = keysOf(shapes).map((key) => [key, readOne(shapes[key], said.get(key))] as const);
    return {
      values: { ...initial, ...Object.fromEntries(read.filter(([, value]) => value !== undefined)) },
      wrong: read.flatMap(([key, value]) => (value === undefined && said.has(key) ? [key] : [])),
    };
  }, [shapes, search, initial]);
  useKnownParams(keys, wrong);
  const change = useCallback<Change<Values>>(
    (changes) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const key of keysOf(shapes)) {
            const value = changes[key];
            if (value === undefined) continue;
            const text = shapes[key].write(value);
            if (text === shapes[key].write(initial[key])) next.delete(key);
            else next.set(key, text);
          }
          return next;
        },
        { replace: true },
      ),
    [shapes, initial, setParams],
  );
  return [values, change];
}

const keysOf = <Values extends object>(shapes: Shapes<Values>) =>
  Object.keys(shapes).filter((key): key is keyof Values & string => Object.hasOwn(shapes, key));

const readOne = <T>(shape: Shape<T>, text: string | null): T | undefined =>
  text === null ? undefined : shape.read(text);
