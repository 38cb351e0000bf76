import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { announceRefunded } from '../coupons/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer, receivedOrder, type TestBuyer } from '../orders/testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  const points = { ...(await app.call('GET /api/admin/settings/points', { cookie })).body, on: true };
  const { revision: _, ...values } = points;
  expect((await app.call('PUT /api/admin/settings/points', { cookie, body: values })).status).toBe(200);
});

const good = '苹果很脆，水分足，孩子爱吃，包装也结实';
const setRule = async (change: object) => {
  const { revision: _, ...values } = (await app.call('GET /api/admin/settings/reviews', { cookie })).body;
  const body = { ...values, words: null, check: 'all', points: 0, ...change };
  expect((await app.call('PUT /api/admin/settings/reviews', { cookie, body })).status).toBe(200);
};
const write = async (buyer: TestBuyer, orderId: string, lineId: string | undefined, more: object = {}) =>
  app.call('POST /api/shop/reviews', {
    token: buyer.token,
    body: { orderId, lineId, stars: 5, text: good, ...more },
  });
const judge = async (ids: readonly string[], act: string, reason?: string) =>
  app.call('POST /api/admin/reviews/judgements', { cookie, body: { ids, act, ...(reason ? { reason } : {}) } });
const shown = async (productId: string, query = '') =>
  (await app.call(`GET /api/shop/products/${productId}/reviews${query}`)).body;
const pointsOf = async (buyer: TestBuyer) =>
  (await app.call('GET /api/shop/points', { token: buyer.token })).body.usable;
/** A review of one piece of a product of its own, written under the rule as it stands. */
const reviewed = async (more: object = {}) => {
  const buyer = await createBuyer(ctx);
  const product = await createProduct(ctx, { price: 1_000 });
  const { orderId, lineIds } = await receivedOrder(app, buyer, [{ skuId: product.skuId, quantity: 1 }]);
  const { body, status } = await write(buyer, orderId, lineIds[0], more);
  expect(status).toBe(200);
  return { buyer, product, orderId, id: String(body.id), body };
};

describe('a review', () => {
  it('is written once a line, of what arrived and is hers, within the days that the shop set', async () => {
    await setRule({ days: 30 });
    const [buyer, other] = [await createBuyer(ctx), await createBuyer(ctx)];
    const [one, two] = [await createProduct(ctx), await createProduct(ctx)];
    const { orderId, lineIds } = await receivedOrder(app, buyer, [
      { skuId: one.skuId, quantity: 2 },
      { skuId: two.skuId, quantity: 1 },
    ]);
    const pending = async () =>
      (await app.call('GET /api/shop/reviews/pending', { token: buyer.token })).body.items.map(
        (item: { lineId: string }) => item.lineId,
      );
    expect(await pending()).toEqual(lineIds);
    expect((await write(other, orderId, lineIds[0])).body.error.code).toBe('reviews.not_reviewable');
    const racing = await Promise.all(Array.from({ length: 6 }, async () => write(buyer, orderId, lineIds[0])));
    expect(racing.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(await pending()).toEqual([lineIds[1]]);
    expect((await write(buyer, orderId, lineIds[1], { stars: 6 })).status).toBe(400);
    expect((await write(buyer, orderId, lineIds[1], { pictures: ['/files/no.jpg'] })).body.error.code).toBe(
      'reviews.picture_not_hers',
    );
    await sql`update orders.placed set received_at = ${new Date(ctx.now().getTime() - 31 * DAY_MS)} where id = ${orderId}`.execute(
      ctx.db,
    );
    expect((await write(buyer, orderId, lineIds[1])).body.error.code).toBe('reviews.not_reviewable');
    expect(await pending()).toEqual([]);
  });

  it('waits until somebody looked; what is shown counts, what is hidden counts nowhere, and she reads why', async () => {
    await setRule({ check: 'all' });
    const { buyer, product, id, body } = await reviewed({ stars: 2, anonymous: false });
    expect([body.state, (await shown(product.id)).summary.count]).toEqual(['waiting', 0]);
    expect((await app.call('GET /api/shop/products/prd_none/reviews')).status).toBe(404);
    const bell = await app.call('GET /api/admin/work', { cookie });
    expect(JSON.stringify(bell.body)).toContain('reviews.waiting');
    expect((await judge([id], 'show')).body).toEqual({ changed: 1 });
    expect((await judge([id], 'show')).body).toEqual({ changed: 0 });
    const seen = await shown(product.id);
    expect(seen.summary).toEqual({ count: 1, withPictures: 0, tenths: 20, stars: [0, 1, 0, 0, 0] });
    expect(seen.items).toMatchObject([{ stars: 2, text: good }]);
    expect((await shown(product.id, '?which=bad')).items).toHaveLength(1);
    expect((await shown(product.id, '?which=good')).items).toHaveLength(0);
    expect(JSON.stringify(seen.items)).not.toContain(buyer.id);
    expect((await judge([id], 'hide')).body.error.code).toBe('reviews.reason_missing');
    await judge([id], 'hide', '与商品无关');
    expect((await shown(product.id)).summary).toMatchObject({ count: 0, tenths: null });
    const hers = await app.call('GET /api/shop/reviews', { token: buyer.token });
    expect(hers.body.items).toMatchObject([{ id, state: 'hidden', hiddenBecause: '与商品无关', addable: false }]);
  });

  it('is added to once, and answered by the shop', async () => {
    await setRule({ check: 'words' });
    const { buyer, product, id } = await reviewed();
    const add = async (text: string, token = buyer.token) =>
      app.call(`POST /api/shop/reviews/${id}/addition`, { token, body: { text } });
    expect((await add('别人的', (await createBuyer(ctx)).token)).status).toBe(404);
    expect((await add('  ')).body.error.code).toBe('reviews.empty');
    const both = await Promise.all([add('放了一周还是脆的'), add('又说一遍')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const replied = await app.call(`PUT /api/admin/reviews/${id}/reply`, { cookie, body: { text: '谢谢你' } });
    expect(replied.body.reply).toBe('谢谢你');
    const [item] = (await shown(product.id)).items;
    expect(item.reply).toBe('谢谢你');
    expect(item.added.text.length).toBeGreaterThan(3);
    await judge([id], 'hide_addition');
    expect((await shown(product.id)).items[0].added).toBeNull();
  });

  it('with a word of the list waits, any other is shown at once', async () => {
    await setRule({ check: 'words', words: ['加微信'] });
    expect((await reviewed()).body.state).toBe('shown');
    const waits = await reviewed({ text: '好吃，加 微 信领红包吧亲' });
    expect(waits.body.state).toBe('waiting');
    const { items, total } = (await app.call('GET /api/admin/reviews?state=waiting', { cookie })).body;
    expect(items.map((item: { id: string }) => item.id)).toContain(waits.id);
    expect(total).toBe(items.length);
  });
});

describe('what a review earns', () => {
  it('is given once it is shown and worth it, never by its stars, and taken back once it is hidden; it does not come again', async () => {
    await setRule({ check: 'all', points: 20, leastText: 10 });
    const { buyer, id } = await reviewed({ stars: 1 });
    const thin = await reviewed({ text: '好好好好好好好好好好好好' });
    expect(await pointsOf(buyer)).toBe(0);
    await judge([id, thin.id], 'show');
    expect([await pointsOf(buyer), await pointsOf(thin.buyer)]).toEqual([20, 0]);
    const grants = await app.call(`GET /api/admin/grants?memberId=${buyer.id}`, { cookie });
    expect(JSON.stringify(grants.body)).toContain('评价');
    await judge([id], 'hide', '不实');
    expect(await pointsOf(buyer)).toBe(0);
    await judge([id], 'show');
    expect(await pointsOf(buyer)).toBe(0);
  });

  it('is so many a day, also when she writes them all at one moment', async () => {
    await setRule({ check: 'words', points: 5, perDay: 2 });
    const buyer = await createBuyer(ctx);
    const products = await Promise.all(Array.from({ length: 5 }, async () => createProduct(ctx)));
    const lines = products.map(({ skuId }) => ({ skuId, quantity: 1 }));
    const { orderId, lineIds } = await receivedOrder(app, buyer, lines);
    const all = await Promise.all(lineIds.map(async (lineId) => write(buyer, orderId, lineId)));
    expect(all.every(({ status }) => status === 200)).toBe(true);
    expect(await pointsOf(buyer)).toBe(10);
  });

  it('goes back with the goods, what is left of it; the review stays', async () => {
    await setRule({ check: 'words', points: 20, perDay: 3 });
    const { buyer, product, orderId } = await reviewed();
    expect(await pointsOf(buyer)).toBe(20);
    await announceRefunded(ctx, { orderId, person: buyer, whole: true });
    await app.settle();
    expect(await pointsOf(buyer)).toBe(0);
    expect((await shown(product.id)).summary.count).toBe(1);
  });
});

describe('the sums of a product', () => {
  it('are what its shown reviews add up to, whatever was done to them, by many at once', async () => {
    await setRule({ check: 'words' });
    const product = await createProduct(ctx, { stock: 500 });
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const buyer = await createBuyer(ctx);
      const { orderId, lineIds } = await receivedOrder(app, buyer, [{ skuId: product.skuId, quantity: 1 }]);
      ids.push(String((await write(buyer, orderId, lineIds[0], { stars: (n % 5) + 1 })).body.id));
    }
    const some = (n: number) => ids.filter((_, at) => at % 3 === n);
    await Promise.all([
      judge(some(0), 'hide', '测试'),
      judge(ids, 'show'),
      judge(some(1), 'hide', '测试'),
      judge(some(0), 'show'),
      judge(some(2), 'hide', '测试'),
    ]);
    const { rows } = await sql<{ stars: number }>`
      select stars from reviews.review where product_id = ${product.id} and state = 'shown'
    `.execute(ctx.db);
    const { summary, items } = await shown(product.id, '?limit=100');
    expect(items).toHaveLength(rows.length);
    expect(summary.count).toBe(rows.length);
    expect(summary.stars).toEqual([1, 2, 3, 4, 5].map((n) => rows.filter(({ stars }) => stars === n).length));
    const sum = rows.reduce((all, { stars }) => all + stars, 0);
    expect(summary.tenths).toBe(rows.length === 0 ? null : Math.round((sum * 10) / rows.length));
    const listed = await app.call(`GET /api/admin/reviews?productId=${product.id}&state=shown`, { cookie });
    expect(listed.body.total).toBe(summary.count);
  });
});

describe('two records of one person', () => {
  it('keep what either wrote, and it goes back with her', async () => {
    await setRule({ check: 'words' });
    const [stays, other] = [await reviewed(), await reviewed()];
    const merged = await app.call(`POST /api/admin/members/${stays.buyer.id}/merges`, {
      cookie,
      body: { otherId: other.buyer.id, reason: '同一个人' },
    });
    expect(merged.status).toBe(200);
    await app.settle();
    const listed = await app.call(`GET /api/admin/reviews?memberId=${stays.buyer.id}`, { cookie });
    expect(listed.body.items.map((item: { id: string }) => item.id).toSorted()).toEqual(
      [stays.id, other.id].toSorted(),
    );
  });
});
