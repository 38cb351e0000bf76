import { Blocks } from './Blocks.tsx';
import { type PageAsked, useShopPage } from './use-shop-page.ts';

/** What the shop shows on a page that has more of its own; nothing where nothing is, or no network. */
export function Extras(query: PageAsked) {
  const page = useShopPage(query);
  if (page.data === null) return null;
  return <Blocks page={page.data} kind={query.kind} onChanged={() => void page.reload()} />;
}
