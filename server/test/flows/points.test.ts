import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { pointsMismatches, turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { becomeOne } from '../../src/domains/members/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const shop = await payingShop();
const { app, operator, payer, place, pay } = shop;
const { ctx } = app;
const { cookie } = operator;
vi.setConfig({ testTimeout: 300_000 });

await turnPointsOn(ctx);

type Buyer = Pick<TestPayer, 'id' | 'token'>;

async function paidOrder(buyer: TestPayer, price: number, quantity = 1): Promise<string> {
  const { order } = await place(buyer, price, quantity, 100);
  await pay(buyer, order.id);
  await app.settle();
  return order.id;
}

async function arrived(buyer: Buyer, orderId: string): Promise<void> {
  const shipped = await app.call(`POST /api/admin/orders/${orderId}/shipment`, {
    cookie,
    body: { company: '顺丰速运', waybill: `SF${Date.now()}` },
  });
  expect(shipped.status).toBe(200);
  expect((await app.call(`POST /api/shop/orders/${orderId}/receipt`, { token: buyer.token })).status).toBe(200);
  await app.settle();
}

async function giveBack(orderId: string, quantity: number): Promise<void> {
  const body = { reason: '少一件', lines: [{ lineId: `${orderId}.0`, quantity }] };
  expect((await app.call(`POST /api/admin/orders/${orderId}/refunds`, { cookie, body })).status).toBe(200);
  await app.advance(2 * MINUTE);
}

const balance = async ({ token }: Buyer) => (await app.call('GET /api/shop/points', { token })).body;
const ledger = async ({ token }: Buyer): Promise<string[]> =>
  (await app.call('GET /api/shop/points/entries', { token })).body.items.map(
    ({ kind, points }: { kind: string; points: number }) => `${kind} ${points}`,
  );
const give = async (buyer: Buyer, points: number) =>
  app.call(`POST /api/admin/members/${buyer.id}/points`, { cookie, body: { points, reason: '补偿' } });

async function createReward(points: number, terms: object = {}): Promise<string> {
  const coupon = await createCoupon(ctx, { channel: 'grant', perMember: 1000 });
  const body = { name: '兑换券', benefit: `coupon:${coupon.id}`, points, perMember: 1, total: null, ...terms };
  const made = await app.call('POST /api/admin/rewards', { cookie, body });
  expect(made.status).toBe(200);
  return made.body.id;
}

const exchange = async ({ token }: Buyer, rewardId: string, key?: string) =>
  app.call(`POST /api/shop/rewards/${rewardId}`, { token, ...(key ? { headers: { 'idempotency-key': key } } : {}) });
const couponsOf = async ({ token }: Buyer): Promise<number> =>
  (await app.call('GET /api/shop/coupons?state=available', { token })).body.items.length;

describe('an order', () => {
  it('earns on what its goods were paid with, frozen until it has arrived', async () => {
    const buyer = await payer();
    const order = await paidOrder(buyer, 12_350, 2);
    expect(await balance(buyer)).toMatchObject({ usable: 0, frozen: 247, owed: 0, expiring: null });
    await arrived(buyer, order);
    expect(await balance(buyer)).toMatchObject({ usable: 247, frozen: 0, expiring: { points: 247 } });
    expect(await ledger(buyer)).toEqual(['earned 247']);
  });

  it('whose units come back one by one keeps exactly what the goods that stay earn', async () => {
    const buyer = await payer();
    const order = await paidOrder(buyer, 999, 3);
    expect((await balance(buyer)).frozen).toBe(29);
    for (const left of [19, 9, 0]) {
      await giveBack(order, 1);
      expect((await balance(buyer)).frozen).toBe(left);
    }
    expect(await ledger(buyer)).toEqual(['taken_back -9', 'taken_back -10', 'taken_back -10', 'earned 29']);
  });

  it('given back after its points were spent leaves them owed, and what comes next pays', async () => {
    const buyer = await payer();
    const order = await paidOrder(buyer, 10_000);
    await arrived(buyer, order);
    expect((await exchange(buyer, await createReward(80))).status).toBe(200);
    await giveBack(order, 1);
    expect(await balance(buyer)).toMatchObject({ usable: 0, frozen: 0, owed: 80 });
    await give(buyer, 30);
    expect(await balance(buyer)).toMatchObject({ usable: 0, owed: 50 });
    // 200 yuan less the 10 of the coupon she had for her points.
    await arrived(buyer, await paidOrder(buyer, 20_000));
    expect(await balance(buyer)).toMatchObject({ usable: 190 - 50, owed: 0 });
    expect(await pointsMismatches(ctx)).toEqual([]);
  });

  it('waits for the end of its after-sales time where the rule says so, and earns nothing while points are off', async () => {
    await turnPointsOn(ctx, { hold: 'after_sales' });
    const buyer = await payer();
    await arrived(buyer, await paidOrder(buyer, 5_000));
    expect(await balance(buyer)).toMatchObject({ usable: 0, frozen: 50 });
    await app.advance(7 * DAY + MINUTE, DAY);
    expect(await balance(buyer)).toMatchObject({ usable: 50, frozen: 0 });
    const body = { on: false, perYuan: null, hold: null, days: null, spend: null };
    expect((await app.call('PUT /api/admin/settings/points', { cookie, body })).body).toMatchObject({ on: false });
    await paidOrder(buyer, 5_000);
    expect(await balance(buyer)).toMatchObject({ on: false, usable: 50, frozen: 0 });
    await turnPointsOn(ctx);
  });
});

describe('an exchange', () => {
  it('gives the reward for the points, once a tap, as often as one may', async () => {
    const buyer = await payer();
    await give(buyer, 300);
    const reward = await createReward(100, { perMember: 2 });
    const first = await exchange(buyer, reward, 'tap-000001');
    expect(first.body).toMatchObject({ points: 100, usable: 200 });
    expect((await exchange(buyer, reward, 'tap-000001')).body).toEqual(first.body);
    expect((await exchange(buyer, reward)).status).toBe(200);
    expect((await exchange(buyer, reward)).body.error).toMatchObject({ code: 'loyalty.limit_reached' });
    expect(await couponsOf(buyer)).toBe(2);
    expect(await ledger(buyer)).toEqual(['exchanged -100', 'exchanged -100', 'given 300']);
  });

  it('asked for twenty times at once spends no point twice and gives no more than there are', async () => {
    const [one, two] = [await payer(), await payer()];
    await give(one, 250);
    await give(two, 1_000);
    const reward = await createReward(100, { perMember: 50, total: 5 });
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => exchange(n % 2 === 0 ? one : two, reward)),
    );
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken).toHaveLength(5);
    const codes = new Set(answers.flatMap(({ body }) => body.error?.code ?? []));
    expect([...codes].every((code) => ['loyalty.too_few_points', 'loyalty.reward_gone'].includes(code))).toBe(true);
    const [left, rest] = [(await balance(one)).usable, (await balance(two)).usable];
    expect(left).toBeGreaterThanOrEqual(50);
    expect(left + rest).toBe(750);
    expect((await couponsOf(one)) + (await couponsOf(two))).toBe(5);
    expect(await pointsMismatches(ctx)).toEqual([]);
  });

  it('says why not, and takes nothing then: too few, ended, a benefit that cannot be given', async () => {
    const buyer = await payer();
    await give(buyer, 50);
    const dear = await createReward(60);
    expect((await exchange(buyer, dear)).body.error).toMatchObject({
      code: 'loyalty.too_few_points',
      message: '可用积分不足，还差 10 积分',
    });
    const ended = await createReward(10);
    await app.call(`PUT /api/admin/rewards/${ended}/state`, { cookie, body: { ended: true } });
    expect((await exchange(buyer, ended)).body.error.code).toBe('loyalty.reward_ended');
    const coupon = await createCoupon(ctx, { channel: 'grant', perMember: 1, total: 1 });
    const scarce = await createReward(10, { benefit: `coupon:${coupon.id}`, perMember: 5 });
    expect((await exchange(buyer, scarce)).status).toBe(200);
    expect((await exchange(buyer, scarce)).body.error.code).toBe('loyalty.benefit_unavailable');
    expect((await balance(buyer)).usable).toBe(40);
    expect(await ledger(buyer)).toEqual(['exchanged -10', 'given 50']);
  });

  it('is shown to her with what it is worth and whether she can have it', async () => {
    const buyer = await payer();
    await give(buyer, 100);
    const [open, short] = [await createReward(99), await createReward(101)];
    await exchange(buyer, open);
    await give(buyer, 99);
    const { items } = (await app.call('GET /api/shop/rewards', { token: buyer.token })).body;
    const stateOf = (id: string) => items.find((one: { id: string }) => one.id === id)?.state;
    expect([stateOf(open), stateOf(short)]).toEqual(['done', 'short']);
    expect(items.find((one: { id: string }) => one.id === short).worth.zh).toContain('39');
  });
});

describe('an operator', () => {
  it('gives and takes with a reason, never more than may be spent, and it stands in the books', async () => {
    const buyer = await payer();
    expect((await give(buyer, 20)).body).toMatchObject({ usable: 20 });
    expect((await give(buyer, -30)).body.error.code).toBe('loyalty.too_few_points');
    expect((await give(buyer, 0)).body.error.code).toBe('loyalty.no_points');
    expect((await give(buyer, -20)).body).toMatchObject({ usable: 0 });
    const { items } = (await app.call(`GET /api/admin/points?memberId=${buyer.id}`, { cookie })).body;
    expect(items.map(({ kind, points }: { kind: string; points: number }) => [kind, points])).toEqual([
      ['deducted', -20],
      ['given', 20],
    ]);
  });
});

it('a ledger is read page by page, the newest first, however long it has become', async () => {
  const buyer = await payer();
  await sql`select setval(pg_get_serial_sequence('loyalty.entry', 'id'), 995)`.execute(ctx.db);
  for (let points = 1; points <= 9; points += 1) await give(buyer, points);
  const read: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await app.call(`GET /api/shop/points/entries?limit=4${next}`, { token: buyer.token });
    read.push(...body.items.map((one: { points: number }) => one.points));
    cursor = body.nextCursor;
  }
  expect(read).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

it('points end on their last day, the oldest are spent first, and the ledger adds up', async () => {
  const buyer = await payer();
  await turnPointsOn(ctx, { days: 10 });
  await give(buyer, 40);
  await app.advance(5 * DAY, DAY);
  await give(buyer, 40);
  await exchange(buyer, await createReward(30));
  expect(await balance(buyer)).toMatchObject({ usable: 50, expiring: { points: 10 } });
  await app.advance(6 * DAY, DAY);
  expect(await balance(buyer)).toMatchObject({ usable: 40, expiring: { points: 40 } });
  await app.advance(6 * DAY, DAY);
  expect(await balance(buyer)).toMatchObject({ usable: 0, expiring: null });
  expect(await ledger(buyer)).toEqual(['expired -40', 'expired -10', 'exchanged -30', 'given 40', 'given 40']);
  expect(await pointsMismatches(ctx)).toEqual([]);
  await turnPointsOn(ctx);
});

it('two records that become one have one ledger; parted again, each has what she brought less what was used', async () => {
  const [stays, goes] = [await payer(), await payer()];
  await give(stays, 10);
  await give(goes, 100);
  await becomeOne(ctx, stays, goes);
  await app.settle();
  expect(await balance(stays)).toMatchObject({ usable: 110 });
  await exchange(stays, await createReward(60));
  const { items } = (await app.call(`GET /api/admin/members/${stays.id}/merges`, { cookie })).body;
  const parted = await app.call(`POST /api/admin/member-merges/${items[0].id}/reversal`, {
    cookie,
    body: { reason: '弄错了' },
  });
  expect(parted.status).toBe(200);
  await app.settle();
  expect(await pointsMismatches(ctx)).toEqual([]);
  const sum = (await balance(stays)).usable + (await balance(goes)).usable;
  expect(sum).toBe(50);
});
