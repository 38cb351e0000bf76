import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { activitiesTest, activityValues } from '../../src/domains/activities/testing.ts';
import { createProduct, stockOf } from '../../src/domains/catalog/testing.ts';
import { createMember } from '../../src/domains/members/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { bookMismatches } from '../../src/domains/orders/testing.ts';
import { MINUTE_MS } from '../../src/platform/calendar.ts';

const shop = await payingShop();
const { app, payer, operator } = shop;
const { ctx } = app;
const { admin, live, page, join, help, result } = activitiesTest(app);
vi.setConfig({ testTimeout: 300_000 });

const HOUR_MS = 60 * MINUTE_MS;

/** Goods at 100 yuan, down to 40 with so many friends. */
async function bargain(terms: Record<string, unknown> = {}, stock = 9) {
  const product = await createProduct(ctx, { price: 100_00, stock });
  const id = await live('bargain', { sku: product.skuId, floor: 40_00, cuts: 3, hours: 24, aDay: 3, ...terms });
  return { ...product, id, productId: product.id };
}
type Offer = Awaited<ReturnType<typeof bargain>>;

async function order({ token, addressId }: TestPayer, { id, skuId }: Offer, quantity = 1) {
  const asked = { lines: [{ skuId, quantity }], play: { activity: id } };
  const quote = await app.call('POST /api/shop/quote', { token, body: asked });
  if (quote.status !== 200) return quote;
  return app.call('POST /api/shop/orders', {
    token,
    body: { ...asked, addressId, expectedPayable: quote.body.payable },
  });
}

const goodsOf = async ({ token }: TestPayer, id: string): Promise<number> => {
  const { body } = await app.call(`GET /api/shop/orders/${id}`, { token });
  return body.goodsAmount - body.discountAmount;
};

const friends = async (n: number) => {
  const all: Awaited<ReturnType<typeof createMember>>[] = [];
  for (let at = 0; at < n; at += 1) all.push(await createMember(ctx));
  return all;
};

it('comes down to just its floor with the last friend, who helps once, and is bought at that price once', async () => {
  const offer = await bargain({ bonus: 50 });
  const her = await payer();
  const crowd = await friends(4);
  const { body } = await join(her, offer.id);
  const entry: string = body.id;
  expect((await page(her, offer.id)).bargain).toMatchObject({
    list: 100_00,
    floor: 40_00,
    mine: { state: 'open', price: 100_00, more: 3 },
  });
  expect((await order(her, offer)).body.error.code).toBe('orders.play_not_lower');
  expect((await help(her, entry)).body.helping).toBe('her_own');
  // Each taps several times at one moment, and the fourth comes too late.
  const [first, second, third, fourth] = crowd;
  if (!first || !second || !third || !fourth) throw new Error('nobody');
  await Promise.all([1, 2, 3].map(async () => help(first, entry)));
  const one = (await page(her, offer.id)).bargain.mine.price;
  expect(one).toBeLessThan(100_00);
  expect((await order(her, offer, 2)).body.error.code).toBe('activities.bargain_goods');
  await Promise.all([second, third].flatMap((friend) => [1, 2].map(async () => help(friend, entry))));
  expect((await page(her, offer.id)).bargain.mine).toMatchObject({ state: 'floor', price: 40_00, more: 0 });
  expect((await help(fourth, entry)).body).toMatchObject({ helping: 'done', counted: 0 });
  const orders = await Promise.all([1, 2].map(async () => order(her, offer)));
  expect(orders.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const placed: string = orders.find(({ status }) => status === 200)?.body.id;
  expect(await goodsOf(her, placed)).toBe(40_00);
  await shop.pay(her, placed);
  await app.settle();
  expect((await page(her, offer.id)).bargain.mine).toMatchObject({ state: 'bought', orderId: placed });
  expect((await order(her, offer)).body.error.code).toBe('activities.bargain_none');
  const told = await result(offer.id);
  expect(told).toMatchObject({ joined: 1, helpers: 3 });
  expect(told.bargain).toMatchObject({ begun: 1, floored: 1, bought: 1, newBuyers: 1, saved: 60_00, refunded: 0 });
  // What goes back does not open it again.
  await app.call(`POST /api/admin/orders/${placed}/refunds`, { cookie: operator.cookie, body: { reason: '退' } });
  await app.advance(3 * MINUTE_MS);
  expect((await page(her, offer.id)).bargain.mine.state).toBe('bought');
  const { sales, refunded } = (await result(offer.id)).bargain;
  expect(sales).toBe(refunded);
  expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 9, reserved: 0 });
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('may be bought on its way at its price then; what is cancelled goes on where it stood, until its hours are over', async () => {
  const offer = await bargain({ hours: 2, cuts: 5, aDay: 1 });
  const other = await bargain();
  const her = await payer();
  const [first, second] = await friends(2);
  if (!first || !second) throw new Error('nobody');
  const entry: string = (await join(her, offer.id)).body.id;
  await help(first, entry);
  const { price } = (await page(her, offer.id)).bargain.mine;
  const { body } = await order(her, offer);
  expect(await goodsOf(her, body.id)).toBe(price);
  expect((await help(second, entry)).body.helping).toBe('done');
  await shop.cancel(her, body.id);
  expect((await page(her, offer.id)).bargain.mine).toMatchObject({ state: 'open', price });
  expect((await help(second, entry)).body).toMatchObject({ helping: 'helped' });
  // One helps so often a day, whomever; of one activity.
  const friend = await payer();
  const theirs: string = (await join(friend, offer.id)).body.id;
  expect((await help(second, theirs)).body.helping).toBe('enough');
  expect((await help(second, (await join(friend, other.id)).body.id)).body.helping).toBe('helped');
  await app.advance(2 * HOUR_MS, HOUR_MS);
  expect((await page(her, offer.id)).bargain.mine.state).toBe('over');
  expect((await help(first, theirs)).body.helping).toBe('over');
  expect((await order(her, offer)).body.error.code).toBe('activities.bargain_none');
});

it('is refused where its floor is no bargain, and is not begun where nothing is left to sell', async () => {
  const product = await createProduct(ctx, { price: 30_00, stock: 1 });
  const values = activityValues(ctx.now(), 'bargain', { sku: product.skuId, floor: 30_00 });
  const dear = await admin('POST /api/admin/activities', { play: 'bargain', values });
  expect(dear.body.error.details.problems[0].at).toBe('floor');
  const offer = await bargain({}, 0);
  const her = await payer();
  expect((await join(her, offer.id)).body.error.code).toBe('activities.bargain_gone');
  expect((await page(her, offer.id)).mine).toBeNull();
});

it('is looked at by the guard: who is on the blacklist takes nothing off, and what is let through later is worth what is left then', async () => {
  const offer = await bargain({ cuts: 2 });
  const her = await payer();
  const [bad, good, listedOne] = await friends(3);
  if (!bad || !good || !listedOne) throw new Error('nobody');
  const entry: string = (await join(her, offer.id)).body.id;
  const listed = await admin('POST /api/admin/activity-blacklist', { member: listedOne.id, because: '刷单' });
  expect(listed.status).toBe(200);
  expect((await help(listedOne, entry)).body).toMatchObject({ helping: 'refused', counted: 0 });
  await sql`
    insert into activities.suspect (id, activity_no, entry_no, subject, key, helper_no, state, reasons, counts, at)
    select 'rsk_00000000000000000000000001', e.activity_no, e.no, 'help', 'friend:' || ${bad.personNo}::int, ${bad.personNo}, 'held', '[]',
      jsonb_build_object('amount', 1, 'new', false, 'at', ${ctx.now()}::timestamptz), ${ctx.now()} from activities.entry e where e.id = ${entry}
  `.execute(ctx.db);
  expect((await help(bad, entry)).body.helping).toBe('held');
  await help(good, entry);
  const between = (await page(her, offer.id)).bargain.mine.price;
  const decided = await admin('POST /api/admin/activity-cases/rsk_00000000000000000000000001/decision', {
    outcome: 'released',
    because: '是一家人',
  });
  expect([decided.status, decided.body.error]).toEqual([200, undefined]);
  const after = (await page(her, offer.id)).bargain.mine;
  expect([between > 40_00, after.price, after.state]).toEqual([true, 40_00, 'floor']);
});

it('adds up after whatever people do at once: help, order, pay, give up', async () => {
  const [her, crowd] = [await payer(), await friends(6)];
  const step = fc.record({
    who: fc.integer({ min: 0, max: 5 }),
    does: fc.constantFrom('help', 'help', 'help', 'order', 'cancel', 'pay'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { minLength: 2, maxLength: 4 }),
      async (rounds) => {
        const offer = await bargain({ cuts: 4, aDay: 50 });
        const entry: string = (await join(her, offer.id)).body.id;
        const orders: string[] = [];
        for (const steps of rounds) {
          await Promise.all(
            steps.map(async ({ who, does }) => {
              const friend = crowd[who];
              const placed = orders.at(-1);
              if (does === 'help' && friend) await help(friend, entry);
              else if (does === 'order') {
                const { status, body } = await order(her, offer);
                if (status === 200) orders.push(body.id);
              } else if (placed !== undefined)
                await (does === 'pay' ? shop.pay(her, placed) : shop.cancel(her, placed));
            }),
          );
          await app.settle();
          const { rows } = await sql<{
            off: number;
            helped: number;
            list: number;
            floor: number;
            taken: number;
            state: string;
          }>`
          select (select coalesce(sum(p.amount), 0)::int from activities.progress p where p.entry_no = b.entry_no) as off,
            (select count(*)::int from activities.progress p where p.entry_no = b.entry_no) as helped, b.list, b.floor, b.state,
            (select count(*)::int from orders.placed o join orders.application a on a.order_id = o.id
              where a.source = 'bargain' and a.offer_id = ${offer.id} and o.state <> 'cancelled') as taken
          from activities.bargain b join activities.entry e on e.no = b.entry_no where e.id = ${entry}
        `.execute(ctx.db);
          const [row] = rows;
          if (row === undefined) throw new Error('no bargain');
          expect(row.off).toBeLessThanOrEqual(row.list - row.floor);
          expect(row.helped === 4).toBe(row.off === row.list - row.floor);
          expect(row.taken).toBe(row.state === 'open' ? 0 : 1);
        }
        await admin(`POST /api/admin/activities/${offer.id}/stop`, { because: '测完' });
      },
    ),
    { numRuns: 6 },
  );
  expect(await bookMismatches(ctx)).toEqual([]);
});
