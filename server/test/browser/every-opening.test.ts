import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { productRoot } from '../../src/launch/product.ts';
import { findings, findingsInTheDark, unseenFocus } from './access.ts';
import { openEnglishDesk, pagesOf } from './english-desk.ts';
import { phonePatience } from './seen.ts';
import { walkPages } from './walk-pages.ts';

// Every page of the console that shows one thing, an order, a member; what opens over its pages, its door, and every page of
// the two other faces: in English where it is the console's, in nobody's way (axe), and with a keyboard that is seen
// wherever it goes. All other pages of the console: every-page.test.ts.

const { pages: shopPages }: { pages: Readonly<Record<string, string>> } = await pagesOf('storefront/src/ui/pages.ts');
const pictures = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(pictures, { recursive: true });
const english = await openEnglishDesk();
const { shop, chromium, page, done, open, addressOf, faults } = english;

describe('the console', () => {
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

describe('the console in English', async () => {
  await walkPages(english, 'of one');
});

describe('what opens in the console', () => {
  /** What opens over a page: its address and what is pressed there, one after the other. */
  const openings: readonly (readonly [address: string, ...press: readonly string[]])[] = [
    ['/categories', 'New category'],
    ['/stock', 'Adjust'],
    ['/synonyms', 'New synonym'],
    ['/searches', 'Make a synonym'],
    ['/orders/:id', 'Ship'],
    ['/orders/:id', 'Refund'],
    ['/orders/:id', 'Change address'],
    ['/refunds/:id', 'Agree to the return'],
    ['/refunds/:id', 'Refuse'],
    ['/members/:id', 'Give a coupon'],
    ['/members/:id', 'Add tag'],
    ['/members/:id', 'Merge'],
    ['/tag-rules', 'New rule'],
    ['/budgets', 'New budget'],
    ['/collectors', 'New source'],
    ['/levels', 'New level'],
    ['/cards', 'New card'],
    ['/settings/operators', 'New operator'],
    ['/settings/operators', 'Who needs two-factor'],
    ['/settings/account', 'Turn on'],
    ['/settings/api-keys', 'New key'],
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

  it.each(['/orders', '/reviews', '/outbound', '/settings/audit'])(
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
  const { wechatId, orderId, refundId, productId, lotCode } = shop.shopper;
  const questions: Readonly<Record<string, string>> = {
    product: `?id=${productId}`,
    order: `?id=${orderId}`,
    refund: `?id=${orderId}`,
    reviews: `?product=${productId}`,
    writeReview: `?order=${orderId}`,
    afterSale: `?id=${refundId}`,
    store: `?id=${shop.ids['/stores']}`,
    paid: `?id=${orderId}`,
    trace: `?code=${lotCode}`,
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
