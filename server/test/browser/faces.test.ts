import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../../rehearsal/src/api.ts';
import { loadShop } from '../../../rehearsal/src/load-shop.ts';
import { launchProduct } from '../flows/product.ts';
import { findings } from './access.ts';
import { launchChromium } from './chromium.ts';
import { patience } from './seen.ts';

// The faces of a shop as it is loaded; then what shoppers meet on its pages: a pop-up with a coupon in one tap, slots, a floating
// icon; on phones of their own.

const shots = path.resolve(import.meta.dirname, '../../../.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const [product, chromium] = await Promise.all([launchProduct(), launchChromium()]);
const api = createApi(product.url);
const cookie = await product.signIn();
await loadShop(api, cookie, product.url);
const made = await api('GET /api/admin/placements', { cookie, query: { state: 'draft' } });
const idOf = (name: string) => made.items.find((one) => one.name === name)?.id ?? '';
const popup = idOf('新人弹窗');
const change = async (id: string, values: Readonly<Record<string, unknown>>) => {
  const { values: stored } = await api('GET /api/admin/placements/:id', { cookie, params: { id } });
  await api('PUT /api/admin/placements/:id', { cookie, params: { id }, body: { ...stored, ...values } });
};
const move = async (id: string, state: 'live' | 'paused') =>
  api('POST /api/admin/placements/:id/state', { cookie, params: { id }, body: { state } });
let going: Promise<void> | null = null;
/** Not before the shop was looked at as it is loaded. */
const goLive = async () => {
  going ??= (async () => {
    for (const { id } of made.items) {
      // Of this few everybody is to see it.
      await change(id, { holdout: 0 });
      await move(id, 'live');
    }
  })();
  return going;
};
const counts = async (id: string) => {
  const { shown, people, tapped, closed } = await api('GET /api/admin/placements/:id/result', {
    cookie,
    params: { id },
  });
  return { shown, people, tapped, closed };
};

/** The page of one product, which asks by itself what is placed on it; home is told with its blocks. */
async function strawberries(): Promise<string> {
  const { items } = await api('GET /api/admin/products', { cookie, query: { q: '丹东 99 红颜草莓' } });
  return encodeURIComponent(`catalog/pages/product?id=${items[0]?.id}`);
}

/** A phone of its own with the shop open on it, and what the sandbox gave it as its shopper. */
async function newPhone() {
  const phone = await chromium.open({ width: 390, height: 844 });
  await phone.page.goto(`${product.url}/sandbox/phone?shopper=new`);
  const shop = phone.page.frameLocator('iframe.mini-frame').first();
  await shop.getByText('时令水果').first().waitFor();
  return { ...phone, shop, dialog: shop.getByRole('dialog', { name: '新人见面礼 ¥10' }) };
}

describe('a shopper in a real browser', () => {
  it('finds the shop in the sandbox phone and walks to a shelf', async () => {
    const { page, complaints } = await chromium.open({ width: 390, height: 844 });
    await page.goto(`${product.url}/sandbox/phone?shopper=new`);
    const shop = page.frameLocator('iframe');
    await shop.getByText('今日推荐').first().waitFor();
    await shop.getByText('时令水果').first().waitFor();
    await page.screenshot({ path: path.join(shots, 'shop-home.png') });
    await shop.getByText('时令水果').first().click();
    // The home page's search bar stands behind it, and may offer the same word.
    await shop.getByText('蓝莓').filter({ visible: true }).first().waitFor();
    await page.screenshot({ path: path.join(shots, 'shop-category.png') });
    expect(complaints).toEqual([]);
  });

  it('who comes by a plain tab is told what this is', async () => {
    const { page, complaints } = await chromium.open({ width: 390, height: 844 });
    await page.goto(`${product.url}/`);
    await page.getByText('模拟顾客').first().waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('an operator in a real browser', () => {
  const pages = [
    '/products',
    '/orders',
    '/refunds',
    '/members',
    '/lifecycle',
    '/rfm',
    '/coupons',
    '/grants',
    '/budgets',
    '/journeys',
    '/playbooks',
    '/message-templates',
    '/outbound',
    '/governance',
    '/retention',
    '/funnel',
    '/repurchase',
    '/imports',
    '/settings/shop',
    '/settings/operators',
    '/settings/audit',
  ];

  it('signs in and finds every page, none of them broken or empty', async () => {
    const { page, complaints } = await chromium.open({ width: 1440, height: 900 });
    const done = patience(page);
    await page.goto(`${product.url}/console/`);
    await page.locator('input').first().fill(product.owner.login);
    await page.locator('input[type=password]').fill(product.owner.password);
    await page.locator('button[type=submit]').click();
    await page.getByRole('heading', { name: '生意怎么样' }).waitFor();
    for (const address of pages) {
      await page.goto(`${product.url}/console${address}`);
      // A page is drawn when its data has come.
      await done();
      expect(await page.locator('main').textContent(), address).not.toMatch(/出错了|没有这个页面|加载失败/);
    }
    await page.screenshot({ path: path.join(shots, 'console-audit.png') });
    // The first question of a stranger, whether she is signed in, is answered with 401; a browser calls that an error.
    expect(complaints.filter((c) => !c.includes('401'))).toEqual([]);
  });
});

describe('a pop-up', () => {
  beforeAll(goLive);

  it('comes a moment after the page, is in nobody’s way, and goes for good by the cross, by Escape, or by a tap beside it', async () => {
    const ways = [
      async ({ dialog }: Awaited<ReturnType<typeof newPhone>>) =>
        dialog.getByRole('button', { name: '关闭新人见面礼' }).last().click(),
      async ({ dialog }: Awaited<ReturnType<typeof newPhone>>) =>
        dialog.getByRole('button', { name: '关闭新人见面礼' }).last().press('Escape'),
      async ({ page }: Awaited<ReturnType<typeof newPhone>>) => page.mouse.click(195, 160),
    ];
    for (const [nth, close] of ways.entries()) {
      const phone = await newPhone();
      await phone.dialog.waitFor();
      if (nth === 0) {
        const frame = phone.page.frames().find((one) => one.url().includes('home/pages/home'));
        if (frame === undefined) throw new Error('the shop is in a frame of its own');
        await phone.page.waitForTimeout(500);
        expect(await findings(frame), 'by axe').toEqual([]);
      }
      await close(phone);
      await phone.dialog.waitFor({ state: 'detached' });
      // The tab and back, and a page opened anew: what she closed does not come again.
      await phone.shop.getByText('购物车', { exact: true }).last().click();
      await phone.shop.getByText('首页', { exact: true }).last().click();
      await phone.page.waitForTimeout(1500);
      expect(await phone.dialog.count()).toBe(0);
      expect(phone.complaints).toEqual([]);
    }
    await expect.poll(async () => counts(popup)).toEqual({ shown: 3, people: 3, tapped: 0, closed: 3 });
  });

  it('gives its coupon by one tap, and is not there for who has it', async () => {
    const { page, shop, dialog, complaints } = await newPhone();
    await dialog.getByText('点一下领走').click();
    await shop.getByText('领到了「新人见面礼」').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await shop.getByText('时令水果').first().waitFor();
    await page.waitForTimeout(1500);
    expect(await dialog.count()).toBe(0);
    await expect.poll(async () => counts(popup)).toMatchObject({ shown: 4, tapped: 1 });
    expect(complaints).toEqual([]);
  });

  it('never comes over a sheet that she opened in the meantime', async () => {
    const phone = await chromium.open({ width: 390, height: 844 });
    await change(popup, { pages: ['product'] });
    const before = await counts(popup);
    // She is quicker than the answer, which comes when she is choosing.
    let goneOn = () => {};
    const gone = new Promise<void>((resolve) => {
      goneOn = resolve;
    });
    let answered = 0;
    await phone.page.route('**/api/shop/placements?**', async (route) => {
      await gone;
      await route.continue();
      answered += 1;
    });
    await phone.page.goto(`${product.url}/sandbox/phone?shopper=new&page=${await strawberries()}`);
    const shop = phone.page.frameLocator('iframe.mini-frame').first();
    await shop.getByText('立即购买').filter({ visible: true }).last().click();
    const sheet = shop.locator('[class*=Sheet-module-layer]').filter({ visible: true });
    await sheet.waitFor();
    goneOn();
    await expect.poll(() => answered).toBe(1);
    await phone.page.waitForTimeout(1500);
    expect(await shop.getByRole('dialog').filter({ visible: true }).count()).toBe(0);
    expect(await sheet.count()).toBe(1);
    expect(await counts(popup)).toEqual(before);
    await change(popup, { pages: ['home'] });
    expect(phone.complaints).toEqual([]);
  });
});

describe('a slot', () => {
  beforeAll(goLive);

  it('stands among the page, is counted when it was really seen, and leads to its goods', async () => {
    const before = await counts(idOf('首页 当季水果'));
    const { shop, dialog } = await newPhone();
    await dialog.waitFor();
    await dialog.getByRole('button', { name: '关闭新人见面礼' }).last().press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const slot = shop.getByRole('link', { name: '草莓当季' });
    await slot.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await counts(idOf('首页 当季水果'))).shown).toBe(before.shown + 1);
    await slot.click();
    await shop.getByText('立即购买').filter({ visible: true }).last().waitFor();
    await expect
      .poll(async () => counts(idOf('首页 当季水果')))
      .toMatchObject({ shown: before.shown + 1, tapped: before.tapped + 1 });
  });

  it('leaves the page as it is where the shop cannot be asked for it, and says nothing of that', async () => {
    const phone = await chromium.open({ width: 390, height: 844 });
    await phone.page.route('**/api/shop/placements**', async (route) => route.abort());
    await change(popup, { pages: ['product'] });
    await phone.page.goto(`${product.url}/sandbox/phone?shopper=new&page=${await strawberries()}`);
    const shop = phone.page.frameLocator('iframe.mini-frame').first();
    await shop.getByText('立即购买').filter({ visible: true }).last().waitFor();
    await phone.page.waitForTimeout(2000);
    expect(await shop.getByRole('dialog').filter({ visible: true }).count()).toBe(0);
    expect(
      await shop
        .getByText(/网络|连接|失败/)
        .filter({ visible: true })
        .count(),
    ).toBe(0);
    await change(popup, { pages: ['home'] });
  });
});

describe('a floating icon', () => {
  beforeAll(goLive);

  it('has its cross beside it, and each is reached without the other', async () => {
    const body = {
      ...(await api('GET /api/admin/placements/:id', { cookie, params: { id: popup } })).values,
      ...{ name: '悬浮', kind: 'floating', title: '签到', text: null, button: null, target: 'check_in', coupon: null },
      ...{ for: 'everybody', pace: 'always', every: null, inAll: null, stops: ['close'] },
    };
    const { id } = await api('POST /api/admin/placements', { cookie, body });
    // Alone: no pop-up comes over it.
    for (const one of made.items) await move(one.id, 'paused');
    await move(id, 'live');
    const { shop } = await newPhone();
    await shop.getByRole('button', { name: '签到', exact: true }).click();
    await expect.poll(async () => (await counts(id)).tapped).toBe(1);
    const other = await newPhone();
    await other.shop.getByRole('button', { name: '关闭签到' }).click();
    await other.shop.getByRole('button', { name: '签到', exact: true }).waitFor({ state: 'detached' });
    await expect.poll(async () => counts(id)).toEqual({ shown: 2, people: 2, tapped: 1, closed: 1 });
  });
});
