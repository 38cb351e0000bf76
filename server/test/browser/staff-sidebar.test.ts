import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop } from '../flows/shop.ts';
import { newShopper, order, pay } from '../flows/shopper.ts';
import { befriend, chatOf, codeOf, staffSignsIn } from '../flows/staff.ts';
import { launchChromium } from './chromium.ts';

vi.setConfig({ testTimeout: 180_000 });

const shots = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const shot = (name: string) => path.join(shots, `sidebar-${name}.png`);

const shop = await openShop();
const { api, app } = shop;
const { cookie } = shop.owner;
const browser = await launchChromium();

const product = await createProduct(app.ctx, { name: '鲜牛奶 950ml', price: 2_590, stock: 99 });
await createProduct(app.ctx, { name: '红颜草莓 500g', price: 3_990, stock: 99 });
const coupon = await createCoupon(app.ctx);
const settings = await api('GET /api/admin/settings/sidebar', { cookie });
await api('PUT /api/admin/settings/sidebar', {
  cookie,
  body: { ...settings, coupons: [coupon.id] },
});
await api('POST /api/admin/scripts', {
  cookie,
  body: {
    values: {
      ...{ title: '回购提醒', folder: '老客', stages: ['new'], product: product.id },
      text: '{昵称}，上次的{最近买的}喝完了吗？今天到的是早上的奶。',
    },
  },
});
await api('POST /api/admin/scripts', {
  cookie,
  body: {
    values: { title: '问候', folder: '新客', stages: null, product: null, text: '{昵称}你好，我是{店名}的{导购}。' },
  },
});
const shopper = await newShopper(shop, '小满');
const customer = await befriend(shop, shopper, 'guide01');
const placed = await order(shop, shopper, [{ skuId: product.skuId, quantity: 2 }]);
await pay(shop, shopper, placed.id);
const token = await staffSignsIn(shop, 'guide01');
await api('POST /api/staff/customers/:id/notes', {
  token,
  params: { id: customer },
  body: { text: '宝宝一岁半，想要订奶', remindOn: addDays(shanghaiDay(app.ctx.now()), 1) },
});
await app.settle();

/** Goods of tests have a picture in name only. */
const faultsIn = (heard: readonly string[]) => heard.filter((one) => !one.includes('picture.webp'));

it('stands beside the chat on the staff phone: profile, tag, note, a card and a coupon into the chat, in both languages', async () => {
  const { page, complaints } = await browser.open({ width: 460, height: 900 });
  await page.goto(`${app.running.address}/sandbox/phone?staff=guide01`);
  await page.locator('.chat-row').first().click();
  await page.getByRole('button', { name: '侧边栏' }).click();
  const sidebar = page.frameLocator('iframe.toolbar-frame');
  await sidebar.getByText('宝宝一岁半，想要订奶').first().waitFor();
  await sidebar.getByRole('heading', { name: /小满/ }).waitFor();
  await page.screenshot({ path: shot('profile') });
  await sidebar.getByRole('button', { name: '+ 加标签' }).click();
  await sidebar.getByPlaceholder('标签名，回车添加').fill('订奶');
  await page.keyboard.press('Enter');
  await sidebar.getByRole('button', { name: '去掉「订奶」' }).waitFor();
  await sidebar.getByLabel('聊了什么、答应了什么').fill('周五送到家');
  await sidebar.getByRole('button', { name: '记下' }).click();
  await sidebar.getByText('周五送到家').waitFor();
  await sidebar.getByRole('button', { name: '推迟' }).click();
  await sidebar.getByLabel('为什么推迟').fill('她在出差');
  await page.screenshot({ path: shot('put-off') });
  await sidebar.getByRole('button', { name: '确定' }).click();
  await sidebar.getByText('已推迟 1 次').waitFor();

  await sidebar.getByRole('button', { name: '话术', exact: true }).click();
  await sidebar.getByText('上次的鲜牛奶 950ml喝完了吗', { exact: false }).waitFor();
  await page.screenshot({ path: shot('scripts') });
  await sidebar.getByRole('button', { name: '商品', exact: true }).click();
  await sidebar.getByRole('button', { name: '发送' }).first().waitFor();
  await page.screenshot({ path: shot('goods') });
  await sidebar.getByRole('searchbox').fill('鲜牛奶');
  await sidebar.getByText('红颜草莓 500g').waitFor({ state: 'hidden' });
  await sidebar.getByRole('button', { name: '发送' }).click();
  await sidebar.getByText('已发到聊天').waitFor();
  await sidebar.getByRole('button', { name: '优惠券', exact: true }).click();
  await sidebar.getByRole('button', { name: '送给她' }).click();
  await sidebar.getByText('已发到聊天').waitFor();
  await page.screenshot({ path: shot('coupons') });
  // What was said of the one before still stands for a moment.
  await expect
    .poll(async () => chatOf(shop, shopper))
    .toEqual([
      { title: '你好', page: null },
      { title: '鲜牛奶 950ml', page: `catalog/pages/product?id=${product.id}&from=staff` },
      { title: '送你一张券，点开就能用', page: 'coupons/pages/wallet' },
    ]);
  await sidebar.getByRole('button', { name: 'English' }).click();
  await sidebar.getByRole('button', { name: 'Customer' }).click();
  await sidebar.getByText('Latest orders').waitFor();
  await page.screenshot({ path: shot('english') });
  await sidebar.getByRole('button', { name: '中文' }).click();
  expect(faultsIn(complaints)).toEqual([]);
});

it('opens from the workbench with what is to be done, and leads to the chat where what is ready goes out', async () => {
  const { id } = await api('POST /api/admin/playbooks/:key/journey', {
    cookie,
    params: { key: 'new_friend' },
    body: { values: { coupon: coupon.id, holdout: 0 } },
  });
  const friend = await newShopper(shop, '谷雨');
  await befriend(shop, friend, 'guide01');
  const { page, complaints } = await browser.open({ width: 460, height: 900 });
  await page.goto(`${app.running.address}/sandbox/phone?staff=guide01`);
  await page.getByRole('button', { name: '工作台' }).click();
  const sidebar = page.frameLocator('iframe.toolbar-frame');
  await sidebar.getByRole('button', { name: '待办', exact: true }).click();
  await sidebar.getByText('打个招呼').waitFor();
  await page.screenshot({ path: shot('todos') });
  await sidebar.getByRole('button', { name: '去她的聊天' }).click();
  await sidebar.getByRole('heading', { name: /谷雨/ }).waitFor();
  await page.screenshot({ path: shot('card') });
  await sidebar.getByRole('button', { name: '发送并完成' }).click();
  await sidebar.getByText('已发到聊天').waitFor();
  await expect
    .poll(async () => (await chatOf(shop, friend)).map(({ title }) => title))
    .toEqual(['你好', expect.stringContaining('导购 01')]);
  // It is sent first and done after that.
  await expect
    .poll(async () => (await api('GET /api/staff/todos', { token })).items.map(({ title }) => title))
    .not.toContain('打个招呼');
  expect(faultsIn(complaints)).toEqual([]);
  await api('PUT /api/admin/journeys/:id/state', { cookie, params: { id }, body: { state: 'ended' } });
});

it('signs in through WeCom’s own SDK, by OAuth and both signatures, and says in WeCom’s words where it is refused', async () => {
  const { page } = await browser.open({ width: 390, height: 844 });
  const context = await page
    .context()
    .browser()
    ?.newContext({
      viewport: { width: 390, height: 844 },
      userAgent:
        'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 wxwork/4.1.20 MicroMessenger/7.0.1 Language/zh',
    });
  if (!context) throw new Error('no context');
  const wecom = await context.newPage();
  const sent: unknown[] = [];
  let refuse = false;
  // What the client of WeCom does with what the SDK asks it.
  await wecom.exposeBinding('invokeWecom', async (_source, name: string, args: Record<string, unknown>) => {
    const signature = (prefix: string) => ({
      timestamp: Number(args[prefix === '' ? 'timestamp' : 'verifyTimestamp']),
      nonceStr: args[prefix === '' ? 'nonceStr' : 'verifyNonceStr'],
      signature: args[prefix === '' ? 'signature' : 'verifySignature'],
    });
    const url = wecom.url();
    const check = async (values: object) =>
      Object(await shop.sandbox('POST /staff/guide01/js-config', { url, ...values }));
    if (name === 'preVerifyJSAPI') {
      const { config } = await check({ corpid: args.verifyAppId, corp: signature('verify') });
      return { err_msg: `preVerifyJSAPI:${String(config).split(':').slice(1).join(':')}`, errMsg: config };
    }
    if (name === 'agentConfig') {
      const { agentConfig } = await check({
        ...{ corpid: args.corpid, agentid: String(args.agentid), agent: signature('') },
      });
      const said = refuse ? 'agentConfig:fail no permission' : agentConfig;
      return { err_msg: said, errMsg: said };
    }
    if (name === 'getContext') return { err_msg: 'getContext:ok', entry: 'single_chat_tools' };
    if (name === 'getCurExternalContact') return { err_msg: 'getCurExternalContact:ok', userId: customer };
    if (name === 'sendChatMessage') sent.push(args);
    return { err_msg: `${name}:ok` };
  });
  await wecom.addInitScript(`window.WeixinJSBridge = {
    invoke: (name, args, done) => window.invokeWecom(name, JSON.parse(JSON.stringify(args))).then(done), on: () => {}, call: () => {},
  }`);
  await wecom.route('https://open.weixin.qq.com/**', async (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('code', await codeOf(shop, 'guide01'));
    back.searchParams.set('state', asked.get('state') ?? '');
    await route.fulfill({ status: 302, headers: { location: back.href } });
  });
  await wecom.goto(`${app.config.publicUrl}/sidebar`);
  await wecom.getByRole('heading', { name: /小满/ }).waitFor();
  await wecom.screenshot({ path: shot('wecom'), fullPage: true });
  await wecom.getByRole('button', { name: '商品', exact: true }).click();
  await wecom.getByRole('button', { name: '发送' }).first().click();
  await wecom.getByText('已发到聊天').waitFor();
  expect(sent).toEqual([expect.objectContaining({ msgtype: 'miniprogram', miniprogram: expect.anything() })]);
  refuse = true;
  await wecom.reload();
  await wecom.getByText('agentConfig:fail no permission').waitFor();
  await wecom.screenshot({ path: shot('refused') });
  await context.close();
});

it('says where it belongs when it is opened in a plain browser', async () => {
  const { page } = await browser.open({ width: 390, height: 844 });
  await page.goto(`${app.running.address}/sidebar`);
  await page.getByText('请在企业微信里打开').waitFor();
});
