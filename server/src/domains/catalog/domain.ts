import type { Domain } from '../../platform/domain.ts';
import { catalogErrors } from './errors.ts';
import { productRepriced, skuBackInStock } from './events.ts';
import { indexAgain } from './index-again.ts';
import { lotForm } from './lots/lot-form.ts';
import { catalogPicks } from './picks.ts';
import type { PromotedGoods } from './promoted.ts';
import { rankBySold } from './rank-by-sold.ts';
import { adminRoutes } from './routes.admin.ts';
import { lotRoutes } from './routes.lots.ts';
import { searchRoutes } from './routes.search.ts';
import { shopRoutes } from './routes.shop.ts';
import { searchPeople } from './searches/people.ts';
import { missingAt } from './store-stock/missing.ts';
import { storeStockRoutes } from './store-stock/routes.ts';
import { saveStockStore } from './store-stock/stock-store.ts';
import { transferForm } from './store-stock/transfer-form.ts';
import { synonymForm } from './synonyms/synonym-form.ts';

/** `promoted`: what is on promotion now, which only promotions know. */
export function catalog({ promoted }: { readonly promoted: PromotedGoods }): Domain {
  return {
    name: 'catalog',
    routes: [...adminRoutes, ...storeStockRoutes, ...shopRoutes(promoted), ...searchRoutes, ...lotRoutes],
    errors: catalogErrors,
    forms: { 'catalog.synonym': synonymForm, 'catalog.transfer': transferForm, 'catalog.lot': lotForm },
    picks: catalogPicks,
    people: [searchPeople],
    sweeps: [indexAgain, rankBySold],
    facts: [productRepriced, skuBackInStock],
  };
}

/** What the stock knows of stores, and what it says of them. */
export { listCategories } from './category.ts';
export { goodsNamed } from './find-products.ts';
export { listShopProducts } from './list-shop.ts';
export const storeShelves = { save: saveStockStore, missing: missingAt };
