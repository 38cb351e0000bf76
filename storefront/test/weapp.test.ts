import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageOf, pages, tabPages } from '../src/ui/pages.ts';
import { nothing, shippedOrder, smallShop } from './shop.ts';
import { isRecord } from './tree.ts';
import { builtPages, builtText, openWeapp, packageBytes } from './weapp.ts';

// What explains the played shop is no part of it.
const published = Object.values(pages).filter((path) => path !== pages.about);

describe('the compiled mini program', () => {
  it('launches, signs in once and lists products', async () => {
    const weapp = openWeapp(smallShop());
    await weapp.launch();
    await weapp.sees('丹东 99 红颜草莓');
    expect(weapp.text()).toContain('时令水果');
    expect(weapp.requests.filter((request) => request === 'POST /api/shop/session')).toHaveLength(1);
    expect(weapp.calls.filter(({ call }) => call === 'login')).toHaveLength(1);
  });

  it('signs in again, once for all pages that ask, when the session ran out', async () => {
    const weapp = openWeapp(smallShop({ forgets: 1 }));
    await weapp.launch();
    await weapp.sees('丹东 99 红颜草莓');
    expect(weapp.requests.filter((request) => request === 'POST /api/shop/session')).toHaveLength(2);
  });

  it('takes two taps within one moment for one', async () => {
    const weapp = openWeapp(smallShop());
    await weapp.launch();
    await weapp.sees('丹东 99 红颜草莓');
    await weapp.tap('丹东 99 红颜草莓');
    await weapp.sees('不要提前洗');
    await Promise.all([weapp.tap('加入购物车'), weapp.tap('加入购物车')]);
    await expect.poll(() => weapp.requests.some((request) => request.startsWith('PUT /api/shop/cart/'))).toBe(true);
    await weapp.sees('购物车');
    expect(weapp.requests.filter((request) => request.startsWith('PUT /api/shop/cart/'))).toHaveLength(1);
  });

  it('opens a product by a tap, and puts it into the cart', async () => {
    const weapp = openWeapp(smallShop());
    await weapp.launch();
    await weapp.sees('丹东 99 红颜草莓');
    await weapp.tap('丹东 99 红颜草莓');
    expect(weapp.page()).toBe('catalog/pages/product');
    await weapp.sees('不要提前洗');
    await weapp.tap('加入购物车');
    await weapp.tap('购物车');
    expect(weapp.page()).toBe('cart/pages/cart');
    await weapp.sees('结算');
    expect(weapp.text()).toContain('丹东 99 红颜草莓');
    expect(weapp.requests).toContain('PUT /api/shop/cart/sku_1');
  });

  it('speaks English on an English phone: page, title, tabs, and what the server is asked to speak', async () => {
    const shop = smallShop();
    const asked = new Set<string | undefined>();
    const listening: typeof shop = (request) => {
      asked.add(request.headers['accept-language']);
      return shop(request);
    };
    const weapp = openWeapp(listening, { language: 'en' });
    await weapp.launch();
    await weapp.sees('Picked for you');
    await weapp.sees('丹东 99 红颜草莓');
    expect([...asked]).toEqual(['en']);
    await weapp.tap('丹东 99 红颜草莓');
    await weapp.sees('Add to cart');
    expect(weapp.calls).toContainEqual({
      call: 'setNavigationBarTitle',
      args: expect.objectContaining({ title: 'Product' }),
    });
    expect(weapp.calls).toContainEqual({
      call: 'setTabBarItem',
      args: expect.objectContaining({ index: 2, text: 'Cart' }),
    });
  });

  it('turns to English and stays there when she chooses it', async () => {
    const weapp = openWeapp(smallShop(), { language: 'zh_CN', picks: 1 });
    await weapp.launch(pages.me);
    await weapp.sees('语言');
    await weapp.tap('语言');
    await weapp.sees('Language');
    expect(weapp.text()).not.toContain('语言');
    expect(weapp.text()).toContain('My orders');
  });

  it('says that the shop cannot be reached, and offers another try', async () => {
    const weapp = openWeapp(nothing);
    await weapp.launch();
    await weapp.sees('再试一次');
  });

  it('arrives where a page stands today when a notice or a code names its old address', async () => {
    const weapp = openWeapp(smallShop());
    await weapp.launch('pages/product/detail?id=prd_1');
    expect(weapp.page()).toBe(pages.product);
    await weapp.sees('不要提前洗');
    const lost = openWeapp(smallShop());
    await lost.launch('pages/never/was?id=1');
    expect(lost.page()).toBe(pages.home);
    await lost.sees('丹东 99 红颜草莓');
  });

  it('holds every page of the table, tabs in the main package, the others in the package of their room', () => {
    const { main = [], ...rooms } = builtPages();
    expect([...main, ...Object.values(rooms).flat()].sort()).toEqual([...published].sort());
    for (const tab of tabPages) expect(main).toContain(tab);
    for (const path of published) {
      const room = packageOf(path);
      expect(room === null ? main : rooms[`${room}/pages`], path).toContain(path);
    }
  });

  it('has no page in its rooms that the table does not know', () => {
    const rooms = join(import.meta.dirname, '../src');
    const files = readdirSync(rooms, { recursive: true, encoding: 'utf8' })
      .filter((file) => /^[a-z]+\/pages\/[a-z-]+\.tsx$/.test(file))
      .map((file) => file.replace(/\.tsx$/, ''));
    expect(files.sort()).toEqual(Object.values(pages).sort());
  });

  it('holds no page and no word of the demo', () => {
    const scripts = builtText();
    expect(scripts).toContain('加入购物车');
    for (const word of ['演示', '模拟顾客', '沙盒', 'demo shop', 'made-up shopper'])
      expect(scripts).not.toContain(word);
  });

  it.each([
    ['success', ['POST /api/shop/orders/ord_1/receipt']],
    ['cancel', []],
  ] as const)(
    'opens an order by the number WeChat knows and asks by WeChat’s own sheet whether it came: %s',
    async (receipt, expected) => {
      const shop = smallShop();
      const weapp = openWeapp(
        (request) =>
          /^\/api\/shop\/orders\/(by-number\/HS1-2|ord_1)/.test(request.path)
            ? { status: 200, data: shippedOrder }
            : shop(request),
        { language: 'zh_CN', receipt },
      );
      await weapp.launch(`${pages.order}?number=HS1-2`);
      await weapp.sees('确认收货');
      expect(weapp.requests).toContain('GET /api/shop/orders/by-number/HS1-2');
      await weapp.tap('确认收货');
      expect(weapp.calls).toContainEqual({
        call: 'openBusinessView',
        args: expect.objectContaining({
          businessType: 'weappOrderConfirm',
          extraData: { merchant_id: '1600000001', merchant_trade_no: 'HS1-2', transaction_id: '4200001' },
        }),
      });
      expect(weapp.requests.filter((request) => request.endsWith('/receipt'))).toEqual(expected);
    },
  );

  it('tells what brought her at every show, known member or not, and signs in whatever stands in the link', async () => {
    const shop = smallShop();
    const told: unknown[] = [];
    const sessions: unknown[] = [];
    const weapp = openWeapp((request) => {
      if (request.path === '/api/shop/session') sessions.push(request.body);
      if (request.path.startsWith('/collect')) told.push(request.body);
      return shop(request);
    });
    await weapp.launch(`${pages.home}?source=50%25off`);
    await weapp.sees('丹东 99 红颜草莓');
    expect(sessions).toEqual([expect.objectContaining({ source: '50%off' })]);
    await weapp.showAgain({ scene: 1047, query: { scene: 'c%3DaB3' } });
    await weapp.showAgain({ scene: 1089, query: {} });
    await weapp.hide();
    await expect.poll(() => told).not.toEqual([]);
    const launches = told
      .flatMap((body) => (isRecord(body) && Array.isArray(body.events) ? body.events : []))
      .filter((event) => event.name === 'app_launch');
    expect(launches.map((event) => event.props)).toEqual([
      { scene: '1001', source: '50%off' },
      { scene: '1047', source: 'c=aB3' },
      { scene: '1089' },
    ]);
    expect(sessions).toHaveLength(1);
  });

  it('keeps its main package below 1 MiB, and any other too', () => {
    const { main, ...rooms } = packageBytes();
    expect(main).toBeGreaterThan(100_000);
    for (const bytes of [main, ...Object.values(rooms)]) expect(bytes).toBeLessThanOrEqual(1024 * 1024);
    expect(Object.keys(rooms).sort()).toEqual(
      Object.keys(builtPages())
        .sort()
        .filter((name) => name !== 'main'),
    );
  });
});
