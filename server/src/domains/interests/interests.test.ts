import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';

const MINUTE = 60_000;
const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });
const { cookie } = await signedIn(ctx);

const keep = async ({ token }: TestMember, id: string) => app.call(`PUT /api/shop/favourites/${id}`, { token });
const ask = async ({ token }: TestMember, skuId: string) =>
  app.call(`PUT /api/shop/stock-requests/${skuId}`, { token });
const list = async ({ token }: TestMember, what: 'favourites' | 'footprints') =>
  (await app.call(`GET /api/shop/${what}`, { token })).body.items as {
    productId: string;
    fell: number;
    state: string;
  }[];
const told = async (type: string, { id }: { id: string }) => {
  const { rows } = await sql<{ price: number }>`
    select (payload ->> 'price')::int as price from platform.event
    where type = ${type} and payload ->> 'memberId' = ${id} order by id
  `.execute(ctx.db);
  return rows.map(({ price }) => price);
};
const reprice = async (productId: string, price: number, memberPrice: number | null = null) => {
  const { body } = await app.call(`GET /api/admin/products/${productId}`, { cookie });
  const skus = body.skus.map((sku: object) => ({ ...sku, price, memberPrice }));
  const saved = await app.call(`PUT /api/admin/products/${productId}`, { cookie, body: { ...body, skus } });
  expect([saved.status, saved.body.error]).toEqual([200, undefined]);
};
const stock = async (skuId: string, change: number) => {
  const answer = await app.call('POST /api/admin/stock', { cookie, body: { skuId, change, reason: '到货' } });
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  await app.settle();
};

describe('a favourite', () => {
  it('is kept once, however often she taps at once, and at most three hundred are', async () => {
    const her = await createMember(ctx);
    const { id } = await createProduct(ctx);
    const answers = await Promise.all(Array.from({ length: 20 }, async () => keep(her, id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await list(her, 'favourites')).toMatchObject([{ productId: id, fell: 0, state: 'ok' }]);
    await sql`
      insert into interests.favourite (member_id, product_id, person_no, price, added_at)
      select ${her.id}, 'prd_' || n, ${her.personNo}, 100, ${ctx.now()} from generate_series(1, 298) as n
    `.execute(ctx.db);
    const more = [await createProduct(ctx), await createProduct(ctx), await createProduct(ctx)];
    const codes = (await Promise.all(more.map(async (one) => keep(her, one.id)))).map(({ body }) => body.error?.code);
    expect(codes.filter((code) => code === 'interests.too_many_favourites')).toHaveLength(2);
    expect((await keep(her, id)).status).toBe(200);
    expect((await keep(her, 'prd_nobody_has')).status).toBe(404);
    await app.call(`DELETE /api/shop/favourites/${id}`, { token: her.token });
    expect((await app.call(`PUT /api/shop/products/${id}/visit`, { token: her.token })).body.favourite).toBe(false);
  });

  it('that got cheaper is told once for each lower price than she saw and was told; a price that goes up and down again is no news', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 8, max: 12 }), { minLength: 1, maxLength: 6 }), async (prices) => {
        const her = await createMember(ctx);
        const { id } = await createProduct(ctx, { price: 1_000 });
        await keep(her, id);
        let lowest = 1_000;
        const expected: number[] = [];
        for (const hundreds of prices) {
          await reprice(id, hundreds * 100);
          await app.settle();
          if (hundreds * 100 >= lowest) continue;
          lowest = hundreds * 100;
          expected.push(lowest);
        }
        expect(await told('favourite.price_fell', her)).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('whose price tag fell while members pay what they paid is no cheaper; a fall is not told while nobody can have it', async () => {
    const [her, hers] = [await createMember(ctx), await createMember(ctx)];
    const { id } = await createProduct(ctx, { price: 2_000, memberPrice: 1_800 });
    const out = await createProduct(ctx, { price: 2_000, stock: 0 });
    await keep(her, id);
    await keep(hers, out.id);
    await reprice(id, 1_900, 1_800);
    await reprice(out.id, 1_000);
    await app.settle();
    expect([await told('favourite.price_fell', her), await told('favourite.price_fell', hers)]).toEqual([[], []]);
    await reprice(id, 1_900, 1_700);
    await app.settle();
    expect(await told('favourite.price_fell', her)).toEqual([1_700]);
    expect(await list(her, 'favourites')).toMatchObject([{ fell: 100 }]);
  });

  it('of very many is told to each of them once, some at a time, while other changes of price come in between', async () => {
    const { id } = await createProduct(ctx, { price: 2_000 });
    await sql`
      insert into interests.favourite (member_id, product_id, person_no, price, added_at)
      select 'mem_many_' || n, ${id}, 900000 + n, 2000, ${ctx.now()} from generate_series(1, 3500) as n
    `.execute(ctx.db);
    await reprice(id, 1_500);
    await reprice(id, 1_400);
    await app.settle();
    const { rows } = await sql<{ persons: number; facts: number }>`
      select count(distinct person_no)::int as persons, count(*)::int as facts from platform.event
      where type = 'favourite.price_fell' and payload ->> 'productId' = ${id}
    `.execute(ctx.db);
    expect(rows).toEqual([{ persons: 3500, facts: 3500 }]);
  });
});

describe('footprints', () => {
  it('are the products she looked at, the last first, at most two hundred, and can be forgotten', async () => {
    const her = await createMember(ctx);
    const goods = [await createProduct(ctx), await createProduct(ctx)];
    const visit = async (id = '') => app.call(`PUT /api/shop/products/${id}/visit`, { token: her.token });
    await sql`
      insert into interests.footprint (member_id, product_id, person_no, seen_at)
      select ${her.id}, 'prd_' || n, ${her.personNo}, ${ctx.now()}::timestamptz - n * interval '1 day' from generate_series(1, 250) as n
    `.execute(ctx.db);
    for (const { id } of [...goods, ...goods.slice(0, 1)]) {
      expect((await visit(id)).status).toBe(200);
      await app.advance(1000);
    }
    expect((await list(her, 'footprints')).map(({ productId }) => productId)).toEqual([goods[0]?.id, goods[1]?.id]);
    const { rows } = await sql`select from interests.footprint where member_id = ${her.id}`.execute(ctx.db);
    expect(rows).toHaveLength(200);
    await app.call(`DELETE /api/shop/footprints/${goods[0]?.id}`, { token: her.token });
    expect((await list(her, 'footprints')).map(({ productId }) => productId)).toEqual([goods[1]?.id]);
    await app.call('DELETE /api/shop/footprints', { token: her.token });
    expect(await list(her, 'footprints')).toEqual([]);
  });
});

describe('a request to be told of stock', () => {
  it('is refused where nobody would tell her', async () => {
    const { skuId, id } = await createProduct(ctx, { stock: 0 });
    const her = await createMember(ctx);
    expect((await ask(her, skuId)).body.error.code).toBe('interests.nobody_tells');
    expect((await app.call(`PUT /api/shop/products/${id}/visit`, { token: her.token })).body.mayAsk).toBe(false);
  });

  it('is of what is sold out, once, and told once when it is back', async () => {
    await app.call('POST /api/admin/playbooks/back_in_stock/journey', { cookie, body: { values: {} } });
    const her = await createMember(ctx);
    const { skuId } = await createProduct(ctx, { stock: 1 });
    expect((await ask(her, skuId)).body.error.code).toBe('interests.in_stock');
    await stock(skuId, -1);
    const answers = await Promise.all(Array.from({ length: 12 }, async () => ask(her, skuId)));
    expect(answers.map(({ status, body }) => [status, body.waitsFor])).toEqual(
      Array.from({ length: 12 }, () => [200, [skuId]]),
    );
    await stock(skuId, 3);
    await stock(skuId, -3);
    await stock(skuId, 3);
    expect(await told('stock_request.met', her)).toHaveLength(1);
    await stock(skuId, -3);
    await ask(her, skuId);
    await app.call(`DELETE /api/shop/stock-requests/${skuId}`, { token: her.token });
    await stock(skuId, 5);
    expect(await told('stock_request.met', her)).toHaveLength(1);
  });

  it('is told in the order of asking, in waves while there are few, and to nobody when it is sold out again', async () => {
    const { skuId } = await createProduct(ctx, { stock: 0 });
    const askers: TestMember[] = [];
    for (let n = 0; n < 12; n += 1) {
      const her = await createMember(ctx);
      await ask(her, skuId);
      askers.push(her);
      await app.advance(1000);
    }
    const [wanted] = (await app.call('GET /api/admin/wanted', { cookie })).body.items;
    expect(wanted).toMatchObject({ skuId, waiting: 12, kept: 0, available: 0 });
    const values = encodeURIComponent(JSON.stringify({ sku: skuId }));
    expect((await app.call(`GET /api/admin/people/interests.waiting?values=${values}`, { cookie })).body.persons).toBe(
      12,
    );
    const heard = async () =>
      (await Promise.all(askers.map(async (her) => told('stock_request.met', her)))).map(({ length }) => length);
    const first = (count: number) => askers.map((_, n) => (n < count ? 1 : 0));
    await stock(skuId, 1);
    expect(await heard()).toEqual(first(5));
    await app.advance(31 * MINUTE);
    expect(await heard()).toEqual(first(10));
    await stock(skuId, -1);
    await app.advance(120 * MINUTE, 30 * MINUTE);
    expect(await heard()).toEqual(first(10));
    await stock(skuId, 1);
    expect(await heard()).toEqual(first(12));
  });

  it('is open again when the piece was gone before the message left, and is met by the next delivery', async () => {
    const { rows: found } = await sql<{ id: string }>`
      select id from journeys.journey where playbook = 'back_in_stock'
    `.execute(ctx.db);
    const state = async (to: object) => app.call(`PUT /api/admin/journeys/${found[0]?.id}/state`, { cookie, body: to });
    const { skuId, id } = await createProduct(ctx, { stock: 0 });
    const [her, other] = [await createMember(ctx), await createMember(ctx)];
    for (const one of [her, other]) await ask(one, skuId);
    // The journey stands still while the goods come and go: her message leaves when they are gone.
    await state({ state: 'paused' });
    await stock(skuId, 2);
    const open = async (one: TestMember) =>
      (await app.call(`PUT /api/shop/products/${id}/visit`, { token: one.token })).body.waitsFor;
    expect([await open(her), await open(other)]).toEqual([[], []]);
    await stock(skuId, -2);
    expect((await state({ state: 'live', missed: 'enter' })).status).toBe(200);
    await app.settle();
    const { rows } = await sql<{ reason: string }>`
      select reason from messaging.outbound where template_key = 'backInStock' and person_no = ${her.personNo}
    `.execute(ctx.db);
    expect(rows).toEqual([{ reason: 'goods_gone' }]);
    expect([await open(her), await open(other)]).toEqual([[skuId], [skuId]]);
    await app.advance(24 * 60 * MINUTE);
    await stock(skuId, 5);
    await app.advance(60 * MINUTE);
    const { rows: heard } = await sql<{ state: string }>`
      select state from messaging.outbound where template_key = 'backInStock' and person_no = ${her.personNo}
        and state <> 'suppressed'
    `.execute(ctx.db);
    expect(heard).toHaveLength(1);
    expect(await open(her)).toEqual([]);
  });

  it('of two things that come back at one moment is told of each, one after the other', async () => {
    const goods = [await createProduct(ctx, { stock: 0 }), await createProduct(ctx, { stock: 0 })];
    const her = await createMember(ctx);
    for (const { skuId } of goods) await ask(her, skuId);
    for (const { skuId } of goods)
      await app.call('POST /api/admin/stock', { cookie, body: { skuId, change: 9, reason: '到货' } });
    await app.settle();
    expect(await told('stock_request.met', her)).toHaveLength(1);
    await app.advance(11 * MINUTE);
    expect(await told('stock_request.met', her)).toHaveLength(2);
    const { rows } = await sql<{ page: string; template: string }>`
      select page, template_key as template from messaging.outbound where member_id = ${her.id}
    `.execute(ctx.db);
    expect(new Set(rows.map(({ page }) => page.split('&')[0]))).toEqual(
      new Set(goods.map(({ id }) => `catalog/pages/product?id=${id}`)),
    );
  });
});

it('what she keeps an eye on follows her when she turns out to be another, and comes back', async () => {
  const [one, two] = [await createMember(ctx), await createMember(ctx)];
  const [both, hers, out] = [
    await createProduct(ctx),
    await createProduct(ctx),
    await createProduct(ctx, { stock: 0 }),
  ];
  await keep(one, both.id);
  await keep(two, both.id);
  await keep(two, hers.id);
  await ask(two, out.skuId);
  await app.call(`PUT /api/shop/products/${hers.id}/visit`, { token: two.token });
  await becomeOne(ctx, one, two);
  await app.settle();
  expect(new Set((await list(one, 'favourites')).map(({ productId }) => productId))).toEqual(
    new Set([both.id, hers.id]),
  );
  expect((await list(one, 'footprints')).map(({ productId }) => productId)).toEqual([hers.id]);
  await stock(out.skuId, 2);
  expect(await told('stock_request.met', one)).toHaveLength(1);
  const { items } = (await app.call(`GET /api/admin/members/${one.id}/merges`, { cookie })).body;
  await app.call(`POST /api/admin/member-merges/${items[0].id}/reversal`, { cookie, body: { reason: '弄错了' } });
  await app.settle();
  expect((await list(one, 'favourites')).map(({ productId }) => productId)).toEqual([both.id]);
  const { rows } = await sql<{ productId: string }>`
    select product_id from interests.favourite where member_id = ${two.id}
  `.execute(ctx.db);
  expect(rows).toEqual([{ productId: hers.id }]);
});
