import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { turnPointsOn } from '../../loyalty/testing.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { orderPaid } from '../../orders/events.ts';
import { announceRefunded, budgetRow, createCoupon, tally } from '../testing.ts';
import { meets } from './on-payments.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(app.ctx));
});

const post = async (route: string, body: unknown) => app.call(`POST /api/admin/${route}`, { cookie, body });
const rule = async (values: object) => {
  const base = { name: '支付有礼', categories: [], from: 0, to: null, budget: null, onRefund: 'take_back' };
  return (await post('payment-rules', { ...base, ...values })).body;
};
const end = async (id: string) =>
  app.call(`PUT /api/admin/payment-rules/${id}/state`, { cookie, body: { ended: true } });
/** Told as often as WeChat likes to tell it. */
async function paid(member: TestMember, amount: number, skuId: string | null = null, times = 1): Promise<string> {
  const orderId = newId('ord');
  const line = { lineId: 'l', productId: null, skuId, categoryId: null, name: '货', quantity: 1, payable: amount };
  const about = { orderId, number: orderId, memberId: member.id, amount, source: 'shop' };
  for (let n = 0; n < times; n += 1)
    await inTransaction(app.ctx, async (ctx) =>
      ctx.emit(orderPaid, {
        personNo: member.personNo,
        payload: { ...about, first: true, lines: [line], offers: [] },
      }),
    );
  await app.settle();
  return orderId;
}
const gifts = async (member: TestMember, orderId: string) =>
  (await app.call(`GET /api/shop/payment-gifts?orderId=${orderId}`, { token: member.token })).body.items;

describe('bands of order value', () => {
  it('that meet give once between them, whatever an order comes to', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 6 }), fc.nat(120_000), (cuts, amount) => {
        const edges = [0, ...cuts.filter((cut) => cut > 0).sort((a, b) => a - b)];
        const bands = edges.map((fromFen, at) => ({ categoryIds: [], fromFen, toFen: edges[at + 1] ?? null }));
        expect(bands.filter((band) => meets(band, amount, new Set())).length).toBe(1);
      }),
    );
  });
});

describe('a paid order', () => {
  it('brings what its goods and its sum bring, once however often it is told, and its owner alone sees it', async () => {
    const { skuId, categoryId } = await createProduct(app.ctx, { price: 5_000, stock: 10 });
    const template = await createCoupon(app.ctx, { channel: 'grant', perMember: 99, name: '蔬菜券' });
    const other = await createCoupon(app.ctx, { channel: 'grant', perMember: 99, name: '大单券' });
    const small = await rule({ categories: [categoryId], to: 10_000, benefit: `coupon:${template.id}` });
    const big = await rule({ from: 10_000, benefit: `coupon:${other.id}` });
    expect(small.sentence.zh).toContain('0 至 100 元');
    const [her, stranger] = [await createMember(app.ctx), await createMember(app.ctx)];
    const orderId = await paid(her, 9_999, skuId, 3);
    expect(await gifts(her, orderId)).toMatchObject([{ label: '蔬菜券', kind: 'coupon' }]);
    expect(await gifts(stranger, orderId)).toEqual([]);
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 1, rows: 1 });
    // The sum of the second band; and goods of no such category, below it.
    expect(await gifts(her, await paid(her, 10_000, skuId))).toMatchObject([{ label: '大单券' }]);
    expect(await gifts(her, await paid(her, 9_999))).toEqual([]);
    const { items } = (await app.call('GET /api/admin/payment-rules', { cookie })).body;
    expect(items.map(({ given }: { given: number }) => given)).toEqual([1, 1]);
    await end(small.id);
    await end(big.id);
    expect(await gifts(her, await paid(her, 10_000, skuId))).toEqual([]);
  });

  it('that is given back whole takes its gift along, or leaves it, as the rule says; an ended rule too', async () => {
    const [taken, kept] = [
      await createCoupon(app.ctx, { channel: 'grant', perMember: 99, name: '收回' }),
      await createCoupon(app.ctx, { channel: 'grant', perMember: 99, name: '保留' }),
    ];
    const budget = (await post('budgets', { name: '支付', limit: 1_000 })).body.id;
    const rules = [
      await rule({ benefit: `coupon:${taken.id}`, budget }),
      await rule({ benefit: `coupon:${kept.id}`, onRefund: 'keep' }),
    ];
    const her = await createMember(app.ctx);
    const orderId = await paid(her, 5_000);
    expect(await gifts(her, orderId)).toHaveLength(2);
    expect(await budgetRow(app.ctx, budget)).toMatchObject({ committed: 1_000 });
    for (const { id } of rules) await end(id);
    const order = { orderId, person: { id: her.id, personNo: her.personNo }, amount: 5_000 };
    await announceRefunded(app.ctx, { ...order, whole: false });
    await app.settle();
    expect(await gifts(her, orderId)).toHaveLength(2);
    await announceRefunded(app.ctx, { ...order, whole: true });
    await app.settle();
    expect(await gifts(her, orderId)).toMatchObject([{ label: '保留' }]);
    expect(await budgetRow(app.ctx, budget)).toMatchObject({ committed: 0, bound: 0 });
  });

  it('brings points too, and what is left of them goes with the order', async () => {
    const points = await rule({ benefit: 'points:50' });
    expect(points.error.details.problems[0].at).toBe('benefit');
    await turnPointsOn(app.ctx);
    const { id } = await rule({ benefit: 'points:50' });
    const her = await createMember(app.ctx);
    const balance = async () => (await app.call('GET /api/shop/points', { token: her.token })).body.usable;
    const orderId = await paid(her, 100);
    expect(await gifts(her, orderId)).toMatchObject([{ kind: 'points', label: '50 积分' }]);
    expect(await balance()).toBe(50);
    await announceRefunded(app.ctx, {
      orderId,
      person: { id: her.id, personNo: her.personNo },
      amount: 100,
      whole: true,
    });
    await app.settle();
    expect(await balance()).toBe(0);
    await end(id);
  });
});
