import { api } from '../api/index.ts';
import { pages } from '../ui/pages.ts';
import { deviceKind } from '../wx/device.ts';

/** Her link: whoever opens it is her neighbour. */
export function leaderPath(code: string): string {
  return `${pages.neighbour}?l=${code}`;
}

let told = '';

/** A leader’s link was opened, whatever page it leads to. Coming back to the front tells it again with the same words: once is enough. */
export function tellNeighbour({ l: code = '' }: Readonly<Record<string, string | undefined>>): void {
  if (!/^[0-9a-z]{4,12}$/.test(code) || told === code) return;
  told = code;
  // Nothing on the page waits for it, and whoever cannot be reached hears it at the next show.
  api('POST /api/shop/leaders/visits', { query: deviceKind(), body: { code } }).catch(() => {
    told = '';
  });
}
