import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { createAddress } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { createCheckout } from '../../src/domains/orders/checkout/checkout.ts';
import { createBuyer, type TestBuyer, testSources } from '../../src/domains/orders/testing.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// Two records become one person while one of them buys, puts something into her cart, writes an address, takes a coupon.

const app = await testApp();
const { ctx } = app;
const MINUTE = 60_000;
const checkout = createCheckout(testSources);
let cookie = '';
let skuId = '';
let template = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  skuId = (await createProduct(ctx, { price: 5_000, stock: 100_000 })).skuId;
  template = (await createCoupon(ctx, { perMember: 99 })).id;
});

const merge = async (keep: TestBuyer, join: TestBuyer) =>
  app.call(`POST /api/admin/members/${keep.id}/merges`, { cookie, body: { otherId: join.id, reason: '同一个人' } });
const undo = async (id: string) =>
  app.call(`POST /api/admin/member-merges/${id}/reversal`, { cookie, body: { reason: '认错人了' } });
const ordersOf = async ({ token }: TestBuyer) => (await app.call('GET /api/shop/orders', { token })).body.items;
const couponsOf = async ({ token }: TestBuyer) => (await app.call('GET /api/shop/coupons', { token })).body.items;

/** A checkout of a request that found out who asks before the merge, and comes to its end only now. */
async function placeLate(buyer: TestBuyer): Promise<string> {
  const lines = [{ skuId, quantity: 1 }];
  const { payable } = (await app.call('POST /api/shop/quote', { token: buyer.token, body: { lines } })).body;
  const outcome = await checkout(ctx, {
    memberId: buyer.id,
    personNo: buyer.personNo,
    app: buyer.account.app,
    key: randomUUID(),
    hash: 'late',
    lines,
    addressId: await createAddressOf(buyer.id),
    note: '',
    expectedPayable: payable,
    fromCart: false,
  });
  if (!outcome.ok) throw outcome.error;
  return outcome.order.id;
}

/** As it stood when the request began. */
async function createAddressOf(memberId: string): Promise<string> {
  const id = await createAddress(ctx, memberId);
  await sql`update members.address set member_id = ${memberId}, is_default = false where id = ${id}`.execute(ctx.db);
  return id;
}

it('what was still written of the merged record follows: she finds it, can pay it, and has it back when they part', async () => {
  const [keep, join] = [await createBuyer(ctx), await createBuyer(ctx)];
  const { id: mergeId } = (await merge(keep, join)).body.items[0];
  await app.settle();
  const orderId = await placeLate(join);
  await giveCoupon(ctx, join, template);
  await sql`
    insert into orders.cart_item (member_id, sku_id, quantity, selected, added_at) values (${join.id}, ${skuId}, 3, true, ${ctx.now()})
  `.execute(ctx.db);
  await app.settle();

  await app.advance(2 * MINUTE);
  expect((await ordersOf(join)).map(({ id }: { id: string }) => id)).toEqual([orderId]);
  expect(await couponsOf(keep)).toHaveLength(1);
  expect((await app.call('GET /api/shop/cart', { token: keep.token })).body.items).toMatchObject([{ quantity: 3 }]);
  const timeline = await app.call(`GET /api/admin/members/${keep.id}/timeline`, { cookie });
  expect(timeline.text.split('合并了').length - 1).toBe(1);

  await undo(mergeId);
  await app.settle();
  expect((await ordersOf(join)).map(({ id }: { id: string }) => id)).toEqual([orderId]);
  expect(await ordersOf(keep)).toEqual([]);
  expect([await couponsOf(keep), await couponsOf(join)].map((mine) => mine.length)).toEqual([0, 1]);
});

it('it follows to whoever she has become since, and to nobody once the two are apart', async () => {
  const [first, second, third] = [await createBuyer(ctx), await createBuyer(ctx), await createBuyer(ctx)];
  await merge(second, first);
  await merge(third, second);
  await app.settle();
  const orderId = await placeLate(first);
  await app.advance(2 * MINUTE);
  expect((await ordersOf(third)).map(({ id }: { id: string }) => id)).toEqual([orderId]);

  const [keep, join] = [await createBuyer(ctx), await createBuyer(ctx)];
  await undo((await merge(keep, join)).body.items[0].id);
  await app.settle();
  const own = await placeLate(join);
  await app.advance(2 * MINUTE);
  expect((await ordersOf(join)).map(({ id }: { id: string }) => id)).toEqual([own]);
  expect(await ordersOf(keep)).toEqual([]);
});

it('in a storm of checkouts, carts, addresses, coupons and merges nothing stays with a record that is no more', async () => {
  const pairs: (readonly [TestBuyer, TestBuyer])[] = [];
  for (let n = 0; n < 8; n += 1) pairs.push([await createBuyer(ctx), await createBuyer(ctx)]);
  const lines = [{ skuId, quantity: 1 }];
  const { payable } = (
    await app.call('POST /api/shop/quote', { token: pairs[0]?.[0].token ?? '', body: { lines, offers: [] } })
  ).body;
  await Promise.all(
    pairs.map(async ([keep, join]) => {
      const { token, addressId } = join;
      const order = { lines, offers: [], addressId, expectedPayable: payable };
      const fields = {
        name: '张三',
        phone: '13800138000',
        province: '上海市',
        city: '上海市',
        district: '',
        street: '1 号',
      };
      await Promise.all([
        ...Array.from({ length: 8 }, async () => app.call('POST /api/shop/orders', { token, body: order })),
        merge(keep, join),
        app.call(`PUT /api/shop/cart/${skuId}`, { token, body: { quantity: 2 } }),
        app.call('POST /api/shop/addresses', { token, body: fields }),
        app.call(`POST /api/shop/coupon-center/${template}`, { token }),
      ]);
    }),
  );
  await app.settle();
  await app.advance(2 * MINUTE);
  const merged = sql`(select id from members.member where merged_into is not null)`;
  const { rows } = await sql<{ what: string; left: number }>`
    select 'orders' as what, count(*)::int as left from orders.placed where member_id in ${merged}
    union all select 'cart', count(*)::int from orders.cart_item where member_id in ${merged}
    union all select 'coupons', count(*)::int from coupons.coupon where member_id in ${merged}
    union all select 'addresses', count(*)::int from members.address where member_id in ${merged}
    union all select 'accounts', count(*)::int from members.account where member_id in ${merged}
  `.execute(ctx.db);
  expect(rows.filter(({ left }) => left > 0)).toEqual([]);
});
