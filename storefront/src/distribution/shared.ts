import { api } from '../api/index.ts';

let told = '';

/** A distributor’s link was opened, whatever page it leads to. Coming back to the front tells it again with the same words: once is enough. */
export function tellShared(query: Readonly<Record<string, string | undefined>>): void {
  const { d: code = '', id } = query;
  if (!/^[0-9a-z]{4,12}$/.test(code) || told === `${code} ${id ?? ''}`) return;
  told = `${code} ${id ?? ''}`;
  const productId = id !== undefined && /^prd_[0-9a-z]{26}$/.test(id) ? { productId: id } : {};
  // Nothing on the page waits for it, and whoever cannot be reached hears it at the next show.
  api('POST /api/shop/distribution/visits', { body: { code, ...productId } }).catch(() => {
    told = '';
  });
}
