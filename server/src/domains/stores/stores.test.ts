import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { aStore, createStore } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx);
const save = async (changes: object) =>
  app.call('POST /api/admin/stores', { cookie, body: { ...aStore, hours: [...aStore.hours], ...changes } });

describe('a store', () => {
  it('is made, found, changed and closed for good, and each is in the audit log', async () => {
    const made = await save({ name: '静安店' });
    expect(made.status, made.text).toBe(200);
    expect(made.body).toMatchObject({
      name: '静安店',
      state: 'open',
      pickup: true,
      address: '上海市徐汇区模拟路 1 号',
    });
    expect(made.body.sentence.zh).toBe('每天 00:00–24:00；可自提，备货 0 分钟');
    const { id, values, revision } = made.body;
    const found = await app.call(`GET /api/admin/stores?q=${encodeURIComponent('静安')}`, { cookie });
    expect(found.body).toMatchObject({ items: [{ id }], total: 1 });
    const closed = await app.call(`PUT /api/admin/stores/${id}`, {
      cookie,
      headers: { 'if-match': `"${revision}"` },
      body: { ...values, state: 'closed' },
    });
    expect(closed.status, closed.text).toBe(200);
    expect((await app.call('GET /api/admin/stores?state=closed', { cookie })).body.items).toMatchObject([{ id }]);
    expect((await app.call(`GET /api/shop/stores/${id}`)).status).toBe(404);
    const { body: audit } = await app.call('GET /api/admin/audit?area=stores', { cookie });
    expect(audit.items.map((one: { summary: { zh: string } }) => one.summary.zh)).toEqual([
      '修改门店「静安店」',
      '新建门店「静安店」',
    ]);
  });

  it('is refused field by field: a province alone, half a place, hours that cross, days named twice', async () => {
    const problems = async (changes: object) => (await save(changes)).body.error?.details?.problems?.[0]?.at;
    const hours = (from: number, to: number) => ({ days: ['mon'], from, to });
    const off = { days: { from: '2027-02-05', to: '2027-02-07' }, open: 'closed' };
    expect(await problems({ region: '上海市' })).toBe('region');
    expect(await problems({ latitude: null })).toBe('latitude');
    expect(await problems({ hours: [hours(600, 600)] })).toBe('hours.0.to');
    expect(await problems({ hours: [hours(540, 720), hours(700, 800)] })).toBe('hours.1.from');
    expect((await save({ hours: [hours(540, 720), hours(720, 800)] })).status).toBe(200);
    expect(await problems({ holidays: [off, off] })).toBe('holidays.1.days');
  });
});

describe('the store picker', () => {
  it('shows the nearest first, those of unknown place last, and says how far they are', async () => {
    const region = '浙江省/杭州市';
    const far = await createStore(ctx, { name: '余杭店', region, latitude: 30.42, longitude: 120.3 });
    const near = await createStore(ctx, { name: '西湖店', region, latitude: 30.25, longitude: 120.15 });
    const unknown = await createStore(ctx, { name: '流动店', region, latitude: null, longitude: null });
    const asked = `region=${encodeURIComponent(region)}&latitude=30.2500&longitude=120.1500`;
    const first = await app.call(`GET /api/shop/stores?${asked}&limit=2`);
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual([near.id, far.id]);
    expect(first.body).toMatchObject({ total: 3, items: [{ metres: 0, openNow: true }, {}] });
    expect(first.body.items[1].metres).toBeGreaterThan(20_000);
    expect(first.body.items[1].metres).toBeLessThan(26_000);
    expect(first.body.regions).toContain(region);
    const rest = await app.call(`GET /api/shop/stores?${asked}&limit=2&cursor=${first.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ id: unknown.id, metres: null }], nextCursor: null });
  });

  it('finds by name and street, leaves out closed ones, and with pickup only those that hand orders out', async () => {
    const region = '江苏省/南京市';
    const shut = await createStore(ctx, { name: '鼓楼店', region, state: 'closed' });
    const paused = await createStore(ctx, { name: '玄武店', region, state: 'paused' });
    const none = await createStore(ctx, { name: '江宁店', region, pickup: false, street: '胜太路 9 号' });
    const ids = async (asked: string) =>
      (await app.call(`GET /api/shop/stores?region=${encodeURIComponent(region)}&${asked}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids('')).toEqual([none.id, paused.id]);
    expect(await ids('pickup=true')).toEqual([paused.id]);
    expect(await ids(`q=${encodeURIComponent('胜太路')}`)).toEqual([none.id]);
    expect(await ids('')).not.toContain(shut.id);
    const page = await app.call(`GET /api/shop/stores/${paused.id}`);
    expect(page.body).toMatchObject({ pickup: false, openNow: false, slots: [], week: expect.any(Array) });
    expect(page.body.week).toHaveLength(7);
  });
});
