import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { waveValues } from '../../src/domains/leaders/testing.ts';
import { createStore } from '../../src/domains/stores/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { MINUTE_MS } from '../../src/platform/calendar.ts';
import { openShop } from '../flows/shop.ts';
import { newShopper, type Shopper } from '../flows/shopper.ts';
import { launchChromium } from './chromium.ts';
import { overflow, patience } from './seen.ts';

// A member becomes a leader, a neighbour orders in her wave and pays on the phone, the leader hands it over, and the console has the lists.

vi.setConfig({ testTimeout: 180_000 });

const shots = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const shot = (name: string) => path.join(shots, `leaders-${name}.png`);

const shop = await openShop();
const browser = await launchChromium();
const { api, app } = shop;
const as = { cookie: shop.owner.cookie };
await app.settle();

const product = await createProduct(app.ctx, { name: '红颜草莓 500g', price: 3_990, stock: 99 });
const other = await createProduct(app.ctx, { name: '高山娃娃菜 3 颗装', price: 1_290, stock: 99 });
const store = await createStore(app.ctx, { name: '阳光花园提货点', pickup: false });
const { values } = await api('GET /api/admin/settings/leaders', as);
await api('PUT /api/admin/settings/leaders', { ...as, body: { ...values, on: true, rewardLeast: 1000 } });
const complaints: string[][] = [];
/** Goods of tests have a picture in name only. */
const faults = () => complaints.flat().filter((one) => !one.includes('picture.webp'));
const inShop = (page: Page) => page.frameLocator('iframe.mini-frame').first();

async function phoneOf({ wechatId }: Pick<Shopper, 'wechatId'>, route: string): Promise<Page> {
  const opened = await browser.open({ width: 390, height: 844 });
  complaints.push(opened.complaints as string[]);
  await opened.page.goto(`${app.running.address}/sandbox/phone?shopper=${wechatId}&page=${encodeURIComponent(route)}`);
  return opened.page;
}

const her = await newShopper(shop, '张阿姨');
let [code, waveId] = ['', ''];

it('a member applies, the shop lets her in with a place, and she has a code', async () => {
  const page = await phoneOf(her, 'leaders/pages/leader');
  await inShop(page).getByText('带着邻居一起买').waitFor();
  await page.screenshot({ path: shot('apply') });
  await inShop(page).getByPlaceholder('你住的小区（必填）').fill('阳光花园');
  await inShop(page).getByText('申请成为团长', { exact: true }).click();
  await inShop(page).getByText('申请已提交，等店里审核').waitFor();
  const { items } = await api('GET /api/admin/leaders', { ...as, query: {} });
  const body = { outcome: 'approved', because: '', storeId: store.id } as const;
  code = (await api('POST /api/admin/leaders/:id/review', { ...as, params: { id: items[0]?.id ?? '' }, body })).code;
  const wave = waveValues(app.ctx.now(), '周末鲜果团', product.skuId, {
    text: '产地直发，周末到小区',
    perMember: 5,
    goods: [
      { sku: product.skuId, price: 2_990, cap: 30 },
      { sku: other.skuId, price: 8_80, cap: null },
    ],
  });
  waveId = (await api('POST /api/admin/waves', { ...as, body: { values: wave } })).id;
  await api('POST /api/admin/waves/:id/publication', { ...as, params: { id: waveId } });
  const hers = await phoneOf(her, 'leaders/pages/leader');
  await inShop(hers).getByText(`我的邀请码 ${code}`).waitFor();
  await inShop(hers).getByText('周末鲜果团').waitFor();
  await hers.screenshot({ path: shot('mine') });
});

it('a neighbour opens her link, orders and pays; the leader hands it over once it is there', async () => {
  const friend = await newShopper(shop, '谷雨');
  const page = await phoneOf(friend, `leaders/pages/neighbour?l=${code}`);
  await inShop(page).getByText('周末鲜果团').waitFor();
  await page.screenshot({ path: shot('neighbour') });
  await inShop(page).getByText('周末鲜果团').click();
  await inShop(page).getByText('选好件数下单').waitFor();
  await page.screenshot({ path: shot('wave') });
  await inShop(page).getByLabel('增加').first().click();
  await inShop(page).getByText('1 件 ¥29.90').waitFor();
  await inShop(page).getByText('去下单', { exact: true }).click();
  await inShop(page).getByPlaceholder('提货人').fill('谷雨');
  await inShop(page).getByPlaceholder('手机号').fill('13800138000');
  await page.screenshot({ path: shot('order') });
  await inShop(page).getByText('付款 ¥29.90', { exact: true }).click();
  await page.getByText('刷脸支付', { exact: true }).click();
  await page.getByText('完成', { exact: true }).click();
  await expect
    .poll(async () => (await api('GET /api/admin/waves/:id', { ...as, params: { id: waveId } })).orders)
    .toBe(1);
  await page.screenshot({ path: shot('paid') });
  const { cutsAt } = await api('GET /api/admin/waves/:id', { ...as, params: { id: waveId } });
  await app.advance(Date.parse(cutsAt) - app.ctx.now().getTime() + 15 * MINUTE_MS);
  await app.settle();
  const hers = await phoneOf(her, `leaders/pages/hand-out?id=${waveId}`);
  await inShop(hers).getByText('货到了，通知邻居').click();
  await inShop(hers).getByText('待提货').first().waitFor();
  const { items } = await api('GET /api/admin/waves/:id/list', { ...as, params: { id: waveId }, query: {} });
  await inShop(hers)
    .getByPlaceholder('输入邻居的提货码')
    .fill(items[0]?.number ?? '');
  await inShop(hers).getByText('查看', { exact: true }).click();
  await inShop(hers).getByText('确认已交给她').waitFor();
  await hers.screenshot({ path: shot('hand-over') });
  await inShop(hers).getByText('确认已交给她').click();
  await expect
    .poll(async () => (await api('GET /api/admin/waves/:id', { ...as, params: { id: waveId } })).collected)
    .toBe(1);
  await hers.screenshot({ path: shot('handed') });
});

it('the console has who leads, what is to be bought in and who gets what', async () => {
  const opened = await browser.open({ width: 1440, height: 900 });
  complaints.push(opened.complaints as string[]);
  const { page } = opened;
  const calm = patience(page);
  const [name = '', value = ''] = as.cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.running.address }]);
  const { items } = await api('GET /api/admin/leaders', { ...as, query: {} });
  const places = ['leaders', `leaders/${items[0]?.id}`, 'leader-rules', 'waves', `waves/${waveId}`, 'waves/new'];
  for (const place of [...places, `waves/${waveId}/list`, 'leader-report']) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${app.running.address}/console/${place}`);
    await calm();
    await page.screenshot({ path: shot(`console-${place.replace(/\/|_.*/g, '-')}`), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await calm();
    expect([place, await overflow(page)]).toEqual([place, 0]);
  }
  await page.goto(`${app.running.address}/console/waves/${waveId}/list`);
  await page.getByText('红颜草莓 500g × 1').waitFor();
  expect(faults()).toEqual([]);
});
