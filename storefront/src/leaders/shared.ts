import { pages } from '../ui/pages.ts';

/** Her link: whoever opens it is her neighbour. */
export function leaderPath(code: string): string {
  return `${pages.neighbour}?l=${code}`;
}
