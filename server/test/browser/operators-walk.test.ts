import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventRow } from '../../src/domains/analytics/testing.ts';
import { announcePaid } from '../../src/domains/audiences/testing.ts';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createMember } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { DAY_MS } from '../../src/platform/calendar.ts';
import { testApp } from '../../src/platform/testing/app.ts';
import { launchChromium } from './chromium.ts';

// Somebody who is no engineer: whom she means in her own words, why each of them is in it, a journey for them with a split and a
// holdout, tried on history, published, measured; and the drop-off of last week as a segment.

vi.setConfig({ testTimeout: 300_000 });
const pictures = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(pictures, { recursive: true });

const [app, chromium] = await Promise.all([testApp({ rounds: true }), launchChromium()]);
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
await setQuiet(ctx, 'never');

const ago = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);
const milk = await createProduct(ctx, { name: '有机鲜牛奶' });
const members = await Promise.all(Array.from({ length: 160 }, async () => createMember(ctx)));
/** So many that no draw leaves an arm too few to compare. Bought twice, the last time ten days ago, and looked at the milk since; six of them bought again this week. */
for (const [n, member] of members.entries())
  for (const days of n < 6 ? [24, 10, 2] : [24, 10]) await announcePaid(ctx, member, { amount: 5000, at: ago(days) });
await app.settle();
const lookedAt = { name: 'product_view', at: ago(3).toISOString(), product_id: milk.id };
await ctx.events.insert(
  'events',
  members.slice(0, 156).map(({ personNo }) => eventRow({ person: personNo, ...lookedAt })),
);

describe('an operator', async () => {
  const { page, complaints } = await chromium.open({ width: 1440, height: 900 });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.running.address }]);
  const open = async (address: string) => page.goto(`${app.running.address}/console${address}`);
  const saved = async () => page.getByText('已自动保存', { exact: true }).waitFor();

  afterEach(async () => {
    await page.screenshot({ path: path.join(pictures, 'operators-walk-last.png') });
    expect(complaints).toEqual([]);
  });

  it('says whom she means by words of her own, and sees how many are left after each', async () => {
    await open('/segments/new');
    const leaf = (n: number) => page.locator('.hs-condition-leaf').nth(n);
    await add(page, '成长期');
    await leaf(0).getByText('成长期', { exact: true }).click();
    await add(page, '看过');
    await leaf(1).getByRole('combobox', { name: '行为' }).fill('看过');
    await offered(page, '浏览商品').click();
    await leaf(1).getByText('指定商品', { exact: true }).click();
    await leaf(1).getByRole('combobox', { name: /商品/ }).last().fill('牛奶');
    await offered(page, '有机鲜牛奶').click();
    await page.keyboard.press('Escape');
    await leaf(1).getByLabel('最近几天', { exact: true }).last().fill('7');
    await add(page, '没下单');
    await leaf(2).getByText('排除', { exact: true }).click();
    await leaf(2).getByLabel('最近几天', { exact: true }).fill('7');
    await page.getByText('150 人', { exact: true }).waitFor();
    await page.getByLabel('名称', { exact: true }).fill('看过牛奶没下单');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('tab', { name: '成员' }).click();
    await page.getByRole('button', { name: '为什么' }).first().click();
    const why = page.locator('.hs-why');
    await why.getByText('最近 7 天「浏览商品」「有机鲜牛奶」至少 1 次').waitFor();
    await expect.poll(async () => why.getByLabel('符合', { exact: true }).count()).toBe(4);
    await page.keyboard.press('Escape');
  });

  it('draws a journey for them with a split and a holdout, and tries it on history', async () => {
    await page.getByRole('button', { name: '为他们画旅程' }).click();
    await page.getByLabel('名称', { exact: true }).fill('牛奶回访');
    await page.getByRole('button', { name: '开始画' }).click();
    const trigger = page.locator('.react-flow__node').filter({ hasText: '在人群「看过牛奶没下单」里，或以后进入' });
    await trigger.waitFor();
    await page.getByRole('combobox', { name: '用什么衡量效果', exact: true }).fill('下单');
    await page.keyboard.press('Enter');
    await page.getByLabel('期限', { exact: true }).fill('7');
    await page.getByLabel('对照组', { exact: true }).fill('40');
    await page.getByRole('button', { name: '在这里加一步' }).click();
    await pick(page, '实验');
    await page.getByRole('button', { name: '在「A 组」后面加一步' }).click();
    await pick(page, '短信');
    await page.getByRole('combobox', { name: '消息模板', exact: true }).click();
    await offered(page, '购后关怀').click();
    await page.getByRole('button', { name: '在「B 组」后面加一步' }).click();
    await pick(page, '电话');
    await page.getByLabel('做什么', { exact: true }).fill('问问牛奶');
    await saved();
    const x = async (text: string) =>
      (await page.locator('.react-flow__node').filter({ hasText: text }).boundingBox())?.x ?? Number.NaN;
    // Steps slide to their places.
    await expect.poll(async () => (await x('购后关怀')) < (await x('问问牛奶'))).toBe(true);

    await page.getByRole('button', { name: '返回设置' }).click();
    await page.getByRole('tab', { name: '试算' }).click();
    await page.getByRole('button', { name: /^试\s*算$/ }).click();
    await page.getByText(/会有 \d+ 人次进入/).waitFor();
    const figures = page.locator('.hs-canvas-figures').first();
    await expect.poll(async () => figures.textContent()).toMatch(/一发布就会进入\s*150/);
    await page.screenshot({ path: path.join(pictures, 'operators-walk-drawn.png') });
  });

  it('publishes it knowing how many come in at once, and they do', async () => {
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByText('一发布就有 150 人进入，其中约 60 人留作对照。').waitFor();
    await page.getByRole('button', { name: '发布并开始运行' }).click();
    await page.getByRole('tab', { name: '流程' }).waitFor();
    await app.settle();
    await app.advance(DAY_MS);
    const { items } = (await app.call('GET /api/admin/todos', { cookie })).body;
    const asked = items.filter(({ title }: { title: string }) => title === '问问牛奶');
    expect(asked.length).toBeGreaterThan(0);
    // Two who were reached order again.
    for (const { memberId } of asked.slice(0, 2)) {
      const member = members.find(({ id }) => id === memberId);
      if (member) await announcePaid(ctx, member, { amount: 4000, at: ctx.now() });
    }
    await app.settle();
    await app.advance(7 * DAY_MS);
  });

  it('reads what it brought, with its interval', async () => {
    await page.reload();
    await page.getByRole('tab', { name: '效果' }).click();
    await page
      .getByText(/95% 区间/)
      .first()
      .waitFor();
    await page.locator('.hs-interval').first().waitFor();
    await page.getByText('实验：随机分成 50% / 50%，比达成旅程目标的人').waitFor();
    await page.screenshot({ path: path.join(pictures, 'operators-walk-result.png'), fullPage: true });
  });

  it('opens whom last week lost between two steps as a segment', async () => {
    // The clock has gone on: what lies seven days back is last week.
    const viewed = { ...lookedAt, at: ago(7).toISOString() };
    const some = members.slice(0, 12).map(({ personNo }) => eventRow({ person: personNo, ...viewed }));
    await ctx.events.insert('events', some);
    await open('/funnel');
    await page.locator('.ant-picker-range').first().click();
    await page.locator('.ant-picker-dropdown:visible').getByText('上周', { exact: true }).click();
    await page.getByText(/流失最多的是/).waitFor();
    const lost = page
      .getByText(/流失 \d+/)
      .first()
      .getByRole('link')
      .first();
    // Until last week has come, the days before it stand there.
    await expect.poll(async () => lost.textContent()).toBe('12');
    await lost.click();
    await page.getByText('共 12 人。').waitFor();
    await page.getByRole('button', { name: '生成人群' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '生成人群' }).click();
    await page.waitForURL('**/segments/seg_*');
    await page.getByRole('heading', { name: /漏斗/ }).waitFor();
    await page.getByRole('link', { name: '12', exact: true }).first().waitFor();
  });
});

const offered = (page: Page, text: string) =>
  page.locator('.ant-select-dropdown:visible').getByText(text, { exact: true }).first();

async function add(page: Page, words: string): Promise<void> {
  await page.getByRole('combobox', { name: '添加条件' }).first().fill(words);
  await page.keyboard.press('Enter');
}

async function pick(page: Page, words: string): Promise<void> {
  await page.getByRole('combobox', { name: '加哪一步？' }).fill(words);
  await page.keyboard.press('Enter');
}
