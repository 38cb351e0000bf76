import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { words } from '@huoshui/contracts/words';
import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { careJourney } from '../../src/domains/journeys/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { acceptPayment } from '../../src/domains/orders/payment/accept.ts';
import { createBuyer, placeTestOrder, testSources, toldPayment } from '../../src/domains/orders/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { form } from '../../src/platform/form/form.ts';
import { report } from '../../src/platform/report/report.ts';
import { testApp } from '../../src/platform/testing/app.ts';
import { launchChromium } from './chromium.ts';
import { patience } from './seen.ts';

// The built console: what it offers to whom, and what it shows of a report that it has never heard of.

vi.setConfig({ testTimeout: 90_000 });
const pictures = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(pictures, { recursive: true });

const toysSold = report({
  name: 'toys.sold',
  words: words('玩具卖了多少？', 'How many toys were sold?'),
  can: 'analytics.read',
  form: form({
    fields: [
      { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
      { key: 'least', label: words('至少几件', 'At least'), kind: 'count', min: 1, max: 9, initial: 1 },
    ],
    sentence: ({ least }) => words(`至少卖出 ${least} 件的玩具`, `Toys sold at least ${least} times`),
  }),
  ask: async (_ctx, { least }) => [
    {
      key: 'toys',
      words: words('玩具', 'Toys'),
      columns: [
        { key: 'name', words: words('名称', 'Name'), kind: 'text' },
        { key: 'sold', words: words('件数', 'Pieces'), kind: 'count' },
        { key: 'gmv', words: words('成交额', 'Sales'), kind: 'money' },
        { key: 'share', words: words('占比', 'Share'), kind: 'share' },
      ],
      rows: [
        [words('陀螺', 'Top'), 7, 12_345, 0.7],
        [words('风筝', 'Kite'), 3, 5_000, 0.3],
      ].filter(([, sold]) => Number(sold) >= least),
    },
  ],
});

const app = await testApp({ rounds: true, extra: { domains: [{ name: 'toys', reports: [toysSold] }] } });
const { ctx } = app;
const owner = (await signedIn(ctx, 'owner')).cookie;
const chromium = await launchChromium();

async function openAs(cookie: string, language: 'zh-CN' | 'en', width = 1440) {
  const { page, complaints } = await chromium.open({ width, height: 900 });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.running.address }]);
  await page.addInitScript(`localStorage.setItem('huoshui.language', '${language}');`);
  const refused: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(`${answer.request().method()} ${answer.url()}`);
  });
  const done = patience(page);
  const goto = async (address: string) => {
    await page.goto(`${app.running.address}/console${address}`);
    await page.locator('main h1').first().waitFor();
    await done();
  };
  return { page, complaints, refused, goto, done };
}

describe.each([
  { language: 'zh-CN', width: 1440, title: '玩具卖了多少？', top: '陀螺', kite: '风筝', least: '至少几件' },
  { language: 'en', width: 390, title: 'How many toys were sold?', top: 'Top', kite: 'Kite', least: 'At least' },
] as const)(
  'a report of the server alone, in $language at $width px',
  ({ language, width, title, top, kite, least }) => {
    it('stands in the navigation, asks its question and keeps the answer in the address', async () => {
      const { page, goto, complaints } = await openAs(owner, language, width);
      await goto('/reports/toys.sold');
      await page.getByRole('heading', { name: title }).waitFor();
      await page.getByRole('cell', { name: top }).waitFor();
      expect(await page.getByRole('row').filter({ hasText: kite }).textContent()).toBe(`${kite}3¥50.0030.0%`);
      await page.screenshot({ path: path.join(pictures, `report-${language}.png`), fullPage: true });
      await page.getByLabel(least, { exact: true }).fill('5');
      await page.getByRole('cell', { name: kite }).waitFor({ state: 'hidden' });
      await expect.poll(() => new URL(page.url()).searchParams.get('values')).toBe('{"least":5}');
      await page.reload();
      await page.getByRole('cell', { name: top }).waitFor();
      expect(await page.getByRole('cell', { name: kite }).count()).toBe(0);
      // On a narrow window the navigation is a drawer: it is there all the same.
      const links = async () =>
        page
          .locator('nav a[href^="/console/reports/"]')
          .evaluateAll((all) => all.map((link) => link.getAttribute('href')).toSorted());
      // Those that no page of their own shows, and no others.
      await expect
        .poll(links)
        .toEqual([
          '/console/reports/audiences.base',
          '/console/reports/scrm.losses',
          '/console/reports/scrm.staff',
          '/console/reports/themes.habit',
          '/console/reports/toys.sold',
        ]);
      await page.getByLabel(least, { exact: true }).fill('50');
      await page.getByRole('alert').first().waitFor();
      expect(complaints).toEqual([]);
    });
  },
);

describe('who may only look', async () => {
  const addresses = await furnish();
  const { page, refused, goto, done, complaints } = await openAs((await signedIn(ctx, 'viewer')).cookie, 'zh-CN');
  let tried = 0;

  it.each(addresses)('is offered nothing on %s that would be refused', async (address) => {
    await goto(address);
    const here = page.url();
    const offered = page.locator('main button:enabled, .ant-drawer button:enabled');
    const labels = await offered.evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent ?? ''),
    );
    for (const label of new Set(labels.filter((label) => label !== '' && !ofEveryList.test(label)))) {
      const button = page.locator('main, .ant-drawer').getByRole('button', { name: label, exact: true }).first();
      if (!(await button.isVisible()) || !(await button.isEnabled())) continue;
      await button.click({ timeout: 2_000 }).catch(() => undefined);
      tried += 1;
      // A dialog or a question would ask once more: she says yes to it.
      const yes = page.locator('.ant-modal-footer .ant-btn-primary, .ant-modal-confirm-btns .ant-btn-primary').first();
      // A question that is just closing cannot be answered any more.
      if (await yes.isVisible()) await yes.click({ timeout: 2_000 }).catch(() => undefined);
      await done();
      if (page.url() !== here || (await yes.isVisible())) await goto(address);
    }
    expect(refused).toEqual([]);
  });

  it('has tried what is offered, and met no other fault', () => {
    expect(tried).toBeGreaterThan(4);
    // Products of tests have no picture behind their address.
    const known = /400|\/files\/picture\.webp/;
    expect(complaints.filter((one) => !known.test(one))).toEqual([]);
  });
});

/** What reads, sorts and arranges on every list alike is tried nowhere. */
const ofEveryList = /^(刷新|导出|列|上一页|下一页|保存为视图|清除筛选|试算)$/;

/** A shop in which every page has something that could be changed; answers the addresses. */
async function furnish(): Promise<readonly string[]> {
  const { id: product, skuId } = await createProduct(ctx, { price: 10_000 });
  const buyer = await createBuyer(ctx);
  const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 2 }] });
  await acceptPayment(
    ctx,
    { wechat: app.running.wechat, offerSources: testSources },
    toldPayment(ctx, order),
    'notification',
  );
  await app.call(`POST /api/shop/orders/${order.id}/refunds`, {
    token: buyer.token,
    body: { lines: [{ lineId: `${order.id}.0`, quantity: 1 }], reason: '多拍了' },
  });
  const { id: coupon } = await createCoupon(ctx);
  const made = async (route: string, body: object) => (await app.call(route, { cookie: owner, body })).body;
  const journey = await made('POST /api/admin/journeys', { name: '关怀', definition: careJourney() });
  await made('POST /api/admin/budgets', { name: '拉新', limit: 100_000 });
  await made('POST /api/admin/categories', { name: '空分类', parentId: null, sort: 1 });
  await made(`POST /api/admin/members/${buyer.id}/tags`, { name: '熟客', reason: '试' });
  const { items: templates } = (await app.call('GET /api/admin/message-templates', { cookie: owner })).body;
  return [
    '/products',
    `/products/${product}`,
    '/categories',
    '/stock',
    '/orders',
    `/orders/${order.id}`,
    `/orders?open=${order.id}`,
    '/refunds',
    '/members',
    `/members/${buyer.id}`,
    `/members/${buyer.id}?tab=coupons`,
    '/tags',
    '/coupons',
    `/coupons/${coupon}`,
    '/promotions',
    '/budgets',
    '/grants',
    '/journeys',
    `/journeys/${journey.id}`,
    '/playbooks',
    '/playbooks/first_repurchase',
    '/message-templates',
    `/message-templates/${templates[0].id}`,
    '/outbound',
    '/governance',
    '/imports',
    '/settings/lifecycle',
    '/settings/shop',
    '/settings/parked',
  ];
}
