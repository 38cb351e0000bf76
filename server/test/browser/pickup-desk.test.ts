import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { aStore, everyDay } from '../../src/domains/stores/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { openShop } from '../flows/shop.ts';
import { newShopper, pay } from '../flows/shopper.ts';
import { launchChromium } from './chromium.ts';
import { patience, phonePatience } from './seen.ts';

vi.setConfig({ testTimeout: 180_000 });

const shots = path.join(productRoot, '.huoshui/screenshots');
mkdirSync(shots, { recursive: true });
const shot = (name: string) => path.join(shots, `pickup-${name}.png`);

const shop = await openShop();
const { api, app } = shop;
const { cookie } = shop.owner;
const store = await api('POST /api/admin/stores', { cookie, body: { ...aStore, hours: [...aStore.hours] } });
const other = await api('POST /api/admin/stores', {
  cookie,
  body: { ...aStore, hours: [...aStore.hours], name: '静安店', street: '模拟路 2 号', latitude: 31.23 },
});
const product = await createProduct(app.ctx, { name: '红颜草莓 500g', price: 3_990, stock: 99 });
const chromium = await launchChromium();
const { page, complaints } = await chromium.open({ width: 1440, height: 900 });
const [name = '', value = ''] = cookie.split('=');
await page.context().addCookies([{ name, value, url: app.running.address }]);
const done = patience(page);

/** Somebody who paid an order that she fetches; answers its code. */
async function codeOfPaid(storeId = store.id): Promise<string> {
  const shopper = await newShopper(shop, '李小姐');
  const { slots } = await api('GET /api/shop/stores/:id', { params: { id: storeId } });
  const placed = await api('POST /api/shop/orders', {
    token: shopper.token,
    body: {
      lines: [{ skuId: product.skuId, quantity: 2 }],
      pickup: { storeId, from: slots[0]?.from ?? '', name: '李小姐', phone: '13900139000' },
      note: '要熟一点的',
      expectedPayable: 7_980,
    },
    key: randomUUID(),
  });
  await pay(shop, shopper, placed.id);
  const { pickup } = await api('GET /api/shop/orders/:id', { token: shopper.token, params: { id: placed.id } });
  return pickup?.code ?? '';
}

/** As a scanner does: digits, then Enter, wherever the keyboard is. */
async function scan(code: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
}

/** Goods of tests have a picture in name only. */
const faultsIn = (heard: readonly string[]) => heard.filter((one) => !one.includes('/files/picture.webp'));

it('is worked by a scanner alone: the next code never hands over the order before it', async () => {
  const [first, second, elsewhere] = [await codeOfPaid(), await codeOfPaid(), await codeOfPaid(other.id)];
  await page.goto(`${app.running.address}/console/pickup-desk`);
  await done();
  await page.screenshot({ path: shot('desk-no-store') });
  await page.evaluate(`localStorage.setItem('hs-pickup-store', '["${store.id}"]')`);
  await page.reload();
  await done();
  await page.screenshot({ path: shot('desk-empty') });
  await scan(first);
  await page.getByText('交货 2 件').waitFor();
  await page.screenshot({ path: shot('desk-found') });
  // Not handed over yet: whoever comes next is looked up, and the one before waits.
  await scan(second);
  await page.getByRole('button', { name: '核销，交给顾客' }).waitFor();
  await done();
  expect((await api('GET /api/admin/pickups', { cookie, query: { todo: 'collected' } })).total).toBe(0);
  await scan(second);
  await page.getByText(/已核销：李小姐/).waitFor();
  expect((await api('GET /api/admin/pickups', { cookie, query: { todo: 'collected' } })).total).toBe(1);
  await scan(second);
  await page.getByText(/已在“徐汇店”取走/).waitFor();
  await page.screenshot({ path: shot('desk-refused') });
  await page.keyboard.press('Escape');
  await scan(elsewhere);
  await page.getByText('这一单在“静安店”自提，不在本店').waitFor();
  await page.keyboard.press('Escape');
  await scan('123456789');
  await page.getByText(/码不对/).waitFor();
  expect(faultsIn(complaints)).toEqual([]);
});

it('keeps codes while the network is away, sends each once it is back, and shows what it conflicts with', async () => {
  const [good, twice] = [await codeOfPaid(), await codeOfPaid()];
  await page.goto(`${app.running.address}/console/pickup-desk`);
  await done();
  const context = page.context();
  await context.setOffline(true);
  for (const code of [good, twice]) {
    await scan(code);
    await page.getByRole('button', { name: '已交货，记下这个码' }).click();
    await page.getByText('已记下，联网后自动核销').waitFor();
  }
  await page.screenshot({ path: shot('desk-offline') });
  // Somebody else hands one of them over meanwhile.
  await api('POST /api/admin/pickups/redemptions', {
    cookie,
    body: { code: twice, storeId: store.id },
    key: randomUUID(),
  });
  await context.setOffline(false);
  const noted = page.locator('.hs-desk-list').first();
  await noted.getByText('有冲突').waitFor();
  await noted.getByText('已核销', { exact: true }).waitFor();
  await noted.getByText(/已在“徐汇店”取走/).waitFor();
  await page.screenshot({ path: shot('desk-back') });
  // Seen again after the page was closed, and nothing is sent a second time.
  await page.reload();
  await done();
  await page.getByText('有冲突').waitFor();
  const { items } = await api('GET /api/admin/audit', { cookie, query: { area: 'pickups', limit: 50 } });
  expect(items.filter(({ summary }) => summary.zh.startsWith('自提核销'))).toHaveLength(3);
});

it('has its lists and forms', async () => {
  for (const address of ['/stores', `/stores/${store.id}`, '/stores/new', '/pickups', '/orders?state=to_collect']) {
    await page.goto(`${app.running.address}/console${address}`);
    await done();
    await page.screenshot({
      path: shot(`console${address.replaceAll(/[/?=]/g, '-').replace(store.id, 'one')}`),
      fullPage: true,
    });
  }
  await page.goto(`${app.running.address}/console/stores/new`);
  await page.getByLabel('粘贴整段地址').fill('浙江省杭州市西湖区文三路 100 号 3 幢');
  await done();
  await expect.poll(async () => page.locator('#street').inputValue()).toContain('文三路 100 号');
  await expect.poll(async () => page.locator('#district').inputValue()).toBe('西湖区');
});

it('lets a shopper choose store and time, pay without freight, and show her code', async () => {
  const { page: phone, complaints: heard } = await chromium.open({ width: 390, height: 844 });
  const shopper = await newShopper(shop, '王小姐');
  await api('PUT /api/shop/cart/:skuId', {
    token: shopper.token,
    params: { skuId: product.skuId },
    body: { quantity: 1 },
  });
  await phone.goto(`${app.running.address}/sandbox/phone?shopper=${shopper.wechatId}`);
  const frame = await (await phone.locator('iframe').first().elementHandle())?.contentFrame();
  if (!frame) throw new Error('the phone shows no shop');
  await frame.waitForURL(/phone=1/);
  const settled = phonePatience(phone, frame);
  const go = async (hash: string) => {
    await frame.evaluate(`location.hash = '#/${hash}'`);
    await settled();
  };
  await go('stores/pages/stores');
  await phone.screenshot({ path: shot('shop-stores') });
  await go(`stores/pages/store?id=${store.id}`);
  await phone.screenshot({ path: shot('shop-store') });
  await go('orders/pages/checkout');
  await phone.screenshot({ path: shot('shop-checkout-sent') });
  await frame.getByRole('tab', { name: '到店自提' }).click();
  await settled();
  await frame.getByText('选择自提门店').first().click();
  await settled();
  await frame.getByText('徐汇店').filter({ visible: true }).first().click();
  await settled();
  await frame.getByText('选择自提时间').filter({ visible: true }).first().click();
  await frame.getByRole('checkbox').filter({ visible: true }).first().waitFor();
  await phone.waitForTimeout(400);
  await phone.screenshot({ path: shot('shop-slots') });
  await frame.getByRole('checkbox').filter({ visible: true }).first().click();
  await settled();
  await phone.screenshot({ path: shot('shop-checkout-pickup') });
  await frame.getByText('提交订单').filter({ visible: true }).first().click();
  await expect
    .poll(async () => (await api('GET /api/shop/orders', { token: shopper.token, query: {} })).items.length)
    .toBe(1);
  const [order] = (await api('GET /api/shop/orders', { token: shopper.token, query: {} })).items;
  expect(order).toMatchObject({
    shippingFee: 0,
    payable: 3_990,
    pickup: { store: '徐汇店', name: expect.any(String) },
  });
  await pay(shop, shopper, order?.id ?? '');
  await phone.reload();
  const again = await (await phone.locator('iframe').first().elementHandle())?.contentFrame();
  await again?.waitForURL(/phone=1/);
  await again?.evaluate(`location.hash = '#/orders/pages/order?id=${order?.id ?? ''}'`);
  await again?.getByText('待自提').filter({ visible: true }).first().waitFor();
  await phone.waitForTimeout(800);
  await phone.screenshot({ path: shot('shop-order') });
  expect(faultsIn(heard)).toEqual([]);
});

it('tells a shopper which store has all of it, and brings it to her in a slot she chooses', async () => {
  const { page: phone, complaints: heard } = await chromium.open({ width: 390, height: 844 });
  const own = await api('POST /api/admin/stores', {
    cookie,
    body: { ...aStore, hours: [...aStore.hours], name: '长宁店', street: '模拟路 3 号', ownStock: true },
  });
  await api('POST /api/admin/stock-transfers', {
    cookie,
    body: { way: 'to_store', to: own.id, lines: [{ sku: product.skuId, quantity: 1 }], reason: '补货' },
  });
  const slots = [
    { days: [...everyDay], from: 540, to: 720, capacity: 3 },
    { days: [...everyDay], from: 840, to: 1080, capacity: 30 },
  ];
  await api('POST /api/admin/delivery-areas', {
    cookie,
    body: { name: '市区', open: true, region: '上海市/上海市', fee: 600, freeFrom: 9_900, slots, cutoff: 60, ahead: 3 },
  });
  const shopper = await newShopper(shop, '赵小姐');
  const { token } = shopper;
  await api('PUT /api/shop/cart/:skuId', { token, params: { skuId: product.skuId }, body: { quantity: 2 } });
  await api('POST /api/shop/addresses', {
    token,
    body: {
      name: '赵小姐',
      phone: '13900139000',
      province: '上海市',
      city: '上海市',
      district: '徐汇区',
      street: '模拟路 9 号',
      isDefault: true,
    },
  });
  await phone.goto(`${app.running.address}/sandbox/phone?shopper=${shopper.wechatId}`);
  const frame = await (await phone.locator('iframe').first().elementHandle())?.contentFrame();
  if (!frame) throw new Error('the phone shows no shop');
  await frame.waitForURL(/phone=1/);
  const settled = phonePatience(phone, frame);
  await frame.evaluate(`location.hash = '#/orders/pages/checkout'`);
  await settled();
  await frame.getByRole('tab', { name: '到店自提' }).click();
  await settled();
  await frame.getByText('选择自提门店').first().click();
  await settled();
  await phone.screenshot({ path: shot('shop-stores-stock') });
  await expect.poll(async () => frame.getByText('缺 1 种商品').filter({ visible: true }).count()).toBe(1);
  await expect.poll(async () => frame.getByText('有货').filter({ visible: true }).count()).toBe(2);
  await frame.getByText('长宁店').filter({ visible: true }).first().click();
  await settled();
  await frame.getByText('红颜草莓 500g：这家店仅剩 1 件').waitFor();
  await expect.poll(async () => frame.getByText('换一家有货的门店').filter({ visible: true }).count()).toBe(1);
  await phone.screenshot({ path: shot('shop-checkout-lacks') });
  await frame.getByRole('tab', { name: '店家送货' }).click();
  await settled();
  await frame.getByText('选择送达时段').filter({ visible: true }).first().click();
  await frame.getByRole('checkbox').filter({ visible: true }).first().waitFor();
  await phone.waitForTimeout(400);
  await phone.screenshot({ path: shot('shop-bring-slots') });
  await frame.getByRole('checkbox').filter({ visible: true }).first().click();
  await settled();
  await phone.screenshot({ path: shot('shop-checkout-brought') });
  await frame.getByText('提交订单').filter({ visible: true }).first().click();
  const mine = async () => (await api('GET /api/shop/orders', { token, query: {} })).items;
  await expect.poll(async () => (await mine()).length).toBe(1);
  const [order] = await mine();
  expect(order).toMatchObject({ shippingFee: 600, slot: { area: '市区' }, pickup: null });
  await pay(shop, shopper, order?.id ?? '');
  await phone.reload();
  const again = await (await phone.locator('iframe').first().elementHandle())?.contentFrame();
  await again?.waitForURL(/phone=1/);
  await again?.evaluate(`location.hash = '#/orders/pages/order?id=${order?.id ?? ''}'`);
  await again?.getByText('预约送达').filter({ visible: true }).first().waitFor();
  await phone.waitForTimeout(800);
  await phone.screenshot({ path: shot('shop-order-brought') });
  for (const [name, address] of [
    ['store-stock', '/store-stock'],
    ['areas', '/delivery-areas'],
    ['slips', '/slips'],
    ['order-brought', `/orders/${order?.id ?? ''}`],
  ]) {
    await page.goto(`${app.running.address}/console${address}`);
    await done();
    await page.screenshot({ path: shot(`console-${name}`) });
  }
  expect(faultsIn(heard)).toEqual([]);
});
