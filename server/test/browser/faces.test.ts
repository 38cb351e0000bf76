import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApi } from '../../../rehearsal/src/api.ts';
import { loadShop } from '../../../rehearsal/src/load-shop.ts';
import { launchProduct } from '../flows/product.ts';
import { launchChromium } from './chromium.ts';
import { patience } from './seen.ts';

const shots = path.resolve(import.meta.dirname, '../../../.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const [product, chromium] = await Promise.all([launchProduct(), launchChromium()]);
await loadShop(createApi(product.url), await product.signIn(), product.url);

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
