import type { PosterValues } from './poster-form.ts';
import { PLAIN } from './poster-form.ts';

/** The plain one by another name, with some of it otherwise. */
export function posterValues(name: string, other: Partial<PosterValues> = {}): PosterValues {
  return { ...PLAIN, name, ...other };
}
