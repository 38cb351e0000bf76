import { checkDigit, isLotCode } from '@huoshui/contracts/pickup-code';
import { describe, expect, it } from 'vitest';
import { addDays, DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { createProduct } from '../testing.ts';

const app = await testApp({ env: { REQUESTS_PER_MINUTE: '5000' } });
const { cookie } = await signedIn(app.ctx);
const { id: product } = await createProduct(app.ctx, { name: '红颜草莓' });
let made = 0;
const nextNumber = () => {
  made += 1;
  return `L${made}`;
};
const today = () => shanghaiDay(app.ctx.now());

const lotOf = async (values: Readonly<Record<string, unknown>> = {}) =>
  app.call('POST /api/admin/lots', {
    cookie,
    body: { product, number: nextNumber(), day: 'picked', madeOn: today(), reports: [], ...values },
  });
const trace = async (code: string) => app.call(`GET /api/shop/traces/${encodeURIComponent(code)}`);

describe('the page of a lot', () => {
  it('tells anybody who has its code where the goods come from, however she types it', async () => {
    const { body: lot } = await lotOf({
      number: '20261129-A',
      shelfDays: 5,
      origin: '辽宁丹东',
      producer: '马家店合作社',
      note: '农残 12 项未检出',
      reports: ['/files/report.webp'],
    });
    expect(isLotCode(lot.code)).toBe(true);
    expect(lot.address).toBe(`${app.config.publicUrl}/t/${lot.code}`);
    const shown = {
      state: 'good',
      product: { id: product, name: '红颜草莓', shown: true },
      number: '20261129-A',
      day: 'picked',
      madeOn: today(),
      goodUntil: addDays(today(), 5),
      origin: '辽宁丹东',
      producer: '马家店合作社',
      note: '农残 12 项未检出',
      reports: ['/files/report.webp'],
      recall: null,
    };
    expect((await trace(lot.code)).body).toMatchObject(shown);
    expect((await trace(` ${lot.code.slice(0, 7)} ${lot.code.slice(7)}`)).body).toMatchObject(shown);
    const link = await fetch(`${app.running.address}/t/${lot.code}`, { redirect: 'manual' });
    expect(link.headers.get('location')).toBe(`/#/traces/pages/trace?code=${lot.code}`);
  });

  it('is told from a slip of the finger and from a code that nobody printed', async () => {
    const { body: lot } = await lotOf();
    const last = (Number(lot.code.at(-1)) + 1) % 10;
    expect(await trace(lot.code.slice(0, -1) + last)).toMatchObject({
      status: 404,
      body: { error: { code: 'catalog.trace_mistyped' } },
    });
    const digits = '0000000000001';
    expect(await trace(digits + checkDigit(digits))).toMatchObject({
      status: 404,
      body: { error: { code: 'catalog.trace_unknown' } },
    });
    expect((await trace('草莓')).body.error.code).toBe('catalog.trace_mistyped');
  });

  it('says so from the day after its last good one on', async () => {
    const { body: lot } = await lotOf({ shelfDays: 2 });
    const { body: lasting } = await lotOf();
    const standing = async () => [(await trace(lot.code)).body.state, (await trace(lasting.code)).body.state];
    await app.advance(2 * DAY_MS, DAY_MS);
    expect(await standing()).toEqual(['good', 'good']);
    await app.advance(DAY_MS, DAY_MS);
    expect(await standing()).toEqual(['expired', 'good']);
    const list = (await app.call('GET /api/admin/lots?state=expired', { cookie })).body;
    expect(list.items.map(({ id }: { id: string }) => id)).toContain(lot.id);
  });

  it('says in the shop’s words that it was recalled, until that is taken back', async () => {
    const { body: lot } = await lotOf({ shelfDays: 1 });
    const recall = `/api/admin/lots/${lot.id}/recall`;
    const first = await app.call(`POST ${recall}`, { cookie, body: { reason: '抽检不合格，请勿食用，联系客服退款' } });
    expect(first.body).toMatchObject({ state: 'recalled', recall: { reason: '抽检不合格，请勿食用，联系客服退款' } });
    const again = await app.call(`POST ${recall}`, { cookie, body: { reason: '别的话' } });
    expect(again.body.error.code).toBe('catalog.lot_recalled_before');
    expect((await trace(lot.code)).body).toMatchObject({ state: 'recalled', recall: { at: expect.any(String) } });
    expect((await app.call(`DELETE ${recall}`, { cookie })).body).toMatchObject({ state: 'good', recall: null });
    expect((await app.call(`DELETE ${recall}`, { cookie })).body.error.code).toBe('catalog.lot_not_recalled');
  });

  it('is not for trying codes: who asks too often is slowed down', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, async () => trace('1')));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });
});

describe('a lot', () => {
  it('has a number that its product has once, of a day that has come, and stays with its product', async () => {
    const other = await createProduct(app.ctx);
    const { body: lot } = await lotOf({ number: 'A-1' });
    const twice = await Promise.all([lotOf({ number: 'A-2' }), lotOf({ number: 'A-2' }), lotOf({ number: 'A-2' })]);
    expect(twice.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(twice.find(({ status }) => status !== 200)?.body.error).toMatchObject({
      code: 'catalog.lot_number_taken',
      details: { problems: [{ at: 'number' }] },
    });
    expect((await lotOf({ number: 'A-1', product: other.id })).status).toBe(200);
    expect((await lotOf({ madeOn: addDays(today(), 1) })).body.error.details.problems[0].at).toBe('madeOn');
    const put = async (values: object) =>
      app.call(`PUT /api/admin/lots/${lot.id}`, { cookie, body: { ...lot.values, ...values } });
    expect((await put({ product: other.id })).body.error.code).toBe('catalog.lot_product_stays');
    expect((await put({ number: 'A-2' })).body.error.code).toBe('catalog.lot_number_taken');
    expect((await put({ origin: '云南' })).body).toMatchObject({ code: lot.code, values: { origin: '云南' } });
  });

  it('is found by its number, its code, its product', async () => {
    const { id: pear } = await createProduct(app.ctx, { name: '库尔勒香梨' });
    const { body: lot } = await lotOf({ product: pear, number: 'PEAR-7' });
    for (const query of ['q=pear-7', `q=${lot.code}`, `q=${encodeURIComponent('香梨')}`, `products=${pear}`]) {
      const { body } = await app.call(`GET /api/admin/lots?${query}`, { cookie });
      expect([query, body.items.map(({ id }: { id: string }) => id), body.total]).toEqual([query, [lot.id], 1]);
    }
  });
});
