import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { createProduct, stockOf } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { pointsMismatches, turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { acceptPayment } from '../../src/domains/orders/payment/accept.ts';
import {
  bookMismatches,
  createBuyer,
  type TestBuyer,
  testSources,
  toldPayment,
} from '../../src/domains/orders/testing.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// What there is too little of, asked for by several at once: pieces, coupons, points, free deliveries. Everything of a round
// comes together and from one member as well; a model that knows only who was answered "yes" must then agree with the books,
// and whoever was answered "no" must have had a reason.

vi.setConfig({ testTimeout: 240_000 });

const [PRICE, OFF] = [3_000, 700];
/** What there is: coupons in all and for one, free deliveries a month, points to begin with. */
const [TOTAL, PER_MEMBER, FREE, POINTS] = [4, 2, 2, 500];

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
await turnPointsOn(ctx, { spend: true, spendPerYuan: 100, spendShare: 50, spendLeast: 10 });
const growth = { on: true, perYuan: 1, days: 365, keepDays: 180, graceDays: 30 };
await yes('PUT /api/admin/settings/growth?apply=silent', { cookie, body: growth });
const silver = {
  name: '银卡',
  growth: 100,
  discount: null,
  pointTimes: 1,
  gift: null,
  birthdayGift: null,
  service: null,
};
await yes('POST /api/admin/levels?apply=silent', { cookie, body: { ...silver, freeShipping: FREE } });
await yes('PUT /api/admin/settings/check-in', {
  cookie,
  body: { on: true, points: 0, growth: 100, tiers: [], makeUps: 0, makeUpPoints: 1 },
});

const who = fc.nat(2);
const what = fc.nat(1);
const deed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      who,
      what,
      pieces: fc.integer({ min: 1, max: 3 }),
      points: fc.constantFrom(0, 0, 150, 400),
      coupon: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'pay' as const), which: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('correct' as const), what, change: fc.integer({ min: -3, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('points' as const), who, change: fc.constantFrom(-200, 100, 300) }),
  },
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
type Place = Extract<Deed, { do: 'place' }>;
type Placed = Omit<Place, 'points'> & {
  readonly points: number;
  readonly id: string;
  readonly number: string;
  readonly payable: number;
  state: 'unpaid' | 'paid' | 'cancelled';
};

const placing = { do: 'place', who: 0, what: 0, pieces: 1, points: 0, coupon: false } as const;
/** Who gets points but no free delivery takes them from nobody. */
const manyAtOnce: Deed[][] = [
  [{ ...placing }, { ...placing }, { ...placing, points: 150 }, { ...placing, points: 400 }, { ...placing }],
];

it('pieces, coupons, points and free deliveries: nobody has what another has, and nobody is refused what there is', async () => {
  const rounds = fc.array(fc.array(deed, { minLength: 2, maxLength: 9 }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(rounds, async (rounds) => {
      const world = await newWorld();
      for (const round of rounds) await playRound(world, round);
    }),
    { numRuns: 12, examples: Array.from({ length: 4 }, () => [manyAtOnce]) },
  );
  expect(await bookMismatches(ctx)).toEqual([]);
  expect(await pointsMismatches(ctx)).toEqual([]);
});

type World = {
  readonly buyers: readonly TestBuyer[];
  readonly skuIds: readonly string[];
  readonly couponId: string;
  /** The model: what was put in and taken out by whoever was answered well. */
  readonly stocked: number[];
  readonly points: number[];
  readonly taken: number[];
  readonly orders: Placed[];
};

async function newWorld(): Promise<World> {
  const skuIds = [
    await createProduct(ctx, { price: PRICE, stock: 5 }),
    await createProduct(ctx, { price: PRICE, stock: 9 }),
  ];
  const coupon = await createCoupon(ctx, {
    discount: { kind: 'amount', amount: OFF },
    threshold: 0,
    total: TOTAL,
    perMember: PER_MEMBER,
    scope: { kind: 'products', ids: skuIds.map(({ id }) => id) },
  });
  const buyers = await Promise.all([0, 1, 2].map(async () => createBuyer(ctx)));
  for (const { id, token } of buyers) {
    await yes(`POST /api/admin/members/${id}/points`, { cookie, body: { points: POINTS, reason: '开始' } });
    await yes('POST /api/shop/check-in', { token });
  }
  return {
    buyers,
    skuIds: skuIds.map(({ skuId }) => skuId),
    couponId: coupon.id,
    stocked: [5, 9],
    points: [POINTS, POINTS, POINTS],
    taken: [0, 0, 0],
    orders: [],
  };
}

type Before = { readonly free: readonly number[]; readonly points: readonly number[] };

async function playRound(world: World, round: readonly Deed[]): Promise<void> {
  const before = {
    free: [0, 1].map((what) => freeOf(world, what)),
    points: world.points.map((_, who) => pointsOf(world, who)),
  };
  const quotes = await Promise.all(round.map(async (one) => (one.do === 'place' ? quoteFor(world, one) : null)));
  const open = world.orders.filter(({ state }) => state === 'unpaid');
  const touched = new Set<Placed>();
  const results = await Promise.all(
    round.map(async (one, at) => {
      if (one.do === 'place') return place(world, one, quotes[at] ?? null);
      if (one.do === 'take') return take(world, one.who);
      if (one.do === 'correct') return correct(world, one);
      if (one.do === 'points') return givePoints(world, one);
      const order = open[one.which % Math.max(1, open.length)];
      // Of one order one thing a round: which of two is first would be for the books to say.
      if (!order || touched.has(order)) return null;
      touched.add(order);
      return one.do === 'pay' ? pay(order) : cancel(world, order);
    }),
  );
  await app.settle();
  await agree(world);
  for (const at of round.keys()) justify(before, round, results, at);
}

/** What is left for others while these orders stand. */
const freeOf = (world: World, what: number) =>
  (world.stocked[what] ?? 0) -
  world.orders.reduce((sum, one) => (one.what === what && one.state !== 'cancelled' ? sum + one.pieces : sum), 0);
const pointsOf = (world: World, who: number) =>
  (world.points[who] ?? 0) -
  world.orders.reduce((sum, one) => (one.who === who && one.state !== 'cancelled' ? sum + one.points : sum), 0);

type Quoted = { readonly payable: number; readonly chosen: readonly object[]; readonly points: number } | null;

async function quoteFor({ buyers, skuIds }: World, { who, what, pieces, points, coupon }: Place): Promise<Quoted> {
  const { token = '' } = buyers[who] ?? {};
  const lines = [{ skuId: skuIds[what], quantity: pieces }];
  const { body } = await app.call('POST /api/shop/quote', {
    token,
    body: { lines, points, ...(coupon ? {} : { offers: [] }) },
  });
  return { payable: body.payable, chosen: body.chosen, points: body.points?.used ?? 0 };
}

async function place(world: World, one: Place, quote: Quoted): Promise<string> {
  const { token = '', addressId = '' } = world.buyers[one.who] ?? {};
  if (!quote) throw new Error('no quote');
  const lines = [{ skuId: world.skuIds[one.what], quantity: one.pieces }];
  const body = { lines, points: quote.points, offers: quote.chosen, addressId, expectedPayable: quote.payable };
  const answer = await app.call('POST /api/shop/orders', { token, body });
  if (answer.status !== 200) return answer.body.error.code;
  const { id, number, payable } = answer.body;
  world.orders.push({ ...one, points: quote.points, id, number, payable, state: 'unpaid' });
  return 'placed';
}

async function take(world: World, who: number): Promise<string> {
  const { token = '' } = world.buyers[who] ?? {};
  const answer = await app.call(`POST /api/shop/coupon-center/${world.couponId}`, { token });
  if (answer.status !== 200) return answer.body.error.code;
  world.taken[who] = (world.taken[who] ?? 0) + 1;
  return 'taken';
}

async function correct(world: World, { what, change }: Extract<Deed, { do: 'correct' }>): Promise<string> {
  const skuId = world.skuIds[what] ?? '';
  const answer = await app.call('POST /api/admin/stock', { cookie, body: { skuId, change, reason: '盘点' } });
  if (answer.status !== 200) return answer.body.error.code;
  world.stocked[what] = (world.stocked[what] ?? 0) + change;
  return 'corrected';
}

async function givePoints(world: World, { who, change }: Extract<Deed, { do: 'points' }>): Promise<string> {
  const { id = '' } = world.buyers[who] ?? {};
  const body = { points: change, reason: '补偿' };
  const answer = await app.call(`POST /api/admin/members/${id}/points`, { cookie, body });
  if (answer.status !== 200) return answer.body.error.code;
  world.points[who] = (world.points[who] ?? 0) + change;
  return 'given';
}

async function pay(order: Placed): Promise<string> {
  const ports = { wechat: app.running.wechat, offerSources: testSources };
  const outcome = await acceptPayment(ctx, ports, toldPayment(ctx, order), 'notification');
  if (outcome === 'paid') order.state = 'paid';
  return outcome;
}

async function cancel({ buyers }: World, order: Placed): Promise<string> {
  const { token = '' } = buyers[order.who] ?? {};
  const answer = await app.call(`POST /api/shop/orders/${order.id}/cancellation`, { token });
  if (answer.status === 200) order.state = 'cancelled';
  return answer.status === 200 ? 'cancelled' : answer.body.error.code;
}

/** The books say what the model says. */
async function agree(world: World): Promise<void> {
  for (const [what, skuId] of world.skuIds.entries()) {
    const of = (state: Placed['state']) =>
      world.orders.reduce((sum, one) => (one.what === what && one.state === state ? sum + one.pieces : sum), 0);
    const onHand = (world.stocked[what] ?? 0) - of('paid');
    expect(await stockOf(ctx, skuId)).toEqual({ onHand, reserved: of('unpaid'), sold: of('paid'), ledger: onHand });
  }
  for (const [who, { id, token }] of world.buyers.entries()) {
    const { body } = await app.call('GET /api/shop/points', { token });
    expect(body.usable).toBe(pointsOf(world, who));
    const { rows } = await sql<{ used: number; orders: number; coupons: number }>`
      select coalesce((select sum(used) from loyalty.quota where member_id = ${id}), 0)::int as used,
        (select count(*) from orders.placed o where o.member_id = ${id} and o.state <> 'cancelled' and exists (
          select from orders.application a where a.order_id = o.id and a.source = 'levels'))::int as orders,
        (select count(*) from coupons.coupon where member_id = ${id} and template_id = ${world.couponId})::int as coupons
    `.execute(ctx.db);
    expect(rows[0]).toEqual({ used: rows[0]?.orders, orders: rows[0]?.orders, coupons: world.taken[who] });
    expect(rows[0]?.used).toBeLessThanOrEqual(FREE);
    expect(world.taken[who]).toBeLessThanOrEqual(PER_MEMBER);
  }
  expect(world.taken.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(TOTAL);
  const { rows: held } = await sql<{ orderId: string; amount: number; held: number }>`
    select a.order_id, sum(a.amount)::int as amount,
      (select coalesce(sum(c.saving), 0)::int from coupons.coupon c where c.order_id = a.order_id and c.state in ('locked', 'used')) as held
    from orders.application a join orders.placed o on o.id = a.order_id and o.state <> 'cancelled'
    where a.source = 'coupons' and o.member_id = any(${world.buyers.map(({ id }) => id)}::text[]) group by 1
  `.execute(ctx.db);
  for (const one of held) expect(one.held).toBe(one.amount);
}

/**
 * She is refused only what all that was there, less what others were given and what was taken away in the same round, would
 * not have been enough for.
 */
function justify(before: Before, round: readonly Deed[], results: readonly (string | null)[], at: number): void {
  const one = round[at];
  if (one?.do !== 'place') return;
  const sum = (of: (other: Deed, result: string | null) => number) =>
    round.reduce((total, other, n) => total + of(other, results[n] ?? null), 0);
  const result = results[at];
  if (result === 'orders.sold_out' || result === 'orders.short') {
    const gone = sum((other, done) => {
      if (other.do === 'place' && done === 'placed' && other.what === one.what) return other.pieces;
      return other.do === 'correct' && done === 'corrected' && other.what === one.what ? Math.max(0, -other.change) : 0;
    });
    expect((before.free[one.what] ?? 0) - gone).toBeLessThan(one.pieces);
  }
  if (result === 'loyalty.points_gone') {
    const gone = sum((other, done) => {
      if (other.do === 'place' && done === 'placed' && other.who === one.who) return other.points;
      return other.do === 'points' && done === 'given' && other.who === one.who ? Math.max(0, -other.change) : 0;
    });
    expect((before.points[one.who] ?? 0) - gone).toBeLessThan(one.points);
  }
  expect(['placed', ...reasons]).toContain(result);
}

const reasons = [
  'orders.sold_out',
  'orders.short',
  'orders.price_changed',
  'coupons.gone',
  'loyalty.points_gone',
  'loyalty.free_delivery_used',
];

async function yes(route: string, options: Parameters<typeof app.call>[1]): Promise<void> {
  const answer = await app.call(route, options);
  expect([route, answer.status, answer.body?.error]).toEqual([route, 200, undefined]);
}
