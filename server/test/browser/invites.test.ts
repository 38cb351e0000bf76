import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop } from '../flows/shop.ts';
import { newShopper, order, pay, type Shopper } from '../flows/shopper.ts';
import { launchChromium } from './chromium.ts';
import { overflow, patience } from './seen.ts';

// A member invites, a newcomer accepts on her own phone and orders, a household that is too large is held, and the console says who brought whom.

vi.setConfig({ testTimeout: 180_000 });

const shots = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const shot = (name: string) => path.join(shots, `invites-${name}.png`);

// The browser ends before the shop, whose streams its pages hold open.
const shop = await openShop();
const browser = await launchChromium();
const { api, app } = shop;
const as = { cookie: shop.owner.cookie };
const DAY_MS = 86_400_000;
await app.settle();

const product = await createProduct(app.ctx, { name: '红颜草莓 500g', price: 3_990, stock: 99 });
const [prize, welcome] = [
  await createCoupon(app.ctx, { name: '老友礼', channel: 'grant' }),
  await createCoupon(app.ctx, { name: '新人礼', channel: 'grant' }),
];
const today = shanghaiDay(app.ctx.now());
const { id } = await api('POST /api/admin/activities', {
  ...as,
  body: {
    play: 'invite',
    values: {
      ...{
        name: '老友带新友',
        text: '朋友第一次来，两边都有礼',
        days: { from: today, to: addDays(today, 20) },
        warmDays: 0,
      },
      ...{
        for: 'everybody',
        who: null,
        places: null,
        pays: 'at_once',
        payDays: null,
        budget: null,
        holdout: 0,
        within: 14,
      },
      ...{ deed: 'orders', least: 20_00, settleDays: 1, touch: 'first', welcome: `coupon:${welcome.id}` },
      tiers: [{ at: 1, gift: `coupon:${prize.id}` }],
    },
  },
});
await api('POST /api/admin/activities/:id/live', { ...as, params: { id } });

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

const her = await newShopper(shop, '小满');
let entry = '';

it('she takes part, and her page tells whom she brought', async () => {
  const page = await phoneOf(her, `activities/pages/activity?id=${id}`);
  await inShop(page).getByText('我要参加').click();
  await inShop(page).getByText('还没有人，快把邀请发给朋友').waitFor();
  await page.screenshot({ path: shot('mine') });
  entry = (await api('GET /api/shop/activities/:id', { token: her.token, params: { id }, query: {} })).mine?.id ?? '';
  expect(entry).toMatch(/^ent_/);
});

it('a newcomer accepts on her phone, has her gift, and counts a day after her order', async () => {
  const friend = await newShopper(shop, '谷雨');
  const page = await phoneOf(friend, `activities/pages/activity?id=${id}&entry=${entry}`);
  await inShop(page).getByText('接受邀请，送你「新人礼」').waitFor();
  await page.screenshot({ path: shot('invited') });
  await inShop(page).getByText('接受邀请', { exact: true }).click();
  await inShop(page).locator('taro-view-core', { hasText: '已接受邀请，去下第一单吧' }).first().waitFor();
  await page.screenshot({ path: shot('accepted') });
  expect((await api('GET /api/shop/coupons', { token: friend.token })).items).toHaveLength(1);
  const placed = await order(shop, friend, [{ skuId: product.skuId, quantity: 1 }]);
  expect(await pay(shop, friend, placed.id)).toBe(true);
  await app.settle();
  await app.advance(DAY_MS + 60_000);
  await app.settle();
  expect((await api('GET /api/shop/coupons', { token: her.token })).items).toHaveLength(1);
});

it('a household of five waits for somebody, who reads why and decides', async () => {
  // All of them order to one address, as the first newcomer did.
  for (const name of ['立夏', '芒种', '夏至', '小暑']) {
    const friend = await newShopper(shop, name);
    await api('POST /api/shop/activity-entries/:id/acceptances', {
      token: friend.token,
      params: { id: entry },
      query: {},
    });
    const placed = await order(shop, friend, [{ skuId: product.skuId, quantity: 1 }]);
    expect(await pay(shop, friend, placed.id)).toBe(true);
  }
  await app.settle();
  await app.advance(DAY_MS + 60_000);
  await app.settle();
  const opened = await browser.open({ width: 1280, height: 900 });
  complaints.push(opened.complaints as string[]);
  const { page } = opened;
  const calm = patience(page);
  const [name = '', value = ''] = as.cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.running.address }]);
  await page.goto(`${app.running.address}/console/activity-cases`);
  await page
    .getByText(/围绕这份参加有 5 人/)
    .first()
    .waitFor();
  await calm();
  await page.screenshot({ path: shot('cases') });
  await page.getByRole('button', { name: '处理', exact: true }).first().click();
  await page.getByLabel('理由').fill('一家五口，核实过了');
  await page.screenshot({ path: shot('decide') });
  await page.getByRole('button', { name: '放行', exact: true }).click();
  await page.getByText('一家五口，核实过了').first().waitFor();
  await app.settle();
  await page.goto(`${app.running.address}/console/activities/${id}`);
  await page.getByText('谁带来了谁').first().waitFor();
  await calm();
  await page.screenshot({ path: shot('spread'), fullPage: true });
  expect(await api('GET /api/admin/activities/:id/spread', { ...as, params: { id } })).toMatchObject({
    ...{ newMembers: 5, counted: 2, held: 3, inviters: 1 },
    generations: [{ generation: 1, newcomers: 5, counted: 2 }],
  });
  for (const place of ['activity-risk', 'activity-blacklist', 'activity-cases']) {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${app.running.address}/console/${place}`);
    await calm();
    await page.screenshot({ path: shot(`${place}-390`) });
    expect(await overflow(page)).toBe(0);
  }
  expect(faults()).toEqual([]);
});
