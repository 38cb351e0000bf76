import { catalogContract as contract } from '@huoshui/contracts/catalog';
import { type Route, route } from '../../platform/routes.ts';
import { listCategories } from './category.ts';
import { getShopProduct } from './get-product.ts';
import { listShopProducts } from './list-shop.ts';
import { readPriceTrend } from './price-trend.ts';
import type { PromotedGoods } from './promoted.ts';
import { suggest } from './suggest.ts';

const open = { open: true } as const;

export const shopRoutes = (promoted: PromotedGoods): readonly Route[] => [
  route(contract, 'GET /api/shop/categories', open, async (ctx) => ({ items: await listCategories(ctx) })),
  route(contract, 'GET /api/shop/products', open, async (ctx, { query }) => listShopProducts(ctx, query, promoted)),
  route(contract, 'GET /api/shop/products/:id', open, async (ctx, { params }) => getShopProduct(ctx, params.id)),
  route(contract, 'GET /api/shop/products/:id/price-trend', open, async (ctx, { params }) =>
    readPriceTrend(ctx, params.id),
  ),
  route(contract, 'GET /api/shop/search/suggestions', open, async (ctx, { query }) => ({
    items: await suggest(ctx, query.q),
  })),
];
