import { afterAll, expect, it } from 'vitest';
import { placeByHand } from '../../../bench/orders/by-hand.ts';
import { benchApp, benchCtx } from '../../../bench/orders/serve.ts';
import { fillShop, orderBodies } from '../../../bench/orders/shop.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// What the benches measure has to work on the schema of today; how fast it is belongs to `npm run bench` alone.

const { config } = await testApp();
const shop = await fillShop(config.databaseUrl);
const ctx = benchCtx(config.databaseUrl);
const app = await benchApp(ctx);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
afterAll(async () => {
  await app.close();
  await ctx.db.destroy();
  await shop.close();
});

it('the bench of orders places them over HTTP and by hand, and tidies up in between', async () => {
  const { token, body, key } = orderBodies(shop, 'spread')();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  const answer = await fetch(`${url}/api/shop/orders`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ payable: 2 * shop.price - 300 });
  await shop.reset();
  expect(await placeByHand(config.databaseUrl, shop, 'hot', 0.2)).toBeGreaterThan(0);
});
