import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Definition } from '../../src/domains/journeys/definition.ts';
import { announcePaid, careJourney } from '../../src/domains/journeys/testing.ts';
import { createMember } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { testApp } from '../../src/platform/testing/app.ts';
import { launchChromium } from './chromium.ts';

// An operator draws a journey in the built console: with a question, publishes it, and sees who stands where.

vi.setConfig({ testTimeout: 300_000 });
const pictures = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(pictures, { recursive: true });

const app = await testApp({ rounds: true });
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const chromium = await launchChromium();
await setQuiet(ctx, 'never');

const call = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
const asOwner = async (size: { width: number; height: number }) => {
  const { page, complaints } = await chromium.open(size);
  page.setDefaultTimeout(25_000);
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.running.address }]);
  return { page, complaints };
};
const shoot = async (page: Page, what: string) => page.screenshot({ path: path.join(pictures, `drawing-${what}.png`) });

const step = (page: Page, text: string | RegExp) => page.locator('.react-flow__node').filter({ hasText: text });
const saved = async (page: Page) => page.getByText('已自动保存', { exact: true }).waitFor();
const pick = async (page: Page, name: string) => {
  await page.getByRole('combobox', { name: '加哪一步？' }).fill(name);
  await page.keyboard.press('Enter');
};
const choose = async (page: Page, label: string, option: string) => {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
};

describe('a journey that is drawn', async () => {
  const { page, complaints } = await asOwner({ width: 1440, height: 900 });
  let journeyId = '';

  afterEach(async () => {
    await shoot(page, 'last');
    expect(complaints).toEqual([]);
  });

  it('begins from nothing, names what is missing, and takes steps by mouse and by keyboard', async () => {
    await page.goto(`${app.running.address}/console/journeys`);
    await page.getByRole('button', { name: '新建旅程' }).first().click();
    await page.getByLabel('名称', { exact: true }).fill('老客试画');
    await page.getByRole('button', { name: '开始画' }).click();
    await page.getByRole('button', { name: '在这里加一步' }).waitFor();
    journeyId = /journeys\/(jny_\w+)\/drawing/.exec(page.url())?.[1] ?? '';

    await choose(page, '什么事让人进来', '订单支付成功');
    await choose(page, '用什么衡量效果', '再次支付');
    // By the plus on the way, then by keyboard after the step that is open.
    await page.getByRole('button', { name: '在这里加一步' }).click();
    await pick(page, '打标签');
    await page.locator('.hs-canvas-node h2').waitFor();
    await page.getByRole('tab', { name: /问题/ }).waitFor({ state: 'hidden' });
    await shoot(page, 'half');
    await saved(page);
    await page.getByRole('button', { name: '返回设置' }).click();
    await page.getByRole('tab', { name: '问题 1' }).click();
    await page.locator('.hs-canvas-problems button').click();
    await page.getByLabel('标签', { exact: true }).fill('来过');
    await saved(page);
    await step(page, '打上标签「来过」').waitFor();
    await step(page, '打上标签「来过」').click();
    await page.keyboard.press('a');
    await pick(page, '下过几单');
    await page.getByLabel('只数进入之后的').click();
    await page.getByLabel('至少', { exact: true }).fill('2');
    await saved(page);
    await step(page, '累计支付满 2 单吗？').waitFor();

    await page.getByRole('button', { name: '在「是」后面加一步' }).click();
    await pick(page, '等待一段时间');
    await page.getByRole('button', { name: '在「否」后面加一步' }).click();
    await pick(page, '打标签');
    await page.getByLabel('标签', { exact: true }).fill('新来的');
    await saved(page);
    await step(page, '打上标签「新来的」').waitFor();
    await shoot(page, 'drawn');
  });

  it('goes back and forward by keys, and a copy of a step is pasted after it', async () => {
    await step(page, /等待/).click();
    await page.keyboard.press('Control+c');
    await page.keyboard.press('Control+v');
    await expect.poll(async () => step(page, /等待/).count()).toBe(2);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => step(page, /等待/).count()).toBe(1);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(async () => step(page, /等待/).count()).toBe(2);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => step(page, /等待/).count()).toBe(1);
    await saved(page);
  });

  it('is published, and whoever comes in stands where it says', async () => {
    const old = await createMember(ctx);
    await announcePaid(ctx, old);
    await app.settle();
    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByRole('button', { name: '发布并开始运行' }).click();

    await page.getByRole('tab', { name: '流程' }).waitFor();
    const fresh = await createMember(ctx);
    for (const member of [old, fresh]) await announcePaid(ctx, member);
    await app.settle();
    await page.goto(`${app.running.address}/console/journeys/${journeyId}/drawing`);
    await step(page, /等待/).getByText('1 人在此').waitFor();
    await step(page, '打上标签「新来的」').getByText('来过 1').waitFor();
    await shoot(page, 'live');
    await page.getByRole('tab', { name: '试算' }).click();
    await page.getByRole('button', { name: /^试\s*算$/ }).click();
    await page.getByText(/会有 \d+ 人次进入/).waitFor();
    await shoot(page, 'dry-run');
  });

  it('shows what a change would do to whom, and moves them by a map', async () => {
    await step(page, /等待/).click();
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: '在「是」后面加一步' }).click();
    await pick(page, '发送消息');
    await choose(page, '消息模板', '购后关怀');
    await saved(page);
    await page.getByRole('button', { name: '发布', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('在途的 1 人怎么走').waitFor();
    await dialog.getByRole('radio', { name: /改按新版本走/ }).click();
    await dialog.getByRole('combobox', { name: /接着走/ }).click();
    await page
      .locator('.ant-select-dropdown:visible')
      .getByText(/购后关怀/)
      .click();
    await shoot(page, 'publish');
    await dialog
      .getByRole('button', { name: /发\s*布/ })
      .last()
      .click();
    await page.getByText('已发布，1 人改按新版本走').waitFor();
    await page.getByRole('tab', { name: '版本' }).click();
    await page.getByText('比较两个版本').waitFor();
    await page.getByText('「是」通向').waitFor();
    await shoot(page, 'versions');
  });
});

/** A straight way with questions on it, so that the canvas is wide as well as long. */
function hundredSteps(): Definition {
  const nodes = Array.from({ length: 100 }, (_, n): Definition['nodes'][number] => {
    const next = n === 99 ? null : `n${n + 1}`;
    return n % 4 === 1
      ? {
          key: `n${n}`,
          kind: 'has_tag',
          values: { tag: `标签${n}` },
          ways: { yes: next, no: n + 5 < 100 ? `n${n + 5}` : null },
        }
      : { key: `n${n}`, kind: 'wait', values: { period: 60 * (n + 1) }, ways: { next } };
  });
  return careJourney({ start: 'n0', nodes });
}

it('a hundred steps are panned without a frame that is dropped for long', async () => {
  const { page, complaints } = await asOwner({ width: 1440, height: 900 });
  const drawing = (await call('POST /api/admin/drawings', { name: '一百步' })).body;
  await call(`PUT /api/admin/drawings/${drawing.id}`, { name: '一百步', definition: hundredSteps(), places: {} });
  await page.goto(`${app.running.address}/console/journeys/${drawing.journeyId}/drawing`);
  await expect.poll(async () => page.locator('.react-flow__node').count()).toBeGreaterThan(2);
  await shoot(page, 'hundred');
  // Panned inside the page, a step a frame: what is measured is the page, and not how fast a test can move a mouse.
  const framesOf = async (pans: boolean): Promise<number[]> =>
    page.evaluate(`new Promise((resolve) => {
      const pane = document.querySelector('.react-flow__pane');
      const move = (type, n) =>
        new MouseEvent(type, { bubbles: true, view: window, clientX: 600 + 150 * Math.sin(n / 12), clientY: 700 - 3 * n });
      if (${pans}) pane.dispatchEvent(move('mousedown', 0));
      const times = [];
      const take = (now) => {
        times.push(now);
        if (${pans}) window.dispatchEvent(move('mousemove', times.length));
        if (times.length < 180) return void requestAnimationFrame(take);
        if (${pans}) window.dispatchEvent(move('mouseup', times.length));
        resolve(times.slice(1).map((one, n) => one - times[n]));
      };
      requestAnimationFrame(take);
    })`);
  const median = (frames: readonly number[]) => frames.toSorted((a, b) => a - b)[Math.floor(frames.length / 2)] ?? 0;
  // Other tests run beside this one: what was pressed aside in one try is tried again, and a page that drops frames does so each time.
  let [still, moving] = [0, Number.POSITIVE_INFINITY];
  // 60 a second where the machine draws 60 a second at all.
  const isFluent = () => moving < 1.5 * still + 2;
  for (let tries = 0; tries < 3 && !isFluent(); tries += 1) {
    still = median(await framesOf(false));
    moving = median(await framesOf(true));
  }
  await shoot(page, 'hundred-panned');
  process.stdout.write(
    `100 steps: a frame in ${still.toFixed(1)} ms standing still, ${moving.toFixed(1)} ms while panned\n`,
  );
  expect(moving).toBeLessThan(1.5 * still + 2);
  expect(complaints).toEqual([]);
});

it('on a phone it is a list from the top down, each step opens over it', async () => {
  const { page, complaints } = await asOwner({ width: 390, height: 844 });
  const drawing = (await call('POST /api/admin/drawings', { name: '手机上画' })).body;
  await call(`PUT /api/admin/drawings/${drawing.id}`, { name: '手机上画', definition: careJourney(), places: {} });
  await page.goto(`${app.running.address}/console/journeys/${drawing.journeyId}/drawing`);
  const list = page.getByRole('list', { name: '列表' });
  await list.getByText('等待 3 天').waitFor();
  await shoot(page, 'phone');
  await list.getByRole('button', { name: '在这里加一步' }).nth(1).click();
  await pick(page, '打标签');
  await page.getByLabel('标签', { exact: true }).fill('手机');
  await saved(page);
  await shoot(page, 'phone-step');
  expect(complaints).toEqual([]);
});
