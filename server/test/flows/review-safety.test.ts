import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { putEvidence } from '../../src/domains/orders/after-sales/evidence.ts';
import { receivedOrder } from '../../src/domains/orders/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper, signIn } from './shopper.ts';

// What buyers say is looked at by the platform before anybody else sees it.

vi.setConfig({ testTimeout: 300_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
const MINUTE = 60_000;

const rule = await api('GET /api/admin/settings/reviews', { cookie });
async function setRule(changes: Readonly<Record<string, unknown>>) {
  const { revision: _, ...values } = rule;
  await api('PUT /api/admin/settings/reviews', { cookie, body: { ...values, ...changes } });
}

async function write(shopper: Shopper, text: string, pictures: readonly string[] = []) {
  const { skuId } = await createProduct(app.ctx, { price: 2_000, stock: 9 });
  const { orderId, lineIds } = await receivedOrder(app, shopper, [{ skuId, quantity: 1 }]);
  return api('POST /api/shop/reviews', {
    token: shopper.token,
    body: { orderId, lineId: lineIds[0] ?? '', stars: 5, text, pictures: [...pictures] },
  });
}

let colour = 0;
async function picture({ memberId }: Shopper): Promise<string> {
  colour += 20;
  const background = { r: colour, g: 90, b: 120 };
  const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .png()
    .toBuffer();
  return putEvidence(app.ctx, memberId, bytes);
}

async function settled() {
  await app.settle();
  await app.advance(MINUTE);
  await app.settle();
}

async function rowOf(id: string) {
  const { items } = await api('GET /api/admin/reviews', { cookie, query: {} });
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error('it is there');
  return { state: found.state, safety: found.safety, added: found.added?.state ?? null };
}

it('shows what passed, and keeps what is risky for somebody to look at, with what was found', async () => {
  await setRule({ check: 'wechat', words: ['退钱'], points: 0 });
  const her = await newShopper(shop, '小满');
  const good = await write(her, '很新鲜，还会再买');
  const rude = await write(her, '老板去死');
  const advert = await write(her, '想要便宜的加微信');
  const stars = await write(her, '');
  const word = await write(her, '我要退 钱');
  // Nobody sees it before; of nothing but stars there is nothing to look at.
  expect([good.state, rude.state, advert.state, stars.state, word.state]).toEqual([
    'waiting',
    'waiting',
    'waiting',
    'shown',
    'waiting',
  ]);
  await settled();
  expect(await rowOf(good.id)).toMatchObject({ state: 'shown', safety: { state: 'passed', why: [] } });
  expect(await rowOf(rude.id)).toMatchObject({
    state: 'waiting',
    safety: { state: 'held', why: [{ zh: '文字：辱骂', en: 'Text: Abuse' }] },
  });
  expect(await rowOf(advert.id)).toMatchObject({
    state: 'waiting',
    safety: { state: 'held', why: [{ zh: '文字：广告' }] },
  });
  // The shop's own words hold as well, whatever WeChat says.
  expect(await rowOf(word.id)).toMatchObject({ state: 'waiting', safety: { state: 'passed' } });
  const held = await api('GET /api/admin/reviews', { cookie, query: { safety: 'held' } });
  expect([held.total, held.items.map(({ id }) => id).sort()]).toEqual([2, [advert.id, rude.id].sort()]);
  // Who looked has decided.
  await api('POST /api/admin/reviews/judgements', { cookie, body: { ids: [advert.id], act: 'show' } });
  expect((await rowOf(advert.id)).state).toBe('shown');
});

it('waits for every picture, and holds one that is risky', async () => {
  const her = await newShopper(shop, '小雪');
  const fine = await write(her, '包装很好', [await picture(her), await picture(her)]);
  const bad = await picture(her);
  await sandbox('POST /risky-pictures', { part: bad.split('/').at(-1) });
  const risky = await write(her, '看图', [bad]);
  await app.settle();
  expect((await rowOf(fine.id)).safety).toMatchObject({ state: 'checking' });
  expect((await rowOf(fine.id)).state).toBe('waiting');
  await settled();
  await expect.poll(async () => (await rowOf(fine.id)).state, { timeout: 15_000 }).toBe('shown');
  await expect
    .poll(async () => rowOf(risky.id), { timeout: 15_000 })
    .toMatchObject({ state: 'waiting', safety: { state: 'held', why: [{ zh: '图片：色情' }] } });
  const added = await api('POST /api/shop/reviews/:id/addition', {
    token: her.token,
    params: { id: fine.id },
    body: { text: '第二次也好', pictures: [] },
  });
  expect(added.added?.text).toBe('第二次也好');
  expect((await rowOf(fine.id)).added).toBe('waiting');
  await settled();
  expect((await rowOf(fine.id)).added).toBe('shown');
});

it('says why WeChat could not check, and leaves it to somebody', async () => {
  const her = await newShopper(shop, '小暑');
  await app.advance(3 * 60 * MINUTE);
  const late = await write(her, '好吃');
  await settled();
  expect(await rowOf(late.id)).toMatchObject({
    state: 'waiting',
    safety: { state: 'held', why: [{ zh: '文字：她两小时内没有打开过小程序，微信不查' }, { en: expect.any(String) }] },
  });
  await signIn(shop, her.wechatId);
  const again = await write(her, '还是好吃');
  await settled();
  expect((await rowOf(again.id)).state).toBe('shown');
});

it('gives what a good review earns once it passed and is shown, and nothing for one that is held until somebody shows it', async () => {
  const { revision: _, ...points } = await api('GET /api/admin/settings/points', { cookie });
  await api('PUT /api/admin/settings/points', { cookie, body: { ...points, on: true } });
  await setRule({ check: 'wechat', words: [], points: 20, leastText: 4, perDay: 9 });
  const her = await newShopper(shop, '小雨');
  const usable = async () => (await api('GET /api/shop/points', { token: her.token })).usable;
  const good = await write(her, '草莓很甜，包得也仔细');
  expect([good.state, await usable()]).toEqual(['waiting', 0]);
  await settled();
  expect([(await rowOf(good.id)).state, await usable()]).toEqual(['shown', 20]);
  const rude = await write(her, '老板去死，再也不来买了');
  await settled();
  expect([(await rowOf(rude.id)).state, await usable()]).toEqual(['waiting', 20]);
  await api('POST /api/admin/reviews/judgements', { cookie, body: { ids: [rude.id], act: 'show' } });
  await settled();
  expect(await usable()).toBe(40);
  // What is asked again of one that was given for gives nothing more.
  await settled();
  expect(await usable()).toBe(40);
});

it('asks for nothing where the shop looks by words alone, and stands beside what somebody looks at anyway', async () => {
  await setRule({ check: 'words', words: ['退钱'], points: 0 });
  const her = await newShopper(shop, '小寒');
  const shown = await write(her, '老板去死');
  expect(shown.state).toBe('shown');
  await settled();
  expect((await rowOf(shown.id)).safety).toBeNull();
  await setRule({ check: 'all' });
  const looked = await write(her, '老板去死');
  await settled();
  // Whoever looks at all sees what WeChat found.
  expect(await rowOf(looked.id)).toMatchObject({ state: 'waiting', safety: { state: 'held' } });
});
