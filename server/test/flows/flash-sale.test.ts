import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { activitiesTest, activityValues } from '../../src/domains/activities/testing.ts';
import { createProduct, stockOf } from '../../src/domains/catalog/testing.ts';
import { becomeOne } from '../../src/domains/members/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { bookMismatches } from '../../src/domains/orders/testing.ts';
import { addDays, MINUTE_MS, minuteOfDay, nextMinuteOfDay, shanghaiDay } from '../../src/platform/calendar.ts';

const shop = await payingShop();
const { app, payer, operator } = shop;
const { ctx } = app;
const { admin, live, page, result } = activitiesTest(app);
vi.setConfig({ testTimeout: 300_000 });

type Terms = { readonly pieces?: number; readonly begins?: number; readonly minutes?: number } & Record<
  string,
  unknown
>;

/** Goods at 100 yuan, at 60 in a session that began a minute ago unless told otherwise; so many of them in it, the rest in the shop. */
async function flashSale({ pieces = 5, begins = -1, minutes = 120, ...terms }: Terms = {}, stock = 20) {
  // A session ends on the day on which it begins.
  if (minuteOfDay(ctx.now()) + begins + minutes > 24 * 60)
    await app.advance(nextMinuteOfDay(ctx.now(), 10 * 60).getTime() - ctx.now().getTime());
  const product = await createProduct(ctx, { price: 100_00, stock });
  const goods = [{ sku: product.skuId, price: 60_00, stock: pieces }];
  const today = shanghaiDay(ctx.now());
  const sessions = [{ from: minuteOfDay(ctx.now()) + begins, minutes }];
  const days = { from: today, to: today };
  const id = await live('flash_sale', { days, sessions, goods, perOrder: 2, perMember: 2, payMinutes: 10, ...terms });
  return { ...product, id, productId: product.id };
}
type Offer = Awaited<ReturnType<typeof flashSale>>;

const take = async ({ token }: TestPayer, { id, skuId }: Offer, quantity = 1) =>
  (await app.call(`POST /api/shop/activities/${id}/takes`, { token, body: { skuId, quantity } })).body;

async function order({ token, addressId }: TestPayer, { id, skuId }: Offer, quantity = 1) {
  const asked = { lines: [{ skuId, quantity }], play: { activity: id } };
  const quote = await app.call('POST /api/shop/quote', { token, body: asked });
  if (quote.status !== 200) return quote;
  return app.call('POST /api/shop/orders', {
    token,
    body: { ...asked, addressId, expectedPayable: quote.body.payable },
  });
}

async function buy(her: TestPayer, offer: Offer, quantity = 1): Promise<string> {
  expect((await take(her, offer, quantity)).taking).toBe('kept');
  const { status, body } = await order(her, offer, quantity);
  expect([status, body.error]).toEqual([200, undefined]);
  await shop.pay(her, body.id);
  await app.settle();
  return body.id;
}

const session = async (her: TestPayer, { id }: Offer) => (await page(her, id)).flash.sessions[0];
const payers = async (n: number) => {
  const all: TestPayer[] = [];
  for (let at = 0; at < n; at += 1) all.push(await payer());
  return all;
};

/** Sessions whose pieces do not add up, and orders at their price that have none. */
async function unbalanced(): Promise<readonly string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'pieces of ' || s.id as what from activities.flash_stock k join activities.flash_session s on s.no = k.session_no
      left join activities.flash_take t on t.session_no = k.session_no and t.sku_id = k.sku_id and t.state in ('kept', 'ordered', 'paid')
      group by s.id, k.session_no, k.sku_id, k.total, k.unsold having k.total <> k.unsold + coalesce(sum(t.units), 0)
    union all
    select 'order without pieces ' || o.id from orders.placed o
      where exists (select from orders.application a where a.order_id = o.id and a.source = 'flash_sale')
        and (select coalesce(sum(t.units), 0) from activities.flash_take t where t.order_id = o.id)
          <> (select sum(l.quantity) from orders.line l where l.order_id = o.id)
  `.execute(ctx.db);
  return [...rows.map(({ what }) => what), ...(await bookMismatches(ctx)).map(({ what, id }) => `${what} ${id}`)];
}

describe('its stock', () => {
  it('leaves the shop when it becomes live, is sold exactly, and what is left goes back at the end of its session', async () => {
    const offer = await flashSale({ pieces: 3, perOrder: 1, perMember: 1 }, 5);
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 5, reserved: 3 });
    const crowd = await payers(12);
    const answers = await Promise.all(crowd.map(async (her) => take(her, offer)));
    expect(answers.filter(({ taking }) => taking === 'kept')).toHaveLength(3);
    expect(answers.filter(({ taking }) => taking === 'sold_out')).toHaveLength(9);
    const winners = crowd.filter((_, at) => answers[at]?.taking === 'kept');
    const loser = crowd.find((_, at) => answers[at]?.taking === 'sold_out') as TestPayer;
    expect(await session(loser, offer)).toMatchObject({
      state: 'running',
      goods: [{ total: 3, left: 0, mayReturn: true, taking: 'sold_out', price: 60_00, alone: 100_00 }],
    });
    expect((await order(loser, offer)).body.error.code).toBe('activities.flash_not_kept');
    // The shop itself has two more, at their own price.
    const [first, second, third] = winners as [TestPayer, TestPayer, TestPayer];
    const [one, two] = [await order(first, offer), await order(second, offer)];
    const placed = await app.call(`GET /api/shop/orders/${one.body.id}`, { token: first.token });
    expect(placed.body.goodsAmount - placed.body.discountAmount).toBe(60_00);
    expect(Date.parse(one.body.expiresAt)).toBeLessThanOrEqual(ctx.now().getTime() + 10 * MINUTE_MS);
    await shop.pay(first, one.body.id);
    await app.settle();
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 4, reserved: 2 });
    // One gives up, one never orders: both pieces are there again, in the session.
    await shop.cancel(second, two.body.id);
    expect((await session(loser, offer)).goods[0]).toMatchObject({ left: 1, taking: 'can' });
    await app.advance(11 * MINUTE_MS);
    expect((await session(third, offer)).goods[0]).toMatchObject({ left: 2, taking: 'can' });
    expect((await order(third, offer)).body.error.code).toBe('activities.flash_not_kept');
    expect(await unbalanced()).toEqual([]);
    await buy(loser, offer);
    await app.advance(3 * 60 * MINUTE_MS, 60 * MINUTE_MS);
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 3, reserved: 0 });
    expect((await take(third, offer)).taking).toBe('over');
    const told = (await result(offer.id)).flash;
    expect(told).toMatchObject({ total: 3, paid: 2, back: 1, buyers: 2, newBuyers: 2, saved: 80_00 });
    expect(told.sales).toBeGreaterThan(0);
    expect(told.sessions).toMatchObject([{ state: 'over', goods: [{ paid: 2, dropped: 2, left: 1 }] }]);
    expect(await unbalanced()).toEqual([]);
  });

  it('is there for its session though the shop is sold out, and an unpaid order keeps the session from closing', async () => {
    const offer = await flashSale({ pieces: 2, minutes: 15 }, 2);
    const [her, friend] = (await payers(2)) as [TestPayer, TestPayer];
    expect(
      (
        await app.call('POST /api/shop/quote', {
          token: her.token,
          body: { lines: [{ skuId: offer.skuId, quantity: 1 }] },
        })
      ).status,
    ).toBe(200);
    await app.advance(9 * MINUTE_MS);
    await take(her, offer);
    const unpaid = await order(her, offer);
    expect(unpaid.status).toBe(200);
    await app.advance(6 * MINUTE_MS);
    // Over, and she may still pay.
    expect((await take(friend, offer)).taking).toBe('over');
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 2, reserved: 2 });
    await app.advance(6 * MINUTE_MS);
    await app.settle();
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 2, reserved: 0 });
    expect(await unbalanced()).toEqual([]);
  });

  it('is refused where the shop has too few for all sessions, and comes back when the sale is stopped', async () => {
    const product = await createProduct(ctx, { price: 100_00, stock: 9 });
    const today = shanghaiDay(ctx.now());
    const from = minuteOfDay(ctx.now());
    const values = {
      days: { from: today, to: addDays(today, 4) },
      sessions: [{ from, minutes: 60 }],
      goods: [{ sku: product.skuId, price: 60_00, stock: 2 }],
    };
    const made = await admin('POST /api/admin/activities', {
      play: 'flash_sale',
      values: activityValues(ctx.now(), 'flash_sale', values),
    });
    const refused = await admin(`POST /api/admin/activities/${made.body.id}/live`, {});
    expect(refused.body.error.details.problems[0].at).toBe('goods.0.stock');
    expect(await stockOf(ctx, product.skuId)).toMatchObject({ reserved: 0 });
    await app.call('POST /api/admin/stock', {
      cookie: operator.cookie,
      body: { skuId: product.skuId, change: 1, reason: '到货' },
    });
    const presses = await Promise.all(
      [1, 2, 3].map(async () => admin(`POST /api/admin/activities/${made.body.id}/live`, {})),
    );
    expect(presses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await stockOf(ctx, product.skuId)).toMatchObject({ onHand: 10, reserved: 10 });
    const { body } = await admin(`GET /api/admin/activities/${made.body.id}`);
    const more = { ...body.values, goods: [{ sku: product.skuId, price: 50_00, stock: 2 }] };
    const changed = await app.call(`PUT /api/admin/activities/${made.body.id}`, {
      cookie: operator.cookie,
      body: more,
      headers: { 'if-match': String(body.revision) },
    });
    expect(changed.status).toBeGreaterThanOrEqual(400);
    const her = await payer();
    const offer = { ...product, id: made.body.id, productId: product.id };
    expect((await take(her, offer)).taking).toBe('kept');
    await admin(`POST /api/admin/activities/${offer.id}/stop`, { because: '临时有事' });
    await app.settle();
    // What is kept for her she may still have.
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 10, reserved: 2 });
    const { body: placed } = await order(her, offer);
    await shop.pay(her, placed.id);
    await app.settle();
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 9, reserved: 0 });
    expect(await unbalanced()).toEqual([]);
  });
});

describe('who may have how many', () => {
  it('counts over sessions and both records of one person, and a tap that is repeated has the same pieces', async () => {
    const offer = await flashSale({ pieces: 10, perOrder: 2, perMember: 3 });
    const [her, twin] = (await payers(2)) as [TestPayer, TestPayer];
    const taps = await Promise.all([1, 2, 3, 4].map(async () => take(her, offer, 2)));
    expect(new Set(taps.map((one) => one.take?.id)).size).toBe(1);
    expect((await session(her, offer)).goods[0]).toMatchObject({ left: 8, taking: 'kept' });
    expect((await order(her, offer, 1)).body.error.code).toBe('activities.flash_units');
    const twice = await Promise.all([1, 2].map(async () => order(her, offer, 2)));
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const placed = twice.find(({ status }) => status === 200)?.body.id;
    await shop.pay(her, placed);
    await app.settle();
    expect((await take(her, offer, 2)).taking).toBe('enough');
    expect((await take(twin, offer, 2)).taking).toBe('kept');
    await becomeOne(ctx, twin, her);
    await app.settle();
    const { body } = await app.call(`GET /api/shop/activities/${offer.id}`, { token: twin.token });
    expect(body.flash.sessions[0].takes).toMatchObject([{ units: 2, state: 'kept' }]);
    // What went back whole counts no more.
    await app.call(`POST /api/admin/orders/${placed}/refunds`, { cookie: operator.cookie, body: { reason: '不要了' } });
    await app.advance(11 * MINUTE_MS);
    expect((await take(twin, offer, 2)).taking).toBe('kept');
    expect((await result(offer.id)).flash).toMatchObject({ paid: 2, buyers: 0 });
    expect((await result(offer.id)).flash.refunded).toBe((await result(offer.id)).flash.sales);
    expect(await unbalanced()).toEqual([]);
  });

  it('is not for whoever was drawn not to see it, nor in a price that is asked for without it', async () => {
    const offer = await flashSale();
    const [held, won] = (await payers(2)) as [TestPayer, TestPayer];
    await sql`
      insert into activities.met (activity_no, person_no, version, treated, tester, met_at)
      select no, ${held.personNo}, 1, false, false, ${ctx.now()} from activities.activity where id = ${offer.id}
    `.execute(ctx.db);
    expect((await take(held, offer)).taking).toBe('not_for_her');
    expect((await take(won, offer)).taking).toBe('kept');
    expect((await session(held, offer)).goods[0].taking).toBe('not_for_her');
    const bare = { lines: [{ skuId: offer.skuId, quantity: 1 }] };
    const { goodsAmount, discountAmount } = (await app.call('POST /api/shop/quote', { token: held.token, body: bare }))
      .body;
    expect(goodsAmount - discountAmount).toBe(100_00);
    const product = (her: TestPayer) =>
      app.call(`GET /api/shop/products/${offer.productId}/flash-sale`, { token: her.token });
    expect((await product(won)).body.offer).toMatchObject({ activityId: offer.id, session: { state: 'running' } });
    expect((await product(held)).body.offer).toBeNull();
  });
});

it('reminds whoever asks before it begins, once, and nobody of a session that was stopped', async () => {
  const offer = await flashSale({ begins: 60, warmDays: 1 });
  const stopped = await flashSale({ begins: 60 });
  const her = await payer();
  const listed = async () =>
    (await app.call('GET /api/shop/activities', { token: her.token })).body.items.find(
      ({ id }: { id: string }) => id === offer.id,
    );
  expect((await listed()).turn.state).toBe('before');
  expect((await take(her, offer)).taking).toBe('early');
  const remind = async (one: Offer) => {
    const { id } = await session(her, one);
    const { status, body } = await app.call(`PUT /api/shop/flash-sessions/${id}/reminder`, { token: her.token });
    expect([status, body.reminded]).toEqual([200, true]);
    return id;
  };
  const id = await remind(offer);
  await remind(offer);
  const gone = await remind(stopped);
  expect((await session(her, offer)).reminded).toBe(true);
  await admin(`POST /api/admin/activities/${stopped.id}/stop`, { because: '缺货' });
  await app.advance(56 * MINUTE_MS);
  await app.settle();
  const { rows } = await sql<{ causeId: string; templateKey: string }>`
    select cause_id, template_key from messaging.outbound where member_id = ${her.id} and cause_kind = 'flash_sale'
  `.execute(ctx.db);
  expect(rows).toEqual([{ causeId: id, templateKey: 'flashSoon' }]);
  expect(rows.some(({ causeId }) => causeId === gone)).toBe(false);
  await app.advance(5 * MINUTE_MS);
  expect((await take(her, offer)).taking).toBe('kept');
  const late = await app.call(`PUT /api/shop/flash-sessions/${id}/reminder`, { token: her.token });
  expect(late.body.error.code).toBe('activities.flash_begun');
});

it('adds up after whatever people do at once: take, order, pay, give up, ask back, run out of time', async () => {
  const crowd = await payers(8);
  const step = fc.record({
    who: fc.integer({ min: 0, max: 7 }),
    does: fc.constantFrom('take', 'take', 'take', 'order', 'order', 'pay', 'pay', 'cancel', 'refund'),
    units: fc.integer({ min: 1, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 4, maxLength: 10 }), { minLength: 3, maxLength: 5 }),
      fc.integer({ min: 1, max: 6 }),
      async (rounds, pieces) => {
        const offer = await flashSale({ pieces, minutes: 90, perMember: 4 }, 6);
        const orders: { readonly her: TestPayer; readonly id: string }[] = [];
        for (const steps of rounds) {
          await Promise.all(
            steps.map(async ({ who, does, units }) => {
              const her = crowd[who] as TestPayer;
              const hers = orders.findLast((one) => one.her === her);
              if (does === 'take') await take(her, offer, units);
              else if (does === 'order') {
                const { status, body } = await order(her, offer, units);
                if (status === 200) orders.push({ her, id: body.id });
              } else if (hers !== undefined) {
                if (does === 'pay') await shop.pay(her, hers.id);
                if (does === 'cancel') await shop.cancel(her, hers.id);
                if (does === 'refund')
                  await app.call(`POST /api/admin/orders/${hers.id}/refunds`, {
                    cookie: operator.cookie,
                    body: { reason: '退' },
                  });
              }
            }),
          );
          await app.settle();
          expect(await unbalanced()).toEqual([]);
          await app.advance(6 * MINUTE_MS);
        }
        await app.advance(90 * MINUTE_MS, 30 * MINUTE_MS);
        await app.settle();
        expect(await unbalanced()).toEqual([]);
        const { rows } = await sql`
          select from activities.flash_session s join activities.activity a on a.no = s.activity_no where a.id = ${offer.id} and s.closed_at is null
        `.execute(ctx.db);
        expect(rows).toEqual([]);
      },
    ),
    { numRuns: 5 },
  );
});
