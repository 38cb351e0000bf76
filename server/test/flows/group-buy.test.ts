import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { activitiesTest } from '../../src/domains/activities/testing.ts';
import { createProduct, stockOf } from '../../src/domains/catalog/testing.ts';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { becomeOne } from '../../src/domains/members/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { bookMismatches } from '../../src/domains/orders/testing.ts';
import { DAY_MS } from '../../src/platform/calendar.ts';

const shop = await payingShop();
const { app, payer, operator } = shop;
const { ctx } = app;
const { admin, live, result } = activitiesTest(app);
vi.setConfig({ testTimeout: 180_000 });

const HOUR_MS = 3_600_000;
type Terms = { readonly size?: number; readonly tiers?: readonly { at: number; gift: string }[] } & Record<
  string,
  unknown
>;

/** Goods at 100 yuan, at 60 in a team. */
async function groupBuy({ tiers = [], ...terms }: Terms = {}, stock = 100) {
  const product = await createProduct(ctx, { price: 100_00, stock });
  const goods = [{ sku: product.skuId, price: 60_00 }];
  const id = await live('group_buy', { size: 2, hours: 24, perMember: 9, goods, tiers, ...terms });
  return { ...product, id, productId: product.id };
}

type Offer = Awaited<ReturnType<typeof groupBuy>>;

async function order({ token, addressId }: TestPayer, { id, skuId }: Offer, team?: string, quantity = 1) {
  const asked = { lines: [{ skuId, quantity }], play: { activity: id, ...(team ? { team } : {}) } };
  const quote = await app.call('POST /api/shop/quote', { token, body: asked });
  if (quote.status !== 200) return quote;
  const body = { ...asked, addressId, expectedPayable: quote.body.payable };
  return app.call('POST /api/shop/orders', { token, body });
}

const orderPage = async ({ token }: TestPayer, id: string) =>
  (await app.call(`GET /api/shop/orders/${id}`, { token })).body;
const team = async ({ token }: TestPayer, id: string) => (await app.call(`GET /api/shop/teams/${id}`, { token })).body;
const leave = async ({ token }: TestPayer, id: string) =>
  app.call(`POST /api/shop/teams/${id}/leaving`, { token, body: {} });
const ofProduct = async ({ token }: TestPayer, { productId }: Offer) =>
  (await app.call(`GET /api/shop/products/${productId}/teams`, { token })).body;

/** She begins a team and pays; its id. */
async function begin(her: TestPayer, offer: Offer): Promise<{ readonly teamId: string; readonly orderId: string }> {
  const { body } = await order(her, offer);
  const teamId = (await orderPage(her, body.id)).holds[0].team;
  await shop.pay(her, body.id);
  await app.settle();
  return { teamId, orderId: body.id };
}

async function joinAndPay(her: TestPayer, offer: Offer, teamId: string): Promise<string> {
  const { body } = await order(her, offer, teamId);
  await shop.pay(her, body.id);
  await app.settle();
  return body.id;
}

const payers = async (n: number) => {
  const all: TestPayer[] = [];
  for (let at = 0; at < n; at += 1) all.push(await payer());
  return all;
};

/** What of group buys does not add up, by the rows of orders and of teams. */
async function unbalanced(): Promise<readonly string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'seats beyond the size ' || t.id as what from activities.team t join activities.seat s on s.team_no = t.no and s.state in ('held', 'paid')
      group by t.id, t.size having count(*) > t.size
    union all
    select 'complete with fewer ' || t.id from activities.team t where t.state = 'full'
      and (select count(*) from activities.seat s where s.team_no = t.no and s.state = 'paid') <> t.size
    union all
    select 'money kept of ' || s.order_id from activities.seat s join orders.placed o on o.id = s.order_id
      where s.state in ('left', 'failed') and o.paid <> o.refunded
    union all
    select 'paid and in no team ' || o.id from orders.placed o
      where exists (select from orders.application a where a.order_id = o.id and a.source = 'group_buy') and o.paid > 0
        and not exists (select from activities.seat s where s.order_id = o.id and s.state in ('paid', 'left', 'failed'))
    union all
    select 'ledger of ' || s.order_id from activities.seat s join orders.placed o on o.id = s.order_id
      where (select coalesce(sum(m.fen), 0) from activities.seat_money m where m.order_id = s.order_id) <> o.paid - o.refunded
    union all
    select 'places of ' || a.id from activities.activity a where a.play = 'group_buy' and a.taken <> (
      select count(*) from activities.seat s where s.activity_no = a.no and s.state in ('held', 'paid'))
    union all
    select 'held in a team that is over ' || o.id from orders.placed o join orders.hold h on h.order_id = o.id
      join activities.seat s on s.order_id = o.id join activities.team t on t.no = s.team_no
      where t.state = 'full' and o.state = 'paid' and s.state = 'paid'
  `.execute(ctx.db);
  return rows.map(({ what }) => what);
}

describe('a team', () => {
  it('is begun by an order, kept in the house until it is complete, then let go together, and brings its leader her gift once', async () => {
    const coupon = await createCoupon(ctx, { name: '团长礼', channel: 'grant', perMember: 9 });
    const offer = await groupBuy({ tiers: [{ at: 1, gift: `coupon:${coupon.id}` }] });
    const [leader, friend] = await payers(2);
    if (!leader || !friend) throw new Error('nobody');
    expect((await ofProduct(friend, offer)).offer).toMatchObject({
      size: 2,
      teaming: 'can',
      goods: [{ price: 60_00, alone: 100_00 }],
    });
    const placed = await order(leader, offer);
    const unpaid = await orderPage(leader, placed.body.id);
    expect([unpaid.goodsAmount - unpaid.discountAmount, unpaid.holds.length]).toEqual([60_00, 1]);
    const teamId = unpaid.holds[0].team;
    // Nobody else hears of it before it is paid.
    expect((await ofProduct(friend, offer)).teams).toEqual([]);
    expect((await app.call(`GET /api/shop/teams/${teamId}`, { token: friend.token })).status).toBe(404);
    await shop.pay(leader, placed.body.id);
    await app.settle();
    expect((await orderPage(leader, placed.body.id)).holds).toMatchObject([
      { reason: { zh: expect.stringContaining('待成团') }, until: (await team(leader, teamId)).closesAt },
    ]);
    const ship = await app.call(`POST /api/admin/orders/${placed.body.id}/shipment`, {
      cookie: operator.cookie,
      body: { company: 'SF', waybill: 'SF1234567890' },
    });
    expect(ship.status).toBeGreaterThanOrEqual(400);
    expect((await ofProduct(friend, offer)).teams).toMatchObject([{ id: teamId, taken: 1, size: 2, teaming: 'can' }]);
    expect((await order(leader, offer, teamId)).body.error.code).toBe('activities.team_hers');
    const joined = await joinAndPay(friend, offer, teamId);
    expect(await team(friend, teamId)).toMatchObject({
      state: 'full',
      seats: [{ leads: true }, { leads: false, hers: true }],
      teaming: 'hers',
    });
    for (const [her, id] of [
      [leader, placed.body.id],
      [friend, joined],
    ] as const) {
      const page = await orderPage(her, id);
      expect([page.state, page.holds, page.timeline.at(-1).title.zh]).toEqual(['paid', [], '拼团成功，准备发货']);
    }
    const page = (await app.call(`GET /api/shop/activities/${offer.id}`, { token: leader.token })).body;
    expect([page.mine.sum, page.tiers[0].state]).toEqual([1, 'given']);
    expect(await result(offer.id)).toMatchObject({ joined: 2, reached: 1, teams: { begun: 1, full: 1, back: 0 } });
    // Whoever is left alone in a complete team led nothing.
    await app.call(`POST /api/admin/orders/${joined}/refunds`, { cookie: operator.cookie, body: { reason: '不要了' } });
    await app.advance(3 * 60_000);
    expect((await app.call(`GET /api/shop/activities/${offer.id}`, { token: leader.token })).body).toMatchObject({
      mine: { sum: 0 },
      tiers: [{ state: 'taken_back' }],
    });
    expect((await team(leader, teamId)).seats).toMatchObject([{ refunded: false }, { refunded: true }]);
    expect(await unbalanced()).toEqual([]);
  });

  it('sells its last place once, however many want it at one moment, and tells the others before they pay', async () => {
    for (let round = 0; round < 3; round += 1) {
      const offer = await groupBuy({ size: 3 });
      const [leader, ...others] = await payers(9);
      if (!leader) throw new Error('nobody');
      const { teamId } = await begin(leader, offer);
      const answers = await Promise.all(others.map(async (her) => order(her, offer, teamId)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
      const told = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code);
      expect([told.length, new Set(told)]).toEqual([6, new Set(['activities.team_full'])]);
      expect((await team(leader, teamId)).taken).toBe(3);
      // Who gives up before paying makes room for the next.
      const at = answers.findIndex(({ status }) => status === 200);
      const loser = others[answers.findIndex(({ status }) => status !== 200)] as TestPayer;
      await shop.cancel(others[at] as TestPayer, answers[at]?.body.id);
      expect((await order(loser, offer, teamId)).status).toBe(200);
    }
    expect(await unbalanced()).toEqual([]);
  });

  it('that is not complete in time gives everybody her money back, once, and waits for whoever may still be paying', async () => {
    const offer = await groupBuy({ size: 3, hours: 1 }, 10);
    const [leader, friend, late] = await payers(3);
    if (!leader || !friend || !late) throw new Error('nobody');
    const { teamId, orderId } = await begin(leader, offer);
    const joined = await joinAndPay(friend, offer, teamId);
    await app.advance(HOUR_MS - 5 * 60_000);
    const unpaid = await order(late, offer, teamId);
    expect(Date.parse(unpaid.body.expiresAt)).toBe(Date.parse((await team(late, teamId)).closesAt));
    await app.advance(10 * 60_000);
    await app.settle();
    expect(await team(leader, teamId)).toMatchObject({ state: 'failed', teaming: 'over', seats: [{}, {}] });
    for (const [her, id] of [
      [leader, orderId],
      [friend, joined],
    ] as const) {
      const page = await orderPage(her, id);
      expect([page.state, page.refunded, page.refunds.length]).toEqual(['refunded', page.paid, 1]);
    }
    expect((await orderPage(late, unpaid.body.id)).state).toBe('cancelled');
    await app.advance(DAY_MS, HOUR_MS);
    expect((await orderPage(leader, orderId)).refunds).toHaveLength(1);
    expect(await stockOf(ctx, offer.skuId)).toMatchObject({ onHand: 10, reserved: 0 });
    expect(await result(offer.id)).toMatchObject({ teams: { begun: 1, failed: 1 } });
    const { paid, back } = (await result(offer.id)).teams;
    expect([paid > 0, paid]).toEqual([true, back]);
    expect(await unbalanced()).toEqual([]);
  });

  it('is left before it is complete: her money goes back, the place is free, and the next one leads', async () => {
    const offer = await groupBuy({ size: 3 });
    const [leader, friend, third, fourth] = await payers(4);
    if (!leader || !friend || !third || !fourth) throw new Error('nobody');
    const { teamId, orderId } = await begin(leader, offer);
    await joinAndPay(friend, offer, teamId);
    // She had asked for it before: what she asked is agreed to, and nothing goes back twice.
    await app.call(`POST /api/shop/orders/${orderId}/refunds`, { token: leader.token, body: { reason: '不想等了' } });
    const presses = await Promise.all([1, 2, 3].map(async () => leave(leader, teamId)));
    expect(presses.map(({ status }) => status)).toEqual([200, 200, 200]);
    await app.advance(3 * 60_000);
    expect(await orderPage(leader, orderId)).toMatchObject({ state: 'refunded', refunds: [{ state: 'done' }] });
    expect((await team(friend, teamId)).seats).toMatchObject([{ leads: true, hers: true }]);
    // One that the shop gives back leaves as well.
    const again = await joinAndPay(third, offer, teamId);
    await app.call(`POST /api/admin/orders/${again}/refunds`, { cookie: operator.cookie, body: { reason: '帮她退' } });
    await app.advance(3 * 60_000);
    expect((await team(friend, teamId)).taken).toBe(1);
    await joinAndPay(leader, offer, teamId);
    await joinAndPay(fourth, offer, teamId);
    expect((await team(friend, teamId)).state).toBe('full');
    expect((await leave(fourth, teamId)).body.error.code).toBe('activities.team_complete');
    expect((await leave(third, teamId)).status).toBe(200);
    const page = (await app.call(`GET /api/shop/activities/${offer.id}`, { token: friend.token })).body;
    expect(page.mine.sum).toBe(1);
    expect(await unbalanced()).toEqual([]);
  });

  it('keeps the last place or gives the money back, when she leaves in the very moment in which it is completed', async () => {
    for (let round = 0; round < 4; round += 1) {
      const offer = await groupBuy();
      const [leader, friend] = await payers(2);
      if (!leader || !friend) throw new Error('nobody');
      const { teamId, orderId } = await begin(leader, offer);
      const { body } = await order(friend, offer, teamId);
      const [left] = await Promise.all([leave(leader, teamId), shop.pay(friend, body.id)]);
      await app.advance(3 * 60_000);
      const { state } = await team(friend, teamId);
      const hers = await orderPage(leader, orderId);
      expect([left.status, state, hers.state]).toEqual(
        left.status === 200 ? [200, 'open', 'refunded'] : [409, 'full', 'paid'],
      );
    }
    expect(await unbalanced()).toEqual([]);
  });
});

describe('its price', () => {
  it('is had by name alone: no cart, quote or order meets it otherwise, and nothing else is taken off beside it', async () => {
    const offer = await groupBuy({ perOrder: 2, perMember: 1 });
    const other = await createProduct(ctx, { price: 50_00, stock: 9 });
    const [her, friend] = await payers(2);
    if (!her || !friend) throw new Error('nobody');
    const { token } = her;
    const lines = [{ skuId: offer.skuId, quantity: 1 }];
    await giveCoupon(ctx, her, (await createCoupon(ctx, { name: '减十元' })).id);
    const goods = async (body: object) => {
      const { goodsAmount, discountAmount } = (await app.call('POST /api/shop/quote', { token, body })).body;
      return goodsAmount - discountAmount;
    };
    expect(await goods({ lines })).toBe(90_00);
    expect(await goods({ lines, play: { activity: offer.id } })).toBe(60_00);
    const code = async (body: object) => (await app.call('POST /api/shop/quote', { token, body })).body.error?.code;
    const play = { activity: offer.id };
    expect(await code({ lines: [{ skuId: other.skuId, quantity: 1 }], play })).toBe('activities.team_goods');
    expect(await code({ lines: [...lines, { skuId: other.skuId, quantity: 1 }], play })).toBe('activities.team_goods');
    expect(await code({ lines: [{ skuId: offer.skuId, quantity: 3 }], play })).toBe('activities.team_too_many');
    const stranger = `tem_${'0'.repeat(26)}`;
    expect(await code({ lines, play: { ...play, team: stranger } })).toBe('activities.no_such_team');
    expect(await code({ lines, play: { activity: `act_${'0'.repeat(26)}` } })).toBe('activities.not_found');
    // It waits for its team: a time that she chose would pass meanwhile.
    expect(await code({ lines, play, collects: true })).toBe('orders.play_sent_only');
    expect(await code({ lines, play, brought: true })).toBe('orders.play_sent_only');
    const { teamId } = await begin(her, offer);
    expect(await code({ lines, play })).toBe('activities.team_enough');
    // Nobody's price that costs no less than without it.
    await sql`
      with told as (
        insert into catalog.price_change (sku_id, product_id, price, member_price, actor, at)
        select id, product_id, 5500, member_price, 'test', ${ctx.now()} from catalog.sku where id = ${offer.skuId}
      ) update catalog.sku set price = 5500 where id = ${offer.skuId}
    `.execute(ctx.db);
    expect((await order(friend, offer, teamId)).body.error.code).toBe('orders.play_not_lower');
    const dear = await admin('POST /api/admin/activities', {
      play: 'group_buy',
      values: { ...(await admin(`GET /api/admin/activities/${offer.id}`)).body.values, name: '不便宜' },
    });
    expect(dear.body.error.details.problems[0].at).toBe('goods.0.price');
  });

  it('is for newcomers alone where it says so, and counts places of one person, whichever record she ordered by', async () => {
    const offer = await groupBuy({ size: 4, newOnly: true, perMember: 1 });
    const [leader, old, fresh, twin] = await payers(4);
    if (!leader || !old || !fresh || !twin) throw new Error('nobody');
    const { skuId } = await createProduct(ctx, { price: 10_00, stock: 9 });
    const lines = [{ skuId, quantity: 1 }];
    const { token, addressId } = old;
    const expectedPayable = (await app.call('POST /api/shop/quote', { token, body: { lines } })).body.payable;
    const bought = await app.call('POST /api/shop/orders', { token, body: { lines, addressId, expectedPayable } });
    await shop.pay(old, bought.body.id);
    const { teamId } = await begin(leader, offer);
    expect((await order(old, offer, teamId)).body.error.code).toBe('activities.team_newcomers_only');
    const twice = await Promise.all([1, 2].map(async () => order(fresh, offer, teamId)));
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await becomeOne(ctx, twin, fresh);
    await app.settle();
    expect((await order(twin, offer, teamId)).body.error.code).toBe('activities.team_hers');
  });

  it('has as many places as the shop can serve, and an open team goes on when the activity is stopped', async () => {
    const offer = await groupBuy({ places: 3 });
    const [leader, friend, ...others] = await payers(6);
    if (!leader || !friend) throw new Error('nobody');
    const { teamId } = await begin(leader, offer);
    const answers = await Promise.all(others.map(async (her) => order(her, offer)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect((await order(friend, offer, teamId)).body.error.code).toBe('activities.team_sold_out');
    const at = answers.findIndex(({ status }) => status === 200);
    await shop.cancel(others[at] as TestPayer, answers[at]?.body.id);
    await admin(`POST /api/admin/activities/${offer.id}/stop`, { because: '卖完了' });
    expect((await order(friend, offer)).body.error.code).toBe('activities.team_ended');
    await joinAndPay(friend, offer, teamId);
    expect((await team(friend, teamId)).state).toBe('full');
    expect(await unbalanced()).toEqual([]);
  });
});

it('adds up after whatever people do at once: begin, join, pay, give up, leave, ask back, run out of time', async () => {
  const crowd = await payers(8);
  const step = fc.record({
    who: fc.integer({ min: 0, max: 7 }),
    does: fc.constantFrom('begin', 'join', 'join', 'join', 'pay', 'pay', 'pay', 'cancel', 'leave', 'refund'),
    which: fc.integer({ min: 0, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 3, maxLength: 8 }), { minLength: 3, maxLength: 5 }),
      fc.integer({ min: 2, max: 4 }),
      async (rounds, size) => {
        const offer = await groupBuy({ size, hours: 1, perMember: 50 }, 500);
        const orders: { readonly her: TestPayer; readonly id: string }[] = [];
        const teams: string[] = [];
        for (const steps of rounds) {
          await Promise.all(
            steps.map(async ({ who, does, which }) => {
              const her = crowd[who] as TestPayer;
              const hers = orders.filter((one) => one.her === her).at(-1 - (which % 2));
              const teamId = teams[which % Math.max(1, teams.length)];
              if (does === 'begin' || (does === 'join' && teamId === undefined)) {
                const { status, body } = await order(her, offer);
                if (status === 200) orders.push({ her, id: body.id });
              } else if (does === 'join') {
                const { status, body } = await order(her, offer, teamId);
                if (status === 200) orders.push({ her, id: body.id });
              } else if (does === 'leave') {
                if (teamId !== undefined) await leave(her, teamId);
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
          const { rows } = await sql<{ id: string }>`
          select t.id from activities.team t join activities.activity a on a.no = t.activity_no where a.id = ${offer.id} and t.state = 'open' order by t.no
        `.execute(ctx.db);
          teams.splice(0, teams.length, ...rows.map(({ id }) => id));
        }
        await app.advance(3 * HOUR_MS, HOUR_MS);
        await app.settle();
        expect(await unbalanced()).toEqual([]);
        const { rows: open } = await sql`
        select from activities.team t join activities.activity a on a.no = t.activity_no where a.id = ${offer.id} and t.state in ('held', 'open')
      `.execute(ctx.db);
        expect(open).toEqual([]);
        await admin(`POST /api/admin/activities/${offer.id}/stop`, { because: '测完' });
      },
    ),
    { numRuns: 6 },
  );
  expect(await bookMismatches(ctx)).toEqual([]);
});
