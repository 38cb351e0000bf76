import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { testApp } from '../../src/platform/testing/app.ts';
import { toyDomain } from '../kit/toy-form.ts';
import { launchChromium } from './chromium.ts';

// Every kind of field as the console draws it, in a real browser, against the real checker.

const pictures = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(pictures, { recursive: true });
const pages = await buildPages();
const saved: object[] = [];
const toys = toyDomain(
  (values) => saved.push(values),
  (app) =>
    app.get<{ Params: { '*': string } }>('/toy/*', async ({ params }, reply) => {
      const name = params['*'] || 'index.html';
      const type = { js: 'text/javascript', css: 'text/css', html: 'text/html' }[name.split('.').at(-1) ?? ''];
      return reply.type(type ?? 'application/octet-stream').send(await readFile(path.join(pages, name)));
    }),
);
const app = await testApp({ rounds: true, extra: { domains: [toys] } });
const { cookie } = await signedIn(app.ctx);
const { id: blueberries } = await createProduct(app.ctx, { name: '蓝莓' });
const chromium = await launchChromium();

describe.each([
  { language: 'zh-CN', width: 1440, mode: 'light' },
  { language: 'en', width: 390, mode: 'dark' },
])('the toy form in $language at $width px', async ({ language, width, mode }) => {
  const zh = language === 'zh-CN';
  const { page, complaints } = await chromium.open({ width, height: 900 });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.running.address }]);
  await page.addInitScript(
    `localStorage.setItem('huoshui.language', '${language}'); localStorage.setItem('huoshui.theme', '${mode}');`,
  );
  const shoot = async (what: string) =>
    page.screenshot({ path: path.join(pictures, `form-${language}-${what}.png`), fullPage: true });
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const problem = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });

  it('opens without a reproach, every input under its name', async () => {
    await page.goto(`${app.running.address}/toy/`);
    await field(zh ? '价格' : 'Price').waitFor();
    for (const label of zh
      ? [
          '名称',
          '说明',
          '数量',
          '倍数',
          '比例',
          '开始时间',
          '等待 天',
          '上架',
          '方式',
          '适用商品',
          '主推商品',
          '哪一步',
          '满',
          '减',
        ]
      : [
          'Name',
          'Story',
          'Pieces',
          'Factor',
          'Share',
          'Opens',
          'Wait days',
          'On sale',
          'Way',
          'Goods',
          'Hero',
          'Step',
          'From',
          'Off',
        ])
      expect(await field(label).count(), label).toBe(1);
    expect(await field(zh ? '开始时间' : 'Opens').inputValue()).toBe('09:00');
    expect(await field(zh ? '等待 小时' : 'Wait hours').inputValue()).toBe('1');
    expect(await page.getByRole('alert').count()).toBe(0);
    // Nothing reaches beyond the window's edge.
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.className)",
      ),
    ).toEqual([]);
    await shoot('opened');
  });

  it('keeps what is typed, and says under the field what is wrong with it', async () => {
    await field(zh ? '价格' : 'Price').fill('100.015');
    await problem(zh ? '最多精确到分' : 'at most two decimals').waitFor();
    await field(zh ? '价格' : 'Price').fill('250');
    await problem(zh ? '价格不能大于 ¥100' : 'Price: at most ¥100').waitFor();
    await field(zh ? '数量' : 'Pieces').fill('三');
    await field(zh ? '名称' : 'Name').fill('一个长过十个字的名称啊');
    await field(zh ? '开始时间' : 'Opens').fill('25:00');
    await problem(zh ? '名称最多 10 个字' : 'Name: at most 10').waitFor();
    await problem(zh ? '例如 09:30' : 'such as 09:30').waitFor();
    await problem(zh ? '数量请填数字' : 'Pieces: enter a number').waitFor();
    expect(await field(zh ? '价格' : 'Price').inputValue()).toBe('250');
    expect(await field(zh ? '数量' : 'Pieces').inputValue()).toBe('三');
    await expect.poll(async () => field(zh ? '价格' : 'Price').getAttribute('aria-invalid')).toBe('true');
    await shoot('wrong');
  });

  it('is refused with everything that is missing at its field, the first one in sight', async () => {
    const before = saved.length;
    await save(page);
    await problem(zh ? '请填写活动时间' : 'Runs is missing').waitFor();
    await problem(zh ? '请填写满' : 'From is missing').waitFor();
    await problem(zh ? '请填写减' : 'Off is missing').waitFor();
    expect(saved.length).toBe(before);
    await shoot('refused');
  });

  it('reads aloud what is typed, rows and dates and picked things too', async () => {
    await field(zh ? '名称' : 'Name').fill(zh ? '已用' : 'Trial');
    await field(zh ? '价格' : 'Price').fill('9.9');
    await field(zh ? '数量' : 'Pieces').fill('2');
    await field(zh ? '数量' : 'Pieces').press('ArrowUp');
    await field(zh ? '开始时间' : 'Opens').fill('0930');
    await page.getByRole('radio', { name: zh ? '邮寄' : 'By post' }).check();
    await field(zh ? '邮费' : 'Postage').fill('¥8');
    await chooseDays(page);
    await page
      .getByText(zh ? '共 3 天' : '3 days')
      .first()
      .waitFor();
    await page.getByRole('radio', { name: zh ? '指定商品' : 'Some products' }).check();
    const blueberry = page.locator('.ant-select-selection-item', { hasText: '蓝莓' });
    await findAndPick(page, field(zh ? '指定商品' : 'Some products').last(), '蓝', blueberry);
    await field(zh ? '满' : 'From').fill('100');
    await field(zh ? '减' : 'Off').fill('120');
    await problem(zh ? '优惠不能超过门槛' : 'More off than').waitFor();
    await field(zh ? '减' : 'Off').fill('20');
    await page.getByRole('button', { name: zh ? '加一档' : 'Add a tier' }).click();
    await field(zh ? '满' : 'From')
      .last()
      .fill('200');
    await field(zh ? '减' : 'Off')
      .last()
      .fill('50');
    await page.getByRole('button', { name: zh ? '档位：上移第 2 项' : 'Tiers: move no. 2 up' }).click();
    await putTogether(page, zh);
    await page.getByText(zh ? '共 3 件，等 1 天 1 小时' : '3 in all, after 1 day 1 hour').waitFor();
    await expect.poll(async () => page.getByRole('alert').count()).toBe(0);
    await shoot('sound');
  });

  it('saves, and forgets a refusal as soon as its field changes', async () => {
    await save(page);
    if (zh) {
      await problem('这个名称已经用过').waitFor();
      await field('名称').fill('尝鲜');
      await problem('这个名称已经用过').waitFor({ state: 'detached' });
      await save(page);
    }
    await page.getByText(zh ? '已保存' : 'Saved', { exact: true }).waitFor();
    expect(saved.at(-1)).toMatchObject({
      price: 990,
      pieces: 3,
      opens: 570,
      wait: 1500,
      way: 'post',
      fee: 800,
      scope: { kind: 'products', ids: [blueberries] },
      who: {
        all: [
          { not: { kind: 'has_phone', values: {} } },
          {
            any: [
              { kind: 'joined', values: { side: 'within', days: 30 } },
              { kind: 'joined', values: { side: 'within', days: 7 } },
            ],
          },
        ],
      },
      tiers: [
        { atLeast: 200_00, off: 50_00 },
        { atLeast: 100_00, off: 20_00 },
      ],
    });
    // A refusal is an answer of 400, which a browser calls an error.
    expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
  });
});

const save = async (page: Page) => page.locator('button[type=submit]').click();

/** Nobody who has a phone number, and of the others whoever joined within 30 days, or within 7: by clicking and typing. */
async function putTogether(page: Page, zh: boolean): Promise<void> {
  const who = page.getByRole('group', { name: zh ? '给谁看' : 'Shown to' });
  const group = who.getByRole('region', { name: zh ? '一组条件' : 'A group' });
  const add = async (to: Locator, word: string) => {
    const kinds = to.getByRole('combobox', { name: zh ? '添加条件' : 'Add a condition' }).last();
    await findAndPick(page, kinds, word, to.getByRole('region', { name: word }));
  };
  const leaf = (name: string) => who.getByRole('region', { name });
  const [phone, joined] = zh ? ['绑定了手机号', '入会时间'] : ['Has a phone number', 'When she joined'];
  await add(who, phone);
  await leaf(phone)
    .getByRole('checkbox', { name: zh ? '排除' : 'Not' })
    .check();
  await page.getByRole('button', { name: zh ? '添加一组' : 'Add a group' }).click();
  await add(group, joined);
  const days = leaf(joined).getByLabel(zh ? '天数' : 'Days', { exact: true });
  await days.last().fill('30');
  await leaf(joined)
    .getByRole('button', { name: zh ? /调整/ : /Change/ })
    .click();
  await page.getByRole('menuitem', { name: zh ? '复制' : 'Copy' }).click();
  await days.last().fill('7');
}

/**
 * Types a word and picks what it finds. The list is drawn, narrowed and put in its place one after the other: on a busy machine a click may fall
 * between two of these onto nothing. Then she does as a person does, and tries again; what she wants to see decides.
 */
async function findAndPick(page: Page, list: Locator, word: string, picked: Locator): Promise<void> {
  const options = page.locator('.ant-select-item-option:visible');
  for (let tries = 0; tries < 5; tries += 1) {
    await list.fill('');
    await list.fill(word);
    await expect.poll(async () => options.filter({ hasNotText: word }).count()).toBe(0);
    await options.filter({ hasText: word }).first().click();
    const seen = await picked
      .last()
      .waitFor({ timeout: 5000 })
      .then(
        () => true,
        () => false,
      );
    if (seen) return;
  }
  await picked.last().waitFor();
}

async function chooseDays(page: Page) {
  const days = page.locator('.ant-picker-range input');
  await days.first().fill('2026-12-01');
  await days.first().press('Enter');
  await days.last().fill('2026-12-03');
  await days.last().press('Enter');
}

async function buildPages(): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'huoshui-toy-'));
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));
  const console = path.join(productRoot, 'console');
  const { plugins } = (await import(path.join(console, 'vite.config.ts'))).default;
  await build({
    configFile: false,
    plugins,
    root: path.join(console, 'test/toy-form'),
    base: '/toy/',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  return outDir;
}
