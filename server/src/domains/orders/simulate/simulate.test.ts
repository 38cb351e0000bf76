import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { createCoupon, giveCoupon } from '../../coupons/testing.ts';
import { turnPointsOn } from '../../loyalty/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { createBuyer, type TestBuyer } from '../testing.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const DAY = 86_400_000;
const everything = { kind: 'all', ids: [], exceptProductIds: [] };
const inDays = (days: number) => new Date(ctx.now().getTime() + days * DAY).toISOString();

async function promote(name: string, kind: string, values: object, window = [inDays(-1), inDays(30)]) {
  const [startsAt, endsAt] = window;
  const body = { kind, values: { name, scope: everything, ...values }, startsAt, endsAt };
  const made = await app.call('POST /api/admin/promotions', { cookie, body });
  expect([made.status, made.body.error]).toEqual([200, undefined]);
  return made.body.id as string;
}
const simulate = async (body: object) => app.call('POST /api/admin/simulations', { cookie, body });

let goods: readonly { readonly skuId: string; readonly id: string }[] = [];
let her: TestBuyer;
let coupons: readonly string[] = [];
let template = '';
let full = '';
let later = '';

beforeAll(async () => {
  await turnPointsOn(ctx, { spend: true });
  goods = await Promise.all([
    createProduct(ctx, { name: '茶', price: 5_000, memberPrice: 4_500, stock: 900 }),
    createProduct(ctx, { name: '杯', price: 3_333, stock: 900 }),
    createProduct(ctx, { name: '壶', price: 19_900, stock: 3 }),
  ]);
  full = await promote('满80减10', 'amount_off', { tiers: [{ threshold: 8_000, off: 1_000 }] });
  await promote('第二件半价', 'nth_piece', {
    ...{ scope: { ...everything, kind: 'products', ids: [goods[1]?.id] }, funder: 'supplier' },
    ...{ nth: 2, percentOff: 50, counts: 'same', most: null },
  });
  const terms = { tiers: [{ threshold: 0, percentOff: 50, cap: null }], stackMode: 'alone', stackCoupons: 'without' };
  later = await promote('下周半价', 'percent_off', terms, [inDays(7), inDays(9)]);
  her = await createBuyer(ctx);
  const given = [
    await createCoupon(ctx, { channel: 'grant', perMember: 9 }),
    await createCoupon(ctx, { name: '九折', discount: { kind: 'percent', percentOff: 10, cap: 900 }, threshold: 0 }),
  ];
  coupons = [await giveCoupon(ctx, her, given[0]?.id ?? ''), await giveCoupon(ctx, her, given[1]?.id ?? '')];
  template = (await createCoupon(ctx, { name: '立减80', discount: { kind: 'amount', amount: 8_000 }, threshold: 0 }))
    .id;
  const body = { reason: '补偿', points: 800 };
  await app.call(`POST /api/admin/members/${her.id}/points`, { cookie, headers: { 'idempotency-key': 'pts-1' }, body });
});

describe('a simulation', () => {
  it('is the price that the shop tells her and checkout takes, whatever is in the cart and whatever she spends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ at: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }) }), {
          minLength: 1,
          selector: ({ at }) => at,
        }),
        fc.constantFrom<'best' | 'none' | 0 | 1>('best', 'none', 0, 1),
        fc.constantFrom(0, 100, 5_000),
        async (cart, spends, points) => {
          const lines = cart.map(({ at, quantity }) => ({ skuId: goods[at]?.skuId ?? '', quantity }));
          const ref = typeof spends === 'number' ? [{ source: 'coupons', offerId: coupons[spends] ?? '' }] : [];
          const body = { lines, points, ...(spends === 'best' ? {} : { offers: ref }) };
          const told = await app.call('POST /api/shop/quote', { token: her.token, body });
          const tried = await simulate({ ...body, memberId: her.id });
          expect([told.status, tried.status]).toEqual([200, 200]);
          const { quote } = tried.body;
          expect(quote.payable).toBe(told.body.payable);
          expect(quote.shippingFee).toBe(told.body.shippingFee);
          expect(quote.chosen).toEqual(told.body.chosen);
          expect(quote.lines.map((one: { payable: number }) => one.payable)).toEqual(
            told.body.lines.map((one: { payable: number }) => one.payable),
          );
          addsUp(quote);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('names each rule in its layer, with base, sum and who bears it, and every unit of a line', async () => {
    const lines = [
      { skuId: goods[0]?.skuId, quantity: 1 },
      { skuId: goods[1]?.skuId, quantity: 2 },
    ];
    const { body } = await simulate({ lines });
    expect(body).toMatchObject({ member: null, to: null, without: null, goods: [{ name: '茶' }, { name: '杯' }] });
    const { quote } = body;
    expect(quote.steps.map((step: { layer: string }) => step.layer)).toEqual(['unit', 'line', 'order']);
    expect(quote.steps[1]).toMatchObject({
      label: { zh: '第二件半价' },
      funder: 'supplier',
      amount: 1_667,
      on: [{ skuId: goods[1]?.skuId, pieces: 1, looksAt: 'current', base: 3_333, amount: 1_667 }],
    });
    expect(quote.lines[1].units).toHaveLength(2);
    addsUp(quote);
  });

  it('says why a rule is not used and what is missing', async () => {
    const { body } = await simulate({ lines: [{ skuId: goods[0]?.skuId, quantity: 1 }] });
    const short = body.quote.rejected.find((one: { offerId: string }) => one.offerId === full);
    expect(short).toMatchObject({
      reason: 'below_threshold',
      missing: { fen: 3_500 },
      text: { zh: '还差 ¥35', en: 'Short of ¥35' },
    });
    expect(body.quote.bounded).toBe(false);
  });

  it('is of the moment that is asked for: rules that are not open yet then are', async () => {
    const lines = [{ skuId: goods[1]?.skuId, quantity: 1 }];
    const now = await simulate({ lines });
    expect(now.body.quote.steps).toEqual([]);
    const { startsAt, endsAt } = (await app.call(`GET /api/admin/promotions/${later}`, { cookie })).body;
    const then = await simulate({ lines, at: startsAt });
    expect(then.body.quote.steps).toMatchObject([{ offerId: later, layer: 'order', supposed: false }]);
    expect(then.body.at).toBe(startsAt);
    // half-open: at its end it is over
    expect((await simulate({ lines, at: endsAt })).body.quote.steps).toEqual([]);
  });

  it('shows what a rule would change before it is live, and what a draft would in place of the kept one', async () => {
    const lines = [{ skuId: goods[1]?.skuId, quantity: 1 }];
    const { body } = await simulate({ lines, suppose: [{ source: 'promotions', offerId: later }] });
    expect(body.quote.steps).toMatchObject([{ offerId: later, supposed: true }]);
    expect(body.without.steps).toEqual([]);
    expect(body.without.payable - body.quote.payable).toBe(1_667 - (body.without.shippingFee - body.quote.shippingFee));

    const values = { name: '满30减25', scope: everything, tiers: [{ threshold: 3_000, off: 2_500 }] };
    const draft = { id: full, kind: 'amount_off', values };
    const drafted = await simulate({ lines, draft });
    expect(drafted.body.quote.steps).toMatchObject([
      { offerId: full, supposed: true, label: { zh: '满30减25' }, amount: 2_500 },
    ]);
    const unkept = await simulate({ lines, draft: { kind: 'amount_off', values } });
    expect(unkept.body.quote.steps).toMatchObject([{ offerId: 'draft', supposed: true, amount: 2_500 }]);
    const wrong = await simulate({ lines, draft: { kind: 'amount_off', values: { ...values, tiers: [] } } });
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 'platform.bad_form']);
  });

  it('gives her a coupon that she does not have, and lets it be chosen', async () => {
    const lines = [{ skuId: goods[2]?.skuId, quantity: 1 }];
    const held = { source: 'coupons', offerId: template };
    const best = await simulate({ lines, suppose: [held] });
    expect(best.body.quote.chosen).toEqual([held]);
    expect(best.body.without.payable - best.body.quote.payable).toBe(8_000);
    const chosen = await simulate({ lines, memberId: her.id, offers: [held], suppose: [held] });
    expect(chosen.body.quote.chosen).toEqual([held]);
    expect(chosen.body.without.chosen).toEqual([]);
    const own = { source: 'coupons', offerId: coupons[0] };
    const hers = await simulate({ lines, memberId: her.id, offers: [own] });
    expect(hers.body.quote.rejected).toContainEqual(
      expect.objectContaining({ offerId: coupons[1], automatic: false, reason: 'not_chosen' }),
    );
    expect((await simulate({ lines, offers: [own] })).body.error.code).toBe('coupons.gone');
  });

  it('takes somebody to have a level, before any member has it', async () => {
    const terms = { discount: 9, pointTimes: 1, freeShipping: 1, gift: null, birthdayGift: null, service: null };
    const body = { name: '金卡', growth: 500, ...terms };
    const { id } = (await app.call('POST /api/admin/levels?apply=silent', { cookie, body })).body;
    const tried = await simulate({
      lines: [{ skuId: goods[2]?.skuId, quantity: 1 }],
      as: [{ source: 'levels', offerId: id }],
    });
    expect(tried.body.quote.steps[0]).toMatchObject({
      source: 'levels',
      layer: 'unit',
      amount: 1_990,
      supposed: false,
    });
    expect(tried.body.without).toBeNull();
    const unknown = { source: 'levels', offerId: 'lvl_nobody' };
    expect((await simulate({ lines: [{ skuId: goods[2]?.skuId, quantity: 1 }], as: [unknown] })).status).toBe(404);
  });

  it('charges freight by where it goes, and says what is not sent there', async () => {
    const row = { regions: [], first: 1, firstFee: 1_200, more: 1, moreFee: 300, freeFrom: null };
    const made = await app.call('POST /api/admin/freight-templates', {
      cookie,
      body: {
        name: '冷链',
        by: 'piece',
        areas: [{ ...row, regions: ['浙江省'], firstFee: 500 }, row],
        excluded: ['西藏自治区'],
      },
    });
    const ice = await createProduct(ctx, { name: '冰', price: 1_000, freightTemplateId: made.body.id });
    const to = async (region?: string) =>
      (await simulate({ lines: [{ skuId: ice.skuId, quantity: 2 }], ...(region ? { region } : {}) })).body;
    expect(await to('浙江省/杭州市')).toMatchObject({
      to: '浙江省杭州市',
      undeliverable: [],
      quote: { shippingFee: 800 },
    });
    expect(await to('北京市')).toMatchObject({ quote: { shippingFee: 1_500 } });
    expect(await to('西藏自治区')).toMatchObject({ undeliverable: [ice.skuId] });
    expect((await to('火星')).error.code).toBe('orders.no_such_region');
  });

  it('writes nothing, reserves nothing and claims nothing', async () => {
    const held = [{ source: 'coupons', offerId: template }];
    const before = await everythingKept();
    await simulate({ lines: [{ skuId: goods[2]?.skuId, quantity: 3 }], memberId: her.id, points: 500, suppose: held });
    expect(await everythingKept()).toEqual(before);
  });

  it('refuses what checkout refuses, and whom nobody knows', async () => {
    const lines = [{ skuId: 'sku_nothing', quantity: 1 }];
    expect((await simulate({ lines })).body.error.code).toBe('orders.off_sale');
    const of = { lines: [{ skuId: goods[0]?.skuId, quantity: 1 }] };
    expect((await simulate({ ...of, memberId: 'mem_nobody' })).body.error.code).toBe('orders.member_not_found');
    const odd = [{ source: 'constructor', offerId: 'x' }];
    expect((await simulate({ ...of, suppose: odd })).body.error.code).toBe('orders.no_such_offer');
    expect((await simulate({ ...of, suppose: [{ source: 'promotions', offerId: 'x' }] })).status).toBe(404);
    expect((await app.call('POST /api/admin/simulations', { body: of })).status).toBe(401);
  });
});

type Quote = {
  readonly list: number;
  readonly goods: number;
  readonly shippingFee: number;
  readonly payable: number;
  readonly lines: readonly { payable: number; quantity: number; units: { count: number; fen: number }[] }[];
  readonly steps: readonly { layer: string; amount: number; on: { amount: number }[] }[];
};

function addsUp({ list, goods: left, shippingFee, payable, lines, steps }: Quote): void {
  const sum = (some: readonly { amount: number }[]) => some.reduce((total, { amount }) => total + amount, 0);
  const ships = steps.filter(({ layer }) => layer === 'shipping');
  const takes = steps.filter(({ layer }) => layer !== 'shipping');
  expect(list - sum(takes)).toBe(left);
  expect(left + shippingFee - sum(ships)).toBe(payable);
  expect(lines.reduce((total, line) => total + line.payable, 0)).toBe(left);
  for (const step of steps) expect(sum(step.on)).toBe(step.amount);
  for (const { payable: ofLine, quantity, units } of lines) {
    expect(units.reduce((total, { count, fen }) => total + count * fen, 0)).toBe(ofLine);
    expect(units.reduce((total, { count }) => total + count, 0)).toBe(quantity);
  }
}

async function everythingKept(): Promise<unknown> {
  const { rows } = await sql`
    select (select jsonb_agg(k order by k.sku_id) from catalog.stock k) as stock,
      (select jsonb_agg(c order by c.id) from coupons.coupon c) as coupons,
      (select count(*) from orders.placed) as orders, (select count(*) from orders.application) as applications,
      (select jsonb_agg(l order by l.id) from loyalty.lot l) as lots, (select count(*) from loyalty.quota) as quotas,
      (select count(*) from operators.audit_entry) as audit, (select count(*) from platform.event) as facts
  `.execute(ctx.db);
  return rows[0];
}
