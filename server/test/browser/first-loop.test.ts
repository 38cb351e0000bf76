import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApi } from '../../../rehearsal/src/api.ts';
import { loadShop } from '../../../rehearsal/src/load-shop.ts';
import { createPhone } from '../../../rehearsal/src/phone.ts';
import { productRoot } from '../../src/launch/product.ts';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import { launchProduct } from '../flows/product.ts';
import { newShopper } from '../flows/shopper.ts';
import { launchChromium, type Window } from './chromium.ts';
import { deskOn } from './desk.ts';

// The first loop as two people see it: a shopper with the sandbox's phone, an operator at the console. The shelves are
// the demo's, without its sixty days of history.

const [product, chromium] = await Promise.all([launchProduct(), launchChromium()]);
const api = createApi(product.url);
const cookie = await product.signIn();
await loadShop(api, cookie, product.url);
const journeyId = await withoutHoldout();

const pictures = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(pictures, { recursive: true });
const shoot = async ({ page }: Window, name: string) => {
  // A page that is still sliding in makes a poor picture.
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
};

const size = { width: 1440, height: 960 };
const phone = await chromium.open(size);
const desk = deskOn(phone.page);

describe('the shopper', () => {
  it('opens the shop on a new phone, on a morning', async () => {
    await phone.page.goto(`${product.url}/sandbox/`);
    await desk.seen('时令水果').waitFor();
    await desk.goTo(`${addDays(shanghaiDay(new Date()), 1)}T10:00`);
    await desk.answer('新顾客');
    await desk.seen('时令水果').waitFor();
    await shoot(phone, '01-storefront');
  });

  it('chooses, says where she lives, and pays', async () => {
    await desk.tap('时令水果');
    await desk.tap('丹东 99 红颜草莓');
    await desk.seen('立即购买').waitFor();
    await shoot(phone, '02-product');
    await desk.tap('立即购买');
    await desk.tapOnSheet('立即购买');
    await desk.tap('填写收货地址');
    await desk.type('怎么称呼', '模拟收货人');
    await desk.type('送货时联系你', '13800138000');
    await desk.tap('选择省、市、区');
    await desk.tap('确定');
    await desk.type('小区、楼栋、门牌号', '东四北大街 1 号');
    await desk.tap('保存');
    await desk.tap('提交订单');
    await phone.page.getByRole('dialog', { name: '付款' }).waitFor();
    await shoot(phone, '03-cashier');
    await desk.answer('刷脸支付');
    await desk.answer('完成');
    await desk.seen('付款成功').waitFor();
  });

  it('allows the messages that she is offered', async () => {
    await desk.tap('开启微信提醒');
    await phone.page.getByRole('dialog', { name: '申请发送订阅消息' }).waitFor();
    await shoot(phone, '04-subscribe');
    await desk.answer('允许');
    await desk.seen('已开启提醒').waitFor();
  });

  it('is told how to keep what she bought once it has been on its way, on the page of her order', async () => {
    await shipAll();
    await desk.leap('+3 天');
    await desk.openServiceNotice();
    await desk.seen('保存与烹饪').waitFor();
    await desk.seen('丹东 99 红颜草莓').first().waitFor();
    await shoot(phone, '05-care-opens-order');
  });

  it('is given a coupon days later and pays with it', async () => {
    await desk.leap('+3 天');
    await desk.leap('+1 天');
    await desk.openServiceNotice();
    await desk.seen('回购礼券').waitFor();
    await shoot(phone, '06-coupon-opens-wallet');
    await desk.tap('去使用');
    await desk.tap('丹东 99 红颜草莓');
    await desk.tap('立即购买');
    await desk.tapOnSheet('500 克');
    await desk.tapOnSheet('立即购买');
    await desk.seen('回购礼券').waitFor();
    await shoot(phone, '07-checkout-with-coupon');
    await desk.tap('提交订单');
    await desk.answer('刷脸支付');
    await desk.answer('完成');
    await desk.seen('付款成功').waitFor();
    await shoot(phone, '08-paid-again');
  });

  it('met no error on the way', () => expect(phone.complaints).toEqual([]));
});

describe('the operator', async () => {
  const desktop = await chromium.open(size);
  const { page } = desktop;
  let before = 0;
  const open = async (group: string, label: string, address: string) => {
    const navigation = page.getByRole('navigation').first();
    const link = navigation.getByRole('link', { name: label, exact: true });
    if (!(await link.isVisible())) await navigation.getByRole('menuitem', { name: group }).first().click();
    await link.click();
    await page.waitForURL(`**${address}`);
  };

  it('signs in and sees what was sold', async () => {
    await page.goto(`${product.url}/console/`);
    await page.getByLabel('账号').fill(product.owner.login);
    await page.locator('input[type=password]').fill(product.owner.password);
    // Asking who is signed in is answered 401 before: that is no fault of the page.
    expect(desktop.complaints.filter((one) => !/401/.test(one))).toEqual([]);
    before = desktop.complaints.length;
    await page.locator('button[type=submit]').click();
    const { rows, gmv } = await paidOrders();
    expect(rows).toBe(2);
    await page.getByText('成交额').first().waitFor();
    await page
      .getByText(`¥${(gmv / 100).toFixed(2)}`)
      .first()
      .waitFor();
    await page.locator('canvas').first().waitFor();
    await shoot(desktop, '09-overview');
  });

  const olderOnes = page.getByRole('button', { name: '更早的动态' });

  it('reads her story with the cause of everything that was done', async () => {
    await open('会员', '会员', '/console/members');
    await page
      .getByText(await nickname(), { exact: true })
      .first()
      .click();
    await page.getByText('达成旅程「首购后复购」的目标').first().waitFor();
    // The newest come first: how many notices a phone told before its oldest fit on a page depends on the machine.
    while (await olderOnes.isVisible()) {
      // With the last of them the button goes, maybe between the look and the click.
      await olderOnes.click({ timeout: 2_000 }).catch(() => undefined);
      await page.locator('.ant-btn-loading').waitFor({ state: 'detached' });
    }
    for (const text of [
      '完成首单',
      /^进入旅程「首购后复购」/,
      /^发放优惠券「/,
      /^点开消息「/,
      '达成旅程「首购后复购」的目标',
    ])
      await page.getByText(text).first().waitFor();
    await expect.poll(async () => page.getByText('因为').count()).toBeGreaterThan(3);
    await shoot(desktop, '10-member-timeline');
  });

  it('sees on the journey how many stood where, and what it brought', async () => {
    await open('旅程', '旅程', '/console/journeys');
    // The page before names the journey too, and stays until this one is drawn.
    await page.getByRole('heading', { name: '旅程' }).first().waitFor();
    await page.locator('main').getByText('首购后复购').first().click();
    await page.waitForURL(`**/journeys/${journeyId}`);
    await page
      .getByText(/等待 \d 天/)
      .first()
      .waitFor();
    await shoot(desktop, '11-journey');
    await page.getByRole('tab', { name: '谁在哪里' }).click();
    await page
      .getByText(await nickname(), { exact: true })
      .first()
      .waitFor();
    await page.getByRole('tab', { name: '效果' }).click();
    await page.getByText('先看全部人').click();
    await page.getByText('对照组').first().waitFor();
    await shoot(desktop, '12-journey-result');
  });

  it('sees a name that is markup as the text it is', async () => {
    const { token } = await newShopper({ api, phone: createPhone(product.url) }, '外号');
    const name = '<img src=x>';
    await api('PUT /api/shop/me', { token, body: { nickname: name } });
    await page.goto(`${product.url}/console/members`);
    await page.getByText(name, { exact: true }).first().waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
  });

  it('met no error on the way', () => expect(desktop.complaints.slice(before)).toEqual([]));
});

async function paidOrders() {
  const { items: all } = await api('GET /api/admin/orders', { cookie, query: {} });
  // The first has come by now, by WeChat's own days.
  const items = all.filter(({ state }) => state === 'paid' || state === 'shipped' || state === 'received');
  return { rows: items.length, gmv: items.reduce((sum, one) => sum + one.payable, 0) };
}

/** The shop's morning: everything that was paid leaves. */
async function shipAll(): Promise<void> {
  const { items } = await api('GET /api/admin/orders', { cookie, query: { state: 'paid' } });
  const body = { company: '顺丰速运', waybill: 'SF1234567890' };
  for (const { id } of items) await api('POST /api/admin/orders/:id/shipment', { cookie, params: { id }, body });
}

async function nickname(): Promise<string> {
  const { items } = await api('GET /api/admin/orders', { cookie, query: { limit: 1 } });
  return items[0]?.memberName ?? '';
}

/** Everybody is treated: a shopper who is drawn into the holdout would be told nothing. */
async function withoutHoldout(): Promise<string> {
  const { items } = await api('GET /api/admin/journeys', { cookie, query: {} });
  const { id, name } = items.find((one) => one.playbook === 'first_repurchase') ?? { id: '', name: '' };
  const { definition } = await api('GET /api/admin/journeys/:id', { cookie, params: { id } });
  await api('PUT /api/admin/journeys/:id', {
    cookie,
    params: { id },
    body: { name, definition: { ...definition, holdout: 0 } },
  });
  return id;
}
