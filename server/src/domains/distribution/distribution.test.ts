import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { becomeOne, createMember, signedInAgain } from '../members/testing.ts';
import { createBuyer, payTestOrder, placeTestOrder } from '../orders/testing.ts';
import { distributionBook } from './book.ts';
import { leftOf } from './commission.ts';
import { announcePaid, announceReceived, announceRefunded, distributionTest } from './testing.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });
const { admin, sound, shop, rules, plan, distributor, opens, money, commissions } = distributionTest(app);
const REFUND_DAYS = 1;
const LOCK_DAYS = 2;
let productId = '';

beforeAll(async () => {
  productId = (await createProduct(ctx, { price: 50_00, stock: 500 })).id;
  await plan();
  // Each day that the clock moves costs the shop's morning.
  const stored = await getSetting(ctx, shopSettings);
  await putSetting(ctx, shopSettings, { ...stored, order: { ...stored.order, refundDays: REFUND_DAYS } });
});

beforeEach(async () => {
  await rules({ lockBy: 'first', lockDays: LOCK_DAYS, selfPurchase: false, secondLevel: false, join: 'application' });
});

const goods = (payable: number, quantity = 1) => [{ productId, quantity, payable }];
const customerOf = async ({ code }: { readonly code: string }) => {
  const customer = await createMember(ctx);
  await opens(customer, code);
  return customer;
};

describe('a commission', () => {
  it('is of what was paid for goods, waits for receipt and window, and comes into the balance once', async () => {
    const her = await distributor();
    const customer = await customerOf(her);
    const order = await announcePaid(ctx, customer, goods(99_99));
    await app.settle();
    expect(await money(her)).toEqual({ frozen: 9_99, balance: 0 });
    await app.advance(LOCK_DAYS * DAY_MS);
    expect(await money(her)).toEqual({ frozen: 9_99, balance: 0 });
    await announceReceived(ctx, customer, order);
    await app.settle();
    expect((await commissions(`&distributor=${her.dst}`))[0].state).toBe('maturing');
    await app.advance(REFUND_DAYS * DAY_MS - 60_000);
    expect(await money(her)).toEqual({ frozen: 9_99, balance: 0 });
    await app.advance(120_000);
    expect(await money(her)).toEqual({ frozen: 0, balance: 9_99 });
    const told = await shop('GET /api/shop/distribution', signedInAgain(ctx, her));
    expect(told).toMatchObject({ balance: 9_99, earned: 9_99, orders: 1, customers: 0 });
    expect((await shop('GET /api/shop/distribution/commissions', signedInAgain(ctx, her))).items).toMatchObject([
      { state: 'released', left: 9_99, units: 1 },
    ]);
  });

  it('goes back after release too: what is owed is kept, and the next one pays it', async () => {
    const her = await distributor();
    const customer = await customerOf(her);
    const order = await announcePaid(ctx, customer, goods(100_00, 2));
    await announceReceived(ctx, customer, order);
    await app.settle();
    await app.advance(REFUND_DAYS * DAY_MS);
    expect(await money(her)).toEqual({ frozen: 0, balance: 10_00 });
    await announceRefunded(ctx, customer, order, { lines: [{ at: 0, quantity: 1, amount: 50_00 }] });
    await app.settle();
    expect(await money(her)).toEqual({ frozen: 0, balance: 5_00 });
    await sql`
      insert into distribution.entry (distributor_no, key, kind, frozen, balance, at)
      select no, 'spent', 'withdrawn', 0, -500, ${ctx.now()} from distribution.distributor where id = ${her.dst}
    `.execute(ctx.db);
    await sql`update distribution.distributor set balance = balance - 500 where id = ${her.dst}`.execute(ctx.db);
    await announceRefunded(ctx, customer, order, { whole: true, lines: [{ at: 0, quantity: 1, amount: 50_00 }] });
    await app.settle();
    expect(await money(her)).toEqual({ frozen: 0, balance: -5_00 });
    const next = await announcePaid(ctx, customer, goods(80_00));
    await announceReceived(ctx, customer, next);
    await app.settle();
    await app.advance(REFUND_DAYS * DAY_MS);
    expect(await money(her)).toEqual({ frozen: 0, balance: 3_00 });
    expect(await distributionBook.compare(ctx)).toEqual([]);
  });

  it('adds up with a plain model, whatever is paid, received and given back in which order', async () => {
    await rules({ lockDays: 30 });
    const act = fc.oneof(
      fc.record({
        kind: fc.constant('pay' as const),
        payable: fc.integer({ min: 1, max: 300_00 }),
        units: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({ kind: fc.constant('receive' as const), which: fc.nat(3) }),
      fc.record({ kind: fc.constant('units' as const), which: fc.nat(3), units: fc.integer({ min: 1, max: 2 }) }),
      fc.record({ kind: fc.constant('money' as const), which: fc.nat(3), share: fc.integer({ min: 1, max: 90 }) }),
    );
    const histories = fc.array(fc.array(act, { minLength: 9, maxLength: 9 }), { minLength: 12, maxLength: 12 });
    type Known = {
      readonly order: Awaited<ReturnType<typeof announcePaid>>;
      readonly units: number;
      readonly base: number;
      back: { units: number; base: number };
      receivedAt: number | null;
    };
    await fc.assert(
      fc.asyncProperty(histories, async (people) => {
        const her = await distributor();
        const customers = await Promise.all(people.map(async () => customerOf(her)));
        const books = people.map((): Known[] => []);
        const left = ({ units, base, back }: Known) => leftOf({ units, base, rate: 1000 }, back);
        for (let round = 0; round < 9; round += 1) {
          for (const [n, customer] of customers.entries()) {
            const [book, now] = [books[n], people[n]?.[round]];
            if (book === undefined || now === undefined) continue;
            if (now.kind === 'pay') {
              const order = await announcePaid(ctx, customer, goods(now.payable, now.units));
              const fresh = { units: now.units, base: now.payable, back: { units: 0, base: 0 } };
              book.push({ ...fresh, order, receivedAt: null });
              continue;
            }
            const one = book[now.which % Math.max(1, book.length)];
            if (one === undefined) continue;
            if (now.kind === 'receive') {
              if (one.receivedAt === null) await announceReceived(ctx, customer, one.order);
              one.receivedAt ??= ctx.now().getTime();
              continue;
            }
            const rest = { units: one.units - one.back.units, base: one.base - one.back.base };
            const units = now.kind === 'units' ? Math.min(now.units, rest.units) : 0;
            const part =
              now.kind === 'units'
                ? Math.floor((one.base * units) / one.units)
                : Math.floor((rest.base * now.share) / 100);
            const amount = units > 0 && units === rest.units ? rest.base : Math.min(rest.base, part);
            if (units === 0 && amount === 0) continue;
            one.back = { units: one.back.units + units, base: one.back.base + amount };
            const whole = one.back.units === one.units;
            await announceRefunded(ctx, customer, one.order, { whole, lines: [{ at: 0, quantity: units, amount }] });
          }
          await app.settle();
          if (round % 3 === 2) await app.advance(REFUND_DAYS * DAY_MS + 60_000);
          const at = ctx.now().getTime() - REFUND_DAYS * DAY_MS;
          const known = books.flat();
          const out = known.filter(({ receivedAt }) => receivedAt !== null && receivedAt <= at);
          const sum = (of: readonly Known[]) => of.reduce((all, one) => all + left(one), 0);
          expect(await money(her)).toEqual({ frozen: sum(known) - sum(out), balance: sum(out) });
        }
        expect(await distributionBook.compare(ctx)).toEqual([]);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('waits on while something of the order is still asked back', async () => {
    const { skuId } = await createProduct(ctx, { price: 40_00, stock: 10 });
    const her = await distributor();
    const buyer = await createBuyer(ctx);
    await opens(buyer, her.code);
    const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
    await payTestOrder(app, order);
    await app.settle();
    expect(await money(her)).toEqual({ frozen: 4_00, balance: 0 });
    await sql`update orders.placed set refunding = 100 where id = ${order.id}`.execute(ctx.db);
    await announceReceived(ctx, buyer, { orderId: order.id, lineIds: [] });
    await app.settle();
    await app.advance(REFUND_DAYS * DAY_MS + 60_000);
    expect(await money(her)).toEqual({ frozen: 4_00, balance: 0 });
    await sql`update orders.placed set refunding = 0 where id = ${order.id}`.execute(ctx.db);
    await app.advance(DAY_MS);
    expect(await money(her)).toEqual({ frozen: 0, balance: 4_00 });
  });
});

describe('a customer', () => {
  it('is whose link she opened first, until the time of protection is over', async () => {
    const [one, other] = [await distributor(), await distributor()];
    const customer = await customerOf(one);
    await opens(customer, other.code);
    await announcePaid(ctx, customer, goods(10_00));
    await app.settle();
    expect([await money(one), await money(other)].map(({ frozen }) => frozen)).toEqual([1_00, 0]);
    await app.advance(LOCK_DAYS * DAY_MS);
    await announcePaid(ctx, customer, goods(10_00));
    await opens(signedInAgain(ctx, customer), other.code);
    await app.advance(60_000);
    await announcePaid(ctx, customer, goods(10_00));
    await app.settle();
    expect([await money(one), await money(other)].map(({ frozen }) => frozen)).toEqual([1_00, 1_00]);
  });

  it('is whose link she opened last where the rule says so; what was paid a moment before is the other’s', async () => {
    await rules({ lockBy: 'last' });
    const [one, other] = [await distributor(), await distributor()];
    const customer = await customerOf(one);
    await app.advance(60_000);
    await announcePaid(ctx, customer, goods(10_00));
    await opens(customer, other.code);
    await opens(customer, other.code);
    await app.advance(60_000);
    await announcePaid(ctx, customer, goods(20_00));
    await app.settle();
    expect([await money(one), await money(other)].map(({ frozen }) => frozen)).toEqual([1_00, 2_00]);
  });

  it('is nobody’s by her own link, by one of who is suspended, or by two at one moment twice', async () => {
    const her = await distributor();
    await opens(her, her.code);
    await announcePaid(ctx, her, goods(10_00));
    const [one, other] = [await distributor(), await distributor()];
    const customer = await createMember(ctx);
    await Promise.all([one, other, one, other].map(async ({ code }) => opens(customer, code)));
    await announcePaid(ctx, customer, goods(10_00));
    await sound(admin(`POST /api/admin/distributors/${her.dst}/move`, { to: 'suspended', because: '刷单' }));
    const late = await customerOf(her);
    await announcePaid(ctx, late, goods(10_00));
    await app.settle();
    const [hers, ...two] = [await money(her), await money(one), await money(other)];
    expect(hers).toEqual({ frozen: 0, balance: 0 });
    expect(two.map(({ frozen }) => frozen).toSorted()).toEqual([0, 1_00]);
  });
});

describe('levels', () => {
  it('are one unless the rules allow a second, and never three', async () => {
    await plan({
      name: '两级',
      scope: { kind: 'products', ids: [productId], exceptProductIds: [] },
      first: 10,
      second: 2,
    });
    const top = await distributor();
    const middle = await distributor(await customerOf(top));
    const low = await distributor(await customerOf(middle));
    const customer = await customerOf(low);
    await announcePaid(ctx, customer, goods(100_00));
    await app.settle();
    const frozen = async () => (await Promise.all([top, middle, low].map(money))).map((one) => one.frozen);
    expect(await frozen()).toEqual([0, 0, 10_00]);
    await rules({ secondLevel: true });
    await announcePaid(ctx, customer, goods(100_00));
    await app.settle();
    expect(await frozen()).toEqual([0, 2_00, 20_00]);
  });

  it('give her a share of her own orders only where the rules say so', async () => {
    const her = await distributor();
    await announcePaid(ctx, her, goods(100_00));
    await app.settle();
    expect((await money(her)).frozen).toBe(0);
    await rules({ selfPurchase: true });
    await announcePaid(ctx, her, goods(100_00));
    await app.settle();
    expect((await money(her)).frozen).toBe(10_00);
  });
});

describe('the guard', () => {
  const buys = async (buyer: Awaited<ReturnType<typeof createBuyer>>, openid: string) => {
    const { skuId } = await createProduct(ctx, { price: 30_00, stock: 10 });
    const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
    await payTestOrder(app, order, { openid });
    await app.settle();
    return order;
  };

  it('holds what a second account buys that the distributor pays for, and lets her family at one address pass', async () => {
    const her = await createBuyer(ctx);
    const { dst, code } = await distributor(her);
    await buys(her, 'oHERSELF');
    const [second, sister] = [await createBuyer(ctx), await createBuyer(ctx)];
    await opens(second, code);
    await opens(sister, code);
    await buys(second, 'oHERSELF');
    await buys(sister, 'oSISTER');
    const states = (await commissions(`&distributor=${dst}`)).map(
      ({ state, buyer }: { state: string; buyer: { memberId: string } }) => [buyer.memberId, state],
    );
    expect(states).toEqual([
      [sister.id, 'frozen'],
      [second.id, 'held'],
    ]);
  });

  it('looks once more before anything is paid out: who is known by then, a decision either way, each once', async () => {
    const her = await createBuyer(ctx);
    const { dst, code } = await distributor(her);
    const two = [await createBuyer(ctx), await createBuyer(ctx)];
    for (const buyer of two) {
      await opens(buyer, code);
      const order = await buys(buyer, 'oPAYS');
      await announceReceived(ctx, buyer, { orderId: order.id, lineIds: [] });
    }
    await buys(her, 'oPAYS');
    await app.advance(REFUND_DAYS * DAY_MS + 60_000);
    const held = await commissions(`&distributor=${dst}&state=held`);
    expect(held).toHaveLength(2);
    expect(await money({ dst })).toEqual({ frozen: 6_00, balance: 0 });
    const decide = async (id: string, outcome: string) =>
      (await admin(`POST /api/admin/commissions/${id}/decision`, { outcome, because: '看过了' })).status;
    const told = await Promise.all([1, 2, 3].map(async () => decide(held[0].id, 'refused')));
    expect(told.toSorted()).toEqual([200, 409, 409]);
    expect(await decide(held[1].id, 'approved')).toBe(200);
    await app.advance(60_000);
    expect(await money({ dst })).toEqual({ frozen: 0, balance: 3_00 });
    expect(await distributionBook.compare(ctx)).toEqual([]);
  });
});

it('two distributors who are one have one ledger, and apart again each has what she brought and what came of it', async () => {
  const [one, other] = [await distributor(), await distributor()];
  const [hers, others] = [await customerOf(one), await customerOf(other)];
  await announcePaid(ctx, hers, goods(10_00));
  const order = await announcePaid(ctx, others, goods(50_00));
  await app.settle();
  await becomeOne(ctx, one, other);
  await app.settle();
  expect(await money(one)).toEqual({ frozen: 6_00, balance: 0 });
  await announcePaid(ctx, await customerOf(other), goods(20_00));
  await announceReceived(ctx, others, order);
  await app.settle();
  await app.advance(REFUND_DAYS * DAY_MS + 60_000);
  expect(await money(one)).toEqual({ frozen: 3_00, balance: 5_00 });
  const { rows } = await sql<{ id: string }>`select id from members.merge order by at desc limit 1`.execute(ctx.db);
  await sound(admin(`POST /api/admin/member-merges/${rows[0]?.id}/reversal`, { reason: '两个人' }));
  await app.settle();
  expect(await money(one)).toEqual({ frozen: 3_00, balance: 0 });
  expect(await money(other)).toEqual({ frozen: 0, balance: 5_00 });
  expect(await distributionBook.compare(ctx)).toEqual([]);
});

it('who buys and turns out to be the distributor is held, and goes free with the merge undone only by a decision', async () => {
  const her = await distributor();
  const customer = await customerOf(her);
  const order = await announcePaid(ctx, customer, goods(100_00));
  await announceReceived(ctx, customer, order);
  await app.settle();
  await becomeOne(ctx, her, customer);
  await app.settle();
  await app.advance(REFUND_DAYS * DAY_MS + 60_000);
  expect(await money(her)).toEqual({ frozen: 10_00, balance: 0 });
  expect((await commissions(`&distributor=${her.dst}`))[0]).toMatchObject({
    state: 'held',
    held: { zh: '买的人就是分销员自己' },
  });
});

it('asks the shop, or passes at once who has bought enough; who is refused may ask again, nobody twice', async () => {
  const her = await createMember(ctx);
  const apply = async () =>
    (await app.call('POST /api/shop/distribution/application', { token: her.token, body: { reason: '' } })).status;
  expect((await Promise.all([apply(), apply(), apply()])).toSorted()).toEqual([200, 409, 409]);
  const { items } = await sound(admin('GET /api/admin/distributors?state=applied&limit=1'));
  await sound(admin(`POST /api/admin/distributors/${items[0].id}/review`, { outcome: 'refused', because: '资料不全' }));
  expect(await shop('GET /api/shop/distribution', her)).toMatchObject({
    state: 'refused',
    because: '资料不全',
    code: '',
  });
  await rules({ join: 'rule', joinOrders: 1 });
  expect((await shop('GET /api/shop/distribution', await createMember(ctx))).missing.zh).toContain('再下 1 单');
  const buyer = await createBuyer(ctx);
  const { skuId } = await createProduct(ctx, { price: 30_00, stock: 10 });
  const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }] });
  await payTestOrder(app, order);
  await app.settle();
  expect(await apply()).toBe(200);
  expect((await shop('GET /api/shop/distribution', her)).state).toBe('applied');
  expect((await shop('POST /api/shop/distribution/application', buyer, { reason: '' })).state).toBe('active');
  await rules({ on: false });
  expect(
    await app.call('POST /api/shop/distribution/application', {
      token: (await createMember(ctx)).token,
      body: { reason: '' },
    }),
  ).toMatchObject({ status: 409 });
});
