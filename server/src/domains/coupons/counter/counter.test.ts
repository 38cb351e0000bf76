import { isCouponCode } from '@huoshui/contracts/pickup-code';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { createStore } from '../../stores/testing.ts';
import { couponBook } from '../coupon-book.ts';
import { couponSource } from '../coupon-source.ts';
import { announceCancelled, budgetRow, couponRow, createCoupon, giveCoupon, tally } from '../testing.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 60_000 });

let cookie = '';
let here = { id: '', name: '' };
let there = { id: '', name: '' };
beforeAll(async () => {
  ({ cookie } = await signedIn(ctx));
  here = await createStore(ctx);
  there = await createStore(ctx, { name: '静安店' });
});

async function held(facts: Parameters<typeof createCoupon>[1] = {}, budgetId?: string) {
  const template = await createCoupon(ctx, facts);
  const her = await createMember(ctx);
  const couponId = await giveCoupon(ctx, her, template.id, budgetId);
  return { her, template, couponId };
}
const show = async (token: string, couponId: string) =>
  app.call(`POST /api/shop/coupons/${couponId}/counter-code`, { token });
const codeFor = async ({ her, couponId }: Awaited<ReturnType<typeof held>>): Promise<string> =>
  (await show(her.token, couponId)).body.code;

let keys = 0;
async function verify(code: string, bill = 5_000, { store = here, at = '', key = '', by = cookie } = {}) {
  keys += 1;
  return app.call('POST /api/admin/coupon-verifications', {
    cookie: by,
    headers: { 'idempotency-key': key || `verify-key-${keys}` },
    body: { code, storeId: store.id, bill, ...(at ? { at } : {}) },
  });
}
const undo = async (id: string, by = cookie) =>
  app.call(`POST /api/admin/coupon-verifications/${id}/undoing`, { cookie: by, body: { reason: '收银按错了' } });
const lookUp = async (code: string, query = '') =>
  app.call(`GET /api/admin/coupon-verifications/by-code/${encodeURIComponent(code)}?storeId=${here.id}${query}`, {
    cookie,
  });
const codeOf = ({ body }: { readonly body: { readonly error?: { readonly code: string } } }) => body.error?.code;

describe('a coupon that is shown at a counter', () => {
  it('has a code for ten minutes that its owner alone is shown, the same one while it is fresh', async () => {
    const one = await held();
    const { body } = await show(one.her.token, one.couponId);
    expect(body).toMatchObject({ name: '满39减10', state: 'available', refusal: null, used: null });
    expect(isCouponCode(body.code)).toBe(true);
    expect(Date.parse(body.goodUntil) - ctx.now().getTime()).toBeGreaterThan(9 * MINUTE);
    expect(await codeFor(one)).toBe(body.code);
    const stranger = await createMember(ctx);
    expect(codeOf(await show(stranger.token, one.couponId))).toBe('coupons.not_found');
    expect(codeOf(await show(one.her.token, 'cpn_none'))).toBe('coupons.not_found');
    const spaced = `${body.code.slice(0, 4)} ${body.code.slice(4)}`;
    expect((await lookUp(spaced, '&bill=5000')).body).toMatchObject({ name: '满39减10', given: 1_000, refusal: null });
    const swapped = `${body.code.slice(0, 11)}${(Number(body.code.at(-1)) + 1) % 10}`;
    expect(codeOf(await lookUp(swapped))).toBe('coupons.counter_mistyped');
  });

  it('is used once, on a bill, and stands in the wallet, the figures, the budget and the list', async () => {
    const budget = (await app.call('POST /api/admin/budgets', { cookie, body: { name: '到店', limit: 100_000 } })).body
      .id;
    const one = await held({}, budget);
    const code = await codeFor(one);
    const used = await verify(code, 5_000, { key: 'one-and-the-same' });
    expect(used.body).toMatchObject({ bill: 5_000, given: 1_000, storeName: '徐汇店', by: '小李', state: 'used' });
    expect((await verify(code, 5_000, { key: 'one-and-the-same' })).body).toEqual(used.body);
    expect(codeOf(await verify(code))).toBe('coupons.counter_used');
    expect((await verify(code, 5_000, { store: there })).body.error.message).toContain('徐汇店');
    expect((await show(one.her.token, one.couponId)).body).toMatchObject({
      state: 'used',
      code: null,
      used: { store: '徐汇店', given: 1_000 },
    });
    const wallet = (await app.call('GET /api/shop/coupons?state=used', { token: one.her.token })).body.items;
    expect(wallet).toMatchObject([{ id: one.couponId, orderId: null, state: 'used' }]);
    expect(await tally(ctx, one.template.id)).toMatchObject({ used: 1, cost: 1_000, gmv: 4_000, usedRows: 1 });
    expect(await budgetRow(ctx, budget)).toMatchObject({ spent: 1_000, bound: 1_000 });
    const list = await app.call(`GET /api/admin/coupon-verifications?storeId=${here.id}&state=used`, { cookie });
    expect(list.body.items[0]).toMatchObject({ id: used.body.id, memberId: one.her.id });
    expect(list.body.sums.given).toBe(
      list.body.items.reduce((sum: number, { given }: { given: number }) => sum + given, 0),
    );
    expect(await couponBook.compare(ctx)).toEqual([]);
  });

  it('is used by one of many counters that scan it in the same moment, and by no order beside', async () => {
    for (let round = 0; round < 6; round += 1) {
      const one = await held();
      const code = await codeFor(one);
      const order = { orderId: newId('ord'), person: one.her };
      const claim = { ...order, offerId: one.couponId, memberId: one.her.id, personNo: one.her.personNo };
      const ordered = inTransaction(ctx, async (ctx) =>
        couponSource.claim?.(ctx, [{ ...claim, saving: 1_000, pieces: [] }]),
      );
      const answers = await Promise.all(
        Array.from({ length: 8 }, async (_, at) => verify(code, 5_000, { store: at % 2 === 0 ? here : there })),
      );
      const [claimed] = (await ordered) ?? [];
      const won = answers.filter(({ status }) => status === 200).length + (claimed?.outcome === 'claimed' ? 1 : 0);
      expect([won, answers.map(codeOf)]).toEqual([1, expect.anything()]);
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from coupons.verification where coupon_id = ${one.couponId}
      `.execute(ctx.db);
      expect(rows[0]?.count).toBe(claimed?.outcome === 'claimed' ? 0 : 1);
      for (const answer of answers.filter(({ status }) => status !== 200))
        expect(['coupons.counter_used', 'coupons.counter_frozen']).toContain(codeOf(answer));
    }
    expect(await couponBook.compare(ctx)).toEqual([]);
  });

  it('is refused in clear words: void, expired, held by an order, too early, too small a bill, not for counters', async () => {
    const refusal = async (one: Awaited<ReturnType<typeof held>>, code: string, bill = 5_000) => {
      const seen = (await lookUp(code, `&bill=${bill}`)).body.refusal;
      const answer = await verify(code, bill);
      expect(seen?.code).toBe(codeOf(answer));
      expect(await couponRow(ctx, one.couponId)).not.toMatchObject({ state: 'used' });
      return codeOf(answer);
    };
    const small = await held();
    expect(await refusal(small, await codeFor(small), 3_899)).toBe('coupons.counter_threshold');

    const voided = await held();
    const voidedCode = await codeFor(voided);
    await app.call(`POST /api/admin/coupons/${voided.template.id}/voiding`, { cookie, body: { reason: '填错了' } });
    expect(await refusal(voided, voidedCode)).toBe('coupons.counter_voided');
    expect((await show(voided.her.token, voided.couponId)).body).toMatchObject({
      code: null,
      refusal: { zh: '这张券已作废' },
    });

    const frozen = await held();
    const frozenCode = await codeFor(frozen);
    const order = { orderId: newId('ord'), person: frozen.her };
    const claim = { ...order, offerId: frozen.couponId, memberId: frozen.her.id, personNo: frozen.her.personNo };
    await inTransaction(ctx, async (ctx) => couponSource.claim?.(ctx, [{ ...claim, saving: 1_000, pieces: [] }]));
    expect(await refusal(frozen, frozenCode)).toBe('coupons.counter_frozen');
    await announceCancelled(ctx, order);
    await app.settle();
    expect((await verify(frozenCode)).status).toBe(200);

    const shipping = await held({ discount: { kind: 'free_shipping' }, threshold: 0 });
    expect((await show(shipping.her.token, shipping.couponId)).body.code).toBeNull();

    const [from, to] = [DAY, 2 * DAY].map((ms) => new Date(ctx.now().getTime() + ms).toISOString());
    const early = await held({ validity: { kind: 'between', from: from ?? '', to: to ?? '' } });
    expect((await show(early.her.token, early.couponId)).body.refusal.zh).toContain('起可用');

    const over = await held();
    const overCode = await codeFor(over);
    await sql`update coupons.coupon set valid_to = ${ctx.now()} where id = ${over.couponId}`.execute(ctx.db);
    expect(await refusal(over, overCode)).toBe('coupons.counter_expired');
  });

  it('takes off a share with its cap, and never more than the bill', async () => {
    const percent = await held({ discount: { kind: 'percent', percentOff: 15, cap: 700 }, threshold: 0 });
    const code = await codeFor(percent);
    expect((await lookUp(code, '&bill=3333')).body.given).toBe(499);
    expect((await verify(code, 9_999)).body.given).toBe(700);
    const all = await held({ threshold: 0 });
    expect((await verify(await codeFor(all), 800)).body).toMatchObject({ bill: 800, given: 800 });
    const piece = { kind: 'exchange', skuId: 'sku_x', price: 0, cap: null, worth: 1_500 } as const;
    const exchange = await held({ discount: piece, threshold: 0 });
    expect((await verify(await codeFor(exchange), 2_000)).body.given).toBe(1_500);
  });
});

describe('a counter that is off the network', () => {
  it('used what was good then, though it has expired since: the store is not left with it', async () => {
    const budget = (await app.call('POST /api/admin/budgets', { cookie, body: { name: '断网', limit: 100_000 } })).body
      .id;
    const one = await held({}, budget);
    const code = await codeFor(one);
    const at = new Date(ctx.now().getTime() + 2 * MINUTE).toISOString();
    const end = new Date(ctx.now().getTime() + 3 * MINUTE);
    await sql`update coupons.coupon set valid_to = ${end} where id = ${one.couponId}`.execute(ctx.db);
    await app.advance(60 * MINUTE, 30 * MINUTE);
    expect(await couponRow(ctx, one.couponId)).toMatchObject({ state: 'expired' });
    expect(await budgetRow(ctx, budget)).toMatchObject({ spent: 0, bound: 0 });
    expect(codeOf(await verify(code))).toBe('coupons.counter_expired');
    expect((await verify(code, 5_000, { at })).body).toMatchObject({ state: 'used', given: 1_000, at });
    expect(await budgetRow(ctx, budget)).toMatchObject({ spent: 1_000, bound: 1_000 });
    expect(await tally(ctx, one.template.id)).toMatchObject({ used: 1, cost: 1_000, usedRows: 1 });
    expect(await couponBook.compare(ctx)).toEqual([]);
  });

  it('tells later when it was: the code had to be good then, and is too old for a counter that scans it now', async () => {
    const one = await held();
    const code = await codeFor(one);
    const at = new Date(ctx.now().getTime() + 5 * MINUTE).toISOString();
    await app.advance(120 * MINUTE, 60 * MINUTE);
    expect(codeOf(await lookUp(code))).toBeUndefined();
    expect((await lookUp(code)).body.refusal.code).toBe('coupons.counter_code_old');
    expect(codeOf(await verify(code))).toBe('coupons.counter_code_old');
    const kept = await verify(code, 5_000, { at });
    expect([kept.status, kept.body.at]).toEqual([200, at]);
    const other = await held();
    const late = await codeFor(other);
    const future = new Date(ctx.now().getTime() + DAY).toISOString();
    expect(Date.parse((await verify(late, 5_000, { at: future })).body.at)).toBeLessThanOrEqual(ctx.now().getTime());
  });
});

describe('a use that was wrong', () => {
  it('is undone within a day, once, with its reason: the coupon is hers again and the figures go back', async () => {
    const one = await held();
    const { id } = (await verify(await codeFor(one))).body;
    const answers = await Promise.all(Array.from({ length: 6 }, async () => undo(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
      state: 'undone',
      reason: '收银按错了',
      undoneBy: '小李',
      undoableUntil: null,
    });
    expect(await couponRow(ctx, one.couponId)).toMatchObject({ state: 'available', saving: null });
    expect(await tally(ctx, one.template.id)).toMatchObject({ used: 0, cost: 0, gmv: 0 });
    expect(await couponBook.compare(ctx)).toEqual([]);
    const again = await verify(await codeFor(one), 6_000);
    expect(again.status).toBe(200);
    await sql`
      update coupons.verification set made_at = made_at - interval '25 hours' where id = ${again.body.id}
    `.execute(ctx.db);
    expect(codeOf(await undo(again.body.id))).toBe('coupons.verification_late');
    expect(codeOf(await undo('cvf_none'))).toBe('coupons.verification_not_found');
    const log = await app.call(`GET /api/admin/audit?entityId=${id}`, { cookie });
    expect(log.body.items.map(({ summary }: { summary: { zh: string } }) => summary.zh)).toEqual([
      expect.stringContaining('撤销券核销：徐汇店'),
      expect.stringContaining('账单 ¥50'),
    ]);
  });
});

it('an account of another store neither uses, sees nor undoes it', async () => {
  const one = await held();
  const code = await codeFor(one);
  const clerk = await signedIn(ctx, 'operator', '静安店员', [there.id]);
  expect(codeOf(await verify(code, 5_000, { by: clerk.cookie }))).toBe('coupons.counter_store');
  const { id } = (await verify(code)).body;
  expect(codeOf(await undo(id, clerk.cookie))).toBe('coupons.verification_not_found');
  const list = await app.call('GET /api/admin/coupon-verifications', { cookie: clerk.cookie });
  expect(list.body.items.every(({ storeId }: { storeId: string }) => storeId === there.id)).toBe(true);
  expect(list.body.sums.count).toBe(list.body.items.filter(({ state }: { state: string }) => state === 'used').length);
});
