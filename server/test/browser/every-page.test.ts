import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { productRoot } from '../../src/launch/product.ts';
import { findings, findingsInTheDark, unseenFocus } from './access.ts';
import { launchChromium } from './chromium.ts';
import { openEnglishShop } from './english-shop.ts';
import { overflow, patience, phonePatience, textsOn } from './seen.ts';

// Every page of the three faces, in one walk. The console as somebody reads it who reads English, in a shop whose people
// write English: a Chinese word in sight is a sentence of ours that has no English yet. On the way no page may be broken
// in any other manner, none may be in anybody's way (axe), and the keyboard is seen wherever it goes.

type Manifest = { readonly pages: readonly { readonly path: string }[] };
// By their addresses, not by their names: the faces are compiled under other sets of types.
const manifestOf = async (file: string) => import(pathToFileURL(path.join(productRoot, file)).href);
const { pages }: Manifest = await manifestOf('console/src/app/pages.ts');
const { pages: shopPages }: { pages: Readonly<Record<string, string>> } =
  await manifestOf('storefront/src/ui/pages.ts');
const pictures = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(pictures, { recursive: true });

const shop = await openEnglishShop();
// After the shop, so that it ends before it: a server waits for a page that listens to it, as the sandbox's does.
const chromium = await launchChromium();
const { page, complaints } = await chromium.open({ width: 1440, height: 1000 });
const [name = '', value = ''] = shop.cookie.split('=');
await page.context().addCookies([{ name, value, url: shop.url }]);
await page.addInitScript("localStorage.setItem('huoshui.language', 'en')");
const done = patience(page);

/** Chinese that an English console shows: names, and what goes to shoppers. */
const allowed: readonly RegExp[] = [
  /^活水$/, // the brand
  /^中文$/, // a language is called by its own name
  /活水(鲜生|优选)/, // mini programs, by the names that WeChat has of them
  /^(顺丰速运|京东快递|中通快递|圆通速递|申通快递|韵达快递|极兔速递|EMS|邮政快递包裹|德邦快递)$/, // carriers, as WeChat knows them
  ...shop.toShoppers.map(asFilledIn),
];
/** Letters, and the marks that belong to them. */
const han = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u;
const broken = /\[object |\bundefined\b|\bNaN\b|Invalid Date|\{\{(?!product\}\})/;

/** What is wrong with what is in sight, each fault once. */
async function faults(): Promise<string[]> {
  const texts = await textsOn(page);
  const chinese = texts.filter((text) => han.test(text) && !allowed.some((one) => one.test(text)));
  return [...new Set([...chinese, ...texts.filter((text) => broken.test(text) && !han.test(text)), ...complained()])];
}

let heard = 0;
function complained(): readonly string[] {
  const since = complaints.slice(heard);
  heard = complaints.length;
  return since;
}

async function open(address: string): Promise<void> {
  await page.goto(`${shop.url}/console${address}`);
  await done();
}

/** `/orders/:id` → `/orders/ord_…`. */
function addressOf(pattern: string): string {
  const [base = ''] = pattern.split('/:');
  if (base === pattern) return pattern;
  const id = shop.ids[base];
  if (id === undefined)
    throw new Error(`${pattern}: the shop of this test has none to show; add one to english-shop.ts`);
  return `${base}/${id}`;
}

describe('the console', () => {
  it('would be caught with a button that has no name, a word that is hard to read, and a place where no keyboard is seen', async () => {
    await open('/products');
    await page.evaluate(`document.querySelector('main').insertAdjacentHTML('afterbegin',
      '<button></button><p style="color: #aaa; background: #fff">pale</p><a href="#" class="unseen">here</a>' +
      '<style>.unseen { display: block; outline: none !important }</style>')`);
    const found = (await findings(page)).map((one) => one.split(':')[0]);
    expect(new Set(found)).toEqual(new Set(['button-name', 'color-contrast']));
    expect(await unseenFocus(page)).toEqual(['<a href="#" class="unseen">here</a>']);
  });

  it('has nothing in anybody’s way before somebody has signed in', async () => {
    const { page: door } = await chromium.open({ width: 1440, height: 1000 });
    await door.goto(`${shop.url}/console/sign-in`);
    await door.locator('input[type=password]').waitFor();
    expect(await findings(door)).toEqual([]);
    expect(await findingsInTheDark(door)).toEqual([]);
    expect(await unseenFocus(door)).toEqual([]);
    await door.close();
  });
});

describe('the console in English', () => {
  it('would be caught with a word of Chinese, with an object in place of a word, and wider than its window', async () => {
    await open('/products');
    await page.evaluate("document.querySelector('h1').append('商品', String({}))");
    expect(await faults()).toEqual(['商品', '[object Object]']);
    expect(await overflow(page)).toBe(0);
    await page.evaluate("document.querySelector('main').style.width = '3000px'");
    expect(await overflow(page)).toBeGreaterThan(0);
  });

  it.each(pages.map((one) => one.path))(
    'speaks English at %s, is in nobody’s way, and fits a telephone',
    async (pattern) => {
      await page.setViewportSize({ width: 1440, height: 1000 });
      await open(addressOf(pattern));
      expect(await faults(), 'at a desk').toEqual([]);
      expect(await findings(page), 'by axe').toEqual([]);
      expect(await findingsInTheDark(page), 'by axe in the dark').toEqual([]);
      expect(await unseenFocus(page), 'unseen with the keyboard on it').toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await done();
      expect(await overflow(page), 'px sideways').toBeLessThanOrEqual(0);
      expect(await faults(), 'on a telephone').toEqual([]);
    },
  );

  /** What opens over a page: its address and what is pressed there, one after the other. */
  const openings: readonly (readonly [address: string, ...press: readonly string[]])[] = [
    ['/categories', 'New category'],
    ['/stock', 'Adjust'],
    ['/orders/:id', 'Ship'],
    ['/orders/:id', 'Refund'],
    ['/orders/:id', 'Change address'],
    ['/refunds/:id', 'Agree to the return'],
    ['/refunds/:id', 'Refuse'],
    ['/members/:id', 'Give a coupon'],
    ['/members/:id', 'Add tag'],
    ['/members/:id', 'Merge'],
    ['/budgets', 'New budget'],
    ['/levels', 'New level'],
    ['/settings/operators', 'New operator'],
    ['/', 'Tasks'],
    ['/', 'To do'],
    ['/', 'Find pages, members, orders, products'],
  ];
  it.each(openings)('speaks English at %s when one presses %s', async (pattern, ...press) => {
    await page.setViewportSize({ width: 1440, height: 1000 });
    await open(addressOf(pattern));
    for (const button of press) await page.getByRole('button', { name: button }).first().click();
    await page
      .locator('.ant-modal, .ant-drawer, .ant-popover, .ant-dropdown')
      .filter({ visible: true })
      .first()
      .waitFor();
    await done();
    expect(await faults()).toEqual([]);
  });

  it.each(['/orders', '/outbound', '/settings/audit'])(
    'speaks English in the drawer of a row at %s',
    async (address) => {
      await page.setViewportSize({ width: 1440, height: 1000 });
      await open(address);
      await page.locator('main tbody tr.hs-row-active').first().click();
      await page.locator('.ant-drawer').filter({ visible: true }).first().waitFor();
      await done();
      expect(await faults()).toEqual([]);
      await page.screenshot({ path: path.join(pictures, `english${address.replaceAll('/', '-')}.png`) });
    },
  );
});

describe('the storefront', async () => {
  const { page: phone } = await chromium.open({ width: 390, height: 844 });
  const { wechatId, orderId, refundId, productId } = shop.shopper;
  const questions: Readonly<Record<string, string>> = {
    product: `?id=${productId}`,
    order: `?id=${orderId}`,
    refund: `?id=${orderId}`,
    afterSale: `?id=${refundId}`,
    paid: `?id=${orderId}`,
  };
  await phone.goto(`${shop.url}/sandbox/phone?shopper=${wechatId}`);
  const frame = await (await phone.locator('iframe').first().elementHandle())?.contentFrame();
  if (!frame) throw new Error('the phone shows no shop');
  await frame.waitForURL(/phone=1/);
  const settled = phonePatience(phone, frame);

  it.each(Object.entries(shopPages))('is in nobody’s way at %s', async (key, address) => {
    await frame.evaluate(`location.hash = '#/${address}${questions[key] ?? ''}'`);
    await settled();
    expect(await findings(frame), 'by axe').toEqual([]);
    expect(await unseenFocus(phone, frame), 'unseen with the keyboard on it').toEqual([]);
  });
});

describe('the sandbox', async () => {
  const { page: desk } = await chromium.open({ width: 1440, height: 1000 });
  const addresses = ['/sandbox/', `/sandbox/phone?shopper=${shop.shopper.wechatId}`];

  it.each(addresses)('is in nobody’s way at %s', async (address) => {
    await desk.goto(`${shop.url}${address}`);
    await desk.locator('iframe').first().waitFor();
    expect(await findings(desk), 'by axe').toEqual([]);
    expect(await unseenFocus(desk), 'unseen with the keyboard on it').toEqual([]);
  });
});

/** A text of a template, whatever stands where its variables are. */
function asFilledIn(text: string): RegExp {
  const parts = text.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^.*${parts.join('.*')}.*$`, 's');
}
