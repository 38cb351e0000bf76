import { describe, expect, it, vi } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { createCoupon } from '../../coupons/testing.ts';
import { signedIn } from '../../operators/testing.ts';

vi.setConfig({ testTimeout: 90_000 });

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const DAY = 86_400_000;
const everything = { kind: 'all', ids: [], exceptProductIds: [] };
const only = (...ids: string[]) => ({ ...everything, kind: 'products', ids });
const inDays = (days: number) => new Date(ctx.now().getTime() + days * DAY).toISOString();
const day = (days: number) => new Date(ctx.now().getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10);

async function promote(name: string, kind: string, values: object, [from, to] = [-1, 20]): Promise<string> {
  const body = { kind, values: { name, ...values }, startsAt: inDays(from ?? -1), endsAt: inDays(to ?? 20) };
  const made = await app.call('POST /api/admin/promotions', { cookie, body });
  expect([made.status, made.body.error]).toEqual([200, undefined]);
  return made.body.id;
}
const full = (threshold: number, off: number) => ({ tiers: [{ threshold, off }] });
const percent = (percentOff: number) => ({ tiers: [{ threshold: 0, percentOff, cap: null }] });
const list = async (query = '') => (await app.call(`GET /api/admin/promotion-overlaps${query}`, { cookie })).body;
const show = async (skuId: string, query = '') =>
  (await app.call(`GET /api/admin/promotion-overlaps/${skuId}${query}`, { cookie })).body;
const simulate = async (body: object) => (await app.call('POST /api/admin/simulations', { cookie, body })).body;

async function goods(name: string, price: number, costPrice?: number) {
  const made = await createProduct(ctx, {
    name,
    skus: [{ values: [], price, onHand: 100, ...(costPrice === undefined ? {} : { costPrice }) }],
  });
  return { id: made.id, skuId: made.skuId };
}

describe('the offers that meet on a SKU', () => {
  it('say of each two whether they add up, hold each other back or never go together', async () => {
    const tea = await goods('茶', 10_000);
    const scope = only(tea.id);
    await promote('满减甲', 'amount_off', { scope, ...full(5_000, 500) });
    await promote('满减乙', 'amount_off', { scope, ...full(5_000, 800) });
    await promote('叠加', 'amount_off', { scope, ...full(5_000, 100), stackMode: 'stack' });
    await promote('独用', 'amount_off', { scope, ...full(5_000, 300), stackMode: 'alone' });
    await promote('让位', 'amount_off', { scope, ...full(5_000, 400), stackMode: 'first' });
    await promote('另一天', 'amount_off', { scope, ...full(5_000, 900) }, [25, 26]);
    const { offers, pairs } = await show(tea.skuId);
    const how = (one: string, other: string) =>
      pairs.find((pair: { one: number; other: number }) => {
        const names = [offers[pair.one].label, offers[pair.other].label];
        return names.includes(one) && names.includes(other);
      })?.how;
    expect(offers).toHaveLength(6);
    expect(how('满减甲', '满减乙')).toBe('best');
    expect(how('满减甲', '叠加')).toBe('stack');
    expect(how('满减甲', '独用')).toBe('apart');
    expect(how('满减甲', '让位')).toBe('first');
    // They are never open at the same time.
    expect(how('满减甲', '另一天')).toBeUndefined();
  });

  it('tell the least a piece can be had for: the very price that checkout asks of that cart at that moment', async () => {
    const cup = await goods('杯', 3_000, 2_000);
    const scope = only(cup.id);
    await promote('第三件半价', 'nth_piece', { scope, nth: 3, percentOff: 50, counts: 'same', most: null });
    await promote('满百减三十', 'amount_off', { scope, ...full(10_000, 3_000) });
    await promote('后天九折', 'percent_off', { scope, ...percent(10) }, [2, 3]);
    const coupon = await createCoupon(ctx, { name: '券', discount: { kind: 'amount', amount: 500 }, threshold: 0 });
    const { deepest, warnings, cost } = await show(cup.skuId);
    expect(cost).toBe(2_000);
    const tried = await simulate({
      lines: [{ skuId: cup.skuId, quantity: deepest.quantity }],
      at: deepest.at,
      suppose: [{ source: 'coupons', offerId: coupon.id }],
    });
    expect(Math.floor(tried.quote.goods / deepest.quantity)).toBe(deepest.fen);
    for (const quantity of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const other = await simulate({
        lines: [{ skuId: cup.skuId, quantity }],
        at: deepest.at,
        suppose: [{ source: 'coupons', offerId: coupon.id }],
      });
      expect(other.quote.goods / quantity).toBeGreaterThanOrEqual(deepest.fen);
    }
    expect(deepest.fen).toBeLessThan(2_000);
    expect(warnings[0]).toBe('below_cost');
  });

  it('are asked of the days that somebody chooses', async () => {
    const pot = await goods('壶', 8_000);
    await promote('十天后', 'amount_off', { scope: only(pot.id), ...full(5_000, 2_000) }, [10, 12]);
    const labels = async (from: number, to: number) =>
      (await show(pot.skuId, `?from=${day(from)}&to=${day(to)}`)).offers.map((one: { label: string }) => one.label);
    expect(await labels(0, 5)).not.toContain('十天后');
    expect(await labels(10, 11)).toContain('十天后');
    const wrong = await show(pot.skuId, `?from=${day(5)}&to=${day(1)}`);
    expect(wrong.error.code).toBe('pricing.bad_days');
    expect((await show('sku_nothing')).error.code).toBe('pricing.sku_not_found');
  });
});

describe('the list of the whole shop', () => {
  it('puts what is given away and what is below cost first, and pages through all of it once', async () => {
    const [gone, loss, floor, safe] = await Promise.all([
      goods('白送', 1_000, 500),
      goods('亏本', 1_000, 900),
      goods('破底价', 10_000, 100),
      goods('安全', 10_000, 100),
    ]);
    await promote('全免', 'percent_off', { scope: only(gone.id), ...percent(99) });
    await promote('再减', 'amount_off', { scope: only(gone.id), ...full(0, 100), stackMode: 'stack' });
    await promote('八折', 'percent_off', { scope: only(loss.id), ...percent(20) });
    await promote('底价九千', 'amount_off', { scope: only(floor.id), ...full(0, 500), stackFloor: 9_000 });
    await promote('再减两千', 'amount_off', { scope: only(floor.id), ...full(0, 2_000), stackMode: 'stack' });
    await promote('小减', 'amount_off', { scope: only(safe.id), ...full(0, 100) });
    const first = await list('?limit=2');
    const seen: { skuId: string; warnings: readonly string[] }[] = [...first.items];
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await list(`?limit=2&cursor=${cursor}`);
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(first.total);
    expect(new Set(seen.map(({ skuId }) => skuId)).size).toBe(seen.length);
    const placeOf = ({ skuId }: { skuId: string }) => seen.findIndex((one) => one.skuId === skuId);
    expect(seen[placeOf(gone)]?.warnings).toContain('for_nothing');
    expect(seen[placeOf(loss)]?.warnings).toContain('below_cost');
    expect(seen[placeOf(floor)]?.warnings).toContain('below_floor');
    const order = [gone, loss, floor, safe].map(placeOf);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const losses = await list('?warning=below_cost');
    expect(losses.items.map((one: { skuId: string }) => one.skuId)).toContain(loss.skuId);
    expect(losses.items.every((one: { warnings: string[] }) => one.warnings.includes('below_cost'))).toBe(true);
    expect((await list(`?q=${encodeURIComponent('破底价')}`)).items.map((one: { skuId: string }) => one.skuId)).toEqual(
      [floor.skuId],
    );
  });
});

describe('the calendar', () => {
  it('shows what runs on these days with its state, one that was ended by hand until then', async () => {
    const thing = await goods('历', 5_000);
    const scope = only(thing.id);
    await promote('日历进行', 'amount_off', { scope, ...full(0, 100) }, [-3, 3]);
    await promote('日历将来', 'amount_off', { scope, ...full(0, 100) }, [5, 6]);
    await promote('日历别月', 'amount_off', { scope, ...full(0, 100) }, [60, 61]);
    const ended = await promote('日历已停', 'amount_off', { scope, ...full(0, 100) }, [-3, 9]);
    await app.call(`PUT /api/admin/promotions/${ended}/state`, { cookie, body: { state: 'ended' } });
    const fixed = { kind: 'between', from: inDays(1), to: inDays(2) } as const;
    await createCoupon(ctx, { name: '日历券', validity: fixed });
    const asked = `?from=${day(-7)}&to=${day(14)}`;
    const { body } = await app.call(`GET /api/admin/marketing-calendar${asked}`, { cookie });
    const found = new Map(
      body.items.map((one: { label: string; state: string; endsAt: string }) => [one.label, one] as const),
    );
    expect(found.get('日历进行')).toMatchObject({ state: 'running', kind: 'promotion' });
    expect(found.get('日历将来')).toMatchObject({ state: 'scheduled' });
    expect(found.get('日历已停')).toMatchObject({ state: 'ended' });
    expect(found.get('日历券')).toMatchObject({ state: 'scheduled', kind: 'coupon', endsAt: fixed.to });
    expect(found.has('日历别月')).toBe(false);
    expect((await app.call('GET /api/admin/marketing-calendar?from=2026-01-01&to=2028-01-01', { cookie })).status).toBe(
      400,
    );
  });
});
