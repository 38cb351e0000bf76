import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { waveValues } from '../../src/domains/leaders/testing.ts';
import { createStore } from '../../src/domains/stores/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { openShop } from '../flows/shop.ts';
import { newShopper, type Shopper } from '../flows/shopper.ts';
import { launchChromium } from './chromium.ts';
import { overflow, patience } from './seen.ts';

// A member asks to look after her neighbours, the shop lets her in, a neighbour orders at her place on her own phone, and the goods are handed out and settled.

vi.setConfig({ testTimeout: 180_000 });

const shots = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const shot = (name: string) => path.join(shots, `leaders-${name}.png`);

// The browser ends before the shop, whose streams its pages hold open.
const shop = await openShop();
const browser = await launchChromium();
const { api, app } = shop;
const as = { cookie: shop.owner.cookie };
const HOUR_MS = 3_600_000;
await app.settle();

await createStore(app.ctx, { name: '阳光花园东门', pickup: false });
const berry = await createProduct(app.ctx, { name: '红颜草莓 500g', price: 3_990, stock: 99 });
const milk = await createProduct(app.ctx, { name: '巴氏鲜牛奶 950ml', price: 1_890, stock: 99 });
const { values: rules } = await api('GET /api/admin/settings/leaders', { ...as });
await api('PUT /api/admin/settings/leaders', { ...as, body: { ...rules, on: true, byRule: 'off' } });

const complaints: (readonly string[])[] = [];
/** Goods of tests have a picture in name only. */
const faults = () => complaints.flat().filter((one) => !one.includes('picture.webp'));

type Handset = { readonly page: Page; readonly mini: FrameLocator; look(name: string): Promise<void> };

async function phoneOf({ wechatId }: Pick<Shopper, 'wechatId'>, route: string): Promise<Handset> {
  const { page, complaints: heard } = await browser.open({ width: 390, height: 844 });
  complaints.push(heard);
  await page.goto(`${app.running.address}/sandbox/phone?shopper=${wechatId}&page=${encodeURIComponent(route)}`);
  return {
    page,
    mini: page.frameLocator('iframe.mini-frame').first(),
    look: async (name) => {
      // A page or a sheet that is still sliding in makes a poor picture.
      await page.waitForTimeout(600);
      await page.screenshot({ path: shot(name) });
    },
  };
}

/** The field as a browser names it, whichever page lies below. */
const field = ({ mini }: Handset, label: string) =>
  mini.locator(`input[aria-label="${label}"], textarea[aria-label="${label}"]`).filter({ visible: true });
const press = async ({ mini }: Handset, name: string | RegExp) =>
  mini.getByRole('button', { name, exact: true }).filter({ visible: true }).click();
const seen = ({ mini }: Handset, text: string | RegExp) => mini.getByText(text).filter({ visible: true }).first();

const desktop = await browser.open({ width: 1440, height: 900 });
complaints.push(desktop.complaints);
const console_ = desktop.page;
const calm = patience(console_);
const [cookie = '', value = ''] = as.cookie.split('=');
await console_.context().addCookies([{ name: cookie, value, url: app.running.address }]);
const openConsole = async (address: string, name: string) => {
  await console_.goto(`${app.running.address}/console${address}`);
  await calm();
  await console_.screenshot({ path: shot(name), fullPage: true });
  expect(await overflow(console_)).toBe(0);
};

const her = await newShopper(shop, '周姐');
const neighbour = await newShopper(shop, '谷雨');
let code = '';
let waveId = '';

it('she asks to be a leader, and her page tells that the shop looks at it', async () => {
  const phone = await phoneOf(her, 'leaders/pages/leader');
  const apply = phone.mini.getByRole('button', { name: '申请成为团长', exact: true });
  await apply.waitFor();
  await phone.look('apply');
  expect(await apply.getAttribute('aria-disabled')).toBe('true');
  await field(phone, '你住的小区（必填）').fill('阳光花园');
  await field(phone, '你打算怎么带邻居（选填）').fill('我是楼长，业主群 400 人');
  await phone.look('apply-filled');
  await apply.click();
  await seen(phone, '申请已提交，等店里审核').waitFor();
  await phone.look('applied');
});

it('the shop reads why, gives her a place and lets her in', async () => {
  await openConsole('/leaders', 'console-leaders');
  await console_.getByRole('button', { name: '确认', exact: true }).click();
  await console_.getByText('我是楼长，业主群 400 人').waitFor();
  await console_.screenshot({ path: shot('console-review') });
  await console_.getByRole('dialog').getByRole('combobox', { name: '提货点' }).click();
  await console_.getByTitle('阳光花园东门').last().click();
  await console_.screenshot({ path: shot('console-review-store') });
  await console_.getByRole('button', { name: '通过', exact: true }).click();
  await console_.getByRole('dialog').waitFor({ state: 'hidden' });
  const { items } = await api('GET /api/admin/leaders', { ...as, query: { state: 'active' } });
  expect(items).toMatchObject([{ point: { name: '阳光花园东门' } }]);
  code = items[0]?.code ?? '';
  await openConsole(`/leaders/${items[0]?.id}`, 'console-leader');
  const values = waveValues(app.ctx.now(), '周末鲜果团', berry.skuId, {
    text: '现摘现发，到点自取',
    goods: [
      { sku: berry.skuId, price: 29_90, cap: 20 },
      { sku: milk.skuId, price: 15_90, cap: null },
    ],
  });
  waveId = (await api('POST /api/admin/waves', { ...as, body: { values } })).id;
  await openConsole(`/waves/${waveId}`, 'console-wave-draft');
  await console_.getByRole('button', { name: '发布', exact: true }).click();
  await console_.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
  await console_.getByText('开团中').first().waitFor();
});

it('a neighbour opens her link, orders at her place and pays', async () => {
  const phone = await phoneOf(neighbour, `leaders/pages/neighbour?l=${code}`);
  await seen(phone, /是你的团长/).waitFor();
  await phone.look('neighbour');
  await seen(phone, '周末鲜果团').click();
  await seen(phone, '选好件数下单').waitFor();
  await phone.look('wave');
  const more = phone.mini.getByRole('button', { name: '增加', exact: true }).filter({ visible: true });
  await more.first().click();
  await more.first().click();
  await more.last().click();
  await press(phone, '去下单');
  await field(phone, '提货人').fill('谷雨');
  await field(phone, '手机号').fill('13900139000');
  await phone.look('order');
  await press(phone, '付款 ¥75.7');
  await phone.page.getByRole('button', { name: '刷脸支付', exact: true }).click();
  await phone.page.getByRole('button', { name: '完成', exact: true }).click();
  await seen(phone, '付款成功').waitFor();
  await phone.look('paid');
  await app.settle();
  const [order] = (await api('GET /api/shop/orders', { token: neighbour.token, query: {} })).items;
  expect(order).toMatchObject({ payable: 75_70, pickup: { store: '阳光花园东门' } });
});

it('after the cut-off the lists are final, and she hands it out by the code on the neighbour’s phone', async () => {
  await app.advance(16 * HOUR_MS);
  await app.settle();
  await openConsole(`/waves/${waveId}`, 'console-wave-cut');
  await openConsole(`/waves/${waveId}/list`, 'console-list');
  await console_.getByText('红颜草莓 500g × 2').waitFor();
  const [placed] = (await api('GET /api/shop/orders', { token: neighbour.token, query: {} })).items;
  const params = { id: placed?.id ?? '' };
  const hers = await phoneOf(neighbour, `orders/pages/order?id=${params.id}`);
  await seen(hers, /阳光花园东门/).waitFor();
  await hers.look('her-order');
  const { pickup } = await api('GET /api/shop/orders/:id', { token: neighbour.token, params });

  const phone = await phoneOf(her, 'leaders/pages/leader');
  await seen(phone, '周末鲜果团').waitFor();
  await phone.look('mine');
  await phone.mini.getByRole('button', { name: '交给邻居', exact: true }).filter({ visible: true }).click();
  await seen(phone, '红颜草莓 500g × 2').waitFor();
  await phone.look('hand-out');
  await press(phone, '货到了，通知邻居');
  await seen(phone, '已通知 1 单').waitFor();
  await field(phone, '输入邻居的提货码').fill(pickup?.code ?? '');
  await press(phone, '查看');
  await phone.look('hand-over');
  await press(phone, '确认已交给她');
  await seen(phone, '已提货').waitFor();
  await phone.look('handed');
});

it('what she earned is settled once nothing can come back, and both see it', async () => {
  await app.settle();
  await app.advance(16 * 24 * HOUR_MS);
  await app.settle();
  const phone = await phoneOf(her, 'leaders/pages/leader');
  await seen(phone, '团长所得（元）').waitFor();
  await phone.look('settled');
  await openConsole(`/waves/${waveId}`, 'console-wave-settled');
  const wave = await api('GET /api/admin/waves/:id', { ...as, params: { id: waveId } });
  expect(wave).toMatchObject({ orders: 1, collected: 1, paid: 75_70, commission: 7_57, released: 7_57 });
  expect(faults()).toEqual([]);
});
