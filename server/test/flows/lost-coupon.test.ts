import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { bookMismatches, createBuyer, placeTestOrder } from '../../src/domains/orders/testing.ts';
import { testApp } from '../../src/platform/testing/app.ts';

const app = await testApp();
const { ctx } = app;

it('tells nothing of the coupons of an order that lost one of them and was never placed', async () => {
  const { skuId } = await createProduct(ctx, { price: 5_000 });
  const buyer = await createBuyer(ctx);
  const ships = await createCoupon(ctx, { discount: { kind: 'free_shipping' }, threshold: 0 });
  const goods = await createCoupon(ctx, { perMember: 20 });
  const offers = async (one: string) => [
    { source: 'coupons', offerId: one },
    { source: 'coupons', offerId: shipping },
  ];
  const shipping = await giveCoupon(ctx, buyer, ships.id);
  const own = await Promise.all(Array.from({ length: 8 }, async () => giveCoupon(ctx, buyer, goods.id)));
  const lines = [{ skuId, quantity: 1 }];
  const answers = await Promise.all(
    own.map(async (one) =>
      placeTestOrder(app, buyer, { lines, key: `lost-${one}`, offers: await offers(one), expectedPayable: 4_000 }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  const { rows } = await sql<{ type: string }>`
    select type from platform.event where type = 'coupon.released'
  `.execute(ctx.db);
  expect(rows).toEqual([]);
  const free = await sql`select from coupons.coupon where member_id = ${buyer.id} and state = 'available'`.execute(
    ctx.db,
  );
  expect(free.rows).toHaveLength(7);
  expect(await bookMismatches(ctx)).toEqual([]);
});
