import { words } from '@huoshui/contracts/words';
import { expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { becomeOne, createMember } from '../members/testing.ts';
import type { OfferSource } from '../pricing/index.ts';
import { createBuyer, placeTestOrder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

let elsewhere = '';
/** 新店价: one yuan off each piece, in the second app of the shop alone. */
const openingPrice: OfferSource = {
  name: 'opening',
  find: async (_ctx, { lines, context }) =>
    context.app !== elsewhere
      ? {}
      : {
          prices: lines.map(({ skuId, listPrice }) => ({
            source: 'opening',
            offerId: `opening:${skuId}`,
            skuId,
            price: listPrice - 100,
            most: null,
            label: words('新店价', 'Opening price'),
            badge: words('新店', 'Opening'),
          })),
        },
};

const app = await testApp({ extra: { offers: [openingPrice] } });

it('a source may offer in one app what it does not in another: product page, cart, quote and order agree', async () => {
  const { ctx } = app;
  elsewhere = ctx.config.wechat.apps[1]?.appid ?? '';
  const product = await createProduct(ctx, { price: 5_000 });
  const buyer = await createBuyer(ctx);
  // One person with an account in each app.
  const there = await createMember(ctx, undefined, elsewhere);
  await becomeOne(ctx, buyer, there);
  const lines = [{ skuId: product.skuId, quantity: 2 }];
  for (const [token, each] of [
    [buyer.token, 5_000],
    [there.token, 4_900],
  ] as const) {
    const offers = await app.call(`GET /api/shop/products/${product.id}/offers`, { token });
    expect(offers.body.price).toBe(each);
    const body = { quantity: 2 };
    const cart = await app.call(`PUT /api/shop/cart/${product.skuId}`, { token, body });
    expect(cart.body.quote.goodsAmount - cart.body.quote.discountAmount).toBe(2 * each);
    const quoted = await app.call('POST /api/shop/quote', { token, body: { lines } });
    const shipping = quoted.body.payable - 2 * each;
    expect(shipping).toBeGreaterThanOrEqual(0);
    const placed = await placeTestOrder(app, { ...buyer, token }, { lines });
    expect(placed.body.payable).toBe(2 * each + shipping);
  }
});
