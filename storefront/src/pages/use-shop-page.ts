import { useEffect } from 'react';
import { type Answer, api, type Input, useLoad } from '../api/index.ts';
import { track } from '../track/index.ts';

export type ShopPage = Answer<'GET /api/shop/page'>;
export type Filled = ShopPage['blocks'][number];
/** The content of one kind of block. */
export type Content<Kind extends Filled['content']['kind']> = Extract<Filled['content'], { readonly kind: Kind }>;
export type PageAsked = Input<'GET /api/shop/page'>['query'];

/** All that a page shows her, by one request; asked again whenever the page comes back to the front. */
export function useShopPage(query: PageAsked) {
  const page = useLoad(
    async () => api('GET /api/shop/page', { query }),
    [query.kind, query.id, query.product, query.category],
    { fresh: true },
  );
  const { id = null, version = 0 } = page.data ?? {};
  useEffect(() => {
    if (id !== null) track('exposure', { props: { slot: 'page', shopPage: id, version } });
  }, [id, version]);
  return page;
}
