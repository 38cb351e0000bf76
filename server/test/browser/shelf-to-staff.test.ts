import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { openShop } from '../flows/shop.ts';
import { newShopper, order, pay, type Shopper } from '../flows/shopper.ts';
import { launchChromium } from './chromium.ts';
import { patience } from './seen.ts';

// From a code on a shelf, and from a word to an account, to a friend of staff, a group and an order: three shoppers' phones, one of staff, and
// the console that says what of it came to what.

vi.setConfig({ testTimeout: 300_000 });

const shots = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const shot = (name: string) => path.join(shots, `shelf-${name}.png`);

// The browser ends before the shop, whose streams its pages hold open.
const shop = await openShop();
const browser = await launchChromium();
const { api, app, sandbox } = shop;
const as = { cookie: shop.owner.cookie };
const MINUTE = 60_000;
await app.settle();

const product = await createProduct(app.ctx, { name: '红颜草莓 500g', price: 3_990, stock: 99 });
const gift = await createCoupon(app.ctx, { name: '见面礼' });
const way = await api('POST /api/admin/contact-ways', {
  ...as,
  body: {
    values: {
      ...{
        name: '草莓货架',
        staff: [{ who: 'guide01', weight: 1, perDay: null }],
        days: null,
        from: null,
        until: null,
      },
      ...{ perDay: null, inAll: null, fallback: null, welcome: '你好，我是草莓货架的导购', welcomeBought: null },
      ...{ coupon: gift.id, couponFor: 'everyone', remark: null, tags: ['货架'] },
    },
  },
});
const groups = await Promise.all(
  ['会员福利群', '水果科普群'].map(async (name) =>
    String(Object(await sandbox('POST /staff/guide01/groups', { name })).chatId),
  ),
);
await app.settle();
const entrance = await api('POST /api/admin/group-codes', {
  ...as,
  body: {
    values: {
      ...{ name: '进群', fullAt: 190, lead: '每周三上新' },
      lanes: groups.map((chat, at) => ({
        ...{ lane: at === 0 ? '福利群' : '科普群', for: at === 0 ? 'bought' : 'everyone', who: null },
        ...{ groups: [chat], another: false, base: null },
      })),
    },
  },
});
const print = {
  product: null,
  category: null,
  shownStore: null,
  caption: null,
  costs: 'none',
  cost: null,
  costFrom: null,
  lastDay: null,
};
const onShelf = { ...print, kind: 'mini_program', place: 'shelf', channel: null, store: null };
const shelf = await api('POST /api/admin/codes', {
  ...as,
  body: { ...onShelf, name: '草莓货架', target: 'contact', contact: way.id },
});
const poster = await api('POST /api/admin/codes', {
  ...as,
  body: { ...onShelf, name: '进群海报', target: 'group', group: entrance.id },
});
await api('POST /api/admin/playbooks/:key/journey', {
  ...as,
  params: { key: 'new_friend' },
  body: { values: { coupon: gift.id, holdout: 0 } },
});
const { items: accounts } = await api('GET /api/admin/official-accounts', as);
const accountOf = (name: string) => accounts.find((one) => one.name === name)?.id ?? '';
const rule = {
  ...{
    accounts: null,
    words: null,
    match: null,
    codes: null,
    for: 'everybody',
    who: null,
    otherwise: null,
    limit: 'always',
    again: null,
  },
  ...{ inAll: null, account: null, contact: null, page: null, label: null, tag: null, priority: 50 },
};
const toBreakfast = await api('POST /api/admin/account-rules', {
  ...as,
  body: {
    values: {
      ...{
        ...rule,
        name: '早餐',
        accounts: [accountOf('活水鲜生服务号')],
        on: 'keyword',
        words: ['早餐'],
        match: 'contains',
      },
      ...{ reply: '去早餐号领食谱', hands: 'account', account: accountOf('活水早餐') },
    },
  },
});
await api('POST /api/admin/account-rules', {
  ...as,
  body: {
    values: {
      ...{
        ...rule,
        name: '早餐导购',
        accounts: [accountOf('活水早餐')],
        on: 'follow',
        codes: [toBreakfast.codeId ?? ''],
      },
      ...{ reply: '加导购，问怎么做', hands: 'contact_way', contact: way.id },
    },
  },
});
await app.settle();

const complaints: string[][] = [];
/** Goods of tests have a picture in name only. */
const faults = () => complaints.flat().filter((one) => !one.includes('picture.webp'));

/** Her phone, in WeChat, before anything is open. */
async function phoneOf({ wechatId }: Shopper): Promise<Page> {
  const opened = await browser.open({ width: 390, height: 844 });
  complaints.push(opened.complaints as string[]);
  await opened.page.goto(`${app.running.address}/sandbox/phone?shopper=${wechatId}`);
  await opened.page.getByRole('button', { name: '关闭小程序' }).click();
  return opened.page;
}

/** 扫一扫, over a print of this code. */
async function scan(page: Page, scene: string): Promise<void> {
  await page.getByRole('button', { name: '扫一扫' }).click();
  await page.getByRole('button', { name: new RegExp(`scene: ${scene}$`) }).click();
}

const inShop = (page: Page) => page.frameLocator('iframe.mini-frame').first();

/** She presses the picture, and adds who is behind it. */
async function addStaff(page: Page): Promise<void> {
  await inShop(page).getByLabel('导购的企业微信码').first().click();
  await page.getByRole('button', { name: '添加到通讯录' }).click();
  await page.getByText('你好，我是草莓货架的导购').waitFor();
}

async function joinGroup(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '返回聊天列表' }).click();
  await scan(page, poster.scene);
  await inShop(page).getByLabel('客户群的二维码').first().click();
  await page.getByRole('dialog', { name: '加入群聊' }).getByText(name).waitFor();
  await page.getByRole('button', { name: '加入群聊' }).click();
  await page.locator('.wechat-head', { hasText: name }).waitFor();
  await app.settle();
}

const [buyer, looker, reader] = [
  await newShopper(shop, '小满'),
  await newShopper(shop, '谷雨'),
  await newShopper(shop, '立夏'),
];

it('she scans a shelf, is welcomed with a coupon, buys, and is led into the benefits group', async () => {
  const page = await phoneOf(buyer);
  await scan(page, shelf.scene);
  await addStaff(page);
  await app.settle();
  await page.getByText('你的专属优惠券，点开就能用').waitFor();
  await page.screenshot({ path: shot('welcome') });
  expect((await api('GET /api/shop/coupons', { token: buyer.token })).items).toHaveLength(1);
  await app.advance(MINUTE);
  const placed = await order(shop, buyer, [{ skuId: product.skuId, quantity: 2 }]);
  expect(await pay(shop, buyer, placed.id)).toBe(true);
  await app.settle();
  await app.advance(MINUTE);
  await joinGroup(page, '会员福利群');
  await page.screenshot({ path: shot('benefits') });
});

/** The shop is open on it behind the chats. */
let lookers: Page | null = null;

it('another buys nothing: she is led into the other group, and her staff takes her up by a card that is ready', async () => {
  const page = await phoneOf(looker);
  lookers = page;
  await scan(page, shelf.scene);
  await addStaff(page);
  await app.settle();
  await joinGroup(page, '水果科普群');
  // The next day she has still bought nothing.
  await app.advance(25 * 3_600_000);
  const staff = await browser.open({ width: 460, height: 900 });
  complaints.push(staff.complaints as string[]);
  await staff.page.goto(`${app.running.address}/sandbox/phone?staff=guide01`);
  await staff.page.locator('.chat-row', { hasText: '谷雨' }).click();
  await staff.page.getByRole('button', { name: '侧边栏' }).click();
  const sidebar = staff.page.frameLocator('iframe.toolbar-frame');
  await sidebar.getByText('问问她需要什么').first().waitFor();
  await staff.page.screenshot({ path: shot('card') });
  await sidebar.getByRole('button', { name: '发送并完成' }).last().click();
  await sidebar.getByText('已发到聊天').waitFor();
  await page.getByRole('button', { name: '返回聊天列表' }).click();
  await page.locator('.chat-row', { hasText: '导购 01' }).click();
  await page.getByText(/家里几口人/).waitFor();
});

it('what staff send her leads to the home page, a tab, and the console knows that she opened it', async () => {
  const { id } = await api('POST /api/admin/mass-sends', {
    ...as,
    body: {
      values: {
        ...{ name: '周末', to: 'staff', staff: ['guide01'], who: null, sender: 'longest', text: '周末到店有惊喜' },
        ...{ card: 'home', coupon: null, product: null, title: '来看看这周的新鲜' },
        ...{ waitDays: 3, reminders: 0, within: 7 },
      },
    },
  });
  const params = { id };
  const mass = async () => api('GET /api/admin/mass-sends/:id', { ...as, params });
  await expect
    .poll(async () => {
      await app.settle();
      return (await mass()).state;
    })
    .toBe('planned');
  const { counts } = await mass();
  await api('POST /api/admin/mass-sends/:id/start', { ...as, params, body: { expected: counts.targets } });
  await app.settle();
  const { tasks } = Object(await sandbox('GET /staff/guide01/mass'));
  for (const { msgid } of tasks) await sandbox(`POST /staff/guide01/mass/${msgid}/confirmation`, {});
  // What became of it is asked some minutes later.
  await app.advance(10 * MINUTE);
  // The shop runs already: it is told the path, and switches to the tab.
  const page = lookers ?? (await phoneOf(looker));
  await page.getByText('来看看这周的新鲜').last().click();
  await inShop(page).getByText('红颜草莓 500g').first().waitFor();
  await expect
    .poll(
      async () => {
        await app.settle();
        return (await api('GET /api/admin/mass-sends/:id/result', { ...as, params })).opened;
      },
      { timeout: 15_000 },
    )
    .toBe(1);
});

it('a word to the main account sends a reader to a themed one, and from there to staff', async () => {
  const page = await phoneOf(reader);
  await page.locator('.chat-row', { hasText: '公众号' }).click();
  const main = page.locator('.account-row', { hasText: '活水鲜生服务号' });
  await main.getByRole('button', { name: '关注', exact: true }).click();
  const keyboard = page.getByRole('button', { name: '输入文字' });
  if (await keyboard.isVisible()) await keyboard.click();
  await page.getByLabel('发消息').fill('早餐');
  await page.getByRole('button', { name: '发送' }).click();
  await page.getByText('去早餐号领食谱').waitFor();
  await app.settle();
  await page.locator('.shared.article').click();
  await page.getByRole('button', { name: '关注公众号' }).click();
  await page.locator('.said-link').click();
  await addStaff(page);
  await page.screenshot({ path: shot('reader') });
  await app.settle();
  expect(faults()).toEqual([]);
});

it('the console says add rate, who joined which group, flows, what each of staff brought, and what every touch cost and brought', async () => {
  const { page, complaints: heard } = await browser.open({ width: 1440, height: 960 });
  const [name = '', value = ''] = as.cookie.split('=');
  await page.context().addCookies([{ name, value, url: app.running.address }]);
  const done = patience(page);
  const goTo = async (address: string, file: string) => {
    await page.goto(`${app.running.address}/console${address}`);
    await done();
    await page.screenshot({ path: shot(file), fullPage: true });
  };
  const cells = async (text: string) =>
    page.getByRole('row').filter({ hasText: text }).last().getByRole('cell').allTextContents();

  await goTo(`/contact-ways/${way.id}`, 'way');
  await page.getByText('引流率 100.0%').waitFor();
  await goTo(`/group-codes/${entrance.id}`, 'groups');
  await page.getByText('进群率 100.0%').waitFor();
  expect((await cells('福利群')).slice(0, 4)).toEqual(['福利群', '1', '1', '100.0%']);
  await goTo('/account-flows', 'flows');
  expect((await cells('导购：草莓货架')).slice(-3)).toEqual(['1', '1', '100.0%']);
  await goTo('/reports/scrm.staff', 'staff');
  const ofStaff = await page.getByRole('columnheader').allTextContents();
  expect((await cells('导购 01'))[ofStaff.indexOf('新加好友')]).toBe('3');
  await goTo('/touches', 'touches');
  const welcomes = await cells('好友欢迎语');
  const header = await page.getByRole('columnheader').allTextContents();
  const told = (column: string) => welcomes[header.indexOf(column)];
  expect([told('发出'), told('触达人数'), told('带来订单'), told('带来下单的人')]).toEqual(['3', '3', '1', '1']);
  expect(told('随触达送出的权益')).toMatch(/^¥/);
  expect((await cells('导购聊天'))[header.indexOf('送达')]).toBe('1');
  expect([...heard, ...faults()]).toEqual([]);
});
