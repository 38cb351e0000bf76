import { type Answer, api, useLoad } from '../api/index.ts';

type Share = Answer<'GET /api/shop/products/:id/distribution'>;

let known: 'distributor' | 'not' | null = null;

/** She has applied, or the shop has decided: the next product asks anew. */
export function forgetShare(): void {
  known = null;
}

/** What her link to a product carries and earns; null for everybody else, who is asked once. */
export function useShare(productId: string): Share | null {
  const { data } = useLoad(async () => {
    if (known === 'not') return null;
    const share = await api('GET /api/shop/products/:id/distribution', { params: { id: productId } });
    known = share.code === '' ? 'not' : 'distributor';
    return share.code === '' ? null : share;
  }, [productId]);
  return data;
}

/** A path with her code in it. */
export function sharedPath(path: string, code: string | undefined): string {
  if (code === undefined || code === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}d=${code}`;
}
